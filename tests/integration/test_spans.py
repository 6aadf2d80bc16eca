"""Spans, as they reach a collector over HTTP, and nothing of them where none is named."""

import asyncio
import io
import json
import logging
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from api.bootstrap import GraphServices
from api.jobs.opening import open_jobs
from api.logs import configure_logging
from api.settings import Settings, load_settings
from api.telemetry import telemetry
from kg.store import Neo4jGraphStore
from schemas.spans import UNRECORDED, call, followed, span, trace_id, traceparent
from tests.fakes.collector import CollectedSpan, Collector
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.gated_extractor import GatedExtractor
from tests.integration.test_jobs import ADA, until

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
TRACE = PARENT.split("-")[1]


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with Collector() as one:
        yield one


@pytest.fixture
def settings(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20secret")
    return load_settings(otlp_endpoint=collector.url + "/")


async def _steps(*, fail: bool = False) -> AsyncGenerator[int | str, None]:
    with call("first", {}):
        yield 1
    if fail:
        raise ValueError("what a document says")
    yield "last"
    with call("afterwards", {}):
        yield 2


def _tree(spans: list[CollectedSpan]) -> dict[str, str]:
    """The parent of each span, by name."""
    names = {one.span_id: one.name for one in spans}
    return {one.name: names.get(one.parent_id, one.parent_id) for one in spans}


async def test_work_of_a_caller_is_one_trace_through_tasks_and_threads(
    settings: Settings, collector: Collector
) -> None:
    async with telemetry(settings):
        with span("request", kind="server", parent=PARENT) as request:
            assert trace_id() == TRACE
            await asyncio.gather(asyncio.create_task(_inner("task")), asyncio.to_thread(_read))
            stored = traceparent()
            request.rename("GET /v1/jobs")
        assert traceparent() == ""
        with span("job", kind="consumer", parent=stored):
            pass
        with span("of nothing"), call("of nothing", {}) as nothing:
            assert nothing is UNRECORDED
    spans = collector.trace(TRACE, until="job")
    assert _tree(spans) == {
        "GET /v1/jobs": "b7ad6b7169203331",
        "task": "GET /v1/jobs",
        "read": "GET /v1/jobs",
        "job": "GET /v1/jobs",
    }
    assert {one.resource["service.name"] for one in spans} == {"citegraph"}
    assert collector.headers[-1]["authorization"] == "Bearer secret"


async def _inner(name: str) -> None:
    with span(name):
        await asyncio.sleep(0)


def _read() -> None:
    with call("read", {"db.system.name": "neo4j"}):
        pass


async def test_a_stream_ends_with_its_last_event_in_whatever_task_it_is_read(
    settings: Settings, collector: Collector
) -> None:
    async with telemetry(settings):
        with span("request", parent=""):
            trace = trace_id()
            events = followed("question", _steps(), last=str, parent=traceparent())
            first = await asyncio.create_task(_next(events))
            assert (first, await anext(events)) == (1, "last")
        assert await asyncio.create_task(_next(events)) == 2
        assert [event async for event in events] == []
    tree = _tree(collector.trace(trace, until="request"))
    assert tree == {"request": "", "question": "request", "first": "question", "afterwards": "question"}


async def _next(events: AsyncIterator[object]) -> object:
    return await anext(events)


async def test_an_error_is_told_by_its_kind_and_never_by_its_words(
    settings: Settings, collector: Collector
) -> None:
    async with telemetry(settings):
        with span("request", parent=""):
            trace = trace_id()
            with pytest.raises(ValueError, match="what a document says"):
                [
                    event
                    async for event in followed("question", _steps(fail=True), last=str, parent=traceparent())
                ]
    spans = {one.name: one for one in collector.trace(trace, until="request")}
    assert spans["question"].failed
    assert spans["question"].notes["error.type"] == "ValueError"
    assert not spans["request"].failed
    assert b"what a document says" not in b"".join(collector.bodies)


async def test_the_name_that_the_operator_gives_the_service_counts(
    settings: Settings, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_SERVICE_NAME", "reading-room")
    async with telemetry(settings):
        with span("request", parent=""):
            trace = trace_id()
    (one,) = collector.trace(trace, until="request")
    assert one.resource["service.name"] == "reading-room"
    assert one.resource["citegraph.graph"] == settings.graph


async def test_a_log_line_has_the_trace(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    root = logging.getLogger()
    before = list(root.handlers), root.level
    try:
        configure_logging("INFO")
        async with telemetry(settings):
            with span("request", parent=PARENT):
                structlog.get_logger("api").info("within")
                logging.getLogger("api").info("by the standard library")
            structlog.get_logger("api").info("outside")
    finally:
        structlog.reset_defaults()
        root.handlers, root.level = before
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [line.get("trace_id") for line in lines] == [TRACE, TRACE, None]


async def test_a_job_is_part_of_what_asked_for_it_after_a_restart_too(
    store: Neo4jGraphStore, embedder: FakeEmbedder, tmp_path: Path, collector: Collector
) -> None:
    settings = load_settings(home=tmp_path, schema_mode="open", jobs_url=None, otlp_endpoint=collector.url)
    extractor = GatedExtractor()
    graph = GraphServices(settings, store, embedder=embedder, extractor=extractor)
    extractor.gate.clear()

    async def is_asked() -> bool:
        return bool(extractor.asked)

    async with open_jobs(graph) as jobs, telemetry(settings):
        with span("request", parent=""):
            trace, job = trace_id(), await jobs.submit([ADA])
        await until(is_asked)
    extractor.gate.set()
    async with telemetry(settings), open_jobs(graph) as jobs:
        assert (await jobs.wait(job.id)).state == "done"
    spans = collector.trace(trace, until="compare names")
    tree = _tree(spans)
    assert tree["job ingest"] == "request"
    assert {tree[stage] for stage in ("loose pass", "write 0", "compare names")} == {"job ingest"}
    assert tree["neo4j write"] in {"write 0", "compare names"}
    assert [one.notes["citegraph.job.id"] for one in spans if one.name == "job ingest"].count(job.id) >= 1
    # What was done before the restart is not done, nor told, again.
    assert [one.name for one in spans].count("split") == 1


async def test_without_a_collector_there_are_no_spans() -> None:
    async with telemetry(load_settings(otlp_endpoint=None)):
        with span("request", parent=PARENT) as request, call("read", {}):
            request.note({"a": 1})
            request.rename("other")
            assert request is UNRECORDED
            assert (traceparent(), trace_id()) == ("", "")
