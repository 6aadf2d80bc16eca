"""Follow-up questions and questions about one page, on a real graph."""

import pytest

from api.bootstrap import build_retriever
from kg.store import Neo4jGraphStore
from retrieval.answer.answerer import Answerer
from retrieval.channels.channel import RetrievalParts
from retrieval.conversation.transcript import turns_of_texts
from retrieval.conversation.turns import turn_of
from schemas.conversation import Turn
from schemas.document_graph import DocumentGraph
from schemas.retrieval import Answer
from tests.fakes.chat_model import scripted_client
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.openai_server import ChatRequest, Reply, fail, say
from tests.fakes.questions import checked
from tests.fakes.stated_facts import stated_facts
from tests.integration.conftest import Keep

WORKS = stated_facts(
    "works.txt",
    [
        ("Ada Byron", "Person", "FOUNDED", "Engine Works", "Company"),
        ("Ada Byron", "Person", "WAS_BORN_IN", "Bristol", "City"),
        ("Engine Works", "Company", "IS_BASED_IN", "Leeds", "City"),
    ],
)
OTHERS = stated_facts("others.txt", [("Tom Bell", "Person", "FOUNDED", "Mill Yard", "Company")])
KOREAN = stated_facts("회사.txt", [("김민수", "Person", "설립했다", "한빛전자", "Company")], language="ko")


def paged(graph: DocumentGraph, labels: tuple[str, ...] = ()) -> DocumentGraph:
    """The same document with a page for each chunk, the last two on one."""
    starts = tuple(chunk.start for chunk in graph.chunks[:-1])
    chunks = tuple(
        chunk.model_copy(update={"page": (page := min(place, len(starts))), "page_end": page})
        for place, chunk in enumerate(graph.chunks, start=1)
    )
    document = graph.document.model_copy(update={"page_starts": starts, "page_labels": labels})
    return graph.model_copy(update={"document": document, "chunks": chunks})


