"""The stack of docker-compose.yml, brought up under a name, ports and volumes of its own."""

import contextlib
import secrets
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import httpx
from dotenv import dotenv_values

from schemas.job import Job
from tests.stack.engine import ROOT, DockerError, Engine
from tests.stack.images import api_image, neo4j_image, python_image, remove_our_images, say

_READY_S = 180
_JOB_S = 300
_CALL_S = 180  # a first question loads the models
_ENDED = ("done", "failed", "waiting for review")


@dataclass(frozen=True)
class Stack:
    """A running stack; `http` calls its API with the key, over the published port."""

    engine: Engine
    project: str
    http: httpx.Client

    def compose(self, *arguments: str) -> str:
        """What `docker compose` printed for this stack."""
        return self.engine.run("compose", "--project-name", self.project, *_FILES, *arguments)

    def container(self, service: str) -> str:
        """The id of the service's container, running or not."""
        return self.compose("ps", "--all", "--quiet", service).strip()

    def wait_until_ready(self) -> None:
        """Returns once the API says that it is ready."""
        deadline = time.monotonic() + _READY_S
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.TransportError):
                if self.http.get("/readyz").status_code == 200:
                    return
            time.sleep(0.5)
        raise AssertionError("the API does not get ready\n" + self.compose("logs", "--tail=40", "api"))

    def job(self, job_id: str) -> Job:
        """The job as the API shows it."""
        return Job.model_validate(self.http.get(f"/v1/jobs/{job_id}").raise_for_status().json())

    def wait_for_end(self, job_id: str) -> Job:
        """The job once it has ended."""
        deadline = time.monotonic() + _JOB_S
        while (job := self.job(job_id)).state not in _ENDED and time.monotonic() < deadline:
            time.sleep(0.3)
        return job


_FILES = ("--env-file=/dev/null", f"--file={ROOT / 'docker-compose.yml'}")


@contextlib.contextmanager
def running_stack(engine: Engine) -> Iterator[Stack]:
    """The stack, built and healthy; at the end it is taken down and nothing of it is left."""
    base = python_image(engine)
    key = secrets.token_hex(16)
    port, bolt, http = _free_ports(3)
    variables = {
        "NEO4J_PASSWORD": secrets.token_hex(16),
        "CITEGRAPH_API_KEY": key,
        "CITEGRAPH_PUBLISHED_PORT": port,
        "NEO4J_BOLT_PORT": bolt,
        "NEO4J_HTTP_PORT": http,
        "NEO4J_IMAGE": neo4j_image(engine, base),
        "CITEGRAPH_IMAGE": api_image(engine, base),
    }
    asked = dotenv_values(ROOT / ".env.example")
    environment = {name: value for name, value in engine.environment.items() if name not in asked}
    engine = replace(engine, environment=environment | variables)
    project = f"citegraph-stack-test-{secrets.token_hex(4)}"
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"X-API-Key": key}, timeout=_CALL_S
    ) as client:
        stack = Stack(engine, project, client)
        try:
            _bring_up(stack)
            yield stack
        finally:
            stack.compose("down", "--volumes", "--timeout=60")
            if engine.data is None:
                remove_our_images(engine)
            _check_nothing_is_left(stack)


def _bring_up(stack: Stack) -> None:
    say("docker compose up --wait")
    try:
        stack.compose("up", "--wait", "--no-build")
    except DockerError as exc:
        raise AssertionError(f"{exc}\n{stack.compose('logs', '--tail=60')}") from exc


def _check_nothing_is_left(stack: Stack) -> None:
    ours = f"label=com.docker.compose.project={stack.project}"
    left = [
        stack.engine.run(*command, "--quiet", f"--filter={ours}").split()
        for command in (("ps", "--all"), ("volume", "ls"), ("network", "ls"))
    ]
    assert not any(left), left


def _free_ports(count: int) -> list[str]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [str(one.getsockname()[1]) for one in sockets]
