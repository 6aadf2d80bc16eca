"""`citegraph kge` as a process, on a real graph."""

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.server.address import Neo4jAddress
from kg.store import Neo4jGraphStore
from schemas.graph import KgeModel
from tests.api.conftest import neo4j_variables
from tests.api.test_cli_program import assert_one_line_error
from tests.fakes.company_facts import company_facts
from tests.fakes.running_server import citegraph
from tests.fakes.stated_facts import stated_facts

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, empty_neo4j: Neo4jAddress) -> Run:
    home: Path = tmp_path_factory.mktemp("a home")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return citegraph(home, "kge", *arguments, **neo4j_variables(empty_neo4j))

    return run


@pytest.fixture(scope="module")
async def filled(run: Run, empty_neo4j: Neo4jAddress) -> Run:
    """After documents with enough facts were written, into the graph that the first command set up."""
    assert run("status").returncode == 0
    facts = [(head, "Thing", kind, tail, "Thing") for head, kind, tail in company_facts(120)]
    document = stated_facts("companies.txt", facts)
    async with await Neo4jGraphStore.open(
        empty_neo4j.uri, user=empty_neo4j.user, password=empty_neo4j.password
    ) as store:
        await store.documents.write([document])
        await store.documents.publish([document.document.id])
    return run


def test_before_the_training_it_says_how_to_begin(run: Run) -> None:
    result = run("status")
    assert result.returncode == 0, result.stderr
    assert result.stdout == "not trained: train it with `citegraph kge train`\n"
    found = json.loads(run("status", "--json").stdout)
    assert (found["trained"], found["useful"]) == (False, False)


def test_a_graph_too_small_is_one_line_with_the_remedy(run: Run) -> None:
    result = run("train")
    assert_one_line_error(result, code=1, words="0 facts")
    assert "Ingest more documents" in result.stderr


def test_training_says_what_the_predictor_is_worth(filled: Run) -> None:
    trained = filled("train", "--epochs", "30", "--json")
    assert trained.returncode == 0, trained.stderr
    found = json.loads(trained.stdout)
    assert found["trained"]
    assert found["version"] == 1
    assert found["metrics"]["facts"] == len(company_facts(120))
    assert found["useful"] == (found["metrics"]["sure_gain"] > 0)
    shown = filled("status")
    assert shown.returncode == 0, shown.stderr
    assert "RotatE version 1" in shown.stdout
    assert "counting" in shown.stdout


def test_models_are_compared_on_facts_held_aside(run: Run, tmp_path: Path) -> None:
    packaged = run("compare", "DistMult", "--data", "nations", "--epochs", "2", "--json")
    assert packaged.returncode == 0, packaged.stderr
    found = json.loads(packaged.stdout)
    assert [one["model"] for one in found["models"]] == ["counting", "DistMult"]
    assert (found["facts"], found["trained_on"], found["asked"]) == (1992, 1592, 201)
    assert found["finished"]
    quality = found["models"][1]["quality"]
    assert 0 < quality["hits_at_1"] <= quality["hits_at_3"] <= quality["hits_at_10"] <= 1
    assert "DistMult: MRR" in packaged.stderr

    file = tmp_path / "triples.tsv"
    file.write_text("\n".join("\t".join(fact) for fact in company_facts(100)), encoding="utf-8")
    shown = run("compare", "rotate", "--data", str(file), "--epochs", "1")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.splitlines()[0].split()[:5] == ["model", "MRR", "hits@1", "hits@3", "hits@10"]
    assert "RotatE" in shown.stdout


def test_what_cannot_be_compared_is_one_line_with_the_remedy(run: Run, tmp_path: Path) -> None:
    assert_one_line_error(run("compare", "TransX", "--data", "umls"), code=2, words="TransX")
    assert_one_line_error(run("compare", "--data", "nowhere.tsv"), code=2, words="cannot be read")
    file = tmp_path / "triples.tsv"
    file.write_text("a b c\n", encoding="utf-8")
    assert_one_line_error(run("compare", "--data", str(file)), code=2, words="Line 1")
    assert_one_line_error(run("train", "--model", "ConvE", "--dimensions", "7"), code=2, words="ConvE")


def test_a_suggestion_is_accepted_listed_and_taken_back(filled: Run) -> None:
    person, _, city = next(fact for fact in company_facts(120) if fact[1] == "LIVE_IN")
    other = next(tail for _, kind, tail in company_facts(120) if kind == "LIVE_IN" and tail != city)
    none = filled("suggest", "--accepted", "--json")
    assert json.loads(none.stdout) == []
    accepted = filled("accept", person, "LIVE_IN", other, "--reason", "she said so")
    assert accepted.returncode == 0, accepted.stderr
    assert "accepted: she said so" in accepted.stdout
    (one,) = json.loads(filled("suggest", person, "--accepted", "--json").stdout)
    assert (one["head_name"], one["tail_name"], one["support"]) == (person, other, 0)
    assert_one_line_error(filled("reject", person, "LIVE_IN", other), code=1, words="already")
    assert_one_line_error(filled("accept", person, "LIVE_IN", city), code=1, words="document states")
    suggested = filled("suggest", person, "--json")
    assert suggested.returncode == 0, suggested.stderr
    assert other not in [item["tail_name"] for item in json.loads(suggested.stdout)["items"]]


async def test_a_stale_predictor_says_so(filled: Run, empty_neo4j: Neo4jAddress) -> None:
    async with await Neo4jGraphStore.open(
        empty_neo4j.uri, user=empty_neo4j.user, password=empty_neo4j.password
    ) as store:
        old = KgeModel(
            version=9,
            model="RotatE",
            graph_version=await store.reader.version() - 1_000,
            metrics={
                **dict.fromkeys(("mrr", "hits_at_10"), 0.9),
                **dict.fromkeys(("baseline_mrr", "baseline_hits_at_10"), 0.1),
                **dict.fromkeys(("facts", "validation_facts", "entities", "relations"), 10.0),
            },
            path="rotate-9.npz",
            trained_at=datetime.now(UTC),
        )
        await store.trained_models.save(old)
    found = json.loads(filled("status", "--json").stdout)
    assert found["stale"]
    assert "more than a tenth" in found["note"]
