"""What Prometheus reads of a running server."""

from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.api.conftest import StartServer
from tests.api.test_documents import LOVELACE, assert_problem
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
def watched(start_server: StartServer) -> Iterator[RunningServer]:
    """A server with a key, a chat model and prices, that has read a document."""
    with ScriptedOpenAI(_reply) as endpoint:
        server = start_server(
            OPENAI_BASE_URL=endpoint.base_url,
            OPENAI_API_KEY="sk-test-4711",
            CITEGRAPH_CHAT_MODEL="scripted",
            CITEGRAPH_API_KEY=KEY,
            CITEGRAPH_ADMISSION__INPUT_PRICE="2.0",
            CITEGRAPH_ADMISSION__OUTPUT_PRICE="4.0",
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
