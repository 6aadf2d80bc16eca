"""The largest units that fit: paragraphs, else sentences, else words, else characters."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extraction.split.outline import Outline
from extraction.split.settings import SplitSettings
from extraction.split.spans import Span, trim_all
from extraction.split.task import SplitTask

_SLAB_CHARS = 50_000
_SLAB_BREAKS = ("\n\n", "\n", ". ", " ")


class RecursiveSplitter:
    """Whole paragraphs where they fit, else sentences, else words; a heading goes with what follows it."""

    name = "recursive"

    def split(self, task: SplitTask) -> Iterator[Span]:
        """The largest units that fit, as many as fit together."""
        spans = split_recursive(task.masked, task.sizes)
        return _keep_headings(spans, task.outline, max_chars=task.sizes.max_chars)


def split_recursive(text: str, settings: SplitSettings) -> list[Span]:
    """Stretches of whole paragraphs where they fit, cut at ever smaller units where they do not.

    Sentences and words are found by the rules of Unicode; give the text as `mask_sentences` makes it, so that they
    are the sentences of `kg.text` too.
    """
    from semantic_text_splitter import TextSplitter

    splitter = TextSplitter(settings.max_chars, settings.overlap_chars)
    spans = (
        (start + place, start + place + len(chunk))
        for start, end in _slabs(text)
        for place, chunk in splitter.chunk_indices(text[start:end])
    )
    return list(trim_all(text, spans))


def _keep_headings(spans: Sequence[Span], outline: Outline, *, max_chars: int) -> Iterator[Span]:
    """The spans with each heading at the end of one moved to the next, which it belongs to, where it fits."""
    moved: int | None = None
    for (start, end), (_, next_end) in pairwise([*spans, (0, 0)]):
        begin = start if moved is None else min(moved, start)
        heading = outline.trailing_start((begin, end))
        moved = heading if heading < end and next_end and next_end - heading <= max_chars else None
        if moved is None or begin < moved:
            yield begin, end if moved is None else moved


def _slabs(text: str) -> Iterator[Span]:
    """The text in pieces the splitter takes at a time: on a long stretch without a break it is quadratic."""
    start = 0
    while len(text) - start > _SLAB_CHARS:
        end = _slab_end(text, start)
        yield start, end
        start = end
    yield start, len(text)


def _slab_end(text: str, start: int) -> int:
    limit = start + _SLAB_CHARS
    for mark in _SLAB_BREAKS:
        place = text.rfind(mark, start + _SLAB_CHARS // 2, limit)
        if place >= 0:
            return place + len(mark)
    return limit
