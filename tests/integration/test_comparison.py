"""Names of different documents that become one entity by how alike they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j import AsyncDriver

from kg.store import Neo4jGraphStore
from schemas.document_graph import DocumentGraph
from tests.fakes.document_graphs import Statement, document_graph, origin
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.graph_dump import graph_dump
from tests.fakes.graph_examples import graph_examples
from tests.integration.conftest import empty

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

_NAMES = ("정인지", "Jeong In-ji", "찰스 디킨스", "Charles Dickens", "Charles Dikkens", "Acme")
_SOURCES = ("a", "b", "c")
_statements: st.SearchStrategy[Statement] = st.tuples(
    st.sampled_from(_NAMES), st.just("KNOWS"), st.sampled_from(_NAMES)
).filter(lambda one: origin(one[0]) != origin(one[2]))


@st.composite
def _documents(draw: st.DrawFn, source: str) -> DocumentGraph:
    types = draw(
        st.fixed_dictionaries({name: st.sampled_from(("Person", "Thing", "Place")) for name in _NAMES})
    )
    return document_graph(source, [draw(st.lists(_statements, max_size=3))], types=types)


class _Measured(FakeEmbedder):
    """Called like the model for which it is known how alike sentences must be."""

    @property
    def model(self) -> str:
        return "multilingual-e5-small"


_EMBEDDER = _Measured()


async def _names(store: Neo4jGraphStore) -> list[tuple[str, ...]]:
    return sorted(entity.aliases for entity in await store.reader.entities.search())


def _about(source: str, name: str) -> DocumentGraph:
    return document_graph(source, [[(name, "READ", "Acme")]], types={name: "Person", "Acme": "Thing"})


async def test_a_name_in_another_script_is_one_entity_as_long_as_both_are_there(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await empty(driver)
    english, korean = _about("english", "Jeong In-ji"), _about("korean", "정인지")
    await store.documents.write([english], publish=True)
    await store.names.settle(_EMBEDDER)
    alone = await graph_dump(driver)
    await store.documents.write([korean], publish=True)
    assert await store.names.settle(_EMBEDDER) == 1
    assert await _names(store) == [("Acme",), ("Jeong In-ji", "정인지")]
    (decision,) = await store.reader.decisions.page()
    assert decision.decided_by == "comparison"
    assert '"Jeong In-ji" is its romanisation: "정인지".' in decision.reason
    assert await store.names.settle(_EMBEDDER) == 0
    await store.documents.delete(korean.document.id)
    await store.names.settle(_EMBEDDER)
    assert await graph_dump(driver) == alone


async def test_a_merge_that_a_person_undid_is_not_made_again(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await empty(driver)
    await store.documents.write([_about("a", "Jeong In-ji"), _about("b", "정인지")], publish=True)
    await store.names.settle(_EMBEDDER)
    (decision,) = await store.reader.decisions.page()
    await store.decisions.undo(decision.id)
    await store.documents.write([_about("c", "정인지"), _about("d", "Jeong In-ji")], publish=True)
    await store.names.settle(_EMBEDDER)
    assert await _names(store) == [("Acme",), ("Jeong In-ji",), ("정인지",)]
    assert await store.names.candidates(10) == []


async def test_what_is_not_sure_is_a_candidate_and_no_merge(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await empty(driver)
    names = ("Jeong In-ji", "정인지")
    await store.documents.write([_about(name, name) for name in names], publish=True)
    await store.names.settle(FakeEmbedder())
    assert await store.reader.decisions.page() == []
    (candidate,) = await store.names.candidates(10)
    assert (candidate.source_name, candidate.target_name) == (names[1], names[0])
    assert (candidate.source_words, candidate.target_words) == ("정인지 read Acme.", "Jeong In-ji read Acme.")


@given(data=st.data())
@graph_examples(5)
async def test_a_history_leaves_what_its_documents_make_from_nothing(
    store: Neo4jGraphStore, driver: AsyncDriver, data: st.DataObject
) -> None:
    await empty(driver)
    held: dict[str, DocumentGraph] = {}
    for _ in range(data.draw(st.integers(2, 8))):
        source = data.draw(st.sampled_from(_SOURCES))
        if source in held and data.draw(st.booleans()):
            await store.documents.delete(held.pop(source).document.id)
        else:
            held[source] = data.draw(_documents(source))
            await store.documents.write([held[source]], publish=True)
        if data.draw(st.booleans()):
            await store.names.settle(_EMBEDDER)
    await store.names.settle(_EMBEDDER)
    left = await graph_dump(driver)
    await empty(driver)
    for graph in data.draw(st.permutations(list(held.values()))):
        await store.documents.write([graph], publish=True)
    await store.names.settle(_EMBEDDER)
    assert await graph_dump(driver) == left
