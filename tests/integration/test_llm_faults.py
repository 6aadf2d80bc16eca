"""What the extractor makes of a failing, slow or busy endpoint, over HTTP on loopback."""

import asyncio
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from extraction.llm.extractor import LlmExtractor
from extraction.llm.settings import LlmMode
from schemas.errors import ModelError
from schemas.extraction import ChunkExtraction, ExtractionFailure
from tests.fakes import openai_server as fake
from tests.fakes.chat_model import chat_model
from tests.fakes.openai_server import ChatRequest, Reply
from tests.fakes.scripted_extractor import (
    TEXT,
    done,
    failed,
    good,
    quick,
    run,
    run_until_error,
    scripted_extractor,
    task,
)


@pytest.mark.parametrize(
    "fault",
    [
        fake.fail(429),
        fake.fail(500),
        fake.fail(503),
        fake.fail(529),
        fake.drop_connection(),
        fake.late(30, fake.say("late")),
    ],
    ids=["429", "500", "503", "529", "dropped", "slow"],
)
@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_a_passing_fault_is_tried_again(mode: LlmMode, fault: Reply) -> None:
    settings = quick(mode, timeout_s=1.0)
    outcomes, server = await run(lambda request: fault if request.number < 2 else good(request), settings)
    assert done(outcomes).usage.model_calls == len(server.requests) == 3


async def test_a_lasting_fault_is_that_chunks_failure_and_no_other_is_lost() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.fail(500, "overloaded") if "number 3 " in request.prompt else good(request)

    tasks = [task(number, f"Text number {number} . {TEXT}") for number in range(9)]
    outcomes, _ = await run(script, tasks=tasks)
    failures = [outcome for outcome in outcomes if isinstance(outcome, ExtractionFailure)]
    assert sorted(outcome.chunk_id for outcome in outcomes) == [f"chunk-{number}" for number in range(9)]
    assert [failure.chunk_id for failure in failures] == ["chunk-3"]
    assert failures[0].kind == "model error"
    assert failures[0].attempts == 4
    assert "500" in failures[0].message
    assert "overloaded" in failures[0].message


async def test_retry_after_is_obeyed_by_all_requests() -> None:
    arrivals: list[float] = []

    def script(request: ChatRequest) -> Reply:
        arrivals.append(time.monotonic())
        return fake.fail(429, retry_after="1") if request.number == 0 else fake.late(0.1, good(request))

    tasks = [task(number) for number in range(6)]
    outcomes, server = await run(script, quick(concurrency=2), tasks=tasks)
    assert len(outcomes) == 6
    assert len(server.requests) == 7
    gaps = [later - arrivals[0] for later in arrivals[1:]]
    assert sum(gap < 0.95 for gap in gaps) <= 1  # at most the one that was under way already


@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
async def test_a_wait_longer_than_our_patience_fails_the_chunk_at_once(as_date: bool) -> None:
    started = time.monotonic()
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    outcomes, server = await run(fake.fail(429, retry_after=in_an_hour if as_date else "3600"))
    assert failed(outcomes).kind == "model error"
    assert len(server.requests) == 1
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("reply", "remedy"),
    [
        (fake.fail(401), "OPENAI_API_KEY"),
        (fake.fail(403), "OPENAI_API_KEY"),
        (fake.fail(404), "CITEGRAPH_CHAT_MODEL"),
        (fake.fail(429, code="insufficient_quota"), "billing"),
    ],
    ids=["401", "403", "404", "quota"],
)
async def test_what_no_chunk_can_survive_ends_the_pass_at_once(reply: Reply, remedy: str) -> None:
    async with scripted_extractor(reply, quick(concurrency=3)) as (extractor, server):
        with pytest.raises(ModelError) as caught:
            [outcome async for outcome in extractor.extract([task(number) for number in range(50)], None)]
    assert remedy in caught.value.remedy
    assert not caught.value.retryable
    assert len(server.requests) <= 3


async def test_what_was_paid_for_is_handed_over_before_the_pass_ends() -> None:
    def script(request: ChatRequest) -> Reply:
        return good(request) if request.number < 5 else fake.fail(401)

    outcomes, _ = await run_until_error(script, quick(concurrency=1), [task(number) for number in range(50)])
    assert len(outcomes) == 5


async def test_an_endpoint_that_is_not_there_ends_the_pass() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with chat_model(f"http://127.0.0.1:{port}/v1") as model:
        extractor = LlmExtractor(model, quick(max_attempts=2))
        with pytest.raises(ModelError) as caught:
            [outcome async for outcome in extractor.extract([task(number) for number in range(9)], None)]
    assert "OPENAI_BASE_URL" in caught.value.remedy
    assert caught.value.retryable


