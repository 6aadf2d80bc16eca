"""What is left to do when Neo4j's importer has written the files of a record."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from kg.bulk.record import PreparedImport
from kg.db.database import Database, Transaction
from kg.db.migrations import create_indexes
from kg.db.queries import bulk as queries
from kg.db.queries import settings as settings_queries
from kg.transfer.importing import GraphImport
from kg.transfer.values import Json
from kg.view.derivation import rederive
from kg.view.new_nodes import NewFact
from kg.view.touched import Touched
from schemas.errors import GraphStoreError
from schemas.ports import Progress
from schemas.value import Value

_ENTITIES_AT_ONCE = 500
_FACTS_AT_ONCE = 5_000
_POLL_S = 0.5
Item = TypeVar("Item")


class _Population(Value):
    name: str
    state: str
    percent: float


async def count_content(database: Database) -> int:
    """How many nodes there are that a bulk import would not keep; 0 in a graph without documents."""
    return await database.count(queries.COUNT_CONTENT)


async def complete_import(
    database: Database,
    prepared: PreparedImport,
    kept: Sequence[Mapping[str, Json]],
    *,
    dimensions: int,
    on_progress: Progress,
) -> None:
    """Derive what depends on decisions, circumstances or the traits of relations, and have every index online.

    `kept` are rows of `graph_rows` that were in the graph before. Until this has ended nobody can use the graph.

    Raises:
        GraphStoreError: Neo4j cannot be reached, or failed.
    """
    importing = GraphImport(database)
    for rows in ([row for row in kept if "node" in row], [row for row in kept if "node" not in row]):
        if rows:
            await importing.write(rows, 0)
    await create_indexes(database, dimensions, vectors=False)
    await _wait_online(database, on_progress)
    while await database.count(queries.COUNT_LISTLESS):
        await database.change(queries.SET_LISTS)
    await _derive(database, prepared, on_progress)
    await database.change(settings_queries.BUMP_VERSION, changes=max(1, prepared.counts.facts))
    await create_indexes(database, dimensions, vectors=True)
    await _wait_online(database, on_progress)
    await importing.end()


async def _derive(database: Database, prepared: PreparedImport, on_progress: Progress) -> None:
    """First what follows from the facts that are there, so that each later step is a change like any other."""

    async def simplify(tx: Transaction, facts: Sequence[NewFact]) -> None:
        await rederive(tx, Touched(), new_facts=facts)

    async def entities(tx: Transaction, ids: Sequence[str]) -> None:
        await rederive(tx, Touched(entities=frozenset(ids), origins=frozenset(ids)))

    async def facts(tx: Transaction, ids: Sequence[str]) -> None:
        await rederive(tx, Touched(facts=frozenset(ids)))

    total = len(prepared.new_facts) + len(prepared.entities) + len(prepared.facts)
    done = 0

    async def in_turn(
        items: Sequence[Item], at_once: int, step: Callable[[Transaction, Sequence[Item]], Awaitable[None]]
    ) -> None:
        nonlocal done
        for start in range(0, len(items), at_once):
            some = items[start : start + at_once]
            await database.write(lambda tx, some=some: step(tx, some))  # type: ignore[misc]
            done += len(some)
            on_progress("derive", done, total)

    await in_turn(prepared.new_facts, _FACTS_AT_ONCE, simplify)
    await in_turn(prepared.entities, _ENTITIES_AT_ONCE, entities)
    await in_turn(prepared.facts, _FACTS_AT_ONCE, facts)


async def _wait_online(database: Database, on_progress: Progress) -> None:
    while filling := await database.read(_filling):
        failed = [one.name for one in filling if one.state == "FAILED"]
        if failed:
            raise GraphStoreError(
                f"The index {failed[0]} could not be filled.",
                remedy="Look into Neo4j's log, then call it again.",
            )
        on_progress("fill indexes", round(min(one.percent for one in filling)), 100)
        await asyncio.sleep(_POLL_S)


async def _filling(tx: Transaction) -> list[_Population]:
    # What shows indexes cannot be a part of another query, as the rows of others are read.
    return [_Population.model_validate(dict(record)) async for record in await tx.run(queries.POPULATION)]
