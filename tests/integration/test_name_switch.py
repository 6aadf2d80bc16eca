"""Names of more of the graph than one transaction changes: nobody sees half of it, and it goes on where it was interrupted."""

from collections.abc import Awaitable, Callable
from typing import cast

import pytest
from neo4j import AsyncDriver

from kg.record.moves import RecordMoves, RelationMove, TypeMove
from kg.record.name_switch import NameSwitch, PendingSwitch
from kg.store import Neo4jGraphStore
from schemas.errors import GraphStoreError, QueryRejectedError
from schemas.graph_schema import GraphSchema
from schemas.qualifier import Qualifier
from tests.fakes.document_graphs import AT, Statement, document_graph, origin
from tests.fakes.graph_dump import graph_dump
from tests.integration.conftest import empty

_SINCE = Qualifier(name="start", value="1999", normal="1999")
_STATEMENTS: tuple[Statement, ...] = (
    ("Bolt", "LED_BY", "Ann", _SINCE),
    ("Bolt", "LED_BY", "Ann"),
    ("Cy", "LED_BY", "Dan"),
    ("Ann", "LEADS", "Bolt"),
    ("Leuven", "WITHIN", "Belgium"),
    ("Leuven", "WITHIN", "Brabant"),
    ("Brabant", "WITHIN", "Belgium"),
    ("Ann", "KNOWS", "Bob"),
    ("Bob", "KNOWS", "Ann"),
    ("Eve", "ADORES", "Fay"),
    ("Fay", "HATES", "Eve"),
    ("Gus", "SEES", "Hal"),
)
_MOVES = RecordMoves(
    relations=(
        RelationMove(before="LED_BY", after="LEADS", inverted=True),
        RelationMove(before="WITHIN", after="WITHIN", traits=("transitive",)),
        RelationMove(before="KNOWS", after="FRIEND_OF", traits=("symmetric",)),
        RelationMove(before="ADORES", after="HATES"),
        RelationMove(before="HATES", after="ADORES", inverted=True),
        RelationMove(before="SEES", after=None),
    ),
    types=(TypeMove(before="Company", after="Firm", family="Organization"),),
)


async def _nothing(_done: int, _total: int) -> None:
    """Nobody listens."""


async def _fill(store: Neo4jGraphStore, driver: AsyncDriver) -> None:
    await empty(driver)
    types = {"Bolt": "Company", "Cy": "Company", "Leuven": "City"}
    for source, statements, merges in (("one", _STATEMENTS, [("Bob", "Eve")]), ("two", _STATEMENTS[:4], [])):
        graph = document_graph(source, [[each] for each in statements], types=types, merges=merges)
        await store.documents.write([graph], publish=True)
    for fact in await store.reader.facts.page():
        if fact.text in {"Cy led by Dan", "Ann knows Bob", "Ann knows Eve"}:
            await store.decisions.reject(fact.id, reason="", decided_by="ann")
    await store.schemas.save(GraphSchema(version=1, status="draft", created_at=AT))


async def _begin(store: Neo4jGraphStore) -> PendingSwitch:
    assert (await store.schemas.approve(1, "ann", moves=_MOVES, most_at_once=0)).status == "draft"
    pending = await store.name_switch.pending()
    assert pending is not None
    return pending


async def _seen(store: Neo4jGraphStore) -> object:
    """What readers are shown of names, but for what is derived from all of them."""
    reader = store.reader
    facts = await reader.facts.page()
    parts = [part async for some in reader.parts.everything() for part in some]
    return (
        {(fact.id, fact.text, fact.support) for fact in facts},
        {
            fact.id: tuple(sorted(some))
            for fact in facts
            for some in (await reader.facts.chunks([fact.id])).values()
        },
        {fact.text for fact in await reader.facts.of([origin("Ann")])},
        {(fact.text, fact.support) for fact in await reader.facts.rejected()},
        set(await reader.facts.types()),
        {each.model_dump_json() for each in await reader.facts.patterns()},
        set(await reader.facts.for_training()),
        {(each.name, each.type) for each in await reader.entities.search()},
        {each.name for each in await reader.entities.search(type="Company")},
        set(await reader.entities.types()),
        await reader.counts(),
        {(part.chunk_id, tuple(sorted(part.statements))) for part in parts},
    )


def _undecided(dump: list[str]) -> list[str]:
    """But for decisions, whose ids are made of times, and the schema."""
    return [line for line in dump if '"Decision"' not in line and '"GraphSchema"' not in line]


@pytest.fixture
def switch(store: Neo4jGraphStore) -> NameSwitch:
    """Slices of two, so that there are many."""
    return NameSwitch(store.database, at_once=2)


