"""What is to be listed, found through the graph's facts beyond the passages of the question."""

import pytest

from api.bootstrap import build_retriever
from kg.store import Neo4jGraphStore
from retrieval.answer.answerer import Answerer
from retrieval.channels.channel import RetrievalParts
from schemas.retrieval import RetrievalOptions
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.questions import checked
from tests.fakes.stated_facts import stated_facts

BRIDGES = ("Tolmar Bridge", "Kallen Bridge", "Orva Bridge", "Stenby Bridge")
DOCUMENTS = [
    stated_facts(f"{name}.txt", [("Henrietta Galloway", "Person", "DESIGN", name, "Bridge")])
    for name in BRIDGES
]
OTHER = stated_facts("other.txt", [("Osric Venables", "Person", "DESIGN", "Farrow Bridge", "Bridge")])


@pytest.fixture
async def answerer(store: Neo4jGraphStore, embedder: FakeEmbedder) -> Answerer:
    await add_documents(store, embedder, [*DOCUMENTS, OTHER])
    return Answerer(build_retriever(RetrievalParts(store.reader, embedder)))


async def test_all_that_facts_state_is_listed_and_said_to_be_what_was_found(answerer: Answerer) -> None:
    question = checked("List all bridges that Henrietta Galloway designed.")
    answer = await answerer.answer(question, RetrievalOptions(top_k=1, window=0))
    assert all(name in answer.text for name in BRIDGES)
    assert "Farrow" not in answer.text
    assert "(4 found, in 4 documents)" in answer.text
    assert len({citation.document_id for citation in answer.citations}) == 4
    for citation in answer.citations:
        assert citation.chunk_id in answer.passages[citation.number - 1].chunk_ids
        assert f"[{citation.number}]" in answer.text
    assert any("whether that is all is not known" in note for note in answer.trace.notes)


async def test_only_the_chosen_documents_are_listed(answerer: Answerer) -> None:
    chosen = (DOCUMENTS[0].document.id, OTHER.document.id)
    question = checked("List all bridges that Henrietta Galloway designed.")
    answer = await answerer.answer(question, RetrievalOptions(document_ids=chosen))
    assert {citation.document_id for citation in answer.citations} == {chosen[0]}
