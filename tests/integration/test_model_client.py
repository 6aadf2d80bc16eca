"""The client of chat models as questions use it, over HTTP, against a scripted endpoint on loopback."""

import asyncio
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from llm.client import ModelClient
from llm.errors import UnreachableError
from llm.reply import ModelReply
from llm.usage import UsageCounter
from retrieval.settings import QUESTION_REMEDIES, QuestionCallSettings
from schemas.errors import (
    CiteGraphError,
    MalformedOutputError,
    ModelError,
    ModelRefusedError,
    ModelReplyError,
    TooLongError,
)
from tests.fakes import openai_server as fake
from tests.fakes.chat_model import chat_model, scripted_client
from tests.fakes.openai_server import Reply

HALF = "Sejong created the alphabet in 14"


async def ask(client: ModelClient, counter: UsageCounter | None = None) -> ModelReply:
    return await client.ask(system="Be brief.", user="Who?", counter=counter or client.counter())


async def stream(client: ModelClient, counter: UsageCounter | None = None) -> list[str | ModelReply]:
    counter = counter or client.counter()
    return [piece async for piece in client.stream(system="Be brief.", user="Who?", counter=counter)]


WAYS = pytest.mark.parametrize("way", [ask, stream])


async def test_a_reply_comes_whole_with_its_cost() -> None:
    async with scripted_client(fake.say("<think>Hm.</think>Sejong.")) as (client, server):
        counter = client.counter()
        reply = await ask(client, counter)
    assert reply.text == "Sejong."
    assert server.requests[0].messages == [("system", "Be brief."), ("user", "Who?")]
    usage = counter.usage
    assert (usage.model, usage.model_calls, usage.input_tokens, usage.output_tokens) == ("scripted", 1, 11, 7)
    assert usage.latency_ms > 0


async def test_a_stream_ends_with_the_whole_reply_and_its_cost() -> None:
    async with scripted_client(fake.say("one two three four five six seven")) as (client, _):
        counter = client.counter()
        *pieces, last = await stream(client, counter)
    assert len(pieces) == 3
    assert isinstance(last, ModelReply)
    assert last.text == "".join(map(str, pieces)) == "one two three four five six seven"
    assert (counter.usage.model_calls, counter.usage.output_tokens) == (1, 7)


UNUSABLE: list[tuple[Reply, type[CiteGraphError], str]] = [
    (fake.cut_off(HALF), TooLongError, "CITEGRAPH_CHAT_MAX_OUTPUT_TOKENS"),
    (fake.filtered(HALF), ModelRefusedError, "other words"),
    (fake.fail(400, "no", code="content_filter"), ModelRefusedError, "other words"),
    (fake.fail(400, "maximum context length is 10"), TooLongError, "fewer"),
    (fake.fail(429, "no", code="insufficient_quota"), ModelError, "billing"),
    (fake.fail(401), ModelError, "OPENAI_API_KEY"),
    (fake.fail(404), ModelError, "CITEGRAPH_CHAT_MODEL"),
    (fake.say("  "), MalformedOutputError, "again"),
    (fake.garble("<html>it works!</html>"), MalformedOutputError, "OPENAI_BASE_URL"),
    (fake.garble('{"choices": []}'), MalformedOutputError, "OPENAI_BASE_URL"),
]


@WAYS
@pytest.mark.parametrize(("reply", "kind", "remedy"), UNUSABLE, ids=range(len(UNUSABLE)))
async def test_a_reply_that_cannot_be_used_is_said_as_such_at_once(
    way: object, reply: Reply, kind: type[CiteGraphError], remedy: str
) -> None:
    async with scripted_client(reply) as (client, server):
        with pytest.raises(kind) as caught:
            await (ask(client) if way is ask else stream(client))
    assert remedy in caught.value.remedy
    assert not getattr(caught.value, "retryable", False)
    assert len(server.requests) == 1


@WAYS
async def test_what_was_cut_off_is_paid_for_and_shown_with_its_beginning(way: object) -> None:
    async with scripted_client(fake.cut_off(HALF)) as (client, _):
        counter = client.counter()
        with pytest.raises(TooLongError) as caught:
            await (ask(client, counter) if way is ask else stream(client, counter))
    assert caught.value.raw_head == HALF
    assert counter.usage.output_tokens == 7


