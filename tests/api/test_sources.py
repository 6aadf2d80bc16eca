"""What a document is known by: its name, which is the file's absolute path for `citegraph ingest`."""

from kg.server.address import Neo4jAddress
from tests.api.conftest import neo4j_variables
from tests.fakes.running_server import RunningServer, citegraph


def _sources(server: RunningServer) -> list[str]:
    items = server.http.get("/v1/documents").raise_for_status().json()["items"]
    return sorted(item["source"] for item in items)


def test_a_path_is_one_document_from_every_folder_and_over_http(
    server: RunningServer, empty_neo4j: Neo4jAddress
) -> None:
    files = [server.home / folder / "notes.txt" for folder in ("one", "two")]
    for file in files:
        file.parent.mkdir()
        file.write_text(f"William Caxton printed book {file.parent.name} in Westminster.")
    paths = [str(file) for file in files]
    for pattern in ("one", "./t*/*.txt", paths[0]):
        done = citegraph(server.home, "ingest", pattern, **neo4j_variables(empty_neo4j))
        assert done.returncode == 0, done.stderr
    assert _sources(server) == paths
    server.ingest(paths[0], "William Caxton printed another book in Westminster.")
    assert _sources(server) == paths
