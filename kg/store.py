"""One graph in one Neo4j database, to read and to change."""

from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

from neo4j import AsyncDriver
from pydantic import SecretStr

from kg.db.database import Database, open_driver
from kg.db.migrations import migrate
from kg.db.settings import find_embedding_model
from kg.identity.comparison import NameComparer
from kg.reader import GraphReader
from kg.record.name_switch import NameSwitch
from kg.record.schema_versions import SchemaWriter
from kg.record.trained_models import TrainedModelWriter
from kg.record.writer import DocumentWriter
from kg.transfer.export import graph_rows
from kg.transfer.importing import GraphImport, check_imported
from kg.view.ids_by_key import make_ids_by_key
from kg.view.ledger import DecisionWriter
from kg.view.vectors import VectorWriter

CONNECT_TIMEOUT_S = 10.0
_DATA_CHANGES = {2: make_ids_by_key}


class Neo4jGraphStore:
    """Everything that can be done with a graph: `reader` asks, the other parts change it, each its own kind of thing.

    Hand `reader` alone to whatever must not change the graph. Every method raises GraphStoreError when Neo4j cannot
    be reached or fails.
    """

    def __init__(self, driver: AsyncDriver, database: str = "neo4j") -> None:
        self._driver = driver
        self.database = Database(driver, database)
        self.reader = GraphReader(driver, database)
        self.documents = DocumentWriter(self.database)
        self.decisions = DecisionWriter(self.database)
        self.names = NameComparer(self.database)
        self.vectors = VectorWriter(self.database)
        self.schemas = SchemaWriter(self.database)
        self.name_switch = NameSwitch(self.database)
        self.trained_models = TrainedModelWriter(self.database)
        self.importing = GraphImport(self.database)

    def rows(self) -> AsyncIterator[dict[str, object]]:
        """The whole graph as values of JSON: see `kg.transfer.export.graph_rows`."""
        return graph_rows(self.database)

    @classmethod
    def at(cls, uri: str, *, user: str, password: SecretStr, database: str = "neo4j") -> "Neo4jGraphStore":
        """A store that connects when it is first used, and again after the server was away.

        Raises:
            ConfigError: the address is not one of Neo4j's.
        """
        return cls(open_driver(uri, user=user, password=password), database)

    @classmethod
    async def open(
        cls, uri: str, *, user: str, password: SecretStr, database: str = "neo4j"
    ) -> "Neo4jGraphStore":
        """A store that is connected.

        Raises:
            GraphStoreError: nothing answers there, or user name or password are refused.
            ConfigError: the address is not one of Neo4j's.
        """
        store = cls.at(uri, user=user, password=password, database=database)
        try:
            await store.reader.ping(CONNECT_TIMEOUT_S)
        except BaseException:
            await store.close()
            raise
        return store

    async def migrate(self, model: str, dimensions: int) -> None:
        """Set the database up for vectors of this model; doing it again changes nothing.

        A graph without documents takes over another model; one with documents does not.

        Raises:
            ConfigError: the graph was built with another embedding model, or by a newer CiteGraph, or an import has not ended.
        """
        await check_imported(self.database)
        await migrate(self.database, model, dimensions, _DATA_CHANGES)

    async def find_embedding_model(self) -> str | None:
        """Name of the model that the graph keeps; None for one without documents, which takes any."""
        return await find_embedding_model(self.database)

    async def close(self) -> None:
        """Close all connections; closing twice is harmless."""
        await self._driver.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
