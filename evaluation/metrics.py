"""How good the rankings are, on questions whose passages are known."""

import logging
import math
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

from evaluation.data import EvalPassage, EvalQuestion
from kg.text.words import content_words
from retrieval.retriever import Retriever
from schemas.document import Language
from schemas.retrieval import CHANNELS, ChannelName, RetrievalOptions
from schemas.value import Value

DEPTHS = (2, 5, 10)
_DEEPEST = 50
FUSION = "fusion"
BM25 = "bm25"


class MethodRun(Value):
    """What one method ranked for each question (passage ids, best first), and how long each took."""

    ranked: dict[str, tuple[str, ...]]
    ms: tuple[float, ...]


Rank = Callable[[str], Awaitable[Sequence[str]]]
"""Passage ids for a question, best first."""


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
        for rank, passage in enumerate(passages[:_DEEPEST])
    ]
    names = {f"recall@{depth}": R @ depth for depth in DEPTHS} | {"mrr": RR @ _DEEPEST}
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


async def run_method(questions: Sequence[EvalQuestion], rank: Rank, on_done: Callable[[], None]) -> MethodRun:
    """One question after the other; the first is asked twice, since it also loads what is loaded once."""
    ranked: dict[str, tuple[str, ...]] = {}
    ms: list[float] = []
    if questions:
        await rank(questions[0].question)
    for question in questions:
        started = time.perf_counter()
        found = await rank(question.question)
        ms.append((time.perf_counter() - started) * 1000)
        ranked[question.id] = tuple(dict.fromkeys(found))
        on_done()
    return MethodRun(ranked=ranked, ms=tuple(ms))


def bm25_baseline(passages: Sequence[EvalPassage], language: Language) -> Rank:
    """Plain BM25 (k1 1.2, b 0.75, by bm25s) over the content words, independent of everything else here."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index([content_words(passage.whole, language) for passage in passages], show_progress=False)
    ids = [passage.id for passage in passages]

    async def rank(question: str) -> list[str]:
        words = [word for word in content_words(question, language) if word in index.vocab_dict]
        if not words:
            return []
        scores = index.get_scores(words)
        return [
            ids[place]
            for place in sorted(range(len(ids)), key=lambda one: (-scores[one], ids[one]))[:_DEEPEST]
        ]

    return rank


def by_channel(retriever: Retriever, passage_of: Mapping[str, str], channel: ChannelName) -> Rank:
    """What one channel alone ranks; `passage_of` gives the passage id of each chunk id."""
    options = RetrievalOptions(channels=(channel,), top_k=_DEEPEST)

    async def rank(question: str) -> list[str]:
        ranking = await retriever.rank(question, options)
        (result,) = (result for result in ranking.trace.channels if result.channel == channel)
        return [passage_of[chunk.chunk_id] for chunk in result.ranked if chunk.chunk_id in passage_of]

    return rank


def by_fusion(retriever: Retriever, passage_of: Mapping[str, str]) -> Rank:
    """What all channels together rank; `passage_of` gives the passage id of each chunk id."""
    options = RetrievalOptions(top_k=_DEEPEST)

    async def rank(question: str) -> list[str]:
        ranking = await retriever.rank(question, options)
        return [passage_of[chunk.chunk_id] for chunk in ranking.chunks if chunk.chunk_id in passage_of]

    return rank


async def channels_in_use(retriever: Retriever, questions: Sequence[EvalQuestion]) -> tuple[ChannelName, ...]:
    """The channels that are not off for every one of the questions."""
    seen: set[ChannelName] = set()
    for question in questions:
        unseen = tuple(name for name in CHANNELS if name not in seen)
        if not unseen:
            break
        ranking = await retriever.rank(question.question, RetrievalOptions(channels=unseen))
        seen |= {result.channel for result in ranking.trace.channels if result.status != "off"}
    return tuple(name for name in CHANNELS if name in seen)
