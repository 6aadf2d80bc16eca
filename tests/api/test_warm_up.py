"""What the server loads by itself after its start, and how it says so."""

import time
from pathlib import Path

from neo4j import GraphDatabase

from kg.server.address import Neo4jAddress
from tests.api.conftest import StartServer
from tests.api.test_documents import assert_problem
from tests.fakes.running_server import RunningServer

_PATIENCE_S = 90.0


def _checks(server: RunningServer) -> dict[str, bool]:
    answer = server.http.get("/readyz")
    if answer.status_code == 200:
        return {check["name"]: check["ok"] for check in answer.json()["checks"]}
    problem = assert_problem(answer, 503)
    errors = problem["errors"]
    assert isinstance(errors, list)
    assert problem["remedy"]
    return {error["place"]: False for error in errors}


def _has_model(server: RunningServer) -> bool:
    """Whether the embedding model's file is mapped into the server's memory."""
    return "e5-small-q4.bin" in Path(f"/proc/{server.pid}/maps").read_text(encoding="utf-8")


def test_it_is_ready_once_the_models_are_there_without_a_question(start_server: StartServer) -> None:
    server = start_server(CITEGRAPH_WARM_UP="true")
    give_up = time.monotonic() + _PATIENCE_S
    while not (checks := _checks(server)).get("models"):
        assert set(checks) <= {"models"} or all(checks.values())
        assert time.monotonic() < give_up
        time.sleep(0.2)
    assert _has_model(server)
    assert server.http.post("/v1/query", json={"question": "Who built the Lamp House?"}).is_success


def test_a_model_that_cannot_be_loaded_is_named(start_server: StartServer) -> None:
    server = start_server(CITEGRAPH_WARM_UP="true", CITEGRAPH_EMBEDDING_MODEL="/nowhere/model")
    give_up = time.monotonic() + _PATIENCE_S
    while "does not exist" not in (answer := server.http.get("/readyz")).text:
        assert time.monotonic() < give_up, answer.text
        time.sleep(0.2)
    assert_problem(answer, 503)
    assert server.http.get("/healthz").is_success


def test_without_a_warm_up_nothing_is_loaded_before_it_is_asked(server: RunningServer) -> None:
    assert "models" not in _checks(server)
    assert not _has_model(server)


def test_a_first_question_that_fails_at_a_damaged_graph_is_told(
    start_server: StartServer, empty_neo4j: Neo4jAddress
) -> None:
    auth = (empty_neo4j.user, empty_neo4j.password.get_secret_value())
    with GraphDatabase.driver(empty_neo4j.uri, auth=auth) as driver:
        driver.execute_query(
            "CREATE (:Document {id: 'damaged', language: 'en', title: 7, ready_at: datetime()})"
        )
    server = start_server(CITEGRAPH_WARM_UP="true")
    give_up = time.monotonic() + _PATIENCE_S
    while "A first question failed" not in (answer := server.http.get("/readyz")).text:
        assert time.monotonic() < give_up, answer.text
        time.sleep(0.2)
    assert_problem(answer, 503)
    assert server.http.get("/healthz").is_success
