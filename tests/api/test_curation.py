"""Merging, undoing and editing the schema over HTTP, as the command line does it."""

from collections.abc import Iterator

import pytest
import yaml
from neo4j import Driver, GraphDatabase

from kg.server.address import Neo4jAddress
from tests.api.test_documents import LOVELACE, assert_problem
from tests.fakes.running_server import RunningServer

_BABBAGE = "Charles Babbage designed the Analytical Engine. Charles Babbage lived in London."
_PENDING = "MATCH (n:__Unembedded__) RETURN count(n) AS count"


@pytest.fixture(scope="module")
def filled(server: RunningServer) -> RunningServer:
    """A server with two documents."""
    server.ingest("lovelace.txt", LOVELACE)
    server.ingest("babbage.txt", _BABBAGE)
    return server


@pytest.fixture
def driver(empty_neo4j: Neo4jAddress) -> Iterator[Driver]:
    """The graph behind the server's back."""
    auth = (empty_neo4j.user, empty_neo4j.password.get_secret_value())
    with GraphDatabase.driver(empty_neo4j.uri, auth=auth) as one:
        yield one


def _pending(driver: Driver) -> int:
    records, _, _ = driver.execute_query(_PENDING)
    return int(records[0]["count"])


def _named(server: RunningServer, name: str) -> list[dict[str, object]]:
    items = server.http.get("/v1/entities", params={"query": name}).raise_for_status().json()["items"]
    return [item for item in items if name in item["aliases"]]


def test_entities_are_merged_and_parted_again(filled: RunningServer, driver: Driver) -> None:
    merge = {"source": "Charles Babbage", "target": "Ada Lovelace", "reason": "a test", "decided_by": "mina"}
    planned = filled.http.post("/v1/entities/merge?dry_run=true", json=merge).raise_for_status().json()
    assert planned["dry_run"]
    assert _named(filled, "Charles Babbage")[0]["name"] == "Charles Babbage"

    outcome = filled.http.post("/v1/entities/merge", json=merge).raise_for_status().json()
    assert [entity["name"] for entity in outcome["entities"]] == ["Ada Lovelace"]
    assert _named(filled, "Charles Babbage") == outcome["entities"]
    assert _pending(driver) == 0, "what was renamed has its vector again"

    decision = outcome["decision"]
    assert filled.http.get("/v1/decisions?limit=1").json() == {"items": [decision], "next": None}
    undo = f"/v1/decisions/{decision['id']}/undo"
    assert filled.http.post(f"{undo}?dry_run=true").raise_for_status().json()["dry_run"]
    apart = filled.http.post(undo).raise_for_status().json()
    assert [entity["name"] for entity in apart["entities"]] == ["Ada Lovelace", "Charles Babbage"]
    assert _pending(driver) == 0
    assert_problem(filled.http.post(undo), 409, "undone already")


def test_what_cannot_be_merged_is_said(filled: RunningServer) -> None:
    known = {"target": "Ada Lovelace"}
    assert_problem(filled.http.post("/v1/entities/merge", json={"source": "Nobody", **known}), 404, "Nobody")
    assert_problem(
        filled.http.post("/v1/entities/merge", json={"source": "Ada Lovelace", **known}), 409, "itself"
    )
    assert_problem(filled.http.post("/v1/entities/merge", json=known), 422)
    assert_problem(filled.http.post("/v1/decisions/unknown/undo"), 404, "unknown")


def test_nothing_waits_for_a_vector_after_a_deletion(filled: RunningServer, driver: Driver) -> None:
    document = filled.ingest("ada.txt", "Ada Lovelace lived in Ockham. Ada Lovelace admired Mary Somerville.")
    (identifier,) = document.document_ids
    merge = {"source": "Mary Somerville", "target": "Ada Lovelace"}
    filled.http.post("/v1/entities/merge", json=merge).raise_for_status()
    filled.http.delete(f"/v1/documents/{identifier}").raise_for_status()
    assert _pending(driver) == 0


