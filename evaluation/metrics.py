"""How good the rankings are, on questions whose passages are known."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.data import EvalQuestion
from evaluation.gold import Units

DEPTHS = (2, 5, 10)
DEEPEST = 50
RECALL = "recall@5"
ALL_RECALL = "all_recall@5"
MRR = "mrr"

Scores = dict[str, dict[str, float]]
"""For each figure the value of each question, 0..1, by question id; the figure is their mean."""


@dataclass(frozen=True)
class MethodRun:
    """What one method ranked for each question (passage ids, best first), and how long each took."""

    ranked: dict[str, tuple[str, ...]]
    ms: tuple[float, ...]


def score_each(gold: Mapping[str, Units], ranked: Mapping[str, Sequence[str]]) -> Scores:
    """Recall at 2, 5 and 10, whether all pieces are in the first 5, and the reciprocal rank, by ir-measures.

    Each is 0..1, higher is better; a question without a ranking has 0. The reciprocal rank is that of the first piece that
    is among the first 50.
    """
    import ir_measures
    from ir_measures import RR, Success

    judged = [
        ir_measures.Qrel(_key(question, place), passage, 1)
        for question, units in gold.items()
        for place, unit in enumerate(units)
        for passage in unit
    ]
    run = [
        ir_measures.ScoredDoc(_key(question, place), passage, float(-rank))
        for question, units in gold.items()
        for place in range(len(units))
        for rank, passage in enumerate(ranked.get(question, ())[:DEEPEST])
    ]
    found: dict[tuple[str, str], float] = {}
    for metric in ir_measures.iter_calc([*(Success @ depth for depth in DEPTHS), RR @ DEEPEST], judged, run):
        found[str(metric.measure), metric.query_id] = float(metric.value)

    def pieces(measure: object, question: str) -> list[float]:
        keys = (_key(question, place) for place in range(len(gold[question])))
        return [found.get((str(measure), key), 0.0) for key in keys]

    scores: Scores = {
        f"recall@{depth}": {one: _mean(pieces(Success @ depth, one)) for one in gold} for depth in DEPTHS
    }
    scores[ALL_RECALL] = {one: min(pieces(Success @ 5, one)) for one in gold}
    scores[MRR] = {one: max(pieces(RR @ DEEPEST, one)) for one in gold}
    return scores


def score_run(questions: Sequence[EvalQuestion], ranked: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """The means of `score_each` for questions that name their passages by id."""
    gold = {
        question.id: tuple(frozenset({one}) for one in dict.fromkeys(question.supporting_ids))
        for question in questions
    }
    return {name: _mean([*each.values()]) for name, each in score_each(gold, ranked).items()}


def summary(scores: Scores, ms: Sequence[float]) -> dict[str, float]:
    """The mean of each figure, rounded, with the milliseconds that half and 95 % of the questions stay under."""
    means = {name: round(_mean([*each.values()]), 4) for name, each in scores.items()}
    return {**means, "ms_p50": round(percentile(ms, 50), 2), "ms_p95": round(percentile(ms, 95), 2)}


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of the values do not exceed; 0 for none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(percent / 100 * len(values)) - 1)]


def _key(question: str, place: int) -> str:
    return f"{place} {question}"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
