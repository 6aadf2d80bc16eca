"""The largest units that fit: paragraphs, else sentences, else words, else characters."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.split.settings import SplitSettings
from extraction.split.spans import Span, trim_all
from extraction.split.task import SplitTask
from extraction.split.units import UNIT_BODY, UNIT_END

if TYPE_CHECKING:
    from semantic_text_splitter import TextSplitter

_SLAB_CHARS = 50_000
_SLAB_BREAKS = ("\n\n", "\n", "! ", ". ", " ", "!")


class RecursiveSplitter:
    """Whole paragraphs where they fit, else sentences, else words; a heading goes with what follows it."""

    name = "recursive"

    def split(self, task: SplitTask) -> list[Span]:
        """The largest units that fit, as many as fit together."""
        return split_recursive(task.masked, task.sizes)


def split_recursive(text: str, settings: SplitSettings) -> list[Span]:
    """Stretches of whole paragraphs where they fit, cut at ever smaller units where they do not.

    Sentences and words are found by the rules of Unicode; give the text as `mask_units` makes it, so that no unit that fits is
    cut.
    """
    from semantic_text_splitter import TextSplitter

    splitter = TextSplitter(settings.max_chars, settings.overlap_chars)
    slabs = _slabs(text, max(_SLAB_CHARS, 3 * settings.max_chars))
    return list(trim_all(text, (span for slab in slabs for span in _split_slab(splitter, text, slab))))


def _split_slab(splitter: "TextSplitter", text: str, slab: Span) -> Iterator[Span]:
    """The stretches of a slab, cut before a masked unit whose last character alone did not fit.

    The splitter takes the mark at the end of a unit for a word of its own, so it goes on from the beginning of such a unit.
    """
    start, end = slab
    chunks = iter(splitter.chunk_indices(text[start:end]))
    while chunk := next(chunks, None):
        first = start + chunk[0]
        last = first + len(chunk[1])
        unit = first + len(chunk[1].rstrip(UNIT_BODY))
        if not (first < unit < last < end and text[last] == UNIT_END):
            yield first, last
            continue
        yield first, unit
        start = unit
        chunks = iter(splitter.chunk_indices(text[start:end]))


def _slabs(text: str, most: int) -> Iterator[Span]:
    """The text in pieces the splitter takes at a time: on a long stretch without a break it is quadratic."""
    start = 0
    while len(text) - start > most:
        end = _slab_end(text, start, most)
        yield start, end
        start = end
    yield start, len(text)


def _slab_end(text: str, start: int, most: int) -> int:
    for mark in _SLAB_BREAKS:
        place = text.rfind(mark, start + most // 2, start + most)
        if place >= 0:
            return place + len(mark)
    return start + most
