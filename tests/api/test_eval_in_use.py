"""`citegraph eval` and `citegraph dataset` on the graph in use, as processes."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.server.address import Neo4jAddress
from tests.api.conftest import neo4j_variables
from tests.fakes.measured_notes import write_notes, write_questions
from tests.fakes.openai_server import ScriptedOpenAI, say
from tests.fakes.running_server import citegraph

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, empty_neo4j: Neo4jAddress) -> Run:
    """Runs the program where the notes were ingested."""
    home = tmp_path_factory.mktemp("eval")

    def call(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        return citegraph(home, *map(str, arguments), **neo4j_variables(empty_neo4j), **variables)

    done = call("ingest", write_notes(tmp_path_factory.mktemp("notes")))
    assert done.returncode == 0, done.stderr
    return call


@pytest.fixture(scope="module")
def note_questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_questions(tmp_path_factory.mktemp("questions"))


def test_judges_vote_and_the_run_is_compared_with_a_saved_one(
    run: Run, note_questions: Path, tmp_path: Path
) -> None:
    with ScriptedOpenAI(lambda request: say(_letter_of(request.prompt))) as server:
        judges = tmp_path / "judges.yaml"
        judges.write_text(
            "\n".join(
                f"- {{model: judge-{number}, base_url: '{server.base_url}', input_price: 2}}"
                for number in (1, 2, 3)
            ),
            encoding="utf-8",
        )
        done = run("eval", "--questions", note_questions, "--judges", judges, "--json", "-")
        assert done.returncode == 0, done.stderr
        assert "this may need 9 model calls" in done.stderr
        asked = [request.prompt for request in server.requests]
    found = json.loads(done.stdout)
    panel = found["answers"]["panel"]
    assert panel["replies"] == 2
    assert panel["unanimous"] == 1.0
    assert [judge["usage"]["model_calls"] for judge in panel["judges"]] == [2, 2, 2]
    assert panel["judges"][0]["price"] == 2 * 2 * 11 / 1_000_000
    assert found["answers"]["figures"]["right"] == 1.0
    assert {_letter_of(prompt) for prompt in asked} == {"A", "B"}, "both orders of the options are shown"

    saved = tmp_path / "run.json"
    saved.write_text(done.stdout, encoding="utf-8")
    again = run("eval", "--questions", note_questions, "--compare", saved)
    assert again.returncode == 0, again.stderr
    assert "no significant loss" in again.stdout

    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "x", "question": "Who?", "answerable": False}), encoding="utf-8")
    refused = run("eval", "--questions", other, "--compare", saved)
    assert refused.returncode == 2
    assert "no question in common" in refused.stderr


def _letter_of(prompt: str) -> str:
    """The letter under which the prompt offers that the reply is right."""
    return "A" if "A) The reply says what" in prompt else "B"


def test_a_set_is_built_from_the_documents_and_filtered_by_what_a_model_knows(
    run: Run, tmp_path: Path
) -> None:
    built = tmp_path / "built.jsonl"
    done = run("dataset", "build", "--output", built)
    assert done.returncode == 0, done.stderr
    rows = {row["question"]: row for row in map(json.loads, built.read_text("utf-8").splitlines())}
    founder = rows["Who founded Cloth Hall?"]
    assert founder["answers"] == ["Mira Holt"]
    (span,) = founder["gold"]
    assert span["text"] == "Mira Holt founded Cloth Hall in 1871."
    assert span["document"].endswith("mill.md")
    assert any(row.get("answerable") is False for row in rows.values())

    kept = tmp_path / "kept.jsonl"
    knows = "I think it was Mira Holt."
    with ScriptedOpenAI(
        lambda request: say(knows if "founded Cloth Hall" in request.prompt else "I do not know")
    ) as server:
        model = {"OPENAI_BASE_URL": server.base_url, "CITEGRAPH_CHAT_MODEL": "scripted"}
        done = run("dataset", "filter", "--questions", built, "--unknown-only", "--output", kept, **model)
    assert done.returncode == 0, done.stderr
    assert "by exact rules" in done.stdout
    left = {json.loads(line)["question"] for line in kept.read_text("utf-8").splitlines()}
    assert rows.keys() - left == {"Who founded Cloth Hall?"}

    refused = run("dataset", "filter", "--questions", built, "--output", kept)
    assert refused.returncode == 2
    assert "no chat model is configured" in refused.stderr