async def test_many_failures_in_a_row_end_the_pass() -> None:
    settings = quick(max_attempts=1, concurrency=2)
    tasks = [task(number) for number in range(60)]
    outcomes, server = await run_until_error(lambda _: fake.fail(500), settings, tasks)
    assert 0 < len(outcomes) < 20
    assert len(server.requests) < 20


async def test_an_endpoint_without_structured_output_is_asked_in_prompt_mode() -> None:
    def script(request: ChatRequest) -> Reply:
        unsupported = fake.fail(400, "response_format is not supported by this model")
        return unsupported if request.json_schema else good(request)

    tasks = [task(number) for number in range(6)]
    outcomes, server = await run(script, quick(concurrency=1), tasks=tasks)
    assert [len(outcome.triples) for outcome in outcomes if isinstance(outcome, ChunkExtraction)] == [1] * 6
    assert len(server.requests) == 7  # the first chunk found out for all


@pytest.mark.parametrize("mode", ["tool", "prompt"])
@pytest.mark.parametrize(
    "too_much", [fake.cut_off('[{"head": "A'), fake.fail(400, "maximum context length is 10")], ids=range(2)
)
async def test_a_text_that_is_too_long_is_read_in_halves(mode: LlmMode, too_much: Reply) -> None:
    text = f"{TEXT} " * 10

    def script(request: ChatRequest) -> Reply:
        return too_much if text in request.prompt else good(request)

    outcomes, server = await run(script, quick(mode), tasks=[task(text=text)])
    extraction = done(outcomes)
    assert len(extraction.triples) == 1
    assert [lost.reason for lost in extraction.dropped] == ["duplicate"]
    assert len(server.requests) == extraction.usage.model_calls == 3


async def test_a_text_that_stays_too_long_is_a_failure() -> None:
    outcomes, _ = await run(fake.cut_off("[{"), quick("prompt"))
    failure = failed(outcomes)
    assert failure.kind == "too long"
    assert failure.raw_head == "[{"
    assert "CITEGRAPH_CHAT_MAX_OUTPUT_TOKENS" in failure.message


async def test_no_more_requests_than_agreed_are_under_way() -> None:
    tasks = [task(number) for number in range(24)]
    outcomes, server = await run(
        lambda request: fake.late(0.05, good(request)), quick(concurrency=3), tasks=tasks
    )
    assert len(outcomes) == 24
    assert server.most_in_flight == 3


async def test_two_passes_share_the_bound() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.late(0.05, good(request))

    async with scripted_extractor(script, quick(concurrency=2)) as (extractor, server):

        async def one_pass(first: int) -> int:
            tasks = [task(number) for number in range(first, first + 8)]
            return len([outcome async for outcome in extractor.extract(tasks, None)])

        assert list(await asyncio.gather(one_pass(0), one_pass(100))) == [8, 8]
    assert server.most_in_flight == 2


async def test_outcomes_come_as_they_are_ready() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.late(0.5 if "slow" in request.prompt else 0.0, good(request))

    tasks = [task(0, f"slow {TEXT}"), task(1), task(2)]
    outcomes, _ = await run(script, quick(concurrency=2), tasks=tasks)
    assert outcomes[-1].chunk_id == "chunk-0"


async def test_closing_the_iterator_ends_the_requests_under_way() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.late(0 if request.number == 0 else 60, good(request))

    before = asyncio.all_tasks()
    async with scripted_extractor(script, quick(concurrency=4)) as (extractor, server):
        outcomes = extractor.extract([task(number) for number in range(20)], None)
        assert isinstance(await anext(outcomes), ChunkExtraction)
        await outcomes.aclose()  # type: ignore[attr-defined]
        assert asyncio.all_tasks() == before
        assert len(server.requests) <= 5


async def test_cancelling_the_reader_ends_the_requests_under_way() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.late(60, good(request))

    before = asyncio.all_tasks()
    async with scripted_extractor(script, quick(concurrency=4)) as (extractor, server):

        async def read() -> None:
            async for _ in extractor.extract([task(number) for number in range(20)], None):
                pass

        reading = asyncio.create_task(read())
        await asyncio.to_thread(server.wait_for_requests, 4)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert asyncio.all_tasks() == before


async def test_no_task_makes_no_request() -> None:
    async with scripted_extractor(good, quick()) as (extractor, server):
        assert [outcome async for outcome in extractor.extract([], None)] == []
    assert server.requests == []