async def _fill(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    await add_documents(store, embedder, [paged(WORKS), OTHERS, KOREAN])


@pytest.fixture
async def filled(keep: Keep) -> Neo4jGraphStore:
    return await keep(_fill)


@pytest.fixture
def answerer(filled: Neo4jGraphStore, embedder: FakeEmbedder) -> Answerer:
    return Answerer(build_retriever(RetrievalParts(filled.reader, embedder)))


async def converse(answerer: Answerer, graph: Neo4jGraphStore, *questions: str) -> Answer:
    """The last answer, each question being asked after those before it."""
    history: list[Turn] = []
    for question in questions:
        answer = await answerer.answer(checked(question), history=history)
        history.append(await turn_of(answer, graph.reader))
    return answer


async def test_a_pronoun_is_tied_to_the_person_who_answered(
    answerer: Answerer, filled: Neo4jGraphStore
) -> None:
    answer = await converse(answerer, filled, "Who founded Engine Works?", "Where was she born?")
    assert answer.question == "Where was she born?"
    assert answer.trace.analysis.question == "Where was Ada Byron born?"
    assert "Ada Byron" in {link.name for link in answer.trace.links}
    assert "Bristol" in answer.text
    assert answer.trace.reading == ("“she” was read as Ada Byron",)
    assert "Ada Byron" in answer.note


async def test_what_was_said_of_something_else_is_not_taken(
    answerer: Answerer, filled: Neo4jGraphStore
) -> None:
    answer = await converse(answerer, filled, "Where is Engine Works based?", "Where was she born?")
    assert answer.trace.analysis.question == "Where was she born?"
    assert answer.trace.reading == ("nothing was said before that “she” could mean",)


async def test_a_turn_keeps_whom_it_named(answerer: Answerer, filled: Neo4jGraphStore) -> None:
    turn = await turn_of(await answerer.answer(checked("Who founded Engine Works?")), filled.reader)
    assert [one.name for one in turn.named] == ["Engine Works"]
    assert [(one.name, one.type) for one in turn.answered] == [
        ("Ada Byron", "Person"),
        ("Engine Works", "Company"),
    ]
    assert turn.wanted == "person"


async def test_korean_follow_ups(answerer: Answerer, filled: Neo4jGraphStore) -> None:
    answer = await converse(answerer, filled, "한빛전자를 누가 설립했나?", "그는 어디에서 태어났나?")
    assert answer.trace.analysis.question == "김민수는 어디에서 태어났나?"


def scripted(request: ChatRequest) -> Reply:
    if "New question:" in request.prompt:
        return say("Where was Ada Byron born?", input_tokens=50, output_tokens=9)
    if "Passages:" in request.prompt:
        return say('Ada Byron was born in Bristol [1].\nQUOTES\n[1] "Ada Byron was born in Bristol"')
    if "Cypher" in request.text:
        return say("MATCH (e:__Entity__ {id: $e0})-[r]->(o) RETURN o.name, r.fact_id AS fact_id LIMIT 5")
    return say('{"names": ["Ada Byron"], "relations": ["born"], "keywords": []}')


async def test_the_model_writes_a_follow_up_anew_for_linking_and_cypher(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    async with scripted_client(scripted) as (model, server):
        answerer = Answerer(build_retriever(RetrievalParts(filled.reader, embedder, model)), model)
        first = await answerer.answer(checked("Who founded Engine Works?"))
        turn = await turn_of(first, filled.reader)
        before = len(server.requests)
        answer = await answerer.answer(checked("And her birthplace?"), history=[turn])
        asked = [request.text for request in server.requests[before:]]
    assert "Q: Who founded Engine Works?" in asked[0]
    assert answer.trace.analysis.question == "Where was Ada Byron born?"
    assert answer.trace.reading == ("“And her birthplace?” was read as “Where was Ada Byron born?”",)
    assert any("Question: Where was Ada Byron born?" in text and "Cypher" in text for text in asked)
    assert any("'Ada Byron'" in text for text in asked)
    assert answer.trace.usage.input_tokens - first.trace.usage.input_tokens == 50


async def test_a_first_question_is_not_written_anew(filled: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    async with scripted_client(scripted) as (model, server):
        retriever = build_retriever(RetrievalParts(filled.reader, embedder, model))
        await retriever.retrieve(checked("Who founded Engine Works?"))
    assert not any("New question:" in request.text for request in server.requests)


@pytest.mark.parametrize("reply", [say(""), say("one\ntwo"), fail(500)])
async def test_where_the_model_cannot_the_rules_read_the_follow_up(
    filled: Neo4jGraphStore, embedder: FakeEmbedder, reply: Reply
) -> None:
    def script(request: ChatRequest) -> Reply:
        return reply if "New question:" in request.prompt else scripted(request)

    plain = Answerer(build_retriever(RetrievalParts(filled.reader, embedder)))
    turn = await turn_of(await plain.answer(checked("Who founded Engine Works?")), filled.reader)
    async with scripted_client(script) as (model, _):
        retriever = build_retriever(RetrievalParts(filled.reader, embedder, model))
        found = await retriever.retrieve(checked("Where was she born?"), history=[turn])
    assert found.trace.analysis.question == "Where was Ada Byron born?"
    assert "follow-up read by rules" in found.trace.reading[0]


async def test_the_history_shown_is_bounded(filled: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    plain = Answerer(build_retriever(RetrievalParts(filled.reader, embedder)))
    turn = await turn_of(await plain.answer(checked("Who founded Engine Works?")), filled.reader)
    long = turn.model_copy(update={"answer": "word " * 5_000, "read_as": "A long one?"})
    async with scripted_client(scripted) as (model, server):
        retriever = build_retriever(RetrievalParts(filled.reader, embedder, model))
        await retriever.retrieve(checked("Where was she born?"), history=[turn, *[long] * 30])
    (told,) = [request.prompt for request in server.requests if "New question:" in request.prompt]
    assert told.count("A long one?") == 5
    assert len(told) < 6_000


async def test_a_question_about_a_page_is_answered_from_it_alone(answerer: Answerer) -> None:
    answer = await answerer.answer(checked("According to page 2, where was Ada Byron born?"))
    assert "Bristol" in answer.text
    assert {passage.text.strip() for passage in answer.passages} == {
        " ".join(chunk.text for chunk in WORKS.chunks[1:])
    } or all("founded" not in passage.text.casefold() for passage in answer.passages)
    assert answer.note == "only page 2 was looked at, in 1 document"
    other = await answerer.answer(checked("According to page 1, where was Ada Byron born?"))
    assert not other.found
    assert all("Bristol" not in passage.text for passage in other.passages)


async def test_a_count_on_a_page_is_not_taken_from_the_whole_store(answerer: Answerer) -> None:
    assert (await answerer.answer(checked("How many documents are there?"))).found
    answer = await answerer.answer(checked("According to page 2, how many documents are there?"))
    assert not answer.found


async def test_a_page_that_no_document_has_is_said_so(answerer: Answerer) -> None:
    answer = await answerer.answer(checked("Where was Ada Byron born, according to page 12?"))
    assert not answer.found
    assert answer.passages == ()
    assert answer.note == "no document that was looked in has a page 12"


async def test_a_chunk_over_two_pages_is_cut(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    middle = WORKS.chunks[1].start + 5
    document = WORKS.document.model_copy(update={"page_starts": (0, middle), "page_labels": ("iv", "")})
    await add_documents(store, embedder, [WORKS.model_copy(update={"document": document})])
    retriever = build_retriever(RetrievalParts(store.reader, embedder))
    first = await retriever.retrieve(checked("Who is Ada Byron according to page IV?"))
    assert first.passages[-1].end == middle
    second = await retriever.retrieve(checked("Who is Ada Byron according to page 2?"))
    assert second.passages[0].start == middle
    assert not (await retriever.retrieve(checked("Who is Ada Byron according to page 1?"))).passages


async def ask_after(
    answerer: Answerer, graph: Neo4jGraphStore, exchanges: list[tuple[str, str]], question: str
) -> Answer:
    """The answer to a question that follows these texts."""
    return await answerer.answer(checked(question), history=await turns_of_texts(exchanges, graph.reader))


async def test_texts_alone_make_the_conversation(answerer: Answerer, filled: Neo4jGraphStore) -> None:
    told = [("Who founded Engine Works?", "Ada Byron founded Engine Works. [1] It is in Leeds. [2]")]
    answer = await ask_after(answerer, filled, told, "Where was she born?")
    assert answer.trace.analysis.question == "Where was Ada Byron born?"
    assert "Bristol" in answer.text
    (turn,) = await turns_of_texts(told, filled.reader)
    assert [one.name for one in turn.named] == ["Engine Works"]
    assert [one.name for one in turn.answered] == ["Ada Byron", "Engine Works"]
    assert [one.name for one in turn.beside] == ["Leeds"]
    assert (turn.wanted, turn.found) == ("person", True)


async def test_a_follow_up_among_the_texts_is_read_after_those_before_it(
    answerer: Answerer, filled: Neo4jGraphStore
) -> None:
    told = [
        ("Who founded Engine Works?", "Ada Byron founded Engine Works. [1]"),
        ("?!", "Ask in words."),
        ("Where was she born?", ""),
    ]
    turns = await turns_of_texts(told, filled.reader)
    assert [turn.read_as for turn in turns] == ["Who founded Engine Works?", "Where was Ada Byron born?"]
    assert [turn.found for turn in turns] == [True, False]


async def test_what_is_no_known_name_is_kept_as_what_was_asked_about(filled: Neo4jGraphStore) -> None:
    (turn,) = await turns_of_texts([("When did Zanthorp die?", "not found in the documents")], filled.reader)
    assert [(one.name, one.entity_id) for one in turn.named] == [("Zanthorp", "")]


async def test_korean_texts_make_a_conversation(answerer: Answerer, filled: Neo4jGraphStore) -> None:
    told = [("한빛전자를 누가 설립했나?", "김민수가 한빛전자를 설립했다. [1]")]
    answer = await ask_after(answerer, filled, told, "그는 어디에서 태어났나?")
    assert answer.trace.analysis.question == "김민수는 어디에서 태어났나?"
