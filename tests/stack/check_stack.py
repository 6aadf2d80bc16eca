"""docker-compose.yml as a person uses it, on a real Docker engine. `make stack-test` runs it; `make test` does not."""

import contextlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pydantic import BaseModel, ConfigDict, Field

from schemas.job import Job
from schemas.retrieval import Answer
from tests.stack.composed import Stack, running_stack
from tests.stack.engine import DockerError, UnavailableError
from tests.stack.own_engine import open_engine

_FABLES = (
    "William Caxton founded the Red Pale Press in Westminster. The Red Pale Press printed Aesop's Fables."
)
_PARAGRAPHS = 150
_BEGUN_S = 60
_KILLED = 137


class Confinement(BaseModel):
    """What the engine keeps a container within."""

    model_config = ConfigDict(extra="ignore")
    memory: int = Field(alias="Memory")
    pids: int = Field(alias="PidsLimit")
    dropped: list[str] = Field(alias="CapDrop")
    security: list[str] = Field(alias="SecurityOpt")


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    with contextlib.ExitStack() as opened:
        try:
            running = opened.enter_context(running_stack(opened.enter_context(open_engine())))
        except UnavailableError as exc:
            pytest.skip(f"the stack cannot be tried here: {exc}")
        yield running


@pytest.mark.parametrize("service", ["neo4j", "api"])
def test_the_engine_confines_each_service(stack: Stack, service: str) -> None:
    shown = stack.engine.run("inspect", "--format", "{{json .HostConfig}}", stack.container(service))
    confinement = Confinement.model_validate_json(shown)
    assert confinement.memory > 0
    assert confinement.pids > 0
    assert confinement.dropped == ["ALL"]
    assert "no-new-privileges:true" in confinement.security


def test_our_service_is_nobody_and_writes_only_to_its_volumes(stack: Stack) -> None:
    assert stack.compose("exec", "-T", "api", "id", "-u").strip() == "10001"
    stack.compose("exec", "-T", "api", "touch", "/data/x", "/cache/x", "/tmp/x")
    with pytest.raises(DockerError, match="Read-only file system"):
        stack.compose("exec", "-T", "api", "touch", "/home/citegraph/x")


def test_a_call_without_the_key_is_refused(stack: Stack) -> None:
    assert stack.http.get("/v1/documents", headers={"X-API-Key": "another"}).status_code == 401


def test_a_document_is_read_and_a_question_answered_with_its_citation(stack: Stack) -> None:
    job = stack.wait_for_end(_upload(stack, "caxton.txt", _FABLES).id)
    assert job.state == "done", job
    answer = _ask(stack)
    assert "Caxton" in answer.text
    assert [citation.document_id for citation in answer.citations] == list(job.document_ids)


def test_a_job_goes_on_after_a_restart(stack: Stack) -> None:
    text = "\n\n".join(
        f"Printer{number} founded Press{number} in the town of Town{number}. " * 8
        for number in range(_PARAGRAPHS)
    )
    job_id = _upload(stack, "printers.txt", text).id
    _wait_until_begun(stack, job_id)
    stack.compose("restart", "api")
    restarted_at = datetime.now(UTC)
    stack.wait_until_ready()
    job = stack.wait_for_end(job_id)
    assert job.state == "done", job
    assert job.finished_at
    assert job.finished_at > restarted_at
    assert job.loose.done == job.loose.total > 1
    assert "Read-only" not in stack.compose("logs", "api")


def test_both_end_when_asked_and_what_was_read_outlives_them(stack: Stack) -> None:
    stack.compose("stop")
    for service in ("neo4j", "api"):
        ended = stack.engine.run("inspect", "--format", "{{.State.ExitCode}}", stack.container(service))
        assert int(ended) != _KILLED, service
    stack.compose("down")
    stack.compose("up", "--wait", "--no-build")
    assert "Caxton" in _ask(stack).text


def _ask(stack: Stack) -> Answer:
    asked = {"question": "Who founded the Red Pale Press?"}
    return Answer.model_validate(stack.http.post("/v1/query", json=asked).raise_for_status().json())


def _upload(stack: Stack, name: str, text: str) -> Job:
    response = stack.http.post("/v1/documents", files={"file": (name, text.encode())})
    return Job.model_validate(response.raise_for_status().json())


def _wait_until_begun(stack: Stack, job_id: str) -> None:
    deadline = time.monotonic() + _BEGUN_S
    while not (job := stack.job(job_id)).loose.done:
        assert job.state in {"queued", "running"}, job
        assert time.monotonic() < deadline, job
        time.sleep(0.1)
    assert job.state == "running", job
