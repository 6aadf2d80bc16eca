"""Scores against values worked out by hand."""

import gzip
import json
from pathlib import Path

import pytest

from evaluation.data import EvalPassage, EvalQuestion, read_passages, read_questions
from evaluation.methods import bm25_baseline, run_method
from evaluation.metrics import percentile, score_run, summary
from schemas.errors import InputError


def question(name: str, *gold: str) -> EvalQuestion:
    return EvalQuestion(id=name, question=f"{name}?", supporting_ids=gold)


def test_scores_of_two_questions() -> None:
    questions = [question("one", "a", "b"), question("two", "c")]
    ranked = {"one": ["a", "x", "y", "z", "b"], "two": ["x", "y", "z", "u", "v", "c"]}
    assert score_run(questions, ranked) == {
        "recall@2": pytest.approx((1 / 2 + 0) / 2),
        "recall@5": pytest.approx((1 + 0) / 2),
        "recall@10": pytest.approx(1.0),
        "all_recall@5": pytest.approx(1 / 2),
        "mrr": pytest.approx((1 + 1 / 6) / 2),
    }


def test_a_question_without_a_ranking_counts_zero() -> None:
    questions = [question("one", "a"), question("two", "b")]
    assert score_run(questions, {"one": ["a"], "two": []})["recall@5"] == pytest.approx(0.5)
    assert score_run(questions, {"one": ["a"]})["mrr"] == pytest.approx(0.5)


def test_half_of_the_passages_is_not_all() -> None:
    assert score_run([question("one", "a", "b")], {"one": ["a"]})["all_recall@5"] == 0.0


def test_a_passage_named_twice_counts_once() -> None:
    assert score_run([question("one", "a", "a")], {"one": ["a"]})["recall@2"] == 1.0


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], 50) == 3.0
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], 95) == 5.0
    assert percentile([7.0], 50) == 7.0
    assert percentile([], 95) == 0.0


def test_a_summary_has_means_and_milliseconds() -> None:
    assert summary({"recall@2": {"one": 1.0, "two": 0.0}}, [2.0]) == {
        "recall@2": 0.5,
        "ms_p50": 2.0,
        "ms_p95": 2.0,
    }


async def test_a_method_is_asked_every_question_and_timed() -> None:
    asked: list[str] = []
    done: list[int] = []

    async def rank(text: str) -> list[str]:
        asked.append(text)
        return ["a", "a", "b"]

    run = await run_method([question("one", "a"), question("two", "b")], rank, lambda: done.append(1))
    assert asked == ["one?", "one?", "two?"]
    assert run.ranked == {"one": ("a", "b"), "two": ("a", "b")}
    assert len(run.ms) == len(done) == 2


async def test_bm25_finds_the_words() -> None:
    passages = [
        EvalPassage(id="p1", title="Hangul", text="Sejong made the letters."),
        EvalPassage(id="p2", title="Engine", text="Babbage drew an engine."),
        EvalPassage(id="p3", text="Nothing of either."),
    ]
    rank = bm25_baseline(passages, "en")
    assert (await rank("Who drew the engine?"))[0] == "p2"
    assert (await rank("Who made Hangul?"))[0] == "p1"
    assert await rank("zzz?") == []


def test_files_are_read_plain_and_gzipped(tmp_path: Path) -> None:
    row = {"id": "q", "question": "Who?", "supporting_ids": ["a"], "answer": "x", "type": "2hop"}
    plain, packed = tmp_path / "q.jsonl", tmp_path / "q.jsonl.gz"
    plain.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert (
        read_questions(plain)
        == read_questions(packed)
        == (question("q", "a").model_copy(update={"question": "Who?"}),)
    )


def test_the_text_of_a_passage_is_title_and_text(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text(
        '{"id": "a", "title": "T", "text": "x\\u2028y"}\n{"id": "b", "text": "z"}', encoding="utf-8"
    )
    assert [passage.whole for passage in read_passages(file)] == ["T\nx\u2028y", "z"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b'{"id": "a"}\n', "line 1"),
        (b'{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n', "same id twice"),
        (b"no json\n", "line 1"),
        (b"[1]\n", "line 1"),
        (b"\x1f\x8bgarbage", "cannot be read"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    file = tmp_path / "p.jsonl"
    file.write_bytes(content)
    with pytest.raises(InputError, match=complaint):
        read_passages(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")
