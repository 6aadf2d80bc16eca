"""Jobs over HTTP with a real Neo4j and a chat model on a socket: side by side, cancelled, limited, confirmed."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kg.server.address import Neo4jAddress
from schemas.job import Job
from tests.api.conftest import neo4j_variables
from tests.api.test_documents import assert_problem
from tests.fakes.openai_server import ChatRequest, Reply, ScriptedOpenAI, say_json
from tests.fakes.running_server import RunningServer, citegraph

_SENTENCE = re.compile(r"(Founder\w+) founded (Guild\w+) in the town of (Town\w+)\.")
_SLOW = "slow"


def sentence_about(name: str) -> str:
    return f"Founder{name} founded Guild{name} in the town of Town{name}."


class HeldModel:
    """Answers for each sentence what it states; for those about a slow name not before it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()

    def reply(self, request: ChatRequest) -> Reply:
        person, guild, town = _SENTENCE.findall(request.prompt)[-1]
        if _SLOW in person:
            self.go.wait(60)
        triples = [
            (person, "Person", "FOUNDED", guild, "Organization"),
            (guild, "Organization", "LOCATED_IN", town, "Place"),
        ]
        keys = ("head", "head_type", "relation", "tail", "tail_type")
        return say_json([dict(zip(keys, triple, strict=True)) for triple in triples])


@pytest.fixture(scope="module")
def held() -> HeldModel:
    return HeldModel()


@pytest.fixture(scope="module")
def model(held: HeldModel) -> Iterator[ScriptedOpenAI]:
    with ScriptedOpenAI(held.reply) as server:
        yield server
        held.go.set()


@pytest.fixture(scope="module")
def limits(model: ScriptedOpenAI) -> dict[str, str]:
    """What the server and the commands are started with."""
    return {
        "OPENAI_BASE_URL": model.base_url,
        "CITEGRAPH_EXTRACTION_MODE": "prompt",
        "CITEGRAPH_MERGING__ENABLED": "false",
        "CITEGRAPH_LLM_CONCURRENCY": "3",
        "CITEGRAPH_ADMISSION__MAX_CHUNKS": "30",
        "CITEGRAPH_ADMISSION__MAX_UNFINISHED": "3",
        "CITEGRAPH_ADMISSION__CONFIRM_ABOVE_CALLS": "20",
        "CITEGRAPH_ADMISSION__INPUT_PRICE": "0.15",
        "CITEGRAPH_ADMISSION__OUTPUT_PRICE": "0.6",
    }


