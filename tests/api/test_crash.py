"""A server that was killed or stopped goes on where it was, and pays for no answer twice."""

import os
import re
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from kg.server.address import Neo4jAddress
from tests.api.conftest import neo4j_variables
from tests.fakes.openai_server import ChatRequest, Reply, ScriptedOpenAI, late, say_json
from tests.fakes.running_server import RunningServer

_DOCUMENTS = 8
_SENTENCE = re.compile(r"(Founder\w+) founded (Guild\w+) in the town of (Town\w+)\.")


def extract(request: ChatRequest) -> Reply:
    found = _SENTENCE.findall(request.prompt)
    person, guild, town = found[-1]
    triples = [
        (person, "Person", "FOUNDED", guild, "Organization"),
        (guild, "Organization", "LOCATED_IN", town, "Place"),
    ]
    keys = ("head", "head_type", "relation", "tail", "tail_type")
    return late(0.3, say_json([dict(zip(keys, triple, strict=True)) for triple in triples]))


def files(names: Iterable[str]) -> list[tuple[str, tuple[str, bytes]]]:
    return [
        ("file", (f"{name}.txt", f"Founder{name} founded Guild{name} in the town of Town{name}.".encode()))
        for name in names
    ]


def subject(request: ChatRequest) -> str:
    return str(_SENTENCE.findall(request.prompt)[-1][0])


def _written_down(home: Path) -> set[tuple[str, str]]:
    """(pass, subject) of each answer that the killed server had stored."""
    (file,) = (home / "data").rglob("jobs.sqlite3")
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT pass_name, outcome FROM extraction_outcome WHERE done").fetchall()
    return {(name, subject) for name, outcome in rows for subject in re.findall(r"Founder\w+", outcome)}


@pytest.mark.parametrize("killed", [True, False])
def test_after_kill_9_or_ctrl_c_the_job_goes_on_and_no_stored_answer_is_asked_again(
    empty_neo4j: Neo4jAddress, tmp_path: Path, *, killed: bool
) -> None:
    names = [chr(ord("a") + number) for number in range(_DOCUMENTS)]
    with ScriptedOpenAI(extract) as model:
        variables = {
            **neo4j_variables(empty_neo4j),
            "OPENAI_BASE_URL": model.base_url,
            "CITEGRAPH_EXTRACTION_MODE": "prompt",
            "CITEGRAPH_MERGING__ENABLED": "false",
            "CITEGRAPH_LLM_CONCURRENCY": "1",
        }
        with RunningServer(tmp_path, variables) as ended:
            job_id = str(ended.http.post("/v1/documents", files=files(names)).raise_for_status().json()["id"])
            model.wait_for_requests(_DOCUMENTS + 3)
            if killed:  # else it ends as by Ctrl-C, when this block is left
                os.kill(ended.pid, signal.SIGKILL)
        before = Counter(map(subject, model.requests))
        stored = _written_down(tmp_path)
        with RunningServer(tmp_path, variables) as server:
            job = server.wait_for_job(job_id)
            listed = server.http.get("/v1/documents").json()["items"]
        asked = Counter(map(subject, model.requests))

    assert not [line for line in ended.lines if "Traceback" in line]
    assert killed or ended.lines[-1].startswith("interrupted: ")
    assert job.state == "done", job
    assert (job.loose.done, job.strict.done) == (_DOCUMENTS, _DOCUMENTS)
    assert len(listed) == _DOCUMENTS
    assert {name for name, _ in stored} == {"loose", "strict"}, "the kill came too early to prove anything"
    assert sum(before.values()) < 2 * _DOCUMENTS, "the kill came too late to prove anything"
    for name in names:
        unstored = {"loose", "strict"} - {passed for passed, subject in stored if subject == f"Founder{name}"}
        assert asked[f"Founder{name}"] - before[f"Founder{name}"] == len(unstored)
    assert sum(asked.values()) <= 2 * _DOCUMENTS + 1, "only the request in flight may be paid twice"


def test_two_jobs_side_by_side_both_go_on_after_kill_9(empty_neo4j: Neo4jAddress, tmp_path: Path) -> None:
    names = {"first": "stuv", "second": "wxyz"}
    with ScriptedOpenAI(extract) as model:
        variables = {
            **neo4j_variables(empty_neo4j),
            "OPENAI_BASE_URL": model.base_url,
            "CITEGRAPH_EXTRACTION_MODE": "prompt",
            "CITEGRAPH_MERGING__ENABLED": "false",
            "CITEGRAPH_LLM_CONCURRENCY": "2",
        }
        with RunningServer(tmp_path, variables) as killed:
            jobs = {
                key: str(killed.http.post("/v1/documents", files=files(some)).raise_for_status().json()["id"])
                for key, some in names.items()
            }
            model.wait_for_requests(6)
            states = {killed.http.get(f"/v1/jobs/{job_id}").json()["state"] for job_id in jobs.values()}
            os.kill(killed.pid, signal.SIGKILL)
        before = Counter(map(subject, model.requests))
        stored = _written_down(tmp_path)
        with RunningServer(tmp_path, variables) as server:
            ended = [server.wait_for_job(job_id) for job_id in jobs.values()]
            listed = server.http.get("/v1/documents").json()["items"]
        asked = Counter(map(subject, model.requests))

    assert states == {"running"}, "they did not run side by side"
    assert [(job.state, job.loose.done, job.strict.done) for job in ended] == [("done", 4, 4)] * 2
    assert {each["source"] for each in listed} >= {f"{name}.txt" for name in "stuvwxyz"}
    assert stored, "the kill came too early to prove anything"
    for name in "stuvwxyz":
        unstored = {"loose", "strict"} - {passed for passed, subject in stored if subject == f"Founder{name}"}
        assert asked[f"Founder{name}"] - before[f"Founder{name}"] == len(unstored)
    assert sum(asked.values()) <= 2 * 8 + 2, "only the requests in flight may be paid twice"
