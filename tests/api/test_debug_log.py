"""The most talkative log still holds no secret and no text."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.server.server_options import ServerOptions
from tests.fakes.running_server import RunningServer, citegraph, start_cold

CACHE = {"CITEGRAPH_CACHE_DIR": str(ServerOptions().jar_cache.parent)}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder whose private Neo4j is stopped at the end."""
    yield tmp_path
    citegraph(tmp_path, "neo4j", "stop", "--all", **CACHE)


@pytest.mark.slow
def test_debug_logs_hold_no_password_no_query_parameter_and_no_text(home: Path) -> None:
    with RunningServer(home, {"CITEGRAPH_LOG_LEVEL": "DEBUG", **CACHE}, start_cold) as server:
        server.ingest("almanac.txt", "Zebedee Quillfeather printed the Obscure Almanac in Trondheim.")
        question = {"question": "Who printed the Obscure Almanac?"}
        server.http.post("/v1/query", json=question).raise_for_status()
    log = "\n".join(server.lines)
    (password_file,) = (home / "data").rglob("password")
    assert password_file.read_text(encoding="utf-8").strip() not in log
    assert "Quillfeather" not in log
    assert "Almanac" not in log
    debugging = {str(line["logger"]).partition(".")[0] for line in server.logs if line["level"] == "debug"}
    assert debugging <= {"api", "evaluation", "extraction", "retrieval", "llm", "kg", "schemas"}
