"""The scripted endpoint itself, seen through the real client."""

import openai
import pytest

from tests.fakes import openai_server as fake
from tests.fakes.chat_model import chat_model, scripted_model
from tests.fakes.openai_server import Reply, ScriptedOpenAI


async def test_an_answer_is_streamed_in_pieces_with_its_usage() -> None:
    async with scripted_model(fake.say("one two three four five six seven")) as (model, server):
        pieces = [piece async for piece in model.astream("count")]
    assert "".join(piece.text for piece in pieces) == "one two three four five six seven"
    assert len([piece for piece in pieces if piece.text]) == 3
    assert [piece.usage_metadata["output_tokens"] for piece in pieces if piece.usage_metadata] == [7]
    assert server.requests[0].stream
    assert server.requests[0].prompt == "count"
    assert server.requests[0].headers["authorization"] == "Bearer key"


async def test_a_tool_call_comes_whole_and_streamed() -> None:
    tool = {"name": "add", "description": "adds", "parameters": {"type": "object", "properties": {}}}
    async with scripted_model(lambda request: fake.structured(request, {"a": 1})) as (model, _):
        caller = model.bind_tools([tool])
        whole = await caller.ainvoke("go")
        pieces = [piece async for piece in caller.astream("go")]
    assert whole.tool_calls[0]["args"] == {"a": 1}
    assert [call["args"] for piece in pieces for call in piece.tool_calls] == [{"a": 1}]


async def test_a_stream_can_break() -> None:
    async with scripted_model(fake.break_stream("one two three four five six", after_deltas=2)) as (model, _):
        stream = model.astream("count")
        assert (await anext(stream)).text == ""
        with pytest.raises(openai.APIError):
            [piece async for piece in stream]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (fake.fail(401), openai.AuthenticationError),
        (fake.fail(429, retry_after="2"), openai.RateLimitError),
        (fake.fail(500), openai.InternalServerError),
        (fake.drop_connection(), openai.APIConnectionError),
    ],
    ids=["401", "429", "500", "dropped"],
)
async def test_faults_reach_the_client_as_its_errors(reply: Reply, error: type[openai.OpenAIError]) -> None:
    async with scripted_model(reply) as (model, _):
        with pytest.raises(error):
            await model.ainvoke("hello")


async def test_models_are_listed_and_replies_come_in_order() -> None:
    with ScriptedOpenAI([fake.say("first"), fake.say("then")], models=("a", "b")) as server:
        async with openai.AsyncOpenAI(base_url=server.base_url, api_key="any") as client:
            assert [model.id async for model in client.models.list()] == ["a", "b"]
        async with chat_model(server.base_url) as model:
            assert [(await model.ainvoke("hi")).text for _ in range(3)] == ["first", "then", "then"]
