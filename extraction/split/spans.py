"""Stretches of a text, as (start, end) in characters."""

from collections.abc import Iterable, Iterator

Span = tuple[int, int]


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends; start equals end when it holds nothing else."""
    start, end = span
    stretch = text[start:end]
    end -= len(stretch) - len(stretch.rstrip())
    return min(start + len(stretch) - len(stretch.lstrip()), end), end


def trim_all(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without white space at their ends, without blank ones and those inside the one before."""
    reached = 0
    for span in spans:
        start, end = trim(text, span)
        if start < end and end > reached:
            reached = end
            yield start, end
