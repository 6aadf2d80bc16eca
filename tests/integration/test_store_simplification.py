"""Facts shown once: which have no typed relationship, and that they are found and cited all the same."""

from neo4j import AsyncDriver

from kg.record.moves import RecordMoves, RelationMove
from kg.store import Neo4jGraphStore
from schemas.graph_schema import GraphSchema
from schemas.qualifier import Qualifier
from tests.fakes.document_graphs import AT, Statement, document_graph, origin
from tests.fakes.graph_dump import count, graph_dump

_IN = "LOCATED_IN"


async def _add(store: Neo4jGraphStore, source: str, *statements: Statement) -> str:
    graph = document_graph(source, [[statement] for statement in statements])
    await store.documents.write([graph], publish=True)
    return graph.document.id


async def _reduced(store: Neo4jGraphStore) -> set[str]:
    return {fact.text for fact in await store.reader.facts.page() if fact.reduced}


async def _related(driver: AsyncDriver) -> set[str]:
    records, _, _ = await driver.execute_query(
        "MATCH (a:__Entity__)-[r]->(b:__Entity__) RETURN a.name + ' ' + type(r) + ' ' + b.name AS shown"
    )
    return {str(record["shown"]) for record in records}


async def test_a_step_that_two_steps_make_is_shown_once_while_both_are_there(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, "far", ("Leuven", _IN, "Belgium"))
    shown = await _related(driver)
    await _add(store, "near", ("Leuven", _IN, "Brabant"))
    assert await _reduced(store) == set()
    last = await _add(store, "between", ("Brabant", _IN, "Belgium"))
    assert await _reduced(store) == {"Leuven located in Belgium"}
    assert await _related(driver) == {"Leuven LOCATED_IN Brabant", "Brabant LOCATED_IN Belgium"}
    (fact,) = [fact for fact in await store.reader.facts.of([origin("Belgium")]) if fact.reduced]
    assert fact.support == 1
    assert len((await store.reader.facts.chunks([fact.id]))[fact.id]) == 1
    await store.documents.delete(last)
    assert await _reduced(store) == set()
    assert shown < await _related(driver)


async def test_a_rejected_or_contradicted_step_reduces_nothing(store: Neo4jGraphStore) -> None:
    await _add(
        store, "one", ("Leuven", _IN, "Belgium"), ("Leuven", _IN, "Brabant"), ("Brabant", _IN, "Belgium")
    )
    (step,) = [fact for fact in await store.reader.facts.page() if fact.text == "Brabant located in Belgium"]
    await store.decisions.reject(step.id, reason="", decided_by="ann")
    assert await _reduced(store) == set()
    await store.decisions.restore(step.id)
    assert await _reduced(store) == {"Leuven located in Belgium"}
    await _add(store, "two", ("Brabant", _IN, "Leuven"))
    assert await _reduced(store) == set()


async def test_a_merge_of_places_reduces_what_it_makes_two_steps_of(store: Neo4jGraphStore) -> None:
    await _add(
        store,
        "one",
        ("Leuven", _IN, "Belgium"),
        ("Leuven", _IN, "Brabant"),
        ("Brabant State", _IN, "Belgium"),
    )
    assert await _reduced(store) == set()
    merge = await store.decisions.merge(
        origin("Brabant State"), origin("Brabant"), reason="", decided_by="ann"
    )
    assert await _reduced(store) == {"Leuven located in Belgium"}
    await store.decisions.undo(merge.decision.id)
    assert await _reduced(store) == set()


async def test_a_marriage_is_one_fact_however_it_is_told_and_stays_rejected_after_a_merge(
    store: Neo4jGraphStore,
) -> None:
    await _add(store, "one", ("Ann", "MARRIED", "Bob"), ("Bob", "MARRIED", "Ann"), ("Ann", "OWNS", "Acme"))
    (fact,) = await store.reader.facts.of([origin("Ann")], relation="MARRIED")
    assert fact.support == 2
    await store.decisions.reject(fact.id, reason="", decided_by="ann")
    names = ["Robert", "Bobby", "Rob", "Roberto", "Robin", "Bert"]
    await _add(store, "two", *((name, "OWNS", "Bolt") for name in names))
    ends = sorted((origin(name) < origin("Ann"), name) for name in (*names, "Bob"))
    before = origin("Bob") < origin("Ann")
    other = next(name for first, name in ends if first != before)
    await store.decisions.merge(origin("Bob"), origin(other), reason="", decided_by="ann")
    assert await store.reader.facts.of([origin("Ann")], relation="MARRIED") == []
    (rejected,) = await store.reader.facts.rejected()
    await store.decisions.restore(rejected.id)
    (fact,) = await store.reader.facts.of([origin("Ann")], relation="MARRIED")
    assert fact.support == 2


