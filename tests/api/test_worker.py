"""A server that only queues jobs, and workers that divide them, each a process of its own, with Postgres: jobs are cancelled, and one worker is killed."""

import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from neo4j import GraphDatabase
from prometheus_client.parser import text_string_to_metric_families

from api.cli.worker import _metrics_at
from kg.server.address import Neo4jAddress
from schemas.errors import BackendError
from tests.api.conftest import neo4j_variables
from tests.api.test_crash import extract, files, subject
from tests.conftest import new_database
from tests.fakes.machine import running_machine
from tests.fakes.object_store import running_object_store
from tests.fakes.openai_server import ScriptedOpenAI
from tests.fakes.running_server import RunningServer, environment
from tests.fakes.warm_start import Program, start_warm

_NAMES = ("abcd", "efgh")
_ADDRESSES = {"NEO4J_URI", "CITEGRAPH_JOBS_URL", "AWS_ENDPOINT_URL", "OPENAI_BASE_URL"}
_CANCELLED = ("ijklmnop", "qrstuvwx")
_CANCELLED_S = 20.0
_BETWEEN_ANSWERS_S = 1.0
_TAKEN_OVER_S = 30.0
"""What the documentation says, and what a loaded machine adds."""
_WAIT_S = 120.0


class _Worker:
    """A worker and what it has said."""

    def __init__(self, home: Path, variables: dict[str, str], name: str, *options: str) -> None:
        self._log = home / f"{name}.log"
        with self._log.open("wb") as log, Path(os.devnull).open("wb") as nothing:
            self.process: Program = start_warm(
                ["worker", *options], cwd=home, env=environment(home, variables), stdout=nothing, stderr=log
            )

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def wait_until_it_says(self, words: str) -> None:
        until = time.monotonic() + _WAIT_S
        while words not in self._log.read_text():
            if time.monotonic() > until or self.process.poll() is not None:
                raise TimeoutError(f"{words!r} not in:\n{self._log.read_text()}")
            time.sleep(0.05)


@contextmanager
def _workers(home: Path, variables: dict[str, str], metrics_port: int) -> Iterator[tuple[_Worker, _Worker]]:
    """Two of them; both run jobs."""
    started: list[_Worker] = []
    try:
        started.append(_Worker(home, variables, "first", "--metrics-port", str(metrics_port)))
        started[0].wait_until_it_says("running the jobs")
        started.append(_Worker(home, variables, "second"))
        started[1].wait_until_it_says("running the jobs")
        yield started[0], started[1]
    finally:
        for one in started:
            one.end()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_workers_divide_the_jobs_hear_of_cancelling_and_go_on_with_those_of_one_that_is_killed(
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
            "CITEGRAPH_ADMISSION__AT_ONCE": "1",
            "CITEGRAPH_JOBS_URL": new_database(postgres_url, "workers"),
        }
        with (
            _workers(tmp_path, variables, port) as (first, second),
            RunningServer(tmp_path, {**variables, "CITEGRAPH_RUN_JOBS": "false"}) as server,
        ):
            _cancel_what_each_holds(server, model)
            before = len(model.requests)
            jobs = [_submitted(server, names) for names in _NAMES]
            _wait_until_all_run(server, jobs)
            model.wait_for_requests(before + 6, timeout_s=_WAIT_S)
            assert _requests_counted(port) >= 1
            first.process.send_signal(signal.SIGKILL)
            killed_at = time.monotonic()
            second.wait_until_it_says("go on here")
            seconds = time.monotonic() - killed_at
            ended = [server.wait_for_job(job_id, timeout_s=3 * _WAIT_S) for job_id in jobs]
            facts = _facts(empty_neo4j)
        asked = Counter(map(subject, model.requests))

    assert [(job.state, job.loose.done, job.strict.done) for job in ended] == [("done", 4, 4)] * 2
    assert seconds < _TAKEN_OVER_S
    assert facts == {
        frozenset(ends): 1
        for name in "".join(_NAMES)
        for ends in ((f"Founder{name}", f"Guild{name}"), (f"Guild{name}", f"Town{name}"))
    }, "as in a graph that nobody disturbed"
    paid = sum(asked[f"Founder{name}"] for name in "".join(_NAMES))
    assert paid <= 2 * 8 + 1, "only the call in flight is paid twice"


