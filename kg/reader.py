"""What may be asked of a graph by those who must not change it."""

import asyncio

from neo4j import AsyncDriver

from kg.db.database import ReadDatabase
from kg.db.queries import documents as queries
from kg.db.settings import GraphSettings, read_settings
from kg.read.chunks import ChunkReader
from kg.read.decisions import DecisionReader
from kg.read.documents import DocumentReader
from kg.read.entities import EntityReader
from kg.read.facts import FactReader
from kg.read.graph_parts import GraphPartReader
from kg.read.schemas import SchemaReader
from kg.read.suggestions import SuggestionReader
from kg.read.trained_models import TrainedModelReader
from kg.read.untrusted_query import UntrustedQueries
from schemas.errors import GraphStoreError
from schemas.value import Value


class GraphCounts(Value):
    """How much of each is visible."""

    documents: int
    chunks: int
    entities: int
    facts: int


class GraphReader:
    """Questions to one graph. Nothing here can change it: its sessions are refused every write by Neo4j.

    Every method raises GraphStoreError when Neo4j cannot be reached or fails.
    """

    def __init__(self, driver: AsyncDriver, database: str) -> None:
        self._database = ReadDatabase(driver, database)
        self.documents = DocumentReader(self._database)
        self.chunks = ChunkReader(self._database)
        self.entities = EntityReader(self._database)
        self.facts = FactReader(self._database)
        self.parts = GraphPartReader(self._database)
        self.decisions = DecisionReader(self._database)
        self.suggestions = SuggestionReader(self._database)
        self.schemas = SchemaReader(self._database)
        self.trained_models = TrainedModelReader(self._database)
        self.queries = UntrustedQueries(self._database)

    async def ping(self, timeout_s: float = 2.0) -> None:
        """Return when the database answers a query.

        Raises:
            GraphStoreError: it did not within `timeout_s`.
        """
        try:
            async with asyncio.timeout(timeout_s):
                await self._database.check_connection()
        except TimeoutError as error:
            raise GraphStoreError(
                f"Neo4j did not answer within {timeout_s:g} s.",
                remedy="Start it (`citegraph neo4j start`) or check NEO4J_URI, then try again.",
                retryable=True,
            ) from error

    async def settings(self) -> GraphSettings:
        """What the graph was built with.

        Raises:
            ConfigError: the database was never migrated.
        """
        return await read_settings(self._database)

    async def version(self) -> int:
        """A number that moves with every change of what is visible: by the facts added and removed, at least by one."""
        return (await self.settings()).graph_version

    async def counts(self) -> GraphCounts:
        """How many documents, chunks, entities and facts are visible."""
        (counts,) = await self._database.rows(GraphCounts, queries.DOCUMENT_COUNTS)
        return counts