async def test_what_is_only_the_kind_of_others_is_an_attribute_until_something_is_said_of_it(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, "one", ("Ann", "IS_A", "novelist"), ("Ann", "IS_A", "doctor"))
    before = await graph_dump(driver)
    assert await _reduced(store) == {"Ann is a doctor", "Ann is a novelist"}
    assert await _related(driver) == set()
    assert await count(driver, "MATCH (e:Thing) RETURN count(e)") == 1
    kinds = "MATCH (e {name: 'Ann'}) WHERE e.kinds = ['doctor', 'novelist'] RETURN count(e)"
    assert await count(driver, kinds) == 1
    more = await _add(store, "two", ("novelist", "OWNS", "Bolt"))
    assert await _reduced(store) == {"Ann is a doctor"}
    assert await _related(driver) == {"Ann IS_A novelist", "novelist OWNS Bolt"}
    await store.documents.delete(more)
    assert await graph_dump(driver) == before


async def test_another_name_that_a_text_tells_finds_the_entity_and_stays_a_fact_after_a_merge(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, "one", ("Ann", "ALSO_KNOWN_AS", "Countess"), ("Ann", "OWNS", "Acme"))
    assert {entity.name for _, entity in await store.reader.entities.by_key(["countess"])} == {
        "Ann",
        "Countess",
    }
    assert await _related(driver) == {"Ann OWNS Acme"}
    before = await graph_dump(driver)
    merge = await store.decisions.merge(origin("Countess"), origin("Ann"), reason="", decided_by="ann")
    (fact,) = await store.reader.facts.of([origin("Ann")], relation="ALSO_KNOWN_AS")
    assert (fact.text, fact.support, fact.reduced) == ("ann also known as countess", 1, True)
    await store.decisions.undo(merge.decision.id)
    assert [line for line in await graph_dump(driver) if merge.decision.id not in line] == before


async def test_traits_that_a_schema_adds_hold_with_its_approval(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    places = (
        ("Leuven", "WITHIN", "Belgium"),
        ("Leuven", "WITHIN", "Brabant"),
        ("Brabant", "WITHIN", "Belgium"),
    )
    await _add(store, "one", *places, ("Ann", "KNOWS", "Bob"), ("Bob", "KNOWS", "Ann"))
    for fact in await store.reader.facts.page(relation="KNOWS"):
        if fact.head == min(fact.head, fact.tail):
            await store.decisions.reject(fact.id, reason="", decided_by="ann")
    await store.schemas.save(GraphSchema(version=1, status="draft", created_at=AT))
    moves = RecordMoves(
        relations=(
            RelationMove(before="WITHIN", after="WITHIN", traits=("transitive",)),
            RelationMove(before="KNOWS", after="FRIEND_OF", inverted=True, traits=("symmetric",)),
        )
    )
    await store.schemas.approve(1, "ann", moves=moves)
    assert await _reduced(store) == {"Leuven within Belgium"}
    assert await _related(driver) == {"Leuven WITHIN Brabant", "Brabant WITHIN Belgium"}
    (rejected,) = await store.reader.facts.rejected()
    assert (rejected.type, rejected.support) == ("FRIEND_OF", 2)


async def test_what_a_schema_calls_otherwise_keeps_its_qualifiers_and_so_does_a_rejection(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    first, second = (Qualifier(name="start", value=year, normal=year) for year in ("1999", "2003"))
    await _add(store, "terms", ("Bolt", "LED_BY", "Ann", first), ("Bolt", "LED_BY", "Ann", second))
    (fact,) = [one for one in await store.reader.facts.page() if "1999" in one.text]
    await store.decisions.reject(fact.id, reason="", decided_by="mina")
    await store.schemas.save(GraphSchema(version=1, status="draft", created_at=AT))
    moves = RecordMoves(relations=(RelationMove(before="LED_BY", after="LEADS", inverted=True),))
    await store.schemas.approve(1, "ann", moves=moves)
    assert [one.text for one in await store.reader.facts.page()] == ["Ann leads Bolt (from 2003)"]
    assert [one.text for one in await store.reader.facts.rejected()] == ["Ann leads Bolt (from 1999)"]
    assert await _related(driver) == {"Ann LEADS Bolt"}
