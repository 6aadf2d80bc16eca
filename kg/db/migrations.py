"""Setting the database up, step by numbered step."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import chain

from kg.db.database import Database, Transaction, execute
from kg.db.queries import migrations as statements
from kg.db.queries import settings as queries
from kg.db.settings import GraphSettings, read_settings
from schemas.errors import ConfigError, GraphStoreError

LATEST = len(statements.STEPS)
_WAIT_ONLINE_S = 330.0
_NAMED = re.compile(r"(?:CONSTRAINT|INDEX) (\w+) IF (NOT )?EXISTS")

DataChange = Callable[[Database], Awaitable[None]]


async def migrate(database: Database, model: str, dimensions: int, changes: Mapping[int, DataChange]) -> None:
    """Bring all constraints and indexes online, for vectors of this model; doing it again changes nothing.

    `changes` are those of the data, by the number of their migration. One that was cut off runs again. A graph without
    documents takes over another model; one with documents does not.

    Raises:
        ConfigError: the graph was built with another embedding model, or by a newer CiteGraph.
    """
    await _run(database, statements.STEPS[0][:1])
    await database.change(queries.CREATE_SETTINGS, model=model, dimensions=dimensions)
    found = await read_settings(database)
    if found.migration > LATEST:
        raise ConfigError(
            "This graph was set up by a newer version of CiteGraph.",
            remedy="Update CiteGraph, or use another graph.",
        )
    if (found.model, found.dimensions) != (model, dimensions):
        await _take_over(database, found, model=model, dimensions=dimensions)
    await create_indexes(database, dimensions, vectors=True)
    await _wait_online(database)
    for number in sorted(changes):
        if number > found.migration:
            await changes[number](database)
            await database.change(queries.SET_MIGRATION, migration=number)
    await database.change(queries.SET_MIGRATION, migration=LATEST)


async def create_indexes(database: Database, dimensions: int, *, vectors: bool) -> None:
    """Create the constraints and indexes that are not there, those of vectors where asked for; they fill afterwards."""
    others = chain.from_iterable(statements.STEPS)
    everything = (*others, *statements.CREATE_VECTOR_INDEXES) if vectors else tuple(others)
    await _run(database, everything, dimensions=dimensions)


async def _take_over(database: Database, found: GraphSettings, *, model: str, dimensions: int) -> None:
    if await database.count(queries.COUNT_DOCUMENTS):
        raise ConfigError(
            f"This graph was built with the embedding model {found.model!r} ({found.dimensions} numbers a vector), "
            f"not with {model!r} ({dimensions}).",
            remedy=f"Set the embedding model back to {found.model!r}, or empty the graph (`citegraph neo4j wipe`) "
            "and ingest again.",
        )
    await _run(database, statements.DROP_VECTOR_INDEXES)
    await database.change(queries.SET_MODEL, model=model, dimensions=dimensions)


async def _run(database: Database, texts: Sequence[str], **parameters: object) -> None:
    """Run those that change something: each takes a transaction, for Neo4j refuses several, or data beside them."""
    present = await database.read(_index_names)
    for text in texts:
        name, wanted = _NAMED.findall(text)[0]
        if (name in present) != bool(wanted):
            await database.change(text, **parameters)


async def _index_names(tx: Transaction) -> set[str]:
    """The names of all indexes; a constraint's own has the name of the constraint."""
    return {record["name"] async for record in await tx.run(queries.INDEX_NAMES)}


async def _wait_online(database: Database) -> None:
    async def work(tx: Transaction) -> list[str]:
        await execute(tx, queries.WAIT_ONLINE)
        result = await tx.run(queries.INDEX_STATES)
        return [f"The index {record['name']} is {record['state']}." async for record in result]

    offline = await database.read(work, timeout_s=_WAIT_ONLINE_S)
    if offline:
        raise GraphStoreError(
            offline[0],
            remedy="Look into Neo4j's log; dropping the index and starting again rebuilds it.",
        )
