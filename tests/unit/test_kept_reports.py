"""The last evaluations, kept in a folder."""

from datetime import timedelta
from pathlib import Path

from evaluation.kept_reports import KeptReports
from tests.fakes.evaluation_report import evaluation_report
from tests.fakes.values import AT


def test_the_newest_come_first_without_questions_and_answers(tmp_path: Path) -> None:
    kept = KeptReports(tmp_path / "evaluations")
    assert kept.newest(5) == []
    for number in range(3):
        kept.keep(evaluation_report(questions=number), AT + timedelta(hours=number))
    found = kept.newest(2)
    assert [one.corpus["questions"] for one in found] == [2, 1]
    assert found[0].measured_at == AT + timedelta(hours=2)
    assert found[0].intervals["fusion"]["recall@5"] == (0.65, 0.85)
    assert found[0].answers is not None
    assert found[0].answers.questions == 1
    assert "Who?" not in found[0].model_dump_json()


def test_a_run_without_answers_has_none(tmp_path: Path) -> None:
    kept = KeptReports(tmp_path)
    kept.keep(evaluation_report().model_copy(update={"answers": None}), AT)
    assert kept.newest(1)[0].answers is None


def test_the_oldest_makes_room_and_what_cannot_be_read_is_left_aside(tmp_path: Path) -> None:
    kept = KeptReports(tmp_path, most=2)
    files = [
        kept.keep(evaluation_report(questions=number), AT + timedelta(days=number)) for number in range(3)
    ]
    assert [file.exists() for file in files] == [False, True, True]
    files[1].write_text("{", encoding="utf-8")
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    assert [one.corpus["questions"] for one in kept.newest(5)] == [2]
