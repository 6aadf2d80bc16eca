"""Sections: one stretch for the text under each heading."""

from collections.abc import Iterator

from extraction.split.outline import Outline
from extraction.split.recursive import split_recursive
from extraction.split.spans import Span, trim, trim_all
from extraction.split.split_settings import SplitSettings


def split_by_heading(text: str, settings: SplitSettings, outline: Outline) -> Iterator[Span]:
    """The section under each heading, the heading included; a long section is split as `recursive` does.

    It goes by the headings the loader found, so it works for web pages and Word files as for Markdown; a text
    without headings is one section.
    """
    for section in outline.sections():
        start, end = trim(text, section)
        if end - start <= settings.max_chars:
            yield from trim_all(text, [(start, end)])
        else:
            yield from ((start + a, start + b) for a, b in split_recursive(text[start:end], settings))
