"""Sections: one stretch for the text under each heading."""

from collections.abc import Iterator

from extraction.split.recursive import split_recursive
from extraction.split.settings import SplitSettings
from extraction.split.spans import Span, trim
from extraction.split.task import SplitTask


class HeadingSplitter:
    """The section under each heading, the heading included; a long section is split as `recursive` does.

    It goes by the headings the loader found, so it works for web pages and Word files as for Markdown; a text
    without headings is one section.
    """

    name = "markdown"

    def split(self, task: SplitTask) -> Iterator[Span]:
        """The sections, and the pieces of long ones."""
        for section in task.outline.sections():
            start, end = trim(task.text, section)
            if end - start <= task.sizes.max_chars:
                yield start, end
            else:
                body = task.outline.body_start((start, end))
                yield from _split_long(task.masked, (start, end), task.sizes, body)


def _split_long(text: str, section: Span, settings: SplitSettings, body: int) -> Iterator[Span]:
    """The section's pieces, so much shorter than allowed that its heading fits in front of the first."""
    start, end = section
    room = settings.max_chars - (body - start)
    if room < settings.max_chars // 2 or body == end:
        body, room = start, settings.max_chars
    sizes = settings.model_copy(
        update={"max_chars": room, "overlap_chars": min(settings.overlap_chars, room // 2)}
    )
    first = start
    for piece_start, piece_end in split_recursive(text[body:end], sizes):
        yield min(first, body + piece_start), body + piece_end
        first = end
