"""The ways of finding passages that are compared: BM25 by itself, each channel alone, and their fusion."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from evaluation.benchmark import Benchmark
from evaluation.data import EvalPassage, EvalQuestion
from evaluation.metrics import DEEPEST, MethodRun, report
from kg.text.language import detect_language
from kg.text.words import content_words
from retrieval.question.analysis import check_question
from retrieval.retriever import Ranking, Retriever
from schemas.document import Language
from schemas.errors import InputError
from schemas.ports import Progress
from schemas.retrieval import RetrievalOptions
from schemas.value import Value

FUSION = "fusion"
BM25 = "bm25"
_SAMPLE = 50

Rank = Callable[[str], Awaitable[Sequence[str]]]
"""Passage ids for a question, best first."""


class EvalReport(Value):
    """What was searched, how, and the scores and milliseconds of each method."""

    corpus: dict[str, str | int]
    settings: dict[str, object]
    methods: dict[str, dict[str, float]]


async def score_methods(
    benchmark: Benchmark, questions: Sequence[EvalQuestion], on_progress: Progress
) -> EvalReport:
    """The scores of BM25 by itself, of each channel that is not off alone, and of their fusion.

    Raises:
        InputError: a question's passages are not in the corpus.
    """
    _check(benchmark, questions)
    ranks = await _methods(benchmark, questions)
    methods: dict[str, dict[str, float]] = {}
    for name, rank in ranks.items():
        done = 0

        def count(name: str = name) -> None:
            nonlocal done
            done += 1
            on_progress(f"asking {name}", done, len(questions))

        methods[name] = report(questions, await run_method(questions, rank, count))
    return EvalReport(
        corpus={**benchmark.corpus, "questions": len(questions)},
        settings=_settings(benchmark.retriever),
        methods=methods,
    )


def _settings(retriever: Retriever) -> dict[str, object]:
    return {
        "embedding_model": retriever.embedder.model,
        "retrieval": retriever.settings.model_dump(mode="json"),
        "weights": retriever.weights(linked=True),
        "weights_without_entities": retriever.weights(linked=False),
    }


async def _methods(benchmark: Benchmark, questions: Sequence[EvalQuestion]) -> dict[str, Rank]:
    channels = await channels_in_use(benchmark.retriever, questions)
    baseline = await asyncio.to_thread(bm25_baseline, benchmark.passages, _language(benchmark.passages))
    ranks = {BM25: baseline}
    ranks |= {channel: by_channel(benchmark, channel) for channel in channels}
    ranks[FUSION] = by_fusion(benchmark)
    return ranks


def _check(benchmark: Benchmark, questions: Sequence[EvalQuestion]) -> None:
    known = {passage.id for passage in benchmark.passages}
    for question in questions:
        if missing := set(question.supporting_ids) - known:
            raise InputError(
                f"question {question.id} names passages that the corpus does not have: {', '.join(sorted(missing))}",
                remedy="Give the questions that belong to this folder of passages.",
            )


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
            for place in sorted(range(len(ids)), key=lambda place: (-scores[place], ids[place]))[:DEEPEST]
        ]

    return rank


def by_channel(benchmark: Benchmark, channel: str) -> Rank:
    """What one channel alone ranks."""
    options = RetrievalOptions(channels=(channel,), top_k=DEEPEST)

    async def rank(question: str) -> list[str]:
        ranking = await _rank(benchmark.retriever, question, options)
        (result,) = (result for result in ranking.trace.channels if result.channel == channel)
        return benchmark.passage_ids([chunk.chunk_id for chunk in result.ranked])

    return rank


def by_fusion(benchmark: Benchmark) -> Rank:
    """What all channels together rank."""
    options = RetrievalOptions(top_k=DEEPEST)

    async def rank(question: str) -> list[str]:
        ranking = await _rank(benchmark.retriever, question, options)
        return benchmark.passage_ids([chunk.chunk_id for chunk in ranking.chunks])

    return rank


async def channels_in_use(retriever: Retriever, questions: Sequence[EvalQuestion]) -> tuple[str, ...]:
    """The channels that are not off for every one of the questions."""
    used: set[str] = set()
    for question in questions:
        unused = tuple(name for name in retriever.channel_names if name not in used)
        if not unused:
            break
        ranking = await _rank(retriever, question.question, RetrievalOptions(channels=unused))
        used |= {result.channel for result in ranking.trace.channels if result.status != "off"}
    return tuple(name for name in retriever.channel_names if name in used)


async def _rank(retriever: Retriever, question: str, options: RetrievalOptions) -> Ranking:
    checked = check_question(question, max_chars=retriever.settings.max_question_chars)
    return await retriever.rank(checked, options)


def _language(passages: Sequence[EvalPassage]) -> Language:
    return detect_language(" ".join(passage.text for passage in passages[:_SAMPLE]))
