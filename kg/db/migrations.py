"""Setting the database up, step by numbered step."""

import asyncio

from kg.db.database import Transaction, execute
from kg.db.errors import store_errors
from kg.db.queries import migrations as statements
from kg.db.queries import settings as queries
from kg.db.store_part import StorePart
from schemas.errors import ConfigError, GraphStoreError
from schemas.value import Value

LATEST = len(statements.STEPS)
_WAIT_ONLINE_S = 330.0


class GraphSettings(Value):
    """What the graph was built with; `graph_version` moves with every change of what is visible."""

    migration: int
    model: str
    dimensions: int
    graph_version: int


class Migrations(StorePart):
    """Set-up and settings of the graph."""

    async def ping(self, timeout_s: float = 2.0) -> None:
        """Returns when the database answers a query.

        Raises:
            GraphStoreError: it did not within `timeout_s`.
        """
        try:
            async with asyncio.timeout(timeout_s):
                await self._database.knock()
        except TimeoutError as error:
            raise GraphStoreError(
                f"Neo4j did not answer within {timeout_s:g} s.",
                remedy="Start it (`citegraph neo4j start`) or check NEO4J_URI, then try again.",
                retryable=True,
            ) from error

    async def migrate(self, model: str, dimensions: int) -> None:
        """All constraints and indexes exist and are online, for vectors of this model; doing it again changes nothing.

        A graph without documents takes over another model; one with documents does not.

        Raises:
            ConfigError: the graph was built with another embedding model, or by a newer CiteGraph.
        """
        await self._run(statements.STEPS[0][:1])
        await self._change(queries.CREATE_SETTINGS, model=model, dimensions=dimensions)
        found = await self.settings()
        if found.migration > LATEST:
            raise ConfigError(
                "This graph was set up by a newer version of CiteGraph.",
                remedy="Update CiteGraph, or use another graph.",
            )
        if (found.model, found.dimensions) != (model, dimensions):
            await self._take_over(found, model=model, dimensions=dimensions)
        for step in statements.STEPS:
            await self._run(step)
        await self._run(statements.CREATE_VECTOR_INDEXES, dimensions=dimensions)
        await self._wait_online()
        await self._change(queries.SET_MIGRATION, migration=LATEST)

    async def settings(self) -> GraphSettings:
        """What the graph was built with.

        Raises:
            ConfigError: the database was never migrated.
        """
        found = await self._database.rows(GraphSettings, queries.READ_SETTINGS)
        if not found:
            raise ConfigError(
                "This Neo4j database was not set up for CiteGraph.",
                remedy="Ingest a document; that sets it up.",
            )
        return found[0]

    async def graph_version(self) -> int:
        """A number that moves with every change of what is visible: by the facts added and removed, at least by one."""
        return (await self.settings()).graph_version

    async def _take_over(self, found: GraphSettings, *, model: str, dimensions: int) -> None:
        if await self._database.count(queries.COUNT_DOCUMENTS):
            raise ConfigError(
                f"This graph was built with the embedding model {found.model!r} ({found.dimensions} numbers a vector), "
                f"not with {model!r} ({dimensions}).",
                remedy=f"Set the embedding model back to {found.model!r}, or empty the graph (`citegraph neo4j wipe`) "
                "and ingest again.",
            )
        await self._run(statements.DROP_VECTOR_INDEXES)
        await self._change(queries.SET_MODEL, model=model, dimensions=dimensions)

    async def _run(self, texts: tuple[str, ...], **parameters: object) -> None:
        # Neo4j refuses schema statements and data in one transaction, so each runs alone.
        for text in texts:
            await self._change(text, **parameters)

    async def _change(self, text: str, **parameters: object) -> None:
        async def work(tx: Transaction) -> None:
            await execute(tx, text, **parameters)

        with store_errors():
            async with self._database.driver.session(database=self._database.name) as session:
                await session.execute_write(work)

    async def _wait_online(self) -> None:
        async def work(tx: Transaction) -> list[str]:
            await execute(tx, queries.WAIT_ONLINE)
            result = await tx.run(queries.INDEX_STATES)
            return [f"The index {record['name']} is {record['state']}." async for record in result]

        offline = await self._database.read(work, timeout_s=_WAIT_ONLINE_S)
        if offline:
            raise GraphStoreError(
                offline[0],
                remedy="Look into Neo4j's log; dropping the index and starting again rebuilds it.",
            )
