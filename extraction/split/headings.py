"""Sections: one stretch for the text under each heading."""

from collections.abc import Iterator

from extraction.split.recursive import split_recursive
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
                pieces = split_recursive(task.masked[start:end], task.sizes)
                yield from ((start + first, start + last) for first, last in pieces)
