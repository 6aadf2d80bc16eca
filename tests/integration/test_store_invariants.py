"""What holds of the graph whatever is written, deleted, merged and undone."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j import AsyncDriver

from kg.store import Neo4jGraphStore
from schemas.document_graph import DocumentGraph
from tests.fakes.graph_dump import count, graph_dump
from tests.fakes.graph_examples import graph_examples
from tests.fakes.random_documents import random_documents
from tests.integration.conftest import empty

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

_FEW = graph_examples(4)


async def _add(store: Neo4jGraphStore, *graphs: DocumentGraph) -> None:
    await store.documents.write(graphs, publish=True)


async def _fresh(store: Neo4jGraphStore, driver: AsyncDriver, graphs: Sequence[DocumentGraph]) -> list[str]:
    await empty(driver)
    for graph in graphs:
        await _add(store, graph)
    return await graph_dump(driver)


@given(first=random_documents("a"), second=random_documents("b"))
@_FEW
async def test_ingesting_twice_equals_once(
    store: Neo4jGraphStore, driver: AsyncDriver, first: DocumentGraph, second: DocumentGraph
) -> None:
    once = await _fresh(store, driver, [first, second])
    assert await _fresh(store, driver, [first, second, first, second]) == once


@given(first=random_documents("a"), second=random_documents("b"))
@_FEW
async def test_deleting_a_document_leaves_what_stood_before_it(
    store: Neo4jGraphStore, driver: AsyncDriver, first: DocumentGraph, second: DocumentGraph
) -> None:
    alone = await _fresh(store, driver, [first])
    await _add(store, second)
    await store.documents.delete(second.document.id, dry_run=True)
    await store.documents.delete(second.document.id)
    assert await graph_dump(driver) == alone


@given(first=random_documents("a"), second=random_documents("b"))
@_FEW
async def test_showing_a_document_later_equals_showing_it_at_once(
    store: Neo4jGraphStore, driver: AsyncDriver, first: DocumentGraph, second: DocumentGraph
) -> None:
    at_once = await _fresh(store, driver, [first, second])
    await empty(driver)
    await store.documents.write([first, second], max_rows_per_transaction=3)
    await store.documents.publish([first.document.id])
    await store.documents.publish([second.document.id])
    assert await graph_dump(driver) == at_once


@given(first=random_documents("a"), second=random_documents("b"))
@_FEW
async def test_the_order_of_documents_does_not_matter(
    store: Neo4jGraphStore, driver: AsyncDriver, first: DocumentGraph, second: DocumentGraph
) -> None:
    forwards = await _fresh(store, driver, [first, second])
    assert await _fresh(store, driver, [second, first]) == forwards
    await empty(driver)
    await _add(store, first, second)
    assert await graph_dump(driver) == forwards


@given(old=random_documents("a"), new=random_documents("a"), other=random_documents("b"))
@_FEW
async def test_a_new_version_replaces_the_old_one(
    store: Neo4jGraphStore, driver: AsyncDriver, old: DocumentGraph, new: DocumentGraph, other: DocumentGraph
) -> None:
    direct = await _fresh(store, driver, [other, new])
    assert await _fresh(store, driver, [old, other, new]) == direct


@given(
    graphs=st.tuples(random_documents("a"), random_documents("b"), random_documents("c")),
    data=st.data(),
    delete=st.booleans(),
)
@_FEW
async def test_undoing_a_merge_restores_what_would_be_without_it(
    store: Neo4jGraphStore,
    driver: AsyncDriver,
    graphs: tuple[DocumentGraph, DocumentGraph, DocumentGraph],
    data: st.DataObject,
    delete: bool,
) -> None:
    first, second, third = graphs
    remaining = [second, third] if delete else [first, second, third]
    never_merged = await _fresh(store, driver, remaining)
    await _fresh(store, driver, [first, second])
    entities = sorted(entity.id for entity in await store.reader.entities.search())
    if len(entities) < 2:
        return
    source, target = data.draw(st.permutations(entities))[:2]
    decision = (await store.decisions.merge(source, target, reason="the same", decided_by="ann")).decision
    await _add(store, third)
    if delete:
        await store.documents.delete(first.document.id)
    await _assert_consistent(driver)
    await store.decisions.undo(decision.id)
    without_decision = [line for line in await graph_dump(driver) if decision.id not in line]
    assert without_decision == never_merged


@given(graphs=st.tuples(random_documents("a"), random_documents("b"), random_documents("a")), data=st.data())
@_FEW
async def test_the_view_is_exactly_what_the_record_supports(
    store: Neo4jGraphStore,
    driver: AsyncDriver,
    graphs: tuple[DocumentGraph, DocumentGraph, DocumentGraph],
    data: st.DataObject,
) -> None:
    await empty(driver)
    for graph in graphs:
        await _add(store, graph)
        await _assert_consistent(driver)
        entities = sorted(entity.id for entity in await store.reader.entities.search())
        if len(entities) >= 2 and data.draw(st.booleans()):
            source, target = data.draw(st.permutations(entities))[:2]
            await store.decisions.merge(source, target, reason="", decided_by="ann")
            await _assert_consistent(driver)
    for document in await store.reader.documents.page():
        await store.documents.delete(document.id)
        await _assert_consistent(driver)
    assert (
        await count(driver, "MATCH (n) WHERE n:__Entity__ OR n:Fact OR n:Alias OR n:Chunk RETURN count(n)")
        == 0
    )


async def _assert_consistent(driver: AsyncDriver) -> None:
    for query in _CONTRADICTIONS:
        assert await count(driver, query) == 0, query


_CONTRADICTIONS = (
    # A fact that no chunk supports, or whose support is not the number of distinct chunks.
    "MATCH (f:Fact) WHERE NOT EXISTS { (f)-[:FROM_CHUNK]->(:Chunk) } RETURN count(f)",
    """MATCH (h)<-[:HEAD]-(f:Fact)-[:TAIL]->(t)
       WHERE f.support <> CASE WHEN h = t AND f.type <> 'ALSO_KNOWN_AS' THEN 0 ELSE COUNT { MATCH (f)-[:FROM_CHUNK]->(c:Chunk) RETURN DISTINCT c } END
       RETURN count(f)""",
    # A statement without its typed relationship, with two, or with one of another type, support, or of other facts.
    """MATCH (h:__Entity__)<-[:HEAD]-(f:Fact)-[:TAIL]->(t:__Entity__)
       WITH h, t, f.type AS type, collect(f) AS facts
       WITH h, t, type, [f IN facts WHERE f.support > 0 AND f.reduced IS NULL AND h <> t] AS facts
       CALL (facts) {
         UNWIND facts AS f MATCH (f)-[:FROM_CHUNK]->(c:Chunk) RETURN count(DISTINCT c) AS chunks
       }
       WITH h, t, type, chunks, COLLECT { UNWIND facts AS f RETURN f.id ORDER BY f.qualifiers IS NOT NULL, f.id } AS ids
       WHERE COUNT {
         MATCH (h)-[r]->(t) WHERE type(r) = type AND r.fact_id = ids[0] AND coalesce(r.fact_ids, [r.fact_id]) = ids
                              AND r.support = chunks
       } <> CASE WHEN ids = [] THEN 0 ELSE 1 END
          OR COUNT { MATCH (h)-[r]->(t) WHERE type(r) = type } <> CASE WHEN ids = [] THEN 0 ELSE 1 END
       RETURN count(*)""",
    # Two facts of one statement under the same circumstances.
    """MATCH (h:__Entity__)<-[:HEAD]-(f:Fact)-[:TAIL]->(t:__Entity__)
       WITH h, t, f.type AS type, f.qualifiers AS qualifiers, count(f) AS facts WHERE facts > 1 RETURN count(*)""",
    # A typed relationship without its fact.
    "MATCH ()-[r]->() WHERE r.fact_id IS NOT NULL AND NOT EXISTS { (f:Fact {id: r.fact_id}) } RETURN count(r)",
    # An entity nobody mentions, with a wrong count, without its label, or with aliases nobody wrote.
    "MATCH (e:__Entity__) WHERE e.mentions <> COUNT { (e)-[:FROM_CHUNK]->(:Chunk) } OR e.mentions = 0 RETURN count(e)",
    # But for what is only the kind of others.
    """MATCH (e:__Entity__) WITH e, CASE WHEN e.as_kind = 'only' THEN [] ELSE [e.type] END AS types
       WHERE [l IN labels(e) WHERE NOT l IN ['__Unembedded__', '__Entity__']] <> types RETURN count(e)""",
    "MATCH (e:__Entity__) WHERE NOT EXISTS { MATCH (e)-[m:FROM_CHUNK]->() WHERE m.type = e.type } RETURN count(e)",
    """MATCH (e:__Entity__)
       WHERE e.aliases <> COLLECT { MATCH (e)-[m:FROM_CHUNK]->() RETURN DISTINCT m.surface ORDER BY m.surface }
       RETURN count(e)""",
    """MATCH (a:Alias)-[:ALIAS_OF]->(e:__Entity__)
       WHERE a.source = 'text' AND NOT EXISTS { MATCH (e)-[m:FROM_CHUNK]->() WHERE m.surface = a.surface }
       RETURN count(a)""",
    """MATCH (a:Alias)-[:ALIAS_OF]->(e:__Entity__)
       WHERE a.source = 'stated' AND NOT EXISTS {
         MATCH (e)<-[:HEAD|TAIL]-(f:Fact {type: 'ALSO_KNOWN_AS'})-[:HEAD|TAIL]->(o {name: a.surface}) WHERE f.support > 0 }
       RETURN count(a)""",
    # A fact that is stored in both directions, though its ends may change places.
    """MATCH (h)<-[:HEAD]-(f:Fact)-[:TAIL]->(t) WHERE f.type IN ['MARRIED', 'ALSO_KNOWN_AS'] AND h.id > t.id
       RETURN count(f)""",
    # A reduced fact that nothing else says, or one that something else says and that is not reduced.
    """MATCH (h)<-[:HEAD]-(f:Fact {type: 'LOCATED_IN'})-[:TAIL]->(t) WHERE h <> t AND coalesce(f.reduced, false) <> EXISTS {
         MATCH (b:__Entity__)
         WHERE EXISTS { (h)<-[:HEAD]-(:Fact {type: f.type})-[:TAIL]->(b) }
           AND EXISTS { (b)<-[:HEAD]-(:Fact {type: f.type})-[:TAIL]->(t) }
           AND NOT EXISTS { (b)<-[:HEAD]-(:Fact {type: f.type})-[:TAIL]->(h) }
           AND NOT EXISTS { (t)<-[:HEAD]-(:Fact {type: f.type})-[:TAIL]->(b) } AND b <> h AND b <> t }
       RETURN count(f)""",
    """MATCH (h)<-[:HEAD]-(f:Fact {type: 'IS_A'})-[:TAIL]->(t) WHERE h <> t AND NOT t.name IN h.kinds RETURN count(f)""",
    "MATCH (a:Alias) WHERE NOT EXISTS { (a)-[:ALIAS_OF]->(:__Entity__) } RETURN count(a)",
    # Evidence on a fact whose ends are not where its origins' mentions are.
    """MATCH (h)<-[:HEAD]-(f:Fact)-[:TAIL]->(t), (f)-[v:FROM_CHUNK]->(:Chunk)
       WITH h, t, [v.head_origin, v.tail_origin] AS ends, 'symmetric' IN coalesce(v.traits, []) AS either
       WITH h, t, CASE WHEN either THEN [ends, reverse(ends)] ELSE [ends] END AS ways
       WHERE NOT any(way IN ways WHERE EXISTS { MATCH (h)-[m:FROM_CHUNK]->() WHERE m.origin = way[0] }
                                   AND EXISTS { MATCH (t)-[m:FROM_CHUNK]->() WHERE m.origin = way[1] })
       RETURN count(t)""",
    # A mention or piece of evidence whose words are not the text at its span.
    "MATCH (:__Entity__)-[m:FROM_CHUNK]->(c:Chunk) WHERE substring(c.text, m.start, m.end - m.start) <> m.surface RETURN count(m)",
    "MATCH (:Fact)-[v:FROM_CHUNK]->(c:Chunk) WHERE substring(c.text, v.start, v.end - v.start) <> v.phrase RETURN count(v)",
)