async def test_in_slices_the_graph_becomes_what_it_becomes_in_one_transaction(
    store: Neo4jGraphStore, driver: AsyncDriver, switch: NameSwitch
) -> None:
    await _fill(store, driver)
    await store.schemas.approve(1, "ann", moves=_MOVES)
    wanted = _undecided(await graph_dump(driver))
    seen = await _seen(store)
    await _fill(store, driver)
    pending = await _begin(store)
    await switch.stage(pending, _nothing)
    await switch.put_in_force(pending)
    await switch.clear(pending, _nothing)
    assert _undecided(await graph_dump(driver)) == wanted
    assert await _seen(store) == seen
    assert await store.name_switch.pending() is None
    assert (await store.reader.schemas.versions())[0].approved_by == "ann"


async def test_readers_see_all_of_the_old_names_and_then_all_of_the_new(
    store: Neo4jGraphStore, driver: AsyncDriver, switch: NameSwitch
) -> None:
    await _fill(store, driver)
    before, seen = await _seen(store), []

    async def look(_done: int, _total: int) -> None:
        seen.append(await _seen(store))

    pending = await _begin(store)
    await switch.stage(pending, look)
    assert len(seen) > 5
    assert all(each == before for each in seen)
    seen.clear()
    await switch.put_in_force(pending)
    await switch.clear(pending, look)
    after = await _seen(store)
    assert len(seen) > 5
    assert all(each == after for each in seen)
    assert after != before


@pytest.mark.parametrize("at", [1, 4, 7])
async def test_an_interruption_anywhere_changes_nothing_of_the_result(
    store: Neo4jGraphStore, driver: AsyncDriver, switch: NameSwitch, at: int
) -> None:
    await _fill(store, driver)
    await store.schemas.approve(1, "ann", moves=_MOVES)
    wanted = _undecided(await graph_dump(driver))
    await _fill(store, driver)
    pending = await _begin(store)
    await _interrupted(switch.stage, pending, at)
    await switch.stage(pending, _nothing)
    await switch.put_in_force(pending)
    await switch.put_in_force(pending)
    await _interrupted(switch.clear, pending, at)
    assert await switch.is_in_force()
    await switch.clear(pending, _nothing)
    assert _undecided(await graph_dump(driver)) == wanted


async def test_what_is_given_up_before_it_is_in_force_leaves_the_graph_as_it_was(
    store: Neo4jGraphStore, driver: AsyncDriver, switch: NameSwitch
) -> None:
    await _fill(store, driver)
    before = await graph_dump(driver)
    pending = await _begin(store)
    await _interrupted(switch.stage, pending, 5)
    await switch.abandon(pending)
    assert await graph_dump(driver) == before
    assert await store.name_switch.pending() is None


async def test_nothing_else_changes_the_graph_meanwhile(
    store: Neo4jGraphStore, driver: AsyncDriver, switch: NameSwitch
) -> None:
    await _fill(store, driver)
    pending = await _begin(store)
    await switch.stage(pending, _nothing)
    with pytest.raises(GraphStoreError) as refused:
        await store.documents.write([document_graph("three", [[("Ann", "LED_BY", "Eve")]])], publish=True)
    assert refused.value.retryable
    with pytest.raises(GraphStoreError):
        await store.schemas.approve(1, "bob")
    fact = (await store.reader.facts.page())[0]
    with pytest.raises(GraphStoreError):
        await store.decisions.reject(fact.id, reason="", decided_by="ann", dry_run=True)


async def test_no_cypher_of_others_is_answered_from_names_of_both(
    store: Neo4jGraphStore, driver: AsyncDriver, switch: NameSwitch
) -> None:
    await _fill(store, driver)
    pending = await _begin(store)
    await switch.stage(pending, _nothing)
    assert await _related(store) == 1
    await switch.put_in_force(pending)
    with pytest.raises(QueryRejectedError):
        await _related(store)
    await switch.clear(pending, _nothing)
    assert await _related(store) == 0


async def _related(store: Neo4jGraphStore) -> int:
    rows = await store.reader.queries.run_read(
        "MATCH ()-[r]->() WHERE type(r) = 'LED_BY' RETURN count(r) AS count",
        {},
        timeout_s=5,
        max_rows=9,
        max_bytes=999,
    )
    return cast("int", rows[0]["count"])


async def _interrupted(
    step: Callable[[PendingSwitch, Callable[[int, int], Awaitable[None]]], Awaitable[None]],
    pending: PendingSwitch,
    at: int,
) -> None:
    calls = 0

    async def stop(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls > at:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await step(pending, stop)
