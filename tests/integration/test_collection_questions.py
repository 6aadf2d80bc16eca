"""Questions about the collection, counted and listed in a real store."""

import pytest

from api.bootstrap import build_retriever
from kg.store import Neo4jGraphStore
from retrieval.answer.answerer import NOT_FOUND, Answerer
from retrieval.channels.channel import RetrievalParts
from schemas.retrieval import RetrievalOptions
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.questions import checked
from tests.fakes.stated_facts import stated_facts
from tests.integration.conftest import Keep

BRIDGES = stated_facts(
    "bridges.txt",
    [
        ("Henrietta Galloway", "Person", "DESIGNED", "Tolmar Bridge", "Bridge"),
        ("Tolmar Bridge", "Bridge", "HAS", "40 documents", "Thing"),
    ],
)
TOWERS = stated_facts("towers.txt", [("Henrietta Galloway", "Person", "DESIGNED", "Corran Tower", "Tower")])
LIGHTS = stated_facts("등대.txt", [("도한결", "인물", "설계하다", "물안개등대", "건물")], language="ko")


async def _fill(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    await add_documents(store, embedder, [BRIDGES, TOWERS, LIGHTS])


@pytest.fixture
async def answerer(keep: Keep, embedder: FakeEmbedder) -> Answerer:
    store = await keep(_fill)
    return Answerer(build_retriever(RetrievalParts(store.reader, embedder)))


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("How many documents are there?", "There are 3 documents: "),
        ("문서가 모두 몇 개 있나요?", "문서는 모두 3개입니다: "),
        ("What documents do you have?", "There are 3 documents: "),
    ],
)
async def test_documents_are_counted_in_the_store(answerer: Answerer, question: str, begins: str) -> None:
    answer = await answerer.answer(checked(question))
    assert answer.found
    assert answer.text.startswith(begins)
    assert all(graph.document.title in answer.text for graph in (BRIDGES, TOWERS, LIGHTS))
    assert answer.citations == ()
    assert any("counted in the store" in note for note in answer.trace.notes)


async def test_only_chosen_documents_count(answerer: Answerer) -> None:
    options = RetrievalOptions(document_ids=(TOWERS.document.id,))
    assert (await answerer.answer(checked("How many documents are there?"), options)).text == (
        f"There is 1 document: {TOWERS.document.title}."
    )
    found = await answerer.answer(checked("Which documents mention Henrietta Galloway?"), options)
    assert {one.document_id for one in found.citations} == {TOWERS.document.id}


async def test_each_document_that_mentions_it_is_named_with_a_sentence(answerer: Answerer) -> None:
    answer = await answerer.answer(checked("Which documents mention Henrietta Galloway?"))
    assert answer.found
    assert answer.text.startswith("2 documents mention “Henrietta Galloway”: ")
    assert {one.document_id for one in answer.citations} == {BRIDGES.document.id, TOWERS.document.id}
    for citation in answer.citations:
        assert "Henrietta Galloway" in citation.quote
        assert f"{citation.title} [{citation.number}]" in answer.text
        assert citation.chunk_id in answer.passages[citation.number - 1].chunk_ids
    korean = await answerer.answer(checked("도한결이 나오는 문서는 무엇인가요?"))
    assert [one.document_id for one in korean.citations] == [LIGHTS.document.id]


@pytest.mark.parametrize(
    "question", ["Which documents mention Barnaby Oxcroft?", "곽도림이 나오는 문서는 무엇인가요?"]
)
async def test_what_no_document_mentions_is_not_found(answerer: Answerer, question: str) -> None:
    answer = await answerer.answer(checked(question))
    assert not answer.found
    assert answer.text == NOT_FOUND[answer.trace.analysis.language]
    assert any(note.startswith("no document mentions") for note in answer.trace.notes)
