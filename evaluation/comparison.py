"""A run beside a saved one, question by question."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from evaluation.answers import RIGHT
from evaluation.intervals import Difference, differences
from evaluation.methods import FUSION, EvalReport
from evaluation.metrics import ALL_RECALL, MRR, RECALL, Scores
from schemas.errors import InputError
from schemas.value import Value

_ANSWERS = (RIGHT, "f1", "refusal_recall", "citation_precision")


class Comparison(Value):
    """What changed: `judged` are the figures of the fusion and of the answers, by which a run fails; `single` those of one method."""

    judged: tuple[Difference, ...]
    single: tuple[Difference, ...]
    missing: tuple[str, ...] = ()

    @property
    def losses(self) -> tuple[Difference, ...]:
        """The judged figures that are worse by more than chance explains."""
        return tuple(one for one in self.judged if one.is_loss)


def read_report(path: Path) -> EvalReport:
    """A saved run.

    Raises:
        InputError: it cannot be read, or has no values by question.
    """
    try:
        report = EvalReport.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(
            f"{path} is no saved run: {' '.join(str(error).split())[:200]}",
            remedy="Save one with `citegraph eval … --json FILE`.",
        ) from error
    if not report.each and report.answers is None:
        raise InputError(
            f"{path} has no values by question, which a comparison needs",
            remedy="Save the run again with this version: `citegraph eval … --json FILE`.",
        )
    return report


def compare(before: EvalReport, now: EvalReport) -> Comparison:
    """The differences over the questions that both runs have.

    Raises:
        InputError: they have none in common.
    """
    judged = differences(_judged(before), _judged(now))
    if not judged:
        raise InputError(
            "the runs have no question in common", remedy="Compare runs of one file of questions."
        )
    return Comparison(
        judged=tuple(judged),
        single=tuple(differences(_single(before), _single(now))),
        missing=tuple(sorted(before.methods.keys() - now.methods.keys())),
    )


def _judged(report: EvalReport) -> Scores:
    scores = _of(report.each.get(FUSION, {}), (RECALL, ALL_RECALL, MRR), FUSION)
    if report.answers is not None:
        scores |= _of(report.answers.each, _ANSWERS, "answers")
    return scores


def _single(report: EvalReport) -> Scores:
    return {
        name: values
        for method, scores in report.each.items()
        if method != FUSION
        for name, values in _of(scores, (RECALL,), method).items()
    }


def _of(scores: Mapping[str, Mapping[str, float]], figures: tuple[str, ...], of: str) -> Scores:
    return {f"{of} {figure}": dict(scores[figure]) for figure in figures if scores.get(figure)}
