"""A chat model behind the API: answering, and failing in each way endpoints fail."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from extraction.schema.refinement import Refinement
from tests.api.conftest import StartServer
from tests.api.test_documents import LOVELACE, assert_problem
from tests.fakes.merging_model import MergingModel
from tests.fakes.openai_server import (
    ChatRequest,
    Reply,
    ScriptedOpenAI,
    cut_off,
    drop_connection,
    fail,
    filtered,
    garble,
    late,
    say,
    structured,
)
from tests.fakes.running_server import RunningServer

QUESTION = {"question": "Who wrote notes on the Analytical Engine?"}
_TIMEOUT_S = 3.0


class Script:
    """What the endpoint does; a test changes it."""

    def __init__(self) -> None:
        self.failing: Reply | None = None
        self.extracting: Callable[[ChatRequest], Reply] | None = None
        self.answering: Callable[[ChatRequest], Reply] | None = None
        self.answer = "Ada Lovelace wrote the notes [1]."

    def __call__(self, request: ChatRequest) -> Reply:
        if self.failing is not None:
            return self.failing
        if request.json_schema is not None or request.tools:
            return self.extracting(request) if self.extracting else structured(request, _EXTRACTION)
        return self.answering(request) if self.answering else say(self.answer)


_EXTRACTION = {
    "nodes": [{"id": "Ada Lovelace", "type": "Person"}, {"id": "Analytical Engine", "type": "Machine"}],
    "relationships": [
        {
            "source_node_id": "Ada Lovelace",
            "source_node_type": "Person",
            "target_node_id": "Analytical Engine",
            "target_node_type": "Machine",
            "type": "WROTE_NOTES_ON",
        }
    ],
}


@pytest.fixture(scope="module")
def script() -> Script:
    return Script()


@pytest.fixture(scope="module")
def endpoint(script: Script) -> Iterator[ScriptedOpenAI]:
    with ScriptedOpenAI(script) as server:
        yield server


@pytest.fixture(scope="module")
def model_server(start_server: StartServer, endpoint: ScriptedOpenAI, script: Script) -> RunningServer:
    """A server that uses the scripted endpoint, with one document read by it."""
    server = start_server(
        OPENAI_BASE_URL=endpoint.base_url,
        OPENAI_API_KEY="sk-test-4711",
        CITEGRAPH_CHAT_MODEL="scripted",
        CITEGRAPH_CHAT_TIMEOUT_S=str(_TIMEOUT_S),
        CITEGRAPH_RETRIEVAL__ANSWER__MODEL_TIMEOUT_S=str(_TIMEOUT_S),
    )
    server.ingest("lovelace.txt", LOVELACE)
    return server


@pytest.fixture(autouse=True)
def _repaired(script: Script) -> Iterator[None]:
    yield
    script.failing = None
    script.extracting = None
    script.answering = None


def test_the_model_reads_and_answers(model_server: RunningServer, endpoint: ScriptedOpenAI) -> None:
    names = {item["name"] for item in model_server.http.get("/v1/entities").json()["items"]}
    assert {"Ada Lovelace", "Analytical Engine"} <= names
    answer = model_server.http.post("/v1/query", json=QUESTION).raise_for_status().json()
    assert answer["text"].startswith("Ada Lovelace wrote the notes")
    assert answer["citations"][0]["quote"] in answer["passages"][0]["text"]
    assert answer["trace"]["usage"]["model_calls"] >= 1
    assert endpoint.requests[-1].model == "scripted"


def test_the_model_is_paid_once_for_the_same_upload(
    model_server: RunningServer, endpoint: ScriptedOpenAI
) -> None:
    before = len(endpoint.requests)
    model_server.ingest("lovelace.txt", LOVELACE)
    assert len(endpoint.requests) == before


def test_the_answer_streams(model_server: RunningServer) -> None:
    text = model_server.http.post("/v1/query/stream", json=QUESTION).text
    assert text.count("event: delta") >= 2
    assert text.count("event: answer") == 1


FAULTS: dict[str, Reply] = {
    "401": fail(401, "no such key"),
    "429": fail(429, "slow down", retry_after="1"),
    "500": fail(500),
    "slow": late(30.0, say("too late")),
    "dropped": drop_connection(),
    "garbled": garble("<html>a proxy's page</html>"),
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("path", ["/v1/query", "/v1/query/stream"])
def test_a_question_survives_a_failing_model_or_says_why(
    model_server: RunningServer, script: Script, fault: str, path: str
) -> None:
    script.failing = FAULTS[fault]
    response = model_server.http.post(path, json=QUESTION)
    if path.endswith("stream"):
        assert response.status_code == 200
        kind, data = _last_event(response.text)
        assert kind in {"error", "answer"}
        shown = json.dumps(data)
    else:
        if response.is_error:
            assert response.status_code in {502, 503}
            assert assert_problem(response, response.status_code)["remedy"]
        shown = response.text
    assert "sk-test-4711" not in shown
    assert model_server.is_running()


def _answering(reply: Reply) -> Callable[[ChatRequest], Reply]:
    """Only the last request of a question, the one for the answer, meets this reply."""
    return lambda request: reply if "Passages:" in request.prompt else say("NONE")


@pytest.mark.parametrize(
    ("reply", "status", "remedy"),
    [
        (fail(429, "no credit", code="insufficient_quota"), 503, "billing"),
        (fail(429, "slow down", retry_after="30"), 503, "later"),
        (fail(400, "no", code="content_filter"), 502, "other words"),
        (filtered("Ada wrote"), 502, "other words"),
        (fail(400, "maximum context length is 10"), 502, "fewer"),
        (cut_off("Ada Lovelace wrote the notes [1"), 502, "CITEGRAPH_CHAT_MAX_OUTPUT_TOKENS"),
    ],
    ids=["quota", "rate limit", "filtered text", "filtered answer", "too long", "cut off"],
)
def test_each_fault_is_said_with_its_own_remedy(
    model_server: RunningServer, script: Script, reply: Reply, status: int, remedy: str
) -> None:
    script.answering = _answering(reply)
    response = model_server.http.post("/v1/query", json=QUESTION)
    assert remedy in str(assert_problem(response, status)["remedy"])
    wait = "30" if "slow down" in str(reply.content) else None
    assert response.headers.get("Retry-After") == wait
    kind, problem = _last_event(model_server.http.post("/v1/query/stream", json=QUESTION).text)
    assert kind == "error"
    assert problem["status"] == status
    assert problem["retry_after_s"] == (wait and int(wait))


def _last_event(text: str) -> tuple[str, dict[str, object]]:
    block = [part for part in text.split("\n\n") if "event: " in part][-1]
    fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
    data: dict[str, object] = json.loads(fields["data"])
    return fields["event"], data


def test_a_schema_is_approved_while_the_model_is_asked_about_open_names(
    model_server: RunningServer, script: Script
) -> None:
    asked, approved = threading.Event(), threading.Event()

    def waiting(_: ChatRequest) -> Reply:
        asked.set()
        approved.wait(_TIMEOUT_S / 2)
        return say("I do not know.")

    script.answering = waiting
    version = model_server.http.get("/v1/schema").json()["version"]
    with ThreadPoolExecutor(1) as pool:
        refining = pool.submit(model_server.http.post, "/v1/schema/refine", params={"dry_run": "true"})
        assert asked.wait(10 * _TIMEOUT_S)
        model_server.http.post("/v1/schema/approve", json={"version": version}).raise_for_status()
        was_refining = not refining.done()
        approved.set()
        refining.result().raise_for_status()
    assert was_refining


def test_refining_the_schema_asks_about_open_names_once_and_says_what_it_took(
    model_server: RunningServer, script: Script
) -> None:
    script.answering = MergingModel()

    def refine(**chosen: str) -> Refinement:
        reply = model_server.http.post("/v1/schema/refine", params={"dry_run": "true", **chosen})
        return Refinement.model_validate_json(reply.raise_for_status().content)

    without = refine(ask_model="false")
    assert (without.estimate, without.usage.model_calls) == (None, 0)
    first, again = refine(), refine()
    assert first.estimate is not None
    assert again.estimate is not None
    assert 0 < first.usage.model_calls <= first.estimate.model_calls
    assert (again.estimate.model_calls, again.usage.model_calls) == (0, 0)
    assert first.merges.unanswered == ()
    assert first.merges.definitions == again.merges.definitions != {}


def test_retrieval_needs_no_model(model_server: RunningServer, script: Script) -> None:
    script.failing = FAULTS["401"]
    found = model_server.http.post("/v1/retrieve", json=QUESTION).raise_for_status().json()
    assert "Ada Lovelace" in found["passages"][0]["text"]


@pytest.mark.parametrize("fault", ["401", "500", "dropped"])
def test_an_ingest_with_a_failing_model_counts_its_chunks_and_can_be_retried(
    model_server: RunningServer, script: Script, fault: str
) -> None:
    script.failing = FAULTS[fault]
    name = f"failing-{fault}.txt"
    response = model_server.upload(name, f"Charles Babbage designed engine {fault} in London.")
    assert response.status_code == 202
    job = model_server.wait_for_job(response.json()["id"])
    assert job.state == "failed" or job.loose.failed == 1, job
    assert job.error or job.failures
    counts = job.loose
    assert counts.done + counts.failed + counts.pending == counts.total
    script.failing = None
    assert model_server.http.post(f"/v1/jobs/{job.id}/retry").status_code == 202
    again = model_server.wait_for_job(job.id)
    assert (again.state, again.loose.failed, again.strict.failed) == ("done", 0, 0)


def test_a_model_that_answers_prose_is_a_failed_chunk(model_server: RunningServer, script: Script) -> None:
    script.extracting = lambda _: say("I read the text and found it interesting.")
    response = model_server.upload("prose.txt", "Joseph Jacquard built a loom in Lyon.")
    job = model_server.wait_for_job(response.json()["id"])
    assert job.loose.failed == 1
    assert "malformed output" in job.failures[0].reason


def test_keys_and_texts_stay_out_of_the_log(model_server: RunningServer) -> None:
    log = "\n".join(model_server.lines)
    assert "sk-test-4711" not in log
    assert "Lovelace" not in log
    assert "Jacquard" not in log
