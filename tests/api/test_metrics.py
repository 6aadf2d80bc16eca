"""What those who watch a running server get: figures for Prometheus, and traces."""

from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from api.cli.service_findings import service_findings
from api.settings import load_settings
from tests.api.conftest import StartServer
from tests.api.test_documents import LOVELACE, assert_problem
from tests.fakes.collector import CollectedSpan, Collector
from tests.fakes.openai_server import ChatRequest, Reply, ScriptedOpenAI, fail, say, structured
from tests.fakes.running_server import RunningServer

KEY = "a-key-of-sufficient-length"
NOTHING: dict[str, list[object]] = {"nodes": [], "relationships": []}


def _reply(request: ChatRequest) -> Reply:
    if request.json_schema is not None or request.tools:
        return structured(request, NOTHING)
    if "fail" in request.prompt:
        return fail(401)
    if "silence" in request.prompt:
        return say("Rust wrote them.")
    return say("Ada Lovelace wrote the notes [1].", input_tokens=1000, output_tokens=500)


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with Collector() as one:
        yield one


@pytest.fixture(scope="module")
def watched(start_server: StartServer, collector: Collector) -> Iterator[RunningServer]:
    """A server with a key, a chat model, prices and a collector, that has read a document."""
    with ScriptedOpenAI(_reply) as endpoint:
        server = start_server(
            OPENAI_BASE_URL=endpoint.base_url,
            OPENAI_API_KEY="sk-test-4711",
            CITEGRAPH_CHAT_MODEL="scripted",
            CITEGRAPH_API_KEY=KEY,
            CITEGRAPH_ADMISSION__INPUT_PRICE="2.0",
            CITEGRAPH_ADMISSION__OUTPUT_PRICE="4.0",
            OTEL_EXPORTER_OTLP_ENDPOINT=collector.url,
            OTEL_BSP_SCHEDULE_DELAY="100",
        )
        server.ingest("lovelace.txt", LOVELACE)
        yield server