async def test_a_refusal_in_words_is_a_refusal() -> None:
    async with scripted_client(fake.refuse("I will not.")) as (client, _):
        with pytest.raises(ModelRefusedError, match="I will not"):
            await ask(client)


async def test_a_streamed_refusal_whose_words_are_lost_is_no_empty_answer() -> None:
    async with scripted_client(fake.refuse("I will not.")) as (client, _):
        with pytest.raises(ModelReplyError, match="empty: it may have declined"):
            await stream(client)


@pytest.mark.parametrize("reason", [None, "insufficient_system_resource", "tool_calls"])
async def test_only_stop_ends_a_streamed_answer(reason: str | None) -> None:
    reply = Reply(content=HALF, finish_reason=reason)
    async with scripted_client(reply) as (client, server):
        with pytest.raises(ModelError, match="ended early"):
            await stream(client)
    assert len(server.requests) == 1  # what has been shown is not shown again


PASSING = [fake.fail(429), fake.fail(500), fake.drop_connection(), fake.fail(503, retry_after="0.2")]


@WAYS
@pytest.mark.parametrize("fault", PASSING, ids=range(len(PASSING)))
async def test_a_passing_fault_is_tried_again_once(way: object, fault: Reply) -> None:
    async with scripted_client([fault, fake.say("Sejong.")]) as (client, server):
        counter = client.counter()
        await (ask(client, counter) if way is ask else stream(client, counter))
    assert len(server.requests) == counter.usage.model_calls == 2
    async with scripted_client(fault) as (client, server):
        with pytest.raises(ModelError) as caught:
            await (ask(client) if way is ask else stream(client))
    assert caught.value.retryable
    assert len(server.requests) == 2


@WAYS
async def test_nobody_waits_twice_for_a_model_that_is_too_slow(way: object) -> None:
    slow = fake.late(30, fake.say("late"))
    async with scripted_client(slow, timeout_s=0.5, retry_within_s=0.5) as (client, server):
        started = time.monotonic()
        with pytest.raises(ModelError, match="in time"):
            await (ask(client) if way is ask else stream(client))
        assert time.monotonic() - started < 2
    assert len(server.requests) == 1


@WAYS
@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
async def test_a_long_wait_is_passed_on_and_not_waited_for(way: object, as_date: bool) -> None:
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    async with scripted_client(fake.fail(429, retry_after=in_a_minute if as_date else "60")) as (
        client,
        server,
    ):
        with pytest.raises(ModelError) as caught:
            await (ask(client) if way is ask else stream(client))
    assert caught.value.retry_after_s == pytest.approx(60, abs=5)
    assert len(server.requests) == 1


async def test_a_stream_that_breaks_is_not_begun_again() -> None:
    broken = fake.break_stream("one two three four five six seven eight", after_deltas=3)
    async with scripted_client(broken) as (client, server):
        with pytest.raises(ModelError, match="no connection"):
            await stream(client)
    assert len(server.requests) == 1


async def test_nothing_at_the_address_is_named() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with chat_model(f"http://127.0.0.1:{port}/v1") as model:
        client = ModelClient(model, QuestionCallSettings(), QUESTION_REMEDIES)
        with pytest.raises(UnreachableError, match=r"attempts failed|refused") as caught:
            await ask(client)
    assert "OPENAI_BASE_URL" in caught.value.remedy


async def test_leaving_a_stream_ends_its_request_and_frees_its_slot() -> None:
    async with scripted_client(fake.say("one two three four five six"), concurrency=1) as (client, _):
        pieces = client.stream(system="", user="Who?", counter=client.counter())
        assert await anext(pieces)
        await pieces.aclose()  # type: ignore[attr-defined]
        async with asyncio.timeout(5):
            assert (await ask(client)).text.startswith("one")


async def test_an_error_in_the_middle_of_a_stream_is_read_by_its_code() -> None:
    head = (
        '{"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [{"index": 0, '
    )
    first = f'data: {head}"delta": {{"content": "Sej"}}, "finish_reason": null}}]}}\n\n'
    error = 'data: {"error": {"message": "no more", "type": "requests", "code": "insufficient_quota"}}\n\n'
    async with scripted_client(fake.garble(first + error)) as (client, _):
        with pytest.raises(ModelError) as caught:
            await stream(client)
    assert "billing" in caught.value.remedy
    assert not isinstance(caught.value, ModelReplyError)
