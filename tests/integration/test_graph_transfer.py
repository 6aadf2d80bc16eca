"""A graph that is written out and read into an empty database is the same graph."""

from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j import AsyncDriver

from kg.store import Neo4jGraphStore
from schemas.errors import CiteGraphError, ConfigError, ConflictError
from tests.fakes.document_graphs import document_graph, with_vectors
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.graph_dump import graph_dump
from tests.fakes.graph_examples import graph_examples
from tests.integration.conftest import empty
from tests.integration.test_decision_sequences import History

pytestmark = pytest.mark.slow
Rows = list[dict[str, object]]
_MARK = "MERGE (:CiteGraphTest)"
_VECTORS = "MATCH (n) WHERE n.embedding IS NOT NULL RETURN n.id AS id, n.embedding AS vector ORDER BY id"


@pytest.fixture(autouse=True)
async def _marked(driver: AsyncDriver) -> AsyncIterator[None]:
    yield
    await driver.execute_query(_MARK)


async def _rows(store: Neo4jGraphStore) -> Rows:
    return [row async for row in store.rows() if row.get("labels") != ["CiteGraphTest"]]


async def _clear(driver: AsyncDriver) -> None:
    """Nothing is left, the mark of a test database included; the import wants an empty graph."""
    await empty(driver)
    await driver.execute_query("MATCH (n:CiteGraphTest) DELETE n")


async def _write(store: Neo4jGraphStore, rows: Rows, *, at_once: int, begun: int = 0) -> None:
    nodes = [row for row in rows if "node" in row]
    for part in (nodes, rows[len(nodes) :]):
        for start in range(0, len(part), at_once):
            batch = part[start : start + at_once]
            done = start + len(batch) + (0 if part is nodes else len(nodes))
            if done > begun:
                await store.importing.write(batch, done)  # type: ignore[arg-type]


async def _vectors(driver: AsyncDriver) -> Sequence[tuple[str, list[float]]]:
    records, _, _ = await driver.execute_query(_VECTORS)
    return [(record["id"], list(record["vector"])) for record in records]


@given(data=st.data())
@graph_examples(3)
async def test_a_history_is_the_same_after_the_journey(
    store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder, data: st.DataObject
) -> None:
    await driver.execute_query(_MARK)
    await empty(driver)
    history = History(store, data)
    for _ in range(data.draw(st.integers(2, 8))):
        try:
            await history.step()
        except CiteGraphError:
            continue
    before, rows = await graph_dump(driver), await _rows(store)
    await _clear(driver)
    assert await store.importing.begin("x") == 0
    await _write(store, rows, at_once=data.draw(st.integers(1, 50)))
    await store.importing.end()
    await store.migrate(embedder.model, embedder.dimensions)
    assert await graph_dump(driver) == before


async def test_times_and_vectors_are_kept_and_one_that_was_cut_off_goes_on(
    store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder
) -> None:
    graph = document_graph("a", [[("Acme", "OWNS", "Bolt")], [("Bolt", "MARRIED", "서울")]])
    vectors = [[1 / (number + 3)] * embedder.dimensions for number in range(len(graph.chunks))]
    await store.documents.write([with_vectors(graph, vectors)], publish=True)
    (document,) = await store.reader.documents.page()
    rows, kept, dump = await _rows(store), await _vectors(driver), await graph_dump(driver)
    assert len(kept) == len(graph.chunks)
    with pytest.raises(ConflictError, match="not empty"):
        await store.importing.begin("x")
    await _clear(driver)
    await store.importing.begin("x")
    await store.importing.write(rows[:3], 3)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="has not ended"):
        await store.migrate(embedder.model, embedder.dimensions)
    with pytest.raises(ConflictError, match="another file"):
        await store.importing.begin("y")
    assert await store.importing.begin("x") == 3
    await _write(store, rows, at_once=3, begun=3)
    await store.importing.end()
    await store.migrate(embedder.model, embedder.dimensions)
    assert await store.reader.documents.page() == [document]
    assert await _vectors(driver) == kept
    assert await graph_dump(driver) == dump
