"""Answers on a real graph: by the documents' own sentences, and by a scripted chat model over HTTP."""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from api.bootstrap import build_retriever
from kg.db.queries import documents as document_queries
from kg.db.queries import settings as settings_queries
from kg.store import Neo4jGraphStore
from retrieval.answer.answerer import NOT_FOUND, Answerer, TextDelta
from retrieval.channels.channel import RetrievalParts
from schemas.errors import CiteGraphError, MalformedOutputError, ModelError, TooLongError
from schemas.retrieval import Answer, Retrieval, RetrievalOptions
from tests.fakes import openai_server as fake
from tests.fakes.chat_model import scripted_client
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.openai_server import ChatRequest, Handler, Reply, ScriptedOpenAI
from tests.fakes.questions import checked
from tests.fakes.stated_facts import stated_facts
from tests.integration.conftest import Keep

WORKS = stated_facts(
    "works.txt",
    [
        ("Ada Byron", "Person", "FOUNDED", "Engine Works", "Company"),
        ("Engine Works", "Company", "LOCATED_IN", "Bristol", "City"),
        ("Engine Works", "Company", "BUILT_IN", "1843", "Year"),
    ],
)
KOREAN = stated_facts("왕.txt", [("세종대왕", "인물", "창제하다", "훈민정음", "글자")], language="ko")
NAMES = '{"names": ["Engine Works"], "relations": ["founded"], "keywords": ["founder"]}'


async def _fill(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    await add_documents(store, embedder, [WORKS, KOREAN])


@pytest.fixture
async def filled(keep: Keep) -> Neo4jGraphStore:
    return await keep(_fill)


@pytest.fixture
def without_model(filled: Neo4jGraphStore, embedder: FakeEmbedder) -> Answerer:
    return Answerer(build_retriever(RetrievalParts(filled.reader, embedder)))


@asynccontextmanager
async def with_model(
    store: Neo4jGraphStore, embedder: FakeEmbedder, answer: Handler | Reply
) -> AsyncIterator[tuple[Answerer, ScriptedOpenAI]]:
    """An answerer whose model analyses well, declines to write Cypher, and answers as scripted."""

    def script(request: ChatRequest) -> Reply:
        if "Passages:" in request.prompt:
            return answer(request) if callable(answer) else answer
        return fake.say(
            NAMES if request.prompt.startswith("Question:") and "JSON" in request.text else "NONE"
        )

    async with scripted_client(script) as (model, server):
        yield Answerer(build_retriever(RetrievalParts(store.reader, embedder, model)), model), server


def assert_citations_are_true(answer: Answer) -> None:
    texts = {graph.document.id: "\n".join(chunk.text for chunk in graph.chunks) for graph in (WORKS, KOREAN)}
    assert answer.citations
    for citation in answer.citations:
        assert texts[citation.document_id][citation.start : citation.end] == citation.quote
        assert f"[{citation.number}]" in answer.text
        assert citation.chunk_id in answer.passages[citation.number - 1].chunk_ids


async def test_without_a_model_the_sentence_itself_is_the_answer(without_model: Answerer) -> None:
    answer = await without_model.answer(checked("Who founded Engine Works?"))
    assert answer.found
    assert answer.text.startswith("Ada Byron founded Engine Works. [1]")
    assert_citations_are_true(answer)
    assert any("without a chat model" in note for note in answer.trace.notes)
    assert "answer" in answer.trace.ms
    assert answer.trace.usage.model_calls == 0


async def test_a_korean_question_is_answered_in_korean(without_model: Answerer) -> None:
    answer = await without_model.answer(checked("훈민정음을 창제한 사람은 누구인가?"))
    assert answer.found
    assert "세종대왕" in answer.text
    assert_citations_are_true(answer)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which football club won the cup final in Lisbon?", "not found in the documents"),
        ("리스본에서 열린 축구 결승전의 우승 팀은 어디인가?", NOT_FOUND["ko"]),
    ],
)
async def test_what_the_documents_do_not_say_is_not_found(
    without_model: Answerer, question: str, text: str
) -> None:
    answer = await without_model.answer(checked(question))
    assert not answer.found
    assert answer.text == text
    assert answer.citations == ()
    assert answer.passages


