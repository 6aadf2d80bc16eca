"""Neo4j away: at the start, midway, and back again; the process stays up and nothing is lost."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.server.address import Neo4jAddress
from tests.api.test_documents import LOVELACE, assert_problem
from tests.fakes.running_server import RunningServer
from tests.fakes.tcp_proxy import TcpProxy

_SHORT_OUTAGE_S = 6.0
_PATIENCE_S = 10.0
QUESTION = {"question": "Who wrote notes on the Analytical Engine?"}


@pytest.fixture(scope="module")
def wire(empty_neo4j: Neo4jAddress) -> Iterator[TcpProxy]:
    """The only way from the server to Neo4j; cut at first."""
    port = int(empty_neo4j.uri.rpartition(":")[2])
    with TcpProxy(port) as proxy:
        proxy.cut()
        yield proxy


@pytest.fixture(scope="module")
def late_server(
    wire: TcpProxy, empty_neo4j: Neo4jAddress, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A server that was started while Neo4j was away."""
    variables = {
        "NEO4J_URI": f"bolt://127.0.0.1:{wire.port}",
        "NEO4J_PASSWORD": empty_neo4j.password.get_secret_value(),
    }
    with RunningServer(tmp_path_factory.mktemp("late"), variables) as server:
        yield server


CALLS: list[tuple[str, str, object]] = [
    ("POST", "/v1/query", QUESTION),
    ("POST", "/v1/retrieve", QUESTION),
    ("POST", "/v1/query/stream", QUESTION),
    ("GET", "/v1/documents", None),
    ("GET", "/v1/entities", None),
    ("GET", "/v1/schema", None),
    ("DELETE", "/v1/documents/x", None),
    ("POST", "/v1/documents", {"name": "a.txt", "text": LOVELACE}),
]


def _assert_away(server: RunningServer) -> None:
    assert server.http.get("/healthz").status_code == 200
    began = time.monotonic()
    with ThreadPoolExecutor(len(CALLS)) as pool:
        for response in pool.map(lambda call: server.http.request(call[0], call[1], json=call[2]), CALLS):
            assert assert_problem(response, 503)["remedy"]
            assert int(response.headers["retry-after"]) >= 1
    assert time.monotonic() - began < _PATIENCE_S


def test_away_at_the_start_it_says_so_and_works_once_neo4j_is_there(
    wire: TcpProxy, late_server: RunningServer
) -> None:
    problem = assert_problem(late_server.http.get("/readyz"), 503)
    assert problem["remedy"]
    errors = problem["errors"]
    assert isinstance(errors, list)
    assert errors[0]["place"] == "neo4j"
    _assert_away(late_server)
    wire.mend()
    late_server.ingest("lovelace.txt", LOVELACE)
    answer = late_server.http.post("/v1/query", json=QUESTION).raise_for_status().json()
    assert "Lovelace" in answer["text"]


def test_away_midway_it_says_so_and_recovers_without_a_restart(
    wire: TcpProxy, late_server: RunningServer
) -> None:
    assert late_server.http.get("/v1/documents").is_success
    before = late_server.http.get("/v1/documents").json()
    wire.cut()
    _assert_away(late_server)
    assert late_server.is_running()
    wire.mend()
    assert late_server.http.get("/v1/documents").raise_for_status().json() == before
    assert late_server.http.post("/v1/query", json=QUESTION).is_success


def test_away_during_an_ingest_it_waits_and_writes_all_or_nothing(
    wire: TcpProxy, late_server: RunningServer
) -> None:
    before = {each["source"] for each in late_server.http.get("/v1/documents").json()["items"]}
    text = "\n\n".join(
        f"Printer {number} worked in Basel. Printer {number} sold the book {number} to a reader in Zurich."
        for number in range(400)
    )
    response = late_server.upload("printers.txt", text)
    assert response.status_code == 202, response.text
    wire.cut()
    time.sleep(_SHORT_OUTAGE_S)
    assert late_server.http.get(f"/v1/jobs/{response.json()['id']}").json()["state"] in {"queued", "running"}
    wire.mend()
    job = late_server.wait_for_job(response.json()["id"])
    assert job.state == "done", job
    after = {each["source"] for each in late_server.http.get("/v1/documents").json()["items"]}
    assert after == before | {"printers.txt"}


def test_readiness_is_back(wire: TcpProxy, late_server: RunningServer) -> None:
    wire.mend()
    found = late_server.http.get("/readyz")
    assert found.json() == {
        "ready": True,
        "checks": [
            {"name": name, "ok": True, "message": "", "remedy": ""}
            for name in ("neo4j", "indexes", "jobs", "disk")
        ],
    }


def test_the_server_ends_cleanly_while_neo4j_is_away(
    wire: TcpProxy, empty_neo4j: Neo4jAddress, tmp_path: Path
) -> None:
    wire.cut()
    variables = {"NEO4J_URI": f"bolt://127.0.0.1:{wire.port}", "NEO4J_PASSWORD": "x"}
    with RunningServer(tmp_path, variables) as server:
        assert server.http.get("/healthz").is_success
    assert server.exit_code in {0, 130}
    assert "Traceback" not in "\n".join(server.lines)
