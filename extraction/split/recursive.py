"""The largest units that fit: paragraphs, else sentences, else words, else characters."""

from collections.abc import Iterator

from extraction.split.settings import SplitSettings
from extraction.split.spans import Span, trim_all
from extraction.split.task import SplitTask

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
    spans = (
        (start + place, start + place + len(chunk))
        for start, end in _slabs(text, max(_SLAB_CHARS, 3 * settings.max_chars))
        for place, chunk in splitter.chunk_indices(text[start:end])
    )
    return list(trim_all(text, spans))


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
