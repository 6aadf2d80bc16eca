"""Servers that only queue jobs, and workers that run them, each a process of its own, with Postgres: one is killed."""

import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.cli.worker import _metrics_at
from kg.server.address import Neo4jAddress
from schemas.errors import BackendError
from tests.api.conftest import neo4j_variables
from tests.api.test_crash import extract, files, subject
from tests.fakes.openai_server import ScriptedOpenAI
from tests.fakes.postgres import find_postgres, running_postgres
from tests.fakes.running_server import RunningServer, environment
from tests.fakes.warm_start import Program, start_warm

_NAMES = "abcdefgh"
_WAIT_S = 120.0


class _Worker:
    """A worker and what it has said."""

    def __init__(self, home: Path, variables: dict[str, str], name: str, *options: str) -> None:
        self._log = home / f"{name}.log"
        with self._log.open("wb") as log, Path(os.devnull).open("wb") as nothing:
            self.process: Program = start_warm(
                ["worker", *options], cwd=home, env=environment(home, variables), stdout=nothing, stderr=log
            )

    def wait_until_it_says(self, words: str) -> None:
        until = time.monotonic() + _WAIT_S
        while words not in self._log.read_text():
            if time.monotonic() > until or self.process.poll() is not None:
                raise TimeoutError(f"{words!r} not in:\n{self._log.read_text()}")
            time.sleep(0.05)


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    programs = find_postgres()
    if programs is None:
        pytest.skip("Postgres is not installed (Debian's package: postgresql)")
    with running_postgres(programs) as url:
        yield url


@contextmanager
def _workers(home: Path, variables: dict[str, str], metrics_port: int) -> Iterator[tuple[_Worker, _Worker]]:
    """Two of them, the first of which runs the jobs; the second may still be starting."""
    started: list[_Worker] = []
    try:
        started.append(_Worker(home, variables, "first", "--metrics-port", str(metrics_port)))
        started[0].wait_until_it_says("running the jobs")
        started.append(_Worker(home, variables, "second"))
        yield started[0], started[1]
    finally:
        for one in started:
            one.process.send_signal(signal.SIGTERM)
            one.process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_another_worker_goes_on_when_the_one_that_ran_the_jobs_is_killed(
    empty_neo4j: Neo4jAddress, tmp_path: Path, postgres_url: str
) -> None:
    port = _free_port()
    with ScriptedOpenAI(extract) as model:
        variables = {
            **neo4j_variables(empty_neo4j),
            "OPENAI_BASE_URL": model.base_url,
            "CITEGRAPH_EXTRACTION_MODE": "prompt",
            "CITEGRAPH_MERGING__ENABLED": "false",
            "CITEGRAPH_LLM_CONCURRENCY": "1",
            "CITEGRAPH_JOBS_URL": postgres_url,
        }
        with (
            _workers(tmp_path, variables, port) as (first, second),
            RunningServer(tmp_path, {**variables, "CITEGRAPH_RUN_JOBS": "false"}) as server,
        ):
            second.wait_until_it_says("standing by")
            job_id = str(
                server.http.post("/v1/documents", files=files(_NAMES)).raise_for_status().json()["id"]
            )
            model.wait_for_requests(len(_NAMES) + 3, timeout_s=_WAIT_S)
            stage = _stage(server, job_id)
            counted = _requests_counted(port)
            first.process.send_signal(signal.SIGKILL)
            second.wait_until_it_says("running the jobs")
            job = server.wait_for_job(job_id)
        asked = Counter(map(subject, model.requests))

    assert job.state == "done", job
    assert (job.loose.done, job.strict.done) == (len(_NAMES), len(_NAMES))
    assert counted >= len(_NAMES)
    assert stage is not None
    assert sum(asked[f"Founder{name}"] for name in _NAMES) <= 2 * len(_NAMES) + 1, (
        "only the one in flight is paid twice"
    )


def _stage(server: RunningServer, job_id: str) -> str | None:
    """Where the job is, as the server that does not run it says."""
    until = time.monotonic() + _WAIT_S
    while time.monotonic() < until:
        stage = server.http.get(f"/v1/jobs/{job_id}").raise_for_status().json()["stage"]
        if stage:
            return str(stage["name"])
        time.sleep(0.1)
    return None


def _requests_counted(port: int) -> float:
    page = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).raise_for_status().text
    samples = [one for family in text_string_to_metric_families(page) for one in family.samples]
    return sum(one.value for one in samples if one.name == "citegraph_model_requests_total")


def test_a_port_for_metrics_that_is_taken_is_said_at_once() -> None:
    port = _free_port()
    with _metrics_at(port):
        assert _requests_counted(port) >= 0
        with pytest.raises(BackendError, match="cannot listen"), _metrics_at(port):
            pass
