"""`citegraph export` and `import`: the graph, its documents and its jobs in one file, and back."""

import gzip
import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from evaluation.kept_reports import KeptReports
from kg.server.address import Neo4jAddress
from tests.api.conftest import neo4j_variables
from tests.api.test_documents import LOVELACE, SEJONG
from tests.fakes.evaluation_report import evaluation_report
from tests.fakes.running_server import citegraph

Change = Callable[[list[bytes]], list[bytes]]
_FIRST_FORM = Path(__file__).resolve().parent.parent / "fixtures" / "export-form-1.jsonl.gz"
QUESTION = "Who designed the Analytical Engine?"


def clear(address: Neo4jAddress) -> None:
    auth = (address.user, address.password.get_secret_value())
    with GraphDatabase.driver(address.uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.fixture(scope="module")
def exported(empty_neo4j: Neo4jAddress, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a graph of two documents; the graph is gone."""
    home = tmp_path_factory.mktemp("first")
    (home / "lovelace.txt").write_text(LOVELACE, encoding="utf-8")
    (home / "sejong.md").write_text(SEJONG, encoding="utf-8")
    run(empty_neo4j, home, "ingest", "lovelace.txt", "sejong.md")
    KeptReports(_evaluations(home)).keep(evaluation_report(), datetime.now(UTC))
    said = run(empty_neo4j, home, "export", "graph.jsonl.gz").stdout
    assert "lines in graph.jsonl.gz" in said
    there = citegraph(home, "export", "graph.jsonl.gz", **neo4j_variables(empty_neo4j))
    assert (there.returncode, "--overwrite" in there.stderr) == (2, True)
    (home / "documents").write_text(run(empty_neo4j, home, "documents", "list", "--json").stdout)
    (home / "answer").write_text(run(empty_neo4j, home, "ask", QUESTION).stdout)
    clear(empty_neo4j)
    return home / "graph.jsonl.gz"


def _evaluations(home: Path) -> Path:
    (graph,) = (home / "data" / "graphs").iterdir()
    return graph / "evaluations"


def run(address: Neo4jAddress, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    patient = {"CITEGRAPH_RETRIEVAL__CYPHER__TEMPLATE_TIMEOUT_S": "30"}
    done = citegraph(home, *arguments, **neo4j_variables(address), **patient)
    assert done.returncode == 0, done.stderr
    return done


def test_what_was_exported_is_there_again_in_another_folder(
    exported: Path, empty_neo4j: Neo4jAddress, tmp_path: Path
) -> None:
    run(empty_neo4j, tmp_path, "import", str(exported))
    for name, command in {"documents": ("documents", "list", "--json"), "answer": ("ask", QUESTION)}.items():
        assert run(empty_neo4j, tmp_path, *command).stdout == (exported.parent / name).read_text()
    assert [
        job["state"] for job in json.loads(run(empty_neo4j, tmp_path, "jobs", "list", "--json").stdout)
    ] == ["done"]
    again = run(empty_neo4j, tmp_path, "export", "again.jsonl.gz")
    assert "lines in again.jsonl.gz" in again.stdout
    first, second = (
        gzip.decompress(path.read_bytes()).splitlines() for path in (exported, tmp_path / "again.jsonl.gz")
    )
    assert len(KeptReports(_evaluations(tmp_path)).newest(5)) == 1
    kinds = [b'{"file"', b'{"evaluation"', b'{"table"', b'{"node"', b'{"head"']
    for kind in kinds:
        counts = [sum(line.startswith(kind) for line in lines) for lines in (first, second)]
        assert counts[0] == counts[1] > 0
    run(empty_neo4j, tmp_path, "export", "fewer.jsonl", "--no-evaluations")
    assert b'{"evaluation"' not in (tmp_path / "fewer.jsonl").read_bytes()
    full = citegraph(tmp_path, "import", str(exported), **neo4j_variables(empty_neo4j))
    assert full.returncode != 0
    assert "the graph is not empty" in full.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[:-1], "has no end"),
        (lambda lines: [*lines[:3], *lines[4:]], "is damaged"),
        (
            lambda lines: [lines[0].replace(b'"citegraph_export":2', b'"citegraph_export":9'), *lines[1:]],
            "reads forms up to 2",
        ),
        (
            lambda lines: [lines[0].replace(b'"citegraph_export":2', b'"citegraph_export":1'), *lines[1:]],
            "is damaged",
        ),
        (
            lambda lines: [
                b"{}\n",
                b'{"lines":1,"sha256":"ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"}\n',
            ],
            "no export",
        ),
        (lambda lines: [], "no export"),
    ],
)
def test_a_file_that_is_not_whole_changes_nothing(
    exported: Path, empty_neo4j: Neo4jAddress, tmp_path: Path, change: Change, said: str
) -> None:
    lines = gzip.decompress(exported.read_bytes()).splitlines(keepends=True)
    (tmp_path / "x.jsonl").write_bytes(b"".join(change(lines)))
    done = citegraph(tmp_path, "import", "x.jsonl", **neo4j_variables(empty_neo4j))
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_a_file_of_the_first_form_is_read(empty_neo4j: Neo4jAddress, tmp_path: Path) -> None:
    """It was written by the first version that had exports, with a name that a person gave."""
    clear(empty_neo4j)
    run(empty_neo4j, tmp_path, "import", str(_FIRST_FORM))
    assert (
        "Ada Lovelace"
        in run(empty_neo4j, tmp_path, "ask", "Who wrote notes on the Analytical Engine?").stdout
    )
    assert "Mr Babbage" in run(empty_neo4j, tmp_path, "facts", "list", "Mr Babbage").stdout
    jobs = json.loads(run(empty_neo4j, tmp_path, "jobs", "list", "--json").stdout)
    assert [job["state"] for job in jobs] == ["done"]
    clear(empty_neo4j)