def figures(server: RunningServer, name: str) -> dict[tuple[str, ...], float]:
    """The samples of this name, by the values of their labels in the order of the labels' names."""
    response = server.http.get("/metrics").raise_for_status()
    assert response.headers["content-type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(response.text)
    samples = [one for family in families for one in family.samples if one.name == name]
    return {tuple(one.labels[label] for label in sorted(one.labels)): one.value for one in samples}


def test_questions_channels_and_the_model_are_counted(watched: RunningServer) -> None:
    names = ("citegraph_questions_total", "citegraph_model_tokens_total", "citegraph_model_requests_total")
    before = {name: figures(watched, name) for name in names}
    cost = figures(watched, "citegraph_model_cost")[()]

    def grown(name: str, *labels: str) -> float:
        return figures(watched, name).get(labels, 0) - before[name].get(labels, 0)

    question = {"question": "Who wrote notes on the Analytical Engine?"}
    assert watched.http.post("/v1/query", json=question).json()["found"]
    watched.http.post("/v1/query/stream", json=question)
    failing = {"question": "Who wrote notes on how to fail?"}
    assert_problem(watched.http.post("/v1/query", json=failing), 503)
    refused = watched.http.post("/v1/query", json={"question": "Who wrote notes on silence?"}).json()
    assert not refused["found"]
    watched.http.post("/v1/retrieve", json=question)
    assert [grown("citegraph_questions_total", one) for one in ("answered", "refused", "passages")] == [
        2,
        1,
        1,
    ]
    assert grown("citegraph_model_tokens_total", "input", "scripted") >= 2000
    assert grown("citegraph_model_requests_total", "scripted", "failed") >= 1
    assert figures(watched, "citegraph_model_cost")[()] - cost >= 2 * (1000 * 2 + 500 * 4) / 1e6
    assert figures(watched, "citegraph_channel_runs_total")["dense", "ran"] >= 4
    assert figures(watched, "citegraph_question_step_seconds_count")["link",] >= 4


def test_jobs_requests_and_transactions_are_counted(watched: RunningServer) -> None:
    jobs = figures(watched, "citegraph_jobs")
    assert jobs["done",] == 1
    assert jobs["failed",] == 0
    assert figures(watched, "citegraph_jobs_oldest_wait_seconds")[()] == 0
    for path in ("/nothing", "/neither"):
        watched.http.get(path)
    requests = figures(watched, "citegraph_http_requests_total")
    assert requests["unknown", "unknown", "404"] == 2
    assert requests["GET", "/metrics", "200"] >= 1
    for access in ("read", "write"):
        assert figures(watched, "citegraph_neo4j_seconds_count")[access,] > 0
    assert figures(watched, "citegraph_neo4j_transactions")["write",] == 0


def test_it_needs_the_key(watched: RunningServer) -> None:
    assert_problem(watched.http.get("/metrics", headers={"X-API-Key": "another"}), 401)


def test_a_question_is_one_trace_of_its_caller_and_says_none_of_its_words(
    watched: RunningServer, collector: Collector
) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    response = watched.http.post(
        "/v1/query",
        json={"question": "Who wrote notes on the Analytical Engine?"},
        headers={"traceparent": f"00-{trace}-{CALLER}-01"},
    )
    parents = assert_connected(collector.trace(trace, until="POST /v1/query"))
    assert parents["POST /v1/query"] == {CALLER}
    assert parents["question"] == {"POST /v1/query"}
    assert parents["retrieve"] == {"question"}
    assert parents["channel dense"] == {"retrieve"}
    assert "question" in parents["chat scripted"]
    assert "retrieve" in parents["neo4j read"]
    assert any(parent.startswith("channel ") for parent in parents["neo4j read"])
    assert "retrieve" in parents["embeddings multilingual-e5-small"]
    lines = watched.logged(response.headers["X-Request-ID"])
    assert {line["trace_id"] for line in lines} == {trace}
    sent = b"".join(collector.bodies)
    assert not [word for word in (b"Analytical", b"Lovelace", KEY.encode(), b"sk-test") if word in sent]


def test_an_ingest_is_one_trace_with_the_request_that_asked_for_it(
    watched: RunningServer, collector: Collector
) -> None:
    trace = "1bf7651916cd43dd8448eb211c80319d"
    response = watched.http.post(
        "/v1/documents",
        files={"file": ("babbage.txt", "Charles Babbage drew the plans.")},
        headers={"traceparent": f"00-{trace}-{CALLER}-01"},
    )
    assert watched.wait_for_job(str(response.json()["id"])).state == "done"
    parents = assert_connected(collector.trace(trace, until="job ingest"))
    assert parents["job ingest"] == {"POST /v1/documents"}
    assert parents["strict pass"] == {"job ingest"}
    assert parents["chat scripted"] >= {"loose pass", "strict pass"}
    assert "write 0" in parents["neo4j write"]


async def test_the_doctor_asks_the_server_and_the_collector(
    watched: RunningServer, collector: Collector
) -> None:
    settings = load_settings(
        home=watched.home / "data",
        neo4j_uri=watched.variables["NEO4J_URI"],
        neo4j_password=watched.variables["NEO4J_PASSWORD"],
        jobs_url=None,
        api_key=KEY,
        otlp_endpoint=collector.url,
    )
    found = {finding.name: finding for finding in await service_findings(settings)}
    assert {finding.state for finding in found.values()} == {"ok"}, found
    assert watched.url in found["jobs"].message
    other = {"api_key": SecretStr("another-key-of-length"), "otlp_endpoint": f"{collector.url}/nothing"}
    found = {finding.name: finding for finding in await service_findings(settings.model_copy(update=other))}
    assert {name for name, finding in found.items() if finding.state == "broken"} == {"metrics", "traces"}
    assert all(finding.remedy for finding in found.values() if finding.state == "broken")


CALLER = "b7ad6b7169203331"


def assert_connected(spans: list[CollectedSpan]) -> dict[str, set[str]]:
    """The parents of the spans by name, each of which is a span of the trace, or the caller."""
    names = {one.span_id: one.name for one in spans} | {CALLER: CALLER}
    parents: dict[str, set[str]] = {}
    for one in spans:
        parents.setdefault(one.name, set()).add(names[one.parent_id])
    return parents
