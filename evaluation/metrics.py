"""How good the rankings are, on questions whose passages are known."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.data import EvalQuestion

DEPTHS = (2, 5, 10)
DEEPEST = 50


@dataclass(frozen=True)
class MethodRun:
    """What one method ranked for each question (passage ids, best first), and how long each took."""

    ranked: dict[str, tuple[str, ...]]
    ms: tuple[float, ...]


def score_run(questions: Sequence[EvalQuestion], ranked: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Recall at 2, 5 and 10, the share of questions with all their passages in the first 5, and MRR, by ir-measures.

    Each is a mean over the questions, 0..1, higher is better; a question without a ranking counts 0. MRR looks at the
    first 50.
    """
    import ir_measures
    from ir_measures import RR, R

    judged = [
        ir_measures.Qrel(question.id, passage, 1)
        for question in questions
        for passage in dict.fromkeys(question.supporting_ids)
    ]
    run = [
        ir_measures.ScoredDoc(question, passage, float(-rank))
        for question, passages in ranked.items()
        for rank, passage in enumerate(passages[:DEEPEST])
    ]
    names = {f"recall@{depth}": R @ depth for depth in DEPTHS} | {"mrr": RR @ DEEPEST}
    found: dict[tuple[str, str], float] = {}
    for metric in ir_measures.iter_calc(list(names.values()), judged, run):
        found[str(metric.measure), metric.query_id] = float(metric.value)
    each = {
        name: [found.get((str(measure), question.id), 0.0) for question in questions]
        for name, measure in names.items()
    }
    each["all_recall@5"] = [float(value == 1.0) for value in each["recall@5"]]
    order = [*(f"recall@{depth}" for depth in DEPTHS), "all_recall@5", "mrr"]
    return {name: sum(each[name]) / len(questions) if questions else 0.0 for name in order}


def report(questions: Sequence[EvalQuestion], run: MethodRun) -> dict[str, float]:
    """The scores of a run, rounded, with the milliseconds per question that half and 95 % of the questions stay under."""
    scores = {name: round(value, 4) for name, value in score_run(questions, run.ranked).items()}
    return {**scores, "ms_p50": round(percentile(run.ms, 50), 2), "ms_p95": round(percentile(run.ms, 95), 2)}


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of the values do not exceed; 0 for none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(percent / 100 * len(values)) - 1)]
