"""How the strategies differ on given documents."""

from bisect import bisect_right
from collections.abc import Sequence
from statistics import fmean, median

from extraction.split.settings import SplitSettings
from extraction.split.spans import Span
from extraction.split.splitter import split_document
from extraction.split.task import Splitter
from kg.text.sentences import sentence_spans
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.ports import Embedder
from schemas.value import Value


class StrategyReport(Value):
    """What one strategy makes of the documents; lengths in characters.

    `cut_sentences` is the number of chunks that begin or end inside a sentence.
    """

    strategy: str
    chunks: int
    mean_chars: float
    median_chars: float
    max_chars: int
    cut_sentences: int


def report_on(
    splitter: Splitter, documents: Sequence[LoadedDocument], sizes: SplitSettings, embedder: Embedder
) -> StrategyReport:
    """What the splitter makes of the documents with these sizes."""
    lengths: list[int] = []
    cut = 0
    for document in documents:
        chunks = split_document("", document, splitter, sizes, embedder)
        lengths.extend(len(chunk.text) for chunk in chunks)
        cut += _count_cut(chunks, sentence_spans(document.text, document.language))
    return StrategyReport(
        strategy=splitter.name,
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
