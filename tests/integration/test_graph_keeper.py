"""The graph in memory follows the database by the log of changes, and is read anew where the log has a gap."""

from neo4j import AsyncDriver

from kg.read.graph_parts import GraphChanges
from kg.store import Neo4jGraphStore
from retrieval.channels.graph_keeper import GraphKeeper
from tests.fakes.document_graphs import document_graph, origin
from tests.fakes.kept_graph import graph_content

_ONE = document_graph("one", [[("Ann", "FOUND", "Acme")]])
_TWO = document_graph("two", [[("Ann", "OWN", "Bolt"), ("Cid", "OWN", "Bolt")]])
_THREE = document_graph("three", [[("Ann", "MARRY", "Cid")]])


async def _changed(store: Neo4jGraphStore, before: int) -> set[str]:
    changes = await store.reader.parts.changes_since(before)
    assert changes is not None
    assert changes.version == await store.reader.version()
    return set(changes.document_ids)


async def test_a_change_names_the_documents_that_it_concerns(store: Neo4jGraphStore) -> None:
    await store.documents.write([_ONE, _TWO], publish=True)
    start = await store.reader.version()
    await store.documents.write([_THREE])
    await store.documents.publish([_THREE.document.id])
    assert await _changed(store, start) == {_THREE.document.id}
    start = await store.reader.version()
    await store.documents.delete(_ONE.document.id)
    assert await _changed(store, start) == {_ONE.document.id}
    start = await store.reader.version()
    await store.decisions.merge(origin("Cid"), origin("Bolt"), reason="", decided_by="ann")
    assert await _changed(store, start) == {_TWO.document.id, _THREE.document.id}
    start = await store.reader.version()
    (fact, *_) = await store.reader.facts.page(relation="MARRY")
    await store.decisions.reject(fact.id, reason="", decided_by="ann")
    assert await _changed(store, start) == {_THREE.document.id}


async def test_without_a_change_nothing_is_read_again(store: Neo4jGraphStore) -> None:
    await store.documents.write([_ONE], publish=True)
    version = await store.reader.version()
    assert await store.reader.parts.changes_since(version) == GraphChanges(version=version, document_ids=())
    kept = GraphKeeper(store.reader.parts)
    assert await kept.at(version) is await kept.at(version)


async def test_where_the_log_has_a_gap_everything_is_read_again(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await store.documents.write([_ONE], publish=True)
    kept, first = GraphKeeper(store.reader.parts), await store.reader.version()
    await kept.at(first)
    await store.documents.write([_TWO], publish=True)
    await driver.execute_query("MATCH (x:GraphChange) DELETE x")
    await store.documents.write([_THREE], publish=True)
    assert await store.reader.parts.changes_since(first) is None
    # Beyond the latest version: the database is another one than before.
    assert await store.reader.parts.changes_since(10_000) is None
    version = await store.reader.version()
    anew = await GraphKeeper(store.reader.parts).at(version)
    assert graph_content(await kept.at(version)) == graph_content(anew)
    assert anew.count_chunks(None) == 3


async def test_the_log_is_kept_short(store: Neo4jGraphStore, driver: AsyncDriver) -> None:
    await driver.execute_query(
        "UNWIND range(-500, -1) AS n CREATE (:GraphChange {before: n - 1, version: n, document_ids: []})"
    )
    await store.documents.write([_ONE], publish=True)
    records, _, _ = await driver.execute_query("MATCH (x:GraphChange) RETURN count(x)")
    assert records[0][0] == 200