def test_an_edited_schema_becomes_the_draft_and_is_approved(filled: RunningServer) -> None:
    text = filled.http.get("/v1/schema", headers={"Accept": "application/yaml"}).raise_for_status().text
    edited = yaml.safe_load(text)
    edited["entity_types"].append("Ship")
    body, kind = yaml.safe_dump(edited), {"Content-Type": "application/yaml"}
    checked = (
        filled.http.put("/v1/schema/draft?dry_run=true", content=body, headers=kind).raise_for_status().json()
    )
    assert checked["status"] == "draft"
    effect = filled.http.post("/v1/schema/check", content=body, headers=kind).raise_for_status().json()
    assert (effect["version"], effect["changed"], effect["lost"]) == (edited["version"] + 1, [], [])
    assert effect["kept"] > 0
    assert_problem(filled.http.get("/v1/schema?status=draft"), 404)

    draft = filled.http.put("/v1/schema/draft", content=body, headers=kind).raise_for_status().json()
    assert draft["version"] == edited["version"] + 1
    assert filled.http.put("/v1/schema/draft", json=draft).raise_for_status().json() == draft, (
        "again: the same"
    )
    stale = {**draft, "version": edited["version"], "patterns": []}
    assert_problem(filled.http.put("/v1/schema/draft", json=stale), 409, "newer draft")
    approval = {"version": draft["version"], "decided_by": "mina"}
    filled.http.post("/v1/schema/approve", json=approval).raise_for_status()
    schema = filled.http.get("/v1/schema").json()
    assert (schema["version"], schema["entity_types"][-1]["name"]) == (draft["version"], "Ship")
    diff = filled.http.get("/v1/schema/diff").raise_for_status().json()
    assert (diff["after"], diff["entity_types"]["added"]) == (draft["version"], ["Ship"])
    latest = filled.http.get("/v1/schema/versions").raise_for_status().json()["items"][-1]
    assert (latest["version"], latest["approved_by"]) == (draft["version"], "mina")
    assert_problem(filled.http.get("/v1/schema?version=99"), 404)


def test_a_schema_is_refined_and_no_ingest_approves_it(filled: RunningServer) -> None:
    dry = filled.http.post("/v1/schema/refine?dry_run=true").raise_for_status().json()
    assert [one["name"] for one in dry["rounds"]][:2] == ["every wording", "vocabulary"]
    assert_problem(filled.http.get("/v1/schema?status=draft"), 404)
    refined = filled.http.post("/v1/schema/refine?rounds=1&made_by=mina").raise_for_status().json()["refined"]
    filled.ingest("ship.txt", "Grace Hopper sailed to Guam. Grace Hopper was born in New York.")
    assert filled.http.get("/v1/schema?status=draft").json()["version"] == refined["version"]
    approval = {"version": refined["version"], "decided_by": "mina"}
    filled.http.post("/v1/schema/approve", json=approval).raise_for_status()


@pytest.mark.parametrize(
    ("body", "kind", "status", "words"),
    [
        ("{", "application/json", 422, "line 1"),
        ('{"version": 1, "entity_types": ["a b"]}', "application/json", 422, "entity_types[0]"),
        ("[1, 2]", "application/json", 422, "entries"),
        ("[" * 100_000, "application/json", 422, "deeply"),
        ("version: 1\npatterns: ['(A)-[R]->(B)']", "application/yaml", 422, "patterns[0].head"),
        ("version: true", "application/yaml", 422, "whole number"),
        (b"\xff\xfe", "application/yaml", 422, "UTF-8"),
        ("version: 1", "text/plain", 415, "text/plain"),
    ],
)
def test_a_schema_with_a_fault_is_refused_naming_the_place(
    filled: RunningServer, body: str | bytes, kind: str, status: int, words: str
) -> None:
    response = filled.http.put("/v1/schema/draft", content=body, headers={"Content-Type": kind})
    assert_problem(response, status, words)


@pytest.mark.parametrize("version", ["1", 1.0, True])
def test_numbers_in_a_body_are_numbers(filled: RunningServer, version: object) -> None:
    assert_problem(filled.http.post("/v1/schema/approve", json={"version": version}), 422)
    options = {"question": "Who?", "options": {"top_k": version}}
    assert_problem(filled.http.post("/v1/retrieve", json=options), 422)


def test_a_fact_is_rejected_and_restored(filled: RunningServer, driver: Driver) -> None:
    facts = (
        filled.http.get("/v1/facts", params={"entity": "Charles Babbage"}).raise_for_status().json()["items"]
    )
    assert facts
    fact = facts[0]
    path = f"/v1/facts/{fact['id']}"
    why = {"reason": "a test", "decided_by": "mina"}
    assert filled.http.post(f"{path}/reject?dry_run=true", json=why).raise_for_status().json()["dry_run"]
    assert filled.http.get("/v1/facts?rejected=true").json()["items"] == []

    rejected = filled.http.post(f"{path}/reject", json=why).raise_for_status().json()
    assert (rejected["facts"], rejected["decision"]["kind"]) == ([fact], "reject")
    assert filled.http.get("/v1/facts?rejected=true").json()["items"] == [fact]
    shown = filled.http.get("/v1/facts", params={"entity": "Charles Babbage"}).json()["items"]
    assert fact not in shown
    assert_problem(filled.http.post(f"{path}/reject"), 409, "rejected already")

    filled.http.post(f"{path}/restore").raise_for_status()
    assert filled.http.get("/v1/facts", params={"entity": "Charles Babbage"}).json()["items"] == facts
    assert _pending(driver) == 0
    assert_problem(filled.http.post(f"{path}/restore"), 404, "rejected")
    assert_problem(filled.http.get("/v1/facts?entity=Nobody"), 404, "Nobody")


