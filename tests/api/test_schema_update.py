"""A schema that is approved while documents are in the graph, in a server that is killed meanwhile."""

import json
import os
import signal
import time
from collections import Counter
from pathlib import Path

import yaml

from kg.server.address import Neo4jAddress
from tests.api.conftest import neo4j_variables
from tests.fakes.running_server import RunningServer


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


def _versions(server: RunningServer) -> Counter[int]:
    """How many documents are under each version of the schema."""
    items = server.http.get("/v1/documents?limit=100").raise_for_status().json()["items"]
    return Counter(item["schema_version"] for item in items)