async def test_the_model_answers_with_checked_citations(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    reply = fake.say('Ada Byron founded it [1].\n\nQUOTES:\n[1] "Ada Byron founded Engine Works"')
    async with with_model(filled, embedder, reply) as (answerer, server):
        answer = await answerer.answer(checked("Who founded Engine Works?"), RetrievalOptions(top_k=3))
    assert answer.found
    assert answer.text == "Ada Byron founded it. [1]"
    assert_citations_are_true(answer)
    prompt = next(request.prompt for request in server.requests if "Passages:" in request.prompt)
    assert '<passage number="1" of="works.txt' in prompt
    assert prompt.endswith("Question: Who founded Engine Works?")
    assert answer.trace.analysis.keywords[-1] == "founder"
    assert answer.trace.usage.model == "scripted"
    assert answer.trace.usage.model_calls == len(server.requests)
    assert answer.trace.usage.input_tokens == 11 * len(server.requests)


async def test_an_invented_answer_is_not_passed_on(filled: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    reply = fake.say('Charles Babbage did [1].\nQUOTES:\n[1] "Charles Babbage founded Engine Works"')
    async with with_model(filled, embedder, reply) as (answerer, _):
        answer = await answerer.answer(checked("Who founded Engine Works?"))
    assert not answer.found
    assert answer.text == NOT_FOUND["en"]
    assert answer.citations == ()
    assert any("[1] dropped" in note for note in answer.trace.notes)


async def test_prose_without_citations_gets_those_that_are_true(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    reply = fake.say("Sure! Ada Byron founded Engine Works.")
    async with with_model(filled, embedder, reply) as (answerer, _):
        answer = await answerer.answer(checked("Who founded Engine Works?"))
    assert answer.found
    assert_citations_are_true(answer)


async def test_a_model_that_finds_nothing_is_believed(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    async with with_model(filled, embedder, fake.say("NOT FOUND")) as (answerer, _):
        events = [event async for event in answerer.stream(checked("Who sold Engine Works?"))]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert (answer.found, answer.text) == (False, NOT_FOUND["en"])
    assert not any(isinstance(event, TextDelta) for event in events)


async def test_a_stream_gives_passages_then_text_then_the_answer(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    text = "Ada Byron founded Engine Works, which stands in the city of Bristol and was built in 1843 [1]."
    async with with_model(filled, embedder, fake.say(f'{text}\nQUOTES:\n[1] "founded"')) as (answerer, _):
        events = [event async for event in answerer.stream(checked("Who founded Engine Works?"))]
    assert isinstance(events[0], Retrieval)
    deltas = [event.text for event in events if isinstance(event, TextDelta)]
    assert len(deltas) > 1
    assert "".join(deltas).strip() == text
    assert isinstance(events[-1], Answer)


@pytest.mark.parametrize(
    ("reply", "kind", "retryable"),
    [
        (fake.fail(401, "bad key"), ModelError, False),
        (fake.fail(429, "slow down"), ModelError, True),
        (fake.fail(500, "broken"), ModelError, True),
        (fake.drop_connection(), ModelError, True),
        (fake.break_stream("Ada Byron founded Engine Works, and so on", after_deltas=3), ModelError, True),
        (fake.break_off("Ada Byron founded Engine Works [1]"), ModelError, True),
        (fake.cut_off("Ada Byron founded Engine Works [1]"), TooLongError, False),
        (fake.garble("data: null\n\ndata: [DONE]\n\n"), MalformedOutputError, False),
        (fake.say("  "), MalformedOutputError, False),
    ],
    ids=["401", "429", "500", "dropped", "broken stream", "broken off", "cut off", "no chunk", "nothing"],
)
async def test_a_failing_model_is_a_clear_error(
    filled: Neo4jGraphStore,
    embedder: FakeEmbedder,
    reply: Reply,
    kind: type[CiteGraphError],
    retryable: bool,
) -> None:
    async with with_model(filled, embedder, reply) as (answerer, _):
        with pytest.raises(kind) as caught:
            await answerer.answer(checked("Who founded Engine Works?"))
        assert getattr(caught.value, "retryable", False) is retryable
        assert caught.value.remedy


@pytest.mark.parametrize(
    "reply",
    [
        fake.say("I would say: Engine Works!"),
        fake.fail(500),
        fake.say("{not json}"),
        fake.say(json.dumps({"names": 3})),
        fake.cut_off(NAMES),
        fake.garble('{"choices": []}'),
        fake.garble('{"choices": [{}]}'),
        fake.garble('{"choices": [{"message": null}]}'),
    ],
    ids=["prose", "500", "no json", "wrong types", "cut off", "no choice", "empty choice", "no message"],
)
async def test_a_failing_analysis_falls_back_to_the_rules(
    filled: Neo4jGraphStore, embedder: FakeEmbedder, reply: Reply
) -> None:
    async with scripted_client(reply) as (model, _):
        options = RetrievalOptions(channels=("graph", "dense", "keyword"))
        found = await build_retriever(RetrievalParts(filled.reader, embedder, model)).retrieve(
            checked("Who founded Engine Works?"), options
        )
    assert found.trace.analysis.names == ("Engine Works",)
    assert any("analysed by rules" in note for note in found.trace.notes)
    assert found.passages


def asked_of_neo4j(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The queries that the driver sent, by its own log."""
    return [record.getMessage() for record in caplog.records if " C: RUN " in record.getMessage()]


@pytest.mark.parametrize("chosen", [None, (WORKS.document.id,)])
async def test_an_answer_asks_the_graph_for_nothing_twice(
    without_model: Answerer, caplog: pytest.LogCaptureFixture, chosen: tuple[str, ...] | None
) -> None:
    options = RetrievalOptions(document_ids=chosen)
    question = checked("Who founded Engine Works?")
    await without_model.answer(question, options)  # what is kept between questions is read once
    with caplog.at_level(logging.DEBUG, logger="neo4j.io"):
        answer = await without_model.answer(question, options)
    asked = asked_of_neo4j(caplog)
    assert answer.found

    def times(query: str) -> int:
        return sum(query.strip() in text.encode().decode("unicode_escape") for text in asked)

    assert times(settings_queries.READ_SETTINGS) == 1
    assert times(document_queries.NEIGHBOURHOODS) == 1
    assert times(document_queries.BY_ID) == 1
    assert times(document_queries.DOCUMENT_COUNTS) == 0
    assert len(asked) <= 16
