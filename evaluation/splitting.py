"""How well what answers questions is found when documents are split in one way or another; no graph is needed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evaluation.data import EvalPassage, EvalQuestion
from evaluation.gold import DocumentText, find_source, refused
from evaluation.intervals import SIGNIFICANT, Difference, Interval, differences, interval
from evaluation.methods import bm25_baseline
from evaluation.metrics import DEEPEST, MRR, RECALL, Scores
from extraction.embedding import embed_chunks
from extraction.split.settings import SplitSettings
from extraction.split.splitter import split_document
from extraction.split.task import Splitter
from retrieval.passages.fusion import fuse
from retrieval.settings import FusionSettings
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.ports import Embedder, Progress
from schemas.retrieval import ChannelResult, RankedChunk
from schemas.value import Value

GOLD_TEXT = "gold_text"
WHOLE = "whole"
_CHUNKS = 5
_BUDGET_CHUNKS = 2
_HELD_SHARE = 0.5
_WEIGHTS = {"dense": 1.0, "keyword": 1.0}

Span = tuple[int, int]
Piece = tuple[tuple[str, Span], ...]
"""Where what one step of an answer needs stands: source and place, each of which is enough."""


class SplitScore(Value):
    """How well one strategy's chunks are found, 0..1, higher is better.

    `gold_text` is the share of the needed text among the first `budget_chars` characters of the best chunks: as much text
    whatever their length. `recall@5` counts the pieces of which the first five chunks hold half, however long they are, `mrr` the first chunk that does, `whole` the
    pieces that stand in one chunk from end to end. `against` compares `gold_text` with the strategy in use, and `p` is the chance of so large a
    difference between equals, corrected for the number of strategies.
    """

    strategy: str
    figures: dict[str, float]
    intervals: dict[str, Interval]
    against: Difference | None = None
    p: float = 1.0

    @property
    def verdict(self) -> Literal["in use", "better", "worse", "no difference"]:
        """What the comparison says."""
        if self.against is None:
            return "in use"
        if self.p >= SIGNIFICANT:
            return "no difference"
        return "better" if self.against.now > self.against.before else "worse"


class SplitScores(Value):
    """The scores of all strategies on `questions` questions; those that name no text of these documents were left out."""

    questions: int
    left_out: int
    budget_chars: int
    in_use: str
    scores: tuple[SplitScore, ...]


@dataclass(frozen=True)
class SplitQuestions:
    """The questions whose gold is in the documents, with its places, and how many others there were."""

    asked: Mapping[str, str]
    pieces: Mapping[str, tuple[Piece, ...]]
    left_out: int


def locate_gold(questions: Sequence[EvalQuestion], documents: Sequence[LoadedDocument]) -> SplitQuestions:
    """Where in the documents the gold of the questions stands.

    Questions about other documents, and those without gold texts, are left out.

    Raises:
        InputError: a document does not have a gold text, or none of the questions is about these documents.
    """
    texts = {document.source: DocumentText(document.text) for document in documents}
    pieces = {
        question.id: _pieces(question, texts)
        for question in questions
        if question.gold and all(find_source(texts, question, span.document) for span in question.gold)
    }
    if not pieces:
        raise refused(
            questions[0], "and the others name no text of these documents (`gold`: document and text)"
        )
    asked = {question.id: question.question for question in questions if question.id in pieces}
    return SplitQuestions(asked, pieces, len(questions) - len(asked))


async def score_strategies(
    splitters: Sequence[Splitter],
    documents: Sequence[LoadedDocument],
    sizes: SplitSettings,
    embedder: Embedder,
    questions: SplitQuestions,
    on_progress: Progress,
) -> SplitScores:
    """The scores of each splitter's chunks, as full-text and vector search rank them together.

    The strategy in use is that of `sizes`. Nothing is written, and no model but the embedder is asked.
    """
    each: dict[str, Scores] = {}
    for done, splitter in enumerate(splitters):
        on_progress("asking", done, len(splitters))
        titles = {document.source: document.title for document in documents}
        made = [
            chunk
            for document in documents
            for chunk in split_document(document.source, document, splitter, sizes, embedder)
        ]
        named = [titles[chunk.document_id] for chunk in made]
        chunks = await embed_chunks(embedder, made, named, on_progress=on_progress)
        each[splitter.name] = await _score(chunks, questions, embedder, _BUDGET_CHUNKS * sizes.max_chars)
    return SplitScores(
        questions=len(questions.asked),
        left_out=questions.left_out,
        budget_chars=_BUDGET_CHUNKS * sizes.max_chars,
        in_use=sizes.strategy,
        scores=tuple(_compared(each, sizes.strategy)),
    )


def _compared(each: Mapping[str, Scores], in_use: str) -> list[SplitScore]:
    others = [name for name in each if name != in_use]
    theirs = {name: each[name][GOLD_TEXT] for name in others}
    ours = dict.fromkeys(others, each[in_use][GOLD_TEXT])
    gains = {one.figure: one for one in differences(ours, theirs)}
    losses = {one.figure: one for one in differences(theirs, ours)}
    return [
        SplitScore(
            strategy=name,
            figures={
                figure: round(float(np.mean([*values.values()])), 4) for figure, values in scores.items()
            },
            intervals={figure: interval([*values.values()]) for figure, values in scores.items()},
            against=gains.get(name),
            p=min(1.0, 2 * min(gains[name].p_loss, losses[name].p_loss)) if name in gains else 1.0,
        )
        for name, scores in each.items()
    ]


async def _score(
    chunks: Sequence[Chunk], questions: SplitQuestions, embedder: Embedder, budget: int
) -> Scores:
    by_id = {chunk.id: chunk for chunk in chunks}
    ranked = await _rank(chunks, questions.asked, embedder)
    scores: Scores = {name: {} for name in (GOLD_TEXT, RECALL, WHOLE, MRR)}
    for question, ids in ranked.items():
        best = [by_id[one] for one in ids]
        pieces = questions.pieces[question]
        scores[GOLD_TEXT][question] = _mean([_share(piece, _first_chars(best, budget)) for piece in pieces])
        first = [_place(chunk) for chunk in best[:_CHUNKS]]
        scores[RECALL][question] = _mean([float(_share(piece, first) >= _HELD_SHARE) for piece in pieces])
        scores[WHOLE][question] = _mean([float(_is_whole(piece, chunks)) for piece in pieces])
        ranks = (rank for rank, chunk in enumerate(best, start=1) if _holds_any(chunk, pieces))
        scores[MRR][question] = 1 / next(ranks, np.inf)
    return scores


async def _rank(
    chunks: Sequence[Chunk], asked: Mapping[str, str], embedder: Embedder
) -> dict[str, tuple[str, ...]]:
    """For each question the ids of the chunks, best first: full-text and vector search, fused with equal weights."""
    ids = [chunk.id for chunk in chunks]
    by_words = bm25_baseline(
        [EvalPassage(id=chunk.id, title=chunk.column_heads, text=chunk.text) for chunk in chunks], None
    )
    vectors = np.asarray([chunk.embedding for chunk in chunks], dtype=np.float32)
    near = embedder.embed([*asked.values()]) @ vectors.T
    constant = FusionSettings().rank_constant
    ranked: dict[str, tuple[str, ...]] = {}
    for row, (question, text) in zip(near, asked.items(), strict=True):
        words = await by_words(text)
        meaning = [ids[place] for place in np.argsort(-row, kind="stable")[:DEEPEST]]
        results = [_result("dense", meaning), _result("keyword", words)]
        ranked[question] = tuple(one.chunk_id for one in fuse(results, _WEIGHTS, rank_constant=constant))
    return ranked


def _result(channel: str, ids: Sequence[str]) -> ChannelResult:
    ranked = tuple(RankedChunk(chunk_id=one, score=0.0) for one in ids)
    return ChannelResult(channel=channel, status="ran", ranked=ranked)


def _pieces(question: EvalQuestion, texts: Mapping[str, DocumentText]) -> tuple[Piece, ...]:
    steps: defaultdict[int | str, list[tuple[str, Span]]] = defaultdict(list)
    for place, gold in enumerate(question.gold):
        source = find_source(texts, question, gold.document)
        spans = texts[source].spans(gold.text) if source else []
        if not spans:
            raise refused(question, f"has a gold text that {gold.document} does not: “{gold.text[:60]}”")
        steps[f"span {place}" if gold.step is None else gold.step] += [(str(source), span) for span in spans]
    return tuple(map(tuple, steps.values()))


def _first_chars(chunks: Sequence[Chunk], budget: int) -> list[tuple[str, Span]]:
    """The stretches that the first so many characters of the chunks are."""
    found: list[tuple[str, Span]] = []
    for chunk in chunks:
        if budget <= 0:
            break
        found.append((chunk.document_id, (chunk.start, min(chunk.end, chunk.start + budget))))
        budget -= len(chunk.text)
    return found


def _share(piece: Piece, shown: Sequence[tuple[str, Span]]) -> float:
    """How much of the piece, at the place of which most is shown, is among the stretches."""
    return max(_covered(source, span, shown) / (span[1] - span[0]) for source, span in piece)


def _covered(source: str, span: Span, shown: Sequence[tuple[str, Span]]) -> int:
    start, end = span
    inside = sorted(
        (max(start, one), min(end, other)) for document, (one, other) in shown if document == source
    )
    covered, reached = 0, start
    for first, last in inside:
        covered += max(0, last - max(first, reached))
        reached = max(reached, last)
    return covered


def _is_whole(piece: Piece, chunks: Sequence[Chunk]) -> bool:
    return any(
        chunk.document_id == source and chunk.start <= start and end <= chunk.end
        for source, (start, end) in piece
        for chunk in chunks
    )


def _holds_any(chunk: Chunk, pieces: Sequence[Piece]) -> bool:
    return any(_share(piece, [_place(chunk)]) >= _HELD_SHARE for piece in pieces)


def _place(chunk: Chunk) -> tuple[str, Span]:
    return chunk.document_id, (chunk.start, chunk.end)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
