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


def test_records_are_recommended_with_their_own_words(locks: RunningServer) -> None:
    wished = {"wish": "a lock on the Aire from 1911"}
    found = locks.http.post("/v1/recommend", json=wished).raise_for_status().json()
    assert found["found"]
    (item,) = found["items"]
    assert item["reason"] == "The lock of Brint was built by Orla Finn."
    assert item["matched"] == {"river": ["Aire"], "year": ["1911"]}
    assert item["citations"][0]["quote"] == item["reason"]
    assert [one["said"] for one in found["conditions"]] == ["Aire", "from 1911"]
    chosen = {"facets": {"year": "1912"}, "document_ids": [item["document_id"]]}
    empty = locks.http.post("/v1/recommend", json={"wish": "a lock", "options": chosen}).json()
    assert not empty["found"]
    assert empty["emptied_by"] == ["year: 1912"]


@pytest.mark.parametrize(
    ("options", "status", "says"),
    [
        ({"document_ids": ["nowhere"]}, 404, "nowhere"),
        ({"n": 11}, 422, ""),
        ({"n": "3"}, 422, ""),
        ({"top_k": 3}, 422, ""),
    ],
)
def test_what_cannot_be_recommended_is_a_problem(
    locks: RunningServer, options: dict[str, object], status: int, says: str
) -> None:
    response = locks.http.post("/v1/recommend", json={"wish": "a lock", "options": options})
    assert_problem(response, status, says)


def test_a_question_for_a_recommendation_is_answered_with_records(locks: RunningServer) -> None:
    body = {"question": "Recommend a lock from 1912."}
    answer = locks.http.post("/v1/query", json=body).raise_for_status().json()
    assert answer["text"] == "The lock of Corley: The lock of Corley was built by Per Holt. [1]"


def test_the_command_recommends(locks: RunningServer) -> None:
    found = citegraph(locks.home, "recommend", "a lock", "--facet", "year=1912", "-n", "1", **locks.variables)
    assert "1. The lock of Corley" in found.stdout, found.stderr
    assert "“The lock of Corley was built by Per Holt.”" in found.stdout
