import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from api.cli.chunks import chunks
from schemas.errors import DocumentRejectedError, InputError, NotFoundError
from tests.fakes.files import PARAGRAPH, pdf_of

app = typer.Typer()
app.command()(chunks)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_all_strategies_are_compared_on_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([[PARAGRAPH * 3], [PARAGRAPH * 2]]))
    reports = json.loads(run("a.pdf", "--max-chars", "300", "--json").stdout)
    assert [report["strategy"] for report in reports] == ["recursive", "semantic", "fixed", "markdown"]
    by_name = {report["strategy"]: report for report in reports}
    assert by_name["fixed"]["cut_sentences"] > 0
    assert by_name["recursive"]["cut_sentences"] == by_name["semantic"]["cut_sentences"] == 0
    assert all(0 < report["median_chars"] <= report["max_chars"] <= 300 for report in reports)


def test_one_strategy_shows_its_chunks(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"# Caxton\n\n{PARAGRAPH}\n\n## 한글\n\n세종이 만들었다.", encoding="utf-8"
    )
    shown = run("a.md", "--strategy", "markdown")
    assert shown.exit_code == 0
    assert "Caxton > 한글" in shown.stdout
    (document,) = json.loads(run("a.md", "--strategy", "markdown", "--json").stdout)
    assert [chunk["heading"] for chunk in document["chunks"]] == ["Caxton", "Caxton > 한글"]


def test_a_folder_says_what_it_skips(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.")
    (tmp_path / "b.mp3").write_bytes(b"x")
    result = run(".", "--strategy", "fixed")
    assert "skipped b.mp3" in result.stderr
    assert "Some text." in result.stdout


def test_bad_input_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "a\u202efdp.txt").write_bytes(b"It shows as atxt.pdf.")
    (tmp_path / "a.txt").write_bytes(b"text")
    for arguments, kind in (
        (("none.txt",), NotFoundError),
        (("empty.txt",), DocumentRejectedError),
        (("a\u202efdp.txt",), DocumentRejectedError),
        (("a.txt", "--max-chars", "5"), InputError),
        (("a.txt", "--overlap-chars", "700"), InputError),
    ):
        error = run(*arguments).exception
        assert isinstance(error, kind)
        assert error.remedy


def test_questions_score_each_strategy_beside_its_counts(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"# Caxton\n\n{PARAGRAPH}\n\n## Ink\n\nThe ink was boiled from linseed oil."
    )
    gold = {"document": "a.md", "text": "The ink was boiled from linseed oil."}
    asked = [{"id": "ink", "question": "What was the ink boiled from?", "gold": [gold]}]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, asked)))
    result = run("a.md", "--questions", "q.jsonl", "--max-chars", "60")
    assert result.exit_code == 0
    assert "gold_text" in result.stdout
    assert "keep recursive" in result.stdout
    said = json.loads(run("a.md", "--questions", "q.jsonl", "--max-chars", "60", "--json").stdout)
    assert {one["strategy"] for one in said["strategies"]} == {
        one["strategy"] for one in said["retrieval"]["scores"]
    }
    figures = {one["strategy"]: one["figures"] for one in said["retrieval"]["scores"]}
    assert figures["recursive"]["whole"] == 1
    assert not (tmp_path / "home").joinpath("neo4j").exists()
    assert run("a.md", "--questions", "q.jsonl", "--strategy", "fixed").exit_code == 2
