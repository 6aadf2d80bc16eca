"""The commands on a real graph, as processes: what they print, how they end."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.server.address import Neo4jAddress
from tests.api.conftest import StartServer, neo4j_variables
from tests.api.test_cli_program import assert_one_line_error
from tests.api.test_documents import LOVELACE, SEJONG
from tests.fakes.files import pdf_of
from tests.fakes.running_server import citegraph

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A person's folder with documents."""
    folder = tmp_path_factory.mktemp("a home")
    papers = folder / "papers"
    papers.mkdir()
    (papers / "lovelace.md").write_text(f"# Ada Lovelace\n\n{LOVELACE}\n")
    (papers / "세종.txt").write_text(SEJONG)
    (papers / "bible.pdf").write_bytes(
        pdf_of([["Johannes Gutenberg printed the Bible in Mainz."], ["Peter Schoeffer worked in Mainz."]])
    )
    return folder


@pytest.fixture(scope="module")
def run(home: Path, empty_neo4j: Neo4jAddress) -> Run:
    """Runs the program there, on the run's Neo4j."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return citegraph(home, *arguments, **{**neo4j_variables(empty_neo4j), **variables})

    return run


@pytest.fixture(scope="module")
def filled(run: Run) -> Run:
    """After the papers were ingested."""
    result = run("ingest", "papers")
    assert result.returncode == 0, result.stderr
    assert "3 documents" in result.stdout
    assert "0 failed" in result.stdout
    return run


def test_the_same_again_changes_nothing(filled: Run) -> None:
    before = filled("documents", "list", "--json").stdout
    assert filled("ingest", "papers/*").returncode == 0
    assert filled("documents", "list", "--json").stdout == before


def test_a_list_that_is_cut_says_how_to_go_on(filled: Run) -> None:
    first = filled("documents", "list", "--limit", "1", "--json")
    (document,) = json.loads(first.stdout)
    assert f"--after {document['id']}" in first.stderr
    rest = filled("documents", "list", "--after", document["id"], "--json")
    assert rest.stderr == ""
    assert document not in json.loads(rest.stdout)


def test_an_answer_shows_the_document_and_the_sentence(filled: Run) -> None:
    result = filled("ask", "Who wrote notes on the Analytical Engine?", "--trace")
    assert result.returncode == 0, result.stderr
    assert "[1] " in result.stdout
    assert "lovelace.md" in result.stdout
    assert "“Ada Lovelace wrote notes on the Analytical Engine.”" in result.stdout
    assert "dense: ran" in result.stdout
    assert "kge: off" in result.stdout


def test_an_answer_from_a_pdf_names_the_page(filled: Run) -> None:
    result = filled("ask", "Where did Peter Schoeffer work?", "--json")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["citations"][0]["page"] == 2


def test_a_korean_question_is_answered(filled: Run) -> None:
    result = filled("ask", "훈민정음을 누가 창제하였나?")
    assert result.returncode == 0, result.stderr
    assert "세종" in result.stdout


def test_an_unanswerable_question_is_no_failure(filled: Run) -> None:
    result = filled("ask", "What is the boiling point of tungsten?")
    assert result.returncode == 0
    assert "[1]" not in result.stdout


def test_one_broken_file_does_not_stop_the_others(filled: Run, home: Path) -> None:
    mixed = home / "mixed"
    mixed.mkdir()
    (mixed / "empty.txt").write_bytes(b"")
    (mixed / "locked.pdf").write_bytes(pdf_of([["A secret."]], password="s3cret"))
    (mixed / "junk.pdf").write_bytes(bytes(range(256)) * 50)
    (mixed / "good.txt").write_text("Wynkyn de Worde printed in London.")
    result = filled("ingest", "mixed")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 3
    assert all(any(name in line for line in errors) for name in ("empty.txt", "locked.pdf", "junk.pdf"))
    sources = [each["source"] for each in json.loads(filled("documents", "list", "--json").stdout)]
    assert str(mixed / "good.txt") in sources


def test_a_folder_of_odd_things_names_each_once_in_a_short_line_and_reads_the_rest(
    filled: Run, home: Path
) -> None:
    odd = home / "odd" / ("long name " * 12)
    odd.mkdir(parents=True)
    (odd / "a.txt").write_text("Robert Granjon cut Civilité in Lyon.")
    (odd / "loop.txt").symlink_to("loop.txt")
    (odd / "gone.txt").symlink_to("nowhere.txt")
    (odd / "again").symlink_to(odd)
    (odd / ".hidden.txt").write_text("Hidden.")
    (odd / "song.mp3").write_bytes(b"ID3\x04")
    (odd / "bad.pdf").write_bytes(b"junk")
    os.mkfifo(odd / "pipe.txt")
    result = filled("ingest", str(home / "odd"))
    assert result.returncode == 2
    names = ("loop.txt", "gone.txt", "again", ".hidden.txt", "song.mp3", "bad.pdf", "pipe.txt")
    for name in names:
        (line,) = [line for line in result.stderr.splitlines() if f"/{name}" in line]
        assert len(line) <= 200
        assert line.count(name) == 1
    sources = [each["source"] for each in json.loads(filled("documents", "list", "--json").stdout)]
    assert str(odd / "a.txt") in sources
    shown = filled("chunks", str(home / "odd"), "--strategy", "fixed")
    assert shown.returncode == 2
    assert "Civilité" in shown.stdout
    assert all(shown.stderr.count(f"/{name}") == 1 for name in names)


def test_a_file_over_the_limit_is_refused(filled: Run, home: Path) -> None:
    (home / "large.txt").write_text("word " * 1_000)
    result = filled("ingest", "large.txt", CITEGRAPH_MAX_UPLOAD_BYTES="2000")
    assert result.returncode == 2
    assert "larger than" in result.stderr


def test_a_deletion_is_looked_at_confirmed_and_done(filled: Run, home: Path) -> None:
    (home / "gone.txt").write_text("Nicolas Jenson cut a roman type in Venice.")
    assert filled("ingest", "gone.txt").returncode == 0
    documents = json.loads(filled("documents", "list", "--json").stdout)
    (document_id,) = [each["id"] for each in documents if each["source"].endswith("gone.txt")]
    looked = filled("documents", "delete", document_id, "--dry-run")
    assert "would go" in looked.stdout
    assert_one_line_error(filled("documents", "delete", document_id), 2, "confirm")
    gone = filled("documents", "delete", document_id, "--yes", "--json")
    assert json.loads(gone.stdout)["document_id"] == document_id
    assert_one_line_error(filled("documents", "delete", document_id, "--yes"), 2, document_id)


def test_a_fact_is_rejected_and_restored(filled: Run) -> None:
    (fact, *_) = json.loads(filled("facts", "list", "--json").stdout)
    rejected = filled("facts", "reject", fact["id"], "--reason", "a test")
    assert rejected.returncode == 0, rejected.stderr
    assert "rejected: a test" in rejected.stdout
    assert fact["id"] in filled("facts", "list", "--rejected").stdout
    assert "reject" in filled("entities", "decisions").stdout
    assert filled("facts", "restore", fact["id"]).returncode == 0
    assert fact in json.loads(filled("facts", "list", fact["head_name"], "--json").stdout)


def test_entities_are_merged_and_parted_again(filled: Run) -> None:
    def listed() -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(
            filled("entities", "list", "--json", "--limit", "500").stdout
        )
        return sorted(found, key=lambda each: str(each["id"]))

    before = listed()
    persons = [each for each in before if each["type"] == "Person"]
    one, other = str(persons[0]["id"]), str(persons[1]["id"])
    merged = filled("entities", "merge", one, other, "--json")
    assert merged.returncode == 0, merged.stderr
    outcome = json.loads(merged.stdout)
    decision = outcome["decision"]
    assert [each["name"] for each in outcome["entities"]] == [persons[1]["name"]]
    assert decision["reason"] == f"{persons[0]['name']} is {persons[1]['name']}"
    assert len(listed()) == len(before) - 1
    assert decision["id"] in filled("entities", "decisions").stdout
    assert filled("entities", "undo", decision["id"]).returncode == 0
    assert listed() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("entities", "merge", "Nobody", "Nothing", "--reason", "x"),
        ("entities", "undo", "unknown"),
        ("facts", "reject", "unknown"),
        ("facts", "restore", "unknown"),
        ("facts", "list", "Nobody"),
        ("documents", "delete", "unknown", "--yes"),
        ("jobs", "retry", "unknown"),
        ("ask", "who?", "--document", "unknown"),
    ],
)
def test_unknown_things_end_with_2(filled: Run, arguments: tuple[str, ...]) -> None:
    assert_one_line_error(filled(*arguments), 2, ".")


def test_the_schema_is_shown_checked_and_approved(filled: Run, home: Path) -> None:
    shown = filled("schema", "show")
    assert shown.returncode == 0, shown.stderr
    file = home / "schema.yaml"
    file.write_text(shown.stdout)
    assert "sound" in filled("schema", "check", str(file)).stdout
    approved = filled("schema", "approve", str(file))
    assert approved.returncode == 0, approved.stderr
    assert "is in force" in approved.stdout
    file.write_text("entity_types: [nonsense")
    assert_one_line_error(filled("schema", "check", str(file)), 2, ".")


def test_the_schema_is_refined_from_what_was_read(filled: Run) -> None:
    dry = filled("schema", "refine", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    heading, first, second, *_ = dry.stdout.splitlines()
    assert heading.split("  ")[0] == "round"
    assert first.startswith("every wording")
    assert "100 %" in first
    assert second.startswith("vocabulary")
    assert filled("schema", "draft").returncode == 2, "a dry run stores no draft"
    refined = filled("schema", "refine", "--rounds", "1")
    assert refined.returncode == 0, refined.stderr
    assert "is a draft with" in refined.stdout
    assert "from version" in filled("schema", "diff").stdout
    assert filled("schema", "approve", "--by", "mina", "--reason", "afresh").returncode == 0
    latest = filled("schema", "versions").stdout.splitlines()[-1]
    assert "approved" in latest
    assert "mina" in latest
    assert latest.endswith("afresh")


def test_doctor_finds_all_well(filled: Run) -> None:
    result = filled("doctor", "--json")
    assert result.returncode == 0, result.stdout
    diagnosis = json.loads(result.stdout)
    states = {finding["name"]: finding["state"] for finding in diagnosis["findings"]}
    assert states["neo4j"] == states["embedding model"] == "ok"
    assert states["chat model"] == "off"
    assert diagnosis["leaves_this_machine"] == []


def test_doctor_says_what_is_broken(filled: Run) -> None:
    result = filled(
        "doctor",
        OPENAI_BASE_URL="http://127.0.0.1:1/v1",
        CITEGRAPH_NEO4J_TIMEOUT_S="1",
        CITEGRAPH_CHAT_MODLE="x",
        CITEGRAPH_EMBEDDING_MODEL="/no/such/folder",
    )
    assert result.returncode == 1
    assert "CITEGRAPH_CHAT_MODLE" in result.stdout
    assert "/no/such/folder" in result.stdout
    assert "127.0.0.1:1/v1 does not answer" in result.stdout
    assert "No text leaves this machine." in result.stdout


def test_a_graph_keeps_its_embedding_model(filled: Run, tmp_path: Path) -> None:
    import shutil

    from api.embedding.model_files import local_model

    packaged = local_model("all-MiniLM-L6-v2")
    assert packaged is not None
    copied = shutil.copytree(packaged, tmp_path / "other-model")
    result = filled("ask", "who?", CITEGRAPH_EMBEDDING_MODEL=str(copied))
    assert_one_line_error(result, 2, "embedding model|built with")


def test_a_running_server_does_the_commands_work(
    start_server: StartServer, empty_neo4j: Neo4jAddress, tmp_path: Path
) -> None:
    server = start_server(CITEGRAPH_API_KEY="a-key-of-sufficient-length")
    (server.home / "new.txt").write_text("Richard Pynson printed in London.")
    variables = {**neo4j_variables(empty_neo4j), "CITEGRAPH_API_KEY": "a-key-of-sufficient-length"}
    result = citegraph(server.home, "ingest", "new.txt", **variables)
    assert result.returncode == 0, result.stderr
    assert server.url in result.stderr
    jobs = json.loads(citegraph(server.home, "jobs", "list", "--json", **variables).stdout)
    assert jobs[0]["state"] == "done"
    (document_id,) = jobs[0]["document_ids"]
    gone = citegraph(server.home, "documents", "delete", document_id, "--yes", **variables)
    assert gone.returncode == 0, gone.stderr
    wrong = citegraph(server.home, "ingest", "new.txt", **neo4j_variables(empty_neo4j))
    assert_one_line_error(wrong, 2, "key")
