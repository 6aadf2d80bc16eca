"""The graph store: everything CiteGraph asks of Neo4j."""

from types import TracebackType
from typing import Self

from pydantic import SecretStr

from kg.db.database import Database, open_driver
from kg.db.migrations import Migrations
from kg.read.documents import DocumentReads
from kg.read.graph import GraphReads
from kg.read.schemas import Vocabulary
from kg.read.search import Search
from kg.read.snapshot import Snapshots
from kg.read.trained_models import TrainedModels
from kg.read.untrusted_query import QueryRuns
from kg.read.vectors import Vectorising
from kg.record.deletion import Removals
from kg.record.publication import Publishing
from kg.record.writer import Writing
from kg.view.merges import Decisions

CONNECT_TIMEOUT_S = 10.0


class Neo4jGraphStore(
    Migrations,
    Writing,
    Publishing,
    Removals,
    Vectorising,
    Decisions,
    Vocabulary,
    TrainedModels,
    DocumentReads,
    GraphReads,
    Search,
    Snapshots,
    QueryRuns,
):
    """One graph in one Neo4j database; each base class is one group of methods, in a module of its own.

    Every method raises GraphStoreError when Neo4j cannot be reached or fails.
    """

    @classmethod
    def at(cls, uri: str, *, user: str, password: SecretStr, database: str = "neo4j") -> "Neo4jGraphStore":
        """A store that connects when it is first used, and again after the server was away.

        Raises:
            ConfigError: the address is not one of Neo4j's.
        """
        return cls(Database(open_driver(uri, user=user, password=password), database))

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
            await store.ping(CONNECT_TIMEOUT_S)
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        """Nothing is open afterwards; closing twice is harmless."""
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
