"""The last evaluations, kept in a folder."""

from datetime import timedelta
from pathlib import Path

import pytest

from evaluation.kept_reports import KeptReports
from schemas.errors import InputError
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


def test_a_report_is_taken_elsewhere_under_its_name(tmp_path: Path) -> None:
    first, second = KeptReports(tmp_path / "first"), KeptReports(tmp_path / "second")
    first.keep(evaluation_report("old"), AT)
    first.keep(evaluation_report("new"), AT + timedelta(days=1))
    (tmp_path / "first" / "notes.json").write_text("{", encoding="utf-8")
    for name, content in first.contents():
        second.put(name, content)
    assert second.newest(5) == first.newest(5)
    with pytest.raises(InputError, match="no name of a kept evaluation"):
        second.put("../../etc/passwd", b"{}")
