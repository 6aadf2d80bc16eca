"""The ways of finding passages that are compared: BM25 by itself, each channel alone, and their fusion."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType

from pydantic import Field

from evaluation.answers import AnswerReport
from evaluation.benchmark import Benchmark
from evaluation.data import EvalPassage, EvalQuestion
from evaluation.gold import GoldFinder, Units
from evaluation.intervals import Interval, interval
from evaluation.metrics import DEEPEST, MethodRun, Scores, score_each, summary
from kg.text.language import detect_language
from kg.text.words import content_words
from retrieval.question.analysis import check_question
from retrieval.retriever import Ranking, Retriever
from schemas.document import Language
from schemas.ports import Progress
from schemas.retrieval import RetrievalOptions
from schemas.value import Value

FUSION = "fusion"
BM25 = "bm25"

Rank = Callable[[str], Awaitable[Sequence[str]]]
"""Passage ids for a question, best first."""


class EvalReport(Value):
    """What was searched, how, and the scores and milliseconds of each method.

    `intervals` are those of 95 %; `each` has the values of each method's figures by question, for a comparison.
    """

    corpus: dict[str, str | int]
    settings: dict[str, object]
    methods: dict[str, dict[str, float]]
    intervals: dict[str, dict[str, Interval]] = Field(default_factory=dict)
    each: dict[str, Scores] = Field(default_factory=dict)
    answers: AnswerReport | None = None


async def score_methods(
    benchmark: Benchmark,
    questions: Sequence[EvalQuestion],
    on_progress: Progress,
    channels: Sequence[str] | None = None,
    *,
    others: Mapping[str, Rank] = MappingProxyType({}),
) -> EvalReport:
    """The scores of BM25 by itself, of each channel that is not off alone, of their fusion, and of the `others`.

    Questions that do not say where the answer is are left out. `channels` are those to use; None: all.

    Raises:
        InputError: a question's passages are not in the corpus.
    """
    gold = gold_of(benchmark, questions)
    asked = [question for question in questions if question.id in gold]
    methods: dict[str, dict[str, float]] = {}
    each: dict[str, Scores] = {}
    ranks = {**await _methods(benchmark, asked, channels), **others} if asked else {}
    for name, rank in ranks.items():
        done = 0

        def count(name: str = name) -> None:
            nonlocal done
            done += 1
            on_progress(f"asking {name}", done, len(asked))

        run = await run_method(asked, rank, count)
        each[name] = score_each(gold, run.ranked)
        methods[name] = summary(each[name], run.ms)
    return EvalReport(
        corpus={**benchmark.corpus, "questions": len(questions)},
        settings=_settings(benchmark.retriever, channels),
        methods=methods,
        intervals={
            name: {figure: interval([*values.values()]) for figure, values in scores.items()}
            for name, scores in each.items()
        },
        each=each,
    )


def gold_of(benchmark: Benchmark, questions: Sequence[EvalQuestion]) -> dict[str, Units]:
    """What each question's answer needs, by question id; those that do not say it are left out.

    Raises:
        InputError: a question names a passage, a document or a text that the corpus does not have.
    """
    finder = GoldFinder(benchmark.passages)
    return {question.id: finder.units(question) for question in questions if question.has_gold}


def _settings(retriever: Retriever, channels: Sequence[str] | None) -> dict[str, object]:
    return {
        "channels": list(channels or retriever.channel_names),
        "embedding_model": retriever.embedder.model,
        "retrieval": retriever.settings.model_dump(mode="json"),
        "weights": retriever.weights(linked=True),
        "weights_without_entities": retriever.weights(linked=False),
    }


async def _methods(
    benchmark: Benchmark, questions: Sequence[EvalQuestion], wanted: Sequence[str] | None
) -> dict[str, Rank]:
    channels = await channels_in_use(benchmark.retriever, questions)
    baseline = await asyncio.to_thread(bm25_baseline, benchmark.passages, benchmark.language)
    ranks = {BM25: baseline}
    ranks |= {
        channel: by_channel(benchmark, channel) for channel in channels if wanted is None or channel in wanted
    }
    ranks[FUSION] = by_fusion(benchmark, wanted)
    return ranks


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


def bm25_baseline(passages: Sequence[EvalPassage], language: Language | None) -> Rank:
    """BM25 over the content words, independent of everything else here.

    `language` is that of passages and questions; None: each text is read in its own.
    """
    return bm25_over(passages, lambda text: content_words(text, language or detect_language(text)))


def bm25_over(passages: Sequence[EvalPassage], split: Callable[[str], list[str]]) -> Rank:
    """Plain BM25 (k1 1.2, b 0.75, by bm25s) over whatever a text is split into."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index([split(passage.whole) for passage in passages], show_progress=False)
    ids = [passage.id for passage in passages]

    async def rank(question: str) -> list[str]:
        words = [word for word in split(question) if word in index.vocab_dict]
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


def by_fusion(benchmark: Benchmark, channels: Sequence[str] | None = None) -> Rank:
    """What these channels together rank; None: all of them."""
    options = RetrievalOptions(channels=tuple(channels) if channels else None, top_k=DEEPEST)

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
