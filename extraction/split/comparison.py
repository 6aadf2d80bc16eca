"""How the strategies differ on given documents."""

from bisect import bisect_right
from collections.abc import Sequence
from statistics import fmean, median

from extraction.split.settings import STRATEGIES, SplitSettings, SplitStrategy
from extraction.split.spans import Span
from extraction.split.splitter import split_document
from kg.text.sentences import sentence_spans
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.ports import Embedder
from schemas.value import Value


class StrategyReport(Value):
    """What one strategy makes of the documents; lengths in characters.

    `cut_sentences` is the number of chunks that begin or end inside a sentence.
    """

    strategy: SplitStrategy
    chunks: int
    mean_chars: float
    median_chars: float
    max_chars: int
    cut_sentences: int


def compare_strategies(
    documents: Sequence[LoadedDocument],
    settings: SplitSettings,
    *,
    embedder: Embedder | None = None,
    strategies: Sequence[SplitStrategy] = STRATEGIES,
) -> list[StrategyReport]:
    """One report for each strategy, with the sizes of `settings`; `semantic` is left out where there is no embedder."""
    return [
        _report(strategy, documents, settings, embedder)
        for strategy in strategies
        if strategy != "semantic" or embedder is not None
    ]


def _report(
    strategy: SplitStrategy,
    documents: Sequence[LoadedDocument],
    settings: SplitSettings,
    embedder: Embedder | None,
) -> StrategyReport:
    chosen = settings.model_copy(update={"strategy": strategy})
    lengths: list[int] = []
    cut = 0
    for document in documents:
        chunks = split_document("", document, chosen, embedder=embedder)
        lengths.extend(len(chunk.text) for chunk in chunks)
        cut += _count_cut(chunks, sentence_spans(document.text, document.language))
    return StrategyReport(
        strategy=strategy,
        chunks=len(lengths),
        mean_chars=round(fmean(lengths), 1) if lengths else 0.0,
        median_chars=round(median(lengths), 1) if lengths else 0.0,
        max_chars=max(lengths, default=0),
        cut_sentences=cut,
    )


def _count_cut(chunks: Sequence[Chunk], sentences: Sequence[Span]) -> int:
    starts = [start for start, _ in sentences]

    def is_inside(place: int) -> bool:
        found = bisect_right(starts, place) - 1
        return found >= 0 and sentences[found][0] < place < sentences[found][1]

    return sum(is_inside(chunk.start) or is_inside(chunk.end) for chunk in chunks)
