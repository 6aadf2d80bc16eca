"""`citegraph eval` as a process, on a small benchmark made here."""

import gzip
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.jobs.owner import own_jobs
from kg.server.server_options import ServerOptions
from tests.fakes.measured_notes import write_notes, write_questions
from tests.fakes.running_server import citegraph

Run = Callable[..., subprocess.CompletedProcess[str]]
CACHE = {"CITEGRAPH_CACHE_DIR": str(ServerOptions().jar_cache.parent)}
TOWNS = {"Bristol": "Avon", "Leeds": "Aire", "York": "Ouse", "Bath": "Frome", "Derby": "Derwent"}
FOUNDERS = {"Engine Works": ("Ada Byron", "Bristol"), "Lamp House": ("Otto Berg", "York")}
METHODS = {"bm25", "graph", "dense", "keyword", "fusion"}
SCORES = ["recall@2", "recall@5", "recall@10", "all_recall@5", "mrr", "ms_p50", "ms_p95"]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return path


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("benchmark data")
    passages: list[dict[str, object]] = []
    triples: list[dict[str, object]] = []
    for number, (town, river) in enumerate(TOWNS.items()):
        text = f"{town} lies on the river {river}."
        passages.append({"id": f"t{number}", "title": town, "text": text})
        triples.append(
            {"passage_id": f"t{number}", "entities": [town], "triples": [[town, "lies on", river]]}
        )
    for number, (firm, (founder, town)) in enumerate(FOUNDERS.items()):
        text = f"{founder} founded {firm} in {town}."
        passages.append({"id": f"f{number}", "title": firm, "text": text})
        found = [[founder, "founded", firm], [firm, "was founded in", town]]
        triples.append({"passage_id": f"f{number}", "entities": [firm, town], "triples": found})
    write(folder / "passages.jsonl.gz", passages)
    write(folder / "openie.jsonl.gz", triples)
    write(
        folder / "questions.jsonl.gz",
        [
            {
                "id": "q1",
                "question": "On which river does the home of Engine Works lie?",
                "supporting_ids": ["f0", "t0"],
            },
            {"id": "q2", "question": "Who founded Lamp House?", "supporting_ids": ["f1"]},
        ],
    )
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("eval")


@pytest.fixture(scope="module")
def run(home: Path) -> Iterator[Run]:
    def call(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        return citegraph(home, *map(str, arguments), **CACHE, **variables)

    yield call
    call("neo4j", "stop", "--all")


@pytest.mark.timeout(400)
def test_every_method_is_scored_on_a_graph_of_its_own(
    run: Run, home: Path, data: Path, tmp_path: Path
) -> None:
    questions, scores = data / "questions.jsonl.gz", tmp_path / "scores.json"
    # A server given by the user is not touched: nothing listens at this address.
    elsewhere = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "unused"}
    done = run("eval", "--data", data, "--questions", questions, "--json", scores, **elsewhere)
    assert done.returncode == 0, done.stderr
    assert "fusion" in done.stdout
    found = json.loads(scores.read_text(encoding="utf-8"))
    assert set(found) == {"corpus", "settings", "methods", "intervals", "each", "answers"}
    assert found["corpus"]["passages"] == len(TOWNS) + len(FOUNDERS)
    assert found["corpus"]["triples"] == "recorded"
    assert found["corpus"]["questions"] == 2
    assert set(found["methods"]) >= METHODS
    for method in METHODS:
        assert list(found["methods"][method]) == SCORES
    assert found["methods"]["graph"]["recall@2"] == 1.0
    assert found["methods"]["fusion"]["mrr"] == 1.0
    assert "running" not in run("neo4j", "status", "--all").stdout.replace("not running", "")

    (job_file,) = home.rglob("jobs.sqlite3")
    with own_jobs(job_file.parent, None):
        refused = run("eval", "--data", data, "--questions", questions)
    assert refused.returncode == 1, refused.stderr
    assert f"belong to process {os.getpid()}" in refused.stderr


def test_what_does_not_fit_is_refused_in_one_line(run: Run, data: Path, tmp_path: Path) -> None:
    missing = run("eval", "--data", tmp_path, "--questions", data / "questions.jsonl.gz")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "no files in" in missing.stderr
    assert "Traceback" not in missing.stderr

    broken = tmp_path / "questions.jsonl"
    broken.write_text('{"id": "q"}\n', encoding="utf-8")
    refused = run("eval", "--data", data, "--questions", broken)
    assert refused.returncode == 2
    assert "line 1" in refused.stderr


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_notes(tmp_path_factory.mktemp("notes"))


@pytest.fixture(scope="module")
def note_questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_questions(tmp_path_factory.mktemp("questions"))


@pytest.mark.timeout(400)
def test_a_folder_of_documents_is_measured(
    run: Run, home: Path, notes: Path, note_questions: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "run.json"
    done = run("eval", "--data", notes, "--questions", note_questions, "--json", saved)
    assert done.returncode == 0, done.stderr
    found = json.loads(saved.read_text(encoding="utf-8"))
    assert found["corpus"]["documents"] == 2
    assert found["methods"]["fusion"]["mrr"] == 1.0
    answers = found["answers"]
    assert {one["id"]: one["right"] for one in answers["answers"]} == {
        "founder": True,
        "builder": True,
        "none": True,
    }
    assert answers["figures"]["refusal_recall"] == answers["figures"]["citation_precision"] == 1.0
    assert answers["kinds"]["fact"] == {"questions": 2, "right": 1.0}
    assert answers["judged_by"] == "exact rules"
    (kept, *_) = sorted(home.glob("data/graphs/*/evaluations/*.json"), reverse=True)
    assert json.loads(kept.read_text(encoding="utf-8")) == found
