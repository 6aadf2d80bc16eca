"""The schema mode `review` over HTTP: a job waits for a person, who mends the draft and approves it."""

import subprocess
from pathlib import Path

import pytest
import yaml

from kg.server.address import Neo4jAddress
from tests.api.conftest import StartServer, neo4j_variables
from tests.api.test_cli_program import assert_one_line_error
from tests.api.test_documents import LOVELACE, assert_problem
from tests.fakes.running_server import RunningServer, citegraph

# The drafts keep every wording, so that few sentences give something to review.
_REVIEW = {"CITEGRAPH_SCHEMA_MODE": "review", "CITEGRAPH_VOCABULARY": "none"}


@pytest.fixture(scope="module")
def reviewed(start_server: StartServer) -> RunningServer:
    """A server whose drafts wait for a person."""
    return start_server(**_REVIEW)


def _command(server: RunningServer, neo4j: Neo4jAddress, *arguments: str) -> subprocess.CompletedProcess[str]:
    return citegraph(server.home, *arguments, **neo4j_variables(neo4j), **_REVIEW)


def _send(server: RunningServer, name: str, text: str) -> str:
    return str(server.upload(name, text).raise_for_status().json()["id"])


def _mended(draft: str) -> str:
    """The draft as its reviewer wants it: persons are a human_being, they ANNOTATED what they wrote notes on, and nobody is born."""
    schema = yaml.safe_load(draft)
    for kind in schema["entity_types"]:
        if kind["name"] == "Person":
            kind |= {"name": "human_being", "merged_from": ["Person"]}
    for kind in schema["relation_types"]:
        if kind["name"] == "WRITE_NOTE_ON":
            kind |= {"name": "ANNOTATED", "merged_from": ["WRITE_NOTE_ON"]}
    schema["relation_types"] = [kind for kind in schema["relation_types"] if kind["name"] != "BORN_IN"]
    schema["patterns"] = [
        entry["pattern"].replace("(Person)", "(human_being)").replace("WRITE_NOTE_ON", "ANNOTATED")
        for entry in schema["patterns"]
        if "BORN_IN" not in entry["pattern"]
    ]
    return yaml.safe_dump(schema, allow_unicode=True)


def test_a_job_waits_for_the_review_and_goes_on_under_the_mended_schema(
    reviewed: RunningServer, empty_neo4j: Neo4jAddress, tmp_path: Path
) -> None:
    job_id = _send(reviewed, "lovelace.txt", LOVELACE)
    assert reviewed.wait_for_job(job_id).state == "waiting for review"
    assert reviewed.http.get("/v1/documents").json()["items"] == []
    assert_problem(reviewed.http.post(f"/v1/jobs/{job_id}/retry"), 409, "approve")
    assert reviewed.http.get("/v1/schema").json()["status"] == "draft"
    assert_problem(reviewed.http.get("/v1/schema?status=approved"), 404)

    draft = _command(reviewed, empty_neo4j, "schema", "draft")
    assert draft.returncode == 0, draft.stderr
    file = tmp_path / "schema.yaml"
    file.write_text(_mended(draft.stdout), "utf-8")
    checked = _command(reviewed, empty_neo4j, "schema", "check", str(file)).stdout
    assert "sound" in checked
    assert "would be version 2; 0 facts stay" in checked
    approved = _command(reviewed, empty_neo4j, "schema", "approve", str(file))
    assert approved.returncode == 0, approved.stderr
    assert reviewed.url in approved.stderr

    job = reviewed.wait_for_job(job_id)
    assert job.state == "done", job
    assert any(one.reason == "not in schema" and "London" in one.examples[0] for one in job.left_out)
    schema = reviewed.http.get("/v1/schema").json()
    assert schema["status"] == "approved"
    assert "human_being" in {kind["name"] for kind in schema["entity_types"]}
    assert reviewed.http.get("/v1/entities?query=Ada Lovelace").json()["items"][0]["type"] == "human_being"
    assert_problem(reviewed.http.get("/v1/schema?status=draft"), 404)


def test_what_was_reviewed_is_not_asked_again(reviewed: RunningServer) -> None:
    job_id = _send(
        reviewed, "hopper.txt", "Grace Hopper wrote notes on the Analytical Engine. She was born in London."
    )
    assert reviewed.wait_for_job(job_id).state == "done"


def test_a_file_made_before_the_latest_draft_is_refused_and_the_draft_approved_as_it_is(
    reviewed: RunningServer, empty_neo4j: Neo4jAddress, tmp_path: Path
) -> None:
    file = tmp_path / "schema.yaml"
    file.write_text(_command(reviewed, empty_neo4j, "schema", "show").stdout, "utf-8")
    job_id = _send(reviewed, "watt.txt", "James Watt repaired the Newcomen Engine.")
    assert reviewed.wait_for_job(job_id).state == "waiting for review"
    refused = _command(reviewed, empty_neo4j, "schema", "approve", str(file))
    assert_one_line_error(refused, 1, "newer draft")

    draft = reviewed.http.get("/v1/schema?status=draft").json()
    relations = {pattern["relation"] for pattern in draft["patterns"]}
    assert "REPAIR" in relations
    assert "BORN_IN" not in relations, "what the reviewer took out before stays out"
    version = draft["version"]
    approval = {"version": version, "decided_by": "mina"}
    assert (
        reviewed.http.post("/v1/schema/approve", json=approval).raise_for_status().json()["version"]
        == version
    )
    assert reviewed.wait_for_job(job_id).state == "done"
