"""The most talkative log still holds no secret and no text."""

from pathlib import Path

import pytest

from kg.server.address import Neo4jAddress
from tests.api.conftest import neo4j_variables
from tests.fakes.running_server import RunningServer, start_cold


@pytest.mark.slow
def test_debug_logs_hold_no_password_no_query_parameter_and_no_text(
    empty_neo4j: Neo4jAddress, tmp_path: Path
) -> None:
    variables = {"CITEGRAPH_LOG_LEVEL": "DEBUG", **neo4j_variables(empty_neo4j)}
    with RunningServer(tmp_path, variables, start_cold) as server:
        server.ingest("almanac.txt", "Zebedee Quillfeather printed the Obscure Almanac in Trondheim.")
        question = {"question": "Who printed the Obscure Almanac?"}
        server.http.post("/v1/query", json=question).raise_for_status()
    log = "\n".join(server.lines)
    assert empty_neo4j.password.get_secret_value() not in log
    assert "Quillfeather" not in log
    assert "Almanac" not in log
    debugging = {str(line["logger"]).partition(".")[0] for line in server.logs if line["level"] == "debug"}
    assert debugging <= {"api", "evaluation", "extraction", "retrieval", "llm", "kg", "schemas"}
