"""The last runs of `citegraph eval`, kept in a folder."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from evaluation.intervals import Interval
from evaluation.methods import EvalReport
from kg.atomic_file import atomic_file
from schemas.errors import InputError
from schemas.extraction import Usage
from schemas.value import Value

_NAME = "%Y%m%dT%H%M%S%fZ.json"
_log = logging.getLogger(__name__)


class AnswerSummary(Value):
    """The figures of the answers of a run, with 95 % intervals, and the share right by kind and language of the question.

    `model` is empty where no chat model answered; `price` is None where no prices are set.
    """

    model: str
    judged_by: str
    questions: int
    figures: dict[str, float]
    intervals: dict[str, Interval]
    kinds: dict[str, dict[str, float]]
    usage: Usage
    price: float | None = None


class EvaluationSummary(Value):
    """A run of `citegraph eval`: what was measured, when, and the figures of each way of finding passages, with 95 % intervals.

    `answers` is None where only passages were looked for.
    """

    measured_at: datetime
    corpus: dict[str, str | int]
    methods: dict[str, dict[str, float]]
    intervals: dict[str, dict[str, Interval]]
    answers: AnswerSummary | None = None


class KeptReports:
    """Reports in a folder, each a file as `citegraph eval --json` writes it; the oldest make room for new ones."""

    def __init__(self, folder: Path, *, most: int = 20) -> None:
        self._folder = folder
        self._most = most

    def keep(self, report: EvalReport, measured_at: datetime) -> Path:
        """Where the report is now.

        Raises:
            OSError: the folder cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / measured_at.astimezone(UTC).strftime(_NAME)
        with atomic_file(path) as file:
            file.write(report.model_dump_json().encode())
        for old in self._files()[self._most :]:
            old.unlink(missing_ok=True)
        return path

    def newest(self, limit: int) -> list[EvaluationSummary]:
        """At most so many runs, the newest first; what this version cannot read is left aside."""
        return list(islice(self._summaries(), limit))

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Each report that this version can read, by the name of its file, the newest first."""
        for file, _, _ in self._reports():
            yield file.name, file.read_bytes()

    def put(self, name: str, content: bytes) -> None:
        """Keep a report under the name that it had.

        Raises:
            InputError: reports have no such names.
        """
        try:
            datetime.strptime(name, _NAME).replace(tzinfo=UTC)
        except ValueError as error:
            raise InputError(
                f"{name} is no name of a kept evaluation", remedy="Give a file that was not changed."
            ) from error
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with atomic_file(self._folder / name) as file:
            file.write(content)

    def _summaries(self) -> Iterator[EvaluationSummary]:
        for _, measured_at, report in self._reports():
            yield _summary(report, measured_at)

    def _reports(self) -> Iterator[tuple[Path, datetime, EvalReport]]:
        for file in self._files():
            try:
                measured_at = datetime.strptime(file.name, _NAME).replace(tzinfo=UTC)
                report = EvalReport.model_validate_json(file.read_bytes())
            except (OSError, ValueError) as error:
                _log.warning(
                    "a kept evaluation cannot be read", extra={"file": file.name, "error": str(error)[:200]}
                )
            else:
                yield file, measured_at, report

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"), reverse=True)


def _summary(report: EvalReport, measured_at: datetime) -> EvaluationSummary:
    answers = report.answers
    return EvaluationSummary(
        measured_at=measured_at,
        corpus=report.corpus,
        methods=report.methods,
        intervals=report.intervals,
        answers=answers
        and AnswerSummary(
            model=answers.model,
            judged_by=answers.judged_by,
            questions=len(answers.answers),
            figures=answers.figures,
            intervals=answers.intervals,
            kinds=answers.kinds,
            usage=answers.usage,
            price=answers.price,
        ),
    )
