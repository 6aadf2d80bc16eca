"""Documents chosen by what their records state, over HTTP."""

import json

import pytest

from tests.api.test_documents import assert_problem
from tests.fakes.running_server import RunningServer, citegraph

LOCKS = [
    {"id": f"lock-{year}", "title": f"The lock of {town}", "text": f"The lock of {town} was built by {builder}.", "year": year, "river": "Aire"}
    for town, builder, year in (("Brint", "Orla Finn", 1911), ("Corley", "Per Holt", 1912))
]  # fmt: skip


@pytest.fixture(scope="module")
def locks(server: RunningServer) -> RunningServer:
    job = server.ingest("locks.jsonl", "\n".join(map(json.dumps, LOCKS)))
    assert len(job.document_ids) == 2
    return server


def _titles(server: RunningServer, path: str, facets: dict[str, object]) -> set[str]:
    body = {"question": "Who built the lock?", "options": {"facets": facets}}
    found = server.http.post(path, json=body).raise_for_status().json()
    return {passage["title"] for passage in found["passages"]}


def test_facets_are_listed_with_the_documents_and_together(locks: RunningServer) -> None:
    values = locks.http.get("/v1/documents/facets").raise_for_status().json()["facets"]
    assert values["river"] == [{"value": "Aire", "documents": 2}]
    assert {one["value"] for one in values["year"]} == {"1911", "1912"}
    items = locks.http.get("/v1/documents").json()["items"]
    assert {"year": ["1911"], "river": ["Aire"]} in [item["facets"] for item in items]


@pytest.mark.parametrize("path", ["/v1/retrieve", "/v1/query"])
def test_a_question_is_asked_of_the_documents_with_the_facets(locks: RunningServer, path: str) -> None:
    assert _titles(locks, path, {"year": "1912"}) == {"The lock of Corley"}
    assert _titles(locks, path, {"river": ["AIRE"], "year": ["1911"]}) == {"The lock of Brint"}
    assert _titles(locks, path, {"year": ["1911", "1912"]}) == {"The lock of Brint", "The lock of Corley"}


def test_facets_that_no_document_has_are_a_problem(locks: RunningServer) -> None:
    body = {"question": "Who built the lock?", "options": {"facets": {"year": "1999"}}}
    assert_problem(locks.http.post("/v1/query", json=body), 404, "/v1/documents/facets")


def test_the_command_asks_the_documents_with_the_facets(locks: RunningServer) -> None:
    asked = ("ask", "Who built the lock?", "--json")
    found = citegraph(locks.home, *asked, "--facet", "year=1912", **locks.variables)
    assert {one["title"] for one in json.loads(found.stdout)["passages"]} == {"The lock of Corley"}, (
        found.stderr
    )
    wrong = citegraph(locks.home, *asked, "--facet", "year", **locks.variables)
    assert wrong.returncode == 2
    assert "name and value" in wrong.stderr
