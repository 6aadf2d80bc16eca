"""A scripted chat model that judges the second steps of the bridge, over a real socket and on a real graph."""

import json
from collections.abc import Sequence

import pytest

from kg.store import Neo4jGraphStore
from llm.client import ModelClient
from retrieval.channels.bridge.channel import BridgeChannel
from retrieval.channels.channel import QuestionContext, RetrievalParts
from retrieval.question.analysis import analyse_by_rules
from retrieval.settings import BridgeSettings, JudgeSettings, RetrievalSettings
from schemas.retrieval import ChannelResult, RankedChunk
from tests.contracts.channels import CITIES, WORKS
from tests.fakes.chat_model import scripted_client
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.openai_server import Reply, ScriptedOpenAI, fail, say
from tests.fakes.questions import question_context

QUESTION = "On which river lies the city where Engine Works is located?"
FIRST = [
    RankedChunk(chunk_id=WORKS.chunks[1].id, score=1.0),
    RankedChunk(chunk_id=WORKS.chunks[0].id, score=0.5),
]


@pytest.fixture
async def question(store: Neo4jGraphStore, embedder: FakeEmbedder) -> QuestionContext:
    await add_documents(store, embedder, [WORKS, CITIES])
    return await question_context(store, analyse_by_rules(QUESTION))


def channel(
    store: Neo4jGraphStore, embedder: FakeEmbedder, model: ModelClient | None, **judge: object
) -> BridgeChannel:
    settings = RetrievalSettings(bridge=BridgeSettings(judge=JudgeSettings.model_validate(judge)))
    return BridgeChannel(RetrievalParts(store.reader, embedder, chat_model=model, settings=settings))


def ids(result: ChannelResult) -> list[str]:
    return [chunk.chunk_id for chunk in result.ranked]


def candidates(server: ScriptedOpenAI) -> Sequence[dict[str, object]]:
    return json.loads(server.requests[-1].prompt)["candidates"]  # type: ignore[no-any-return]


async def test_what_the_model_finds_helpful_comes_right_after_the_first(
    store: Neo4jGraphStore, embedder: FakeEmbedder, question: QuestionContext
) -> None:
    plain = await channel(store, embedder, None).follow(question, FIRST)
    async with scripted_client([say("[3, 2]", input_tokens=90)]) as (model, server):
        judging = channel(store, embedder, model, enabled=True)
        result = await judging.follow(question, FIRST)
        first, second, third, fourth, *rest = ids(plain)
        assert ids(result) == [first, fourth, third, second, *rest]
        scores = [chunk.score for chunk in result.ranked]
        assert scores == sorted(scores, reverse=True)
        assert result.ranked[1].why.startswith("judged to help; asked on: ")
        assert (result.usage.model_calls, result.usage.input_tokens) == (1, 90)
        asked = json.loads(server.requests[0].prompt)
        assert asked["question"] == QUESTION
        assert asked["first_passage"] == WORKS.chunks[1].text
        again = await judging.follow(question, FIRST)
        assert ids(again) == ids(result)
        assert again.usage.model_calls == 0
        assert len(server.requests) == 1


async def test_no_more_candidates_are_shown_than_allowed(
    store: Neo4jGraphStore, embedder: FakeEmbedder, question: QuestionContext
) -> None:
    async with scripted_client([say("[]")]) as (model, server):
        result = await channel(store, embedder, model, enabled=True, max_candidates=2).follow(question, FIRST)
        assert [candidate["number"] for candidate in candidates(server)] == [1, 2]
    assert ids(result) == ids(await channel(store, embedder, None).follow(question, FIRST))


@pytest.mark.parametrize("reply", [say("I like the second."), fail(500)])
async def test_a_model_that_fails_changes_nothing_and_the_trace_says_so(
    store: Neo4jGraphStore, embedder: FakeEmbedder, question: QuestionContext, reply: Reply
) -> None:
    plain = await channel(store, embedder, None).follow(question, FIRST)
    async with scripted_client([reply]) as (model, _):
        result = await channel(store, embedder, model, enabled=True).follow(question, FIRST)
    assert (result.status, ids(result)) == ("ran", ids(plain))
    assert result.note.startswith("second steps were not judged: ")
    assert result.usage.model_calls >= 1


async def test_it_is_off_unless_the_settings_want_it(
    store: Neo4jGraphStore, embedder: FakeEmbedder, question: QuestionContext
) -> None:
    async with scripted_client([say("[1]")]) as (model, server):
        result = await channel(store, embedder, model).follow(question, FIRST)
        assert result.status == "ran"
        assert not server.requests