@pytest.fixture(scope="module")
def limited(
    empty_neo4j: Neo4jAddress, limits: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    home = tmp_path_factory.mktemp("limited")
    with RunningServer(home, {**neo4j_variables(empty_neo4j), **limits}) as server:
        yield server


@pytest.fixture(autouse=True)
def let_go_afterwards(held: HeldModel) -> Iterator[None]:
    yield
    held.go.set()


def _send(server: RunningServer, *names: str, confirm: bool = False) -> httpx.Response:
    files = [("file", (f"{name}.txt", sentence_about(name).encode())) for name in names]
    return server.http.post("/v1/documents", params={"confirm": confirm}, files=files)


def _job(server: RunningServer, job_id: str) -> Job:
    return Job.model_validate(server.http.get(f"/v1/jobs/{job_id}").raise_for_status().json())


def _wait_until(server: RunningServer, job_id: str, condition: Callable[[Job], bool]) -> Job:
    give_up = time.monotonic() + 60
    while not condition(job := _job(server, job_id)):
        assert time.monotonic() < give_up, job
        time.sleep(0.05)
    return job


def _sources(server: RunningServer) -> set[str]:
    items = server.http.get("/v1/documents?limit=500").raise_for_status().json()["items"]
    return {str(item["source"]) for item in items}


def _asked(model: ScriptedOpenAI, name: str) -> int:
    return sum(f"Founder{name} " in request.prompt for request in model.requests)


def test_a_small_job_is_done_while_a_large_one_runs(limited: RunningServer, held: HeldModel) -> None:
    held.go.clear()
    large = _send(limited, "slowA", "slowB", "largeA").raise_for_status().json()["id"]
    small = _send(limited, "smallA").raise_for_status().json()["id"]
    assert limited.wait_for_job(small).state == "done"
    running = _job(limited, large)
    assert running.state == "running"
    assert running.stage is not None
    assert (running.stage.name, running.stage.done, running.stage.total) == ("loose pass", 1, 3)
    assert _sources(limited) == {"smallA.txt"}
    held.go.set()
    assert limited.wait_for_job(large).state == "done"


def test_a_running_job_is_cancelled_and_goes_on_when_it_is_tried_again(
    limited: RunningServer, held: HeldModel, model: ScriptedOpenAI
) -> None:
    held.go.clear()
    job_id = _send(limited, "paidA", "paidB", "slowC").raise_for_status().json()["id"]
    _wait_until(limited, job_id, lambda job: job.loose.done == 2)
    answer = limited.http.post(f"/v1/jobs/{job_id}/cancel")
    assert (answer.status_code, answer.json()["cancelling"]) == (202, True)
    held.go.set()
    job = _wait_until(limited, job_id, lambda job: job.state == "cancelled")
    assert job.loose.done >= 2
    assert not {"paidA.txt", "paidB.txt", "slowC.txt"} & _sources(limited)
    assert limited.http.post(f"/v1/jobs/{job_id}/retry").status_code == 202
    assert limited.wait_for_job(job_id).state == "done"
    assert {"paidA.txt", "paidB.txt", "slowC.txt"} <= _sources(limited)
    assert [_asked(model, name) for name in ("paidA", "paidB")] == [2, 2], "once in each pass"
    assert_problem(limited.http.post(f"/v1/jobs/{job_id}/cancel"), 409, "nothing to cancel")
    assert_problem(limited.http.post("/v1/jobs/unknown/cancel"), 404)


def test_the_command_line_cancels_too(
    limited: RunningServer, held: HeldModel, empty_neo4j: Neo4jAddress, limits: dict[str, str]
) -> None:
    held.go.clear()
    job_id = _send(limited, "slowD").raise_for_status().json()["id"]
    _wait_until(limited, job_id, lambda job: job.state == "running")
    variables = {**neo4j_variables(empty_neo4j), **limits}
    cancelled = citegraph(limited.home, "jobs", "cancel", job_id, **variables)
    assert cancelled.returncode == 0, cancelled.stderr
    held.go.set()
    assert _wait_until(limited, job_id, lambda job: job.state == "cancelled")


def test_a_full_queue_is_503_and_says_when_to_come_back(limited: RunningServer, held: HeldModel) -> None:
    held.go.clear()
    sent = [_send(limited, f"slowQueue{number}").raise_for_status().json()["id"] for number in range(3)]
    refused = _send(limited, "tooMany")
    assert_problem(refused, 503, "CITEGRAPH_ADMISSION__MAX_UNFINISHED")
    assert int(refused.headers["retry-after"]) >= 1
    assert _send(limited, "slowQueue0").json()["id"] == sent[0]
    held.go.set()
    assert {limited.wait_for_job(job_id).state for job_id in sent} == {"done"}
    assert limited.wait_for_job(_send(limited, "tooMany").json()["id"]).state == "done"


def test_a_document_of_too_many_chunks_is_422(limited: RunningServer) -> None:
    text = "\n\n".join(sentence_about(f"Chunk{number}") * 20 for number in range(40))
    assert_problem(limited.upload("long.txt", text), 422, "CITEGRAPH_ADMISSION__MAX_CHUNKS")
    assert "long.txt" not in _sources(limited)


def test_a_job_above_the_limit_waits_for_its_confirmation(
    limited: RunningServer, model: ScriptedOpenAI
) -> None:
    names = [f"dear{number}" for number in range(11)]
    job = Job.model_validate(_send(limited, *names).raise_for_status().json())
    assert job.state == "waiting for confirmation"
    assert job.estimate is not None
    assert (job.estimate.chunks, job.estimate.model_calls) == (11, 22)
    assert job.estimate.price
    assert not _asked(model, "dear0")
    assert_problem(limited.http.post(f"/v1/jobs/{job.id}/retry"), 409, "/confirm")
    assert limited.http.post(f"/v1/jobs/{job.id}/confirm").status_code == 202
    ended = limited.wait_for_job(job.id)
    assert ended.state == "done"
    assert 0 < ended.usage.model_calls <= job.estimate.model_calls
    again = _send(limited, *(f"agreed{number}" for number in range(11)), confirm=True)
    assert limited.wait_for_job(again.json()["id"]).state == "done"


def test_the_command_line_asks_before_a_job_above_the_limit(
    limited: RunningServer, empty_neo4j: Neo4jAddress, limits: dict[str, str], tmp_path: Path
) -> None:
    for number in range(11):
        (tmp_path / f"{number}.txt").write_text(sentence_about(f"Typed{number}"))
    variables = {**neo4j_variables(empty_neo4j), **limits}
    waits = citegraph(limited.home, "ingest", str(tmp_path), **variables)
    assert waits.returncode == 2, waits.stderr
    assert "22 model calls" in waits.stdout
    assert "--yes" in waits.stderr
    started = citegraph(limited.home, "ingest", str(tmp_path), "--yes", **variables)
    assert started.returncode == 0, started.stderr
    assert ": done, 11 documents" in started.stdout