def test_a_suggestion_is_judged_and_stays_no_fact(filled: RunningServer) -> None:
    assert "kge train" in filled.http.get("/v1/suggestions").raise_for_status().json()["note"]
    fact = filled.http.get("/v1/facts", params={"entity": "Charles Babbage"}).json()["items"][0]
    statement = {"head": "Charles Babbage", "relation": fact["type"], "tail": "Ada Lovelace"}
    why = {**statement, "reason": "a test", "decided_by": "mina"}
    assert (
        filled.http.post("/v1/suggestions/accept?dry_run=true", json=why).raise_for_status().json()["dry_run"]
    )
    assert filled.http.get("/v1/suggestions/judged").json() == {"items": []}

    accepted = filled.http.post("/v1/suggestions/accept", json=why).raise_for_status().json()
    assert accepted["decision"]["kind"] == "accept suggestion"
    params = {"entity": "Ada Lovelace"}
    (judged,) = filled.http.get("/v1/suggestions/judged", params=params).raise_for_status().json()["items"]
    assert (judged["head_name"], judged["tail_name"], judged["support"]) == (
        "Charles Babbage",
        "Ada Lovelace",
        0,
    )
    assert judged["text"] not in [
        one["text"] for one in filled.http.get("/v1/facts", params=params).json()["items"]
    ]
    assert_problem(filled.http.post("/v1/suggestions/reject", json=why), 409, "already")
    assert_problem(filled.http.post("/v1/suggestions/reject", json={**why, "relation": "NOPE"}), 400, "NOPE")

    filled.http.post(f"/v1/decisions/{accepted['decision']['id']}/undo").raise_for_status()
    assert filled.http.get("/v1/suggestions/judged").json() == {"items": []}


def test_entities_are_split_kept_apart_retyped_and_renamed(filled: RunningServer, driver: Driver) -> None:
    filled.ingest("bruce.txt", "Ada Lovelace lived in Rotterdam. Ada Lovelace admired Elvis Presley.")
    split = {"entity": "Ada Lovelace", "documents": ["bruce.txt"], "name": "Ada L.", "decided_by": "mina"}
    planned = filled.http.post("/v1/entities/split?dry_run=true", json=split).raise_for_status().json()
    assert planned["dry_run"]
    outcome = filled.http.post("/v1/entities/split", json=split).raise_for_status().json()
    assert [entity["name"] for entity in outcome["entities"]] == ["Ada L.", "Ada Lovelace"]
    assert _pending(driver) == 0
    other = outcome["entities"][0]["id"]
    shown = (
        filled.http.get("/v1/entities/mentions", params={"entity": other}).raise_for_status().json()["items"]
    )
    assert {one["source"] for one in shown} == {"bruce.txt"}
    merge = {"source": other, "target": outcome["entities"][1]["id"]}
    assert_problem(filled.http.post("/v1/entities/merge", json=merge), 409, "two things")

    name = {"entity": other, "name": "Ada of Rotterdam"}
    renamed = filled.http.post("/v1/entities/rename", json=name).raise_for_status().json()
    assert renamed["entities"][0]["name"] == "Ada of Rotterdam"
    assert_problem(
        filled.http.post("/v1/entities/retype", json={"entity": other, "type": "Nonsense"}), 400, "Nonsense"
    )
    apart = {"entity": "Charles Babbage", "other": other}
    decision = filled.http.post("/v1/entities/separate", json=apart).raise_for_status().json()["decision"]
    assert decision["kind"] == "separate"
    assert_problem(filled.http.post("/v1/entities/split", json={"entity": other}), 400, "another thing")
    assert_problem(filled.http.post("/v1/entities/rename", json={"entity": other, "name": "?!"}), 400, "name")
    for one in (decision, renamed["decision"], outcome["decision"]):
        filled.http.post(f"/v1/decisions/{one['id']}/undo").raise_for_status()
    assert _pending(driver) == 0
    assert len(_named(filled, "Ada Lovelace")) == 1