def test_a_worker_on_another_machine_shares_the_databases_and_the_bucket_and_no_folder(
    empty_neo4j: Neo4jAddress, tmp_path: Path, postgres_url: str
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    with ExitStack() as stack:
        try:
            machine = stack.enter_context(running_machine())
        except PermissionError as error:
            pytest.skip(f"no machine of its own: {error}")
        model = stack.enter_context(ScriptedOpenAI(extract))
        store = stack.enter_context(running_object_store(tmp_path))
        variables = {
            **neo4j_variables(empty_neo4j),
            **store.environment,
            "CITEGRAPH_FILES_URL": f"s3://{store.bucket}/library",
            "CITEGRAPH_JOBS_URL": new_database(postgres_url, "machines"),
            "CITEGRAPH_GRAPH": "shared",
            "CITEGRAPH_EXTRACTION_MODE": "prompt",
            "CITEGRAPH_MERGING__ENABLED": "false",
            "OPENAI_BASE_URL": model.base_url,
        }
        from_there = {
            name: machine.address_of(value) if name in _ADDRESSES else value
            for name, value in variables.items()
        }
        worker = _Worker(there, from_there | machine.variables, "worker")
        stack.callback(worker.end)
        server = stack.enter_context(RunningServer(here, {**variables, "CITEGRAPH_RUN_JOBS": "false"}))
        worker.wait_until_it_says("running the jobs")
        job = server.wait_for_job(_submitted(server, "123"))
        facts = _facts(empty_neo4j)
        assert _network(worker.process.pid) != _network(os.getpid())
        original = server.http.get(f"/v1/documents/{job.document_ids[0]}/original")
    assert (job.state, job.strict.done) == ("done", 3)
    assert {frozenset((f"Founder{name}", f"Guild{name}")) for name in "123"} <= facts.keys()
    assert original.text == files("123")[0][1][1].decode()
    assert not list(there.rglob("originals")), "what it needs of the documents is in the bucket"


def _network(pid: int) -> Path:
    return Path(f"/proc/{pid}/ns/net").readlink()


def _cancel_what_each_holds(server: RunningServer, model: ScriptedOpenAI) -> None:
    """The server runs no job; each worker hears that the one which it holds shall stop, and asks no more."""
    jobs = [_submitted(server, names) for names in _CANCELLED]
    _wait_until_all_run(server, jobs)
    for job_id in jobs:
        asked = server.http.post(f"/v1/jobs/{job_id}/cancel").raise_for_status().json()
        assert asked["cancelling"] or asked["state"] == "cancelled"
    ended = [server.wait_for_job(job_id, timeout_s=_CANCELLED_S) for job_id in jobs]
    assert [job.state for job in ended] == ["cancelled"] * 2
    paid = len(model.requests)
    assert paid < 2 * len("".join(_CANCELLED)), "they were not read to their end"
    time.sleep(_BETWEEN_ANSWERS_S)
    assert len(model.requests) == paid
    assert server.http.get("/v1/documents").json()["items"] == []


def _facts(address: Neo4jAddress) -> dict[frozenset[str], int]:
    """The support of each fact, by the names of its ends."""
    auth = (address.user, address.password.get_secret_value())
    query = (
        "MATCH (h)<-[:HEAD]-(f:Fact)-[:TAIL]->(t) RETURN h.name AS head, t.name AS tail, f.support AS support"
    )
    with GraphDatabase.driver(address.uri, auth=auth) as driver:
        records, _, _ = driver.execute_query(query)
    return {frozenset((record["head"], record["tail"])): record["support"] for record in records}


def _submitted(server: RunningServer, names: str) -> str:
    return str(server.http.post("/v1/documents", files=files(names)).raise_for_status().json()["id"])


def _wait_until_all_run(server: RunningServer, jobs: Sequence[str]) -> None:
    """Each worker runs one job at a time, so two that run are run by two; the server says where they are."""
    until = time.monotonic() + _WAIT_S
    seen: list[dict[str, object]] = []
    while time.monotonic() < until:
        seen = [server.http.get(f"/v1/jobs/{each}").raise_for_status().json() for each in jobs]
        if all(job["state"] == "running" and job["stage"] for job in seen):
            return
        time.sleep(0.1)
    raise TimeoutError(f"they did not run side by side: {seen}")


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
