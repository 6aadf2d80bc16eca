"""A schema that is approved while documents are in the graph, in a server that is killed meanwhile."""

import asyncio
import json
import os
import signal
import time
from collections import Counter
from http import HTTPStatus
from pathlib import Path

import yaml
from neo4j import GraphDatabase

from kg.record.moves import RecordMoves, RelationMove
from kg.server.address import Neo4jAddress
from kg.store import Neo4jGraphStore
from tests.api.conftest import neo4j_variables
from tests.fakes.document_graphs import document_graph
from tests.fakes.running_server import RunningServer

_NAMES = """
RETURN COUNT { (n) WHERE n.type = 'LED_BY' } + COUNT { ()-[r:LED_BY]->() } AS old,
       COUNT { (f:Fact) WHERE f.type = 'STEERED_BY' AND f.support = 1 } + COUNT { ()-[:STEERED_BY]->() } AS new,
       COUNT { (n) WHERE n.next_support IS NOT NULL OR n.switch IS NOT NULL OR n:__Unembedded__ } AS left
"""


def test_after_kill_9_a_schema_is_applied_to_the_rest_of_the_documents(
    empty_neo4j: Neo4jAddress, tmp_path: Path
) -> None:
    lines = "\n".join(
        json.dumps({"text": f"Ann{number} Keller founded Guild{number} Limited.", "title": f"Guild {number}"})
        for number in range(60)
    )
    variables = neo4j_variables(empty_neo4j)
    with RunningServer(tmp_path, variables) as killed:
        job_id = str(killed.upload("guilds.jsonl", lines).raise_for_status().json()["id"])
        assert killed.wait_for_job(job_id).state == "done"
        schema = yaml.safe_load(killed.http.get("/v1/schema", headers={"Accept": "application/yaml"}).text)
        schema["entity_types"].append("Ship")
        draft = killed.http.put(
            "/v1/schema/draft", content=yaml.safe_dump(schema), headers={"Content-Type": "application/yaml"}
        )
        version = draft.raise_for_status().json()["version"]
        killed.http.post("/v1/schema/approve", json={"version": version}).raise_for_status()
        applying = killed.http.get("/v1/jobs?limit=1").json()["items"][0]["id"]
        while _versions(killed)[version] < 3:
            time.sleep(0.05)
        os.kill(killed.pid, signal.SIGKILL)
    with RunningServer(tmp_path, variables) as server:
        before = _versions(server)
        assert server.wait_for_job(applying).state == "done"
        assert 3 <= before[version] < 60
        assert _versions(server) == {version: 60}


def test_after_kill_9_new_names_of_much_of_the_graph_are_put_in_force(
    empty_neo4j: Neo4jAddress, tmp_path: Path
) -> None:
    variables = neo4j_variables(empty_neo4j)
    auth = (empty_neo4j.user, empty_neo4j.password.get_secret_value())
    with (
        GraphDatabase.driver(empty_neo4j.uri, auth=auth, notifications_min_severity="OFF") as driver,
        RunningServer(tmp_path, variables) as killed,
    ):
        job_id = str(killed.upload("one.txt", "Ann Keller founded Oakhurst Limited.").json()["id"])
        assert killed.wait_for_job(job_id).state == "done"
        version = asyncio.run(_begin_to_rename(empty_neo4j))
        driver.execute_query("MATCH (n:__Unembedded__) REMOVE n:__Unembedded__")
        killed.http.post("/v1/schema/apply").raise_for_status()
        staged = "MATCH (f:Fact) WHERE f.next_support > 0 RETURN count(f) AS count"
        while not driver.execute_query(staged).records[0]["count"]:
            time.sleep(0.05)
        (fact,) = driver.execute_query("MATCH (f:Fact) RETURN f.id AS id LIMIT 1").records
        refused = killed.http.post(f"/v1/facts/{fact['id']}/reject", json={})
        assert refused.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        (applying, *_) = [
            job["id"] for job in killed.http.get("/v1/jobs").json()["items"] if job["state"] == "running"
        ]
        os.kill(killed.pid, signal.SIGKILL)
    with RunningServer(tmp_path, variables) as server:
        assert server.wait_for_job(applying).state == "done"
        assert server.http.get("/v1/schema").json()["version"] == version
    with GraphDatabase.driver(empty_neo4j.uri, auth=auth) as driver:
        (row,) = driver.execute_query(_NAMES).records
        assert (row["old"], row["new"], row["left"]) == (0, 2400, 0)


async def _begin_to_rename(address: Neo4jAddress) -> int:
    """Approve another name for the relation of 1,200 statements, as for more than one transaction changes."""
    statements = [(f"Guild {number}", "LED_BY", f"Master {number}") for number in range(1200)]
    uri, user, password = address.uri, address.user, address.password
    async with await Neo4jGraphStore.open(uri, user=user, password=password) as store:
        await store.documents.write([document_graph("guilds", [[one] for one in statements])], publish=True)
        in_force = await store.reader.schemas.find_approved()
        assert in_force is not None
        draft = in_force.model_copy(update={"version": in_force.version + 1, "status": "draft"})
        await store.schemas.save(draft, made_by="ann")
        moves = RecordMoves(relations=(RelationMove(before="LED_BY", after="STEERED_BY"),))
        await store.schemas.approve(draft.version, "ann", moves=moves, most_at_once=1000)
        return draft.version


def _versions(server: RunningServer) -> Counter[int]:
    """How many documents are under each version of the schema."""
    items = server.http.get("/v1/documents?limit=100").raise_for_status().json()["items"]
    return Counter(item["schema_version"] for item in items)
