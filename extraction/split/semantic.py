"""Stretches about one thing: cut where neighbouring sentences are least alike."""

import warnings
from collections.abc import Iterator, Sequence

from extraction.split.recursive import split_recursive
from extraction.split.spans import Span
from extraction.split.task import SplitTask

_UNITS_AT_ONCE = 5_000


class SemanticSplitter:
    """Runs of whole sentences, rows and items between the breakpoints of LangChain's SemanticChunker.

    Its threshold is set so that a stretch has about half of `max_chars` on average; what is longer than
    `max_chars` is split as `recursive` does.
    """

    name = "semantic"

    def split(self, task: SplitTask) -> Iterator[Span]:
        """The runs, and the pieces of long ones."""
        for place in range(0, len(task.units), _UNITS_AT_ONCE):
            for start, end in _groups(task, task.units[place : place + _UNITS_AT_ONCE]):
                if end - start <= task.sizes.max_chars:
                    yield start, end
                else:
                    pieces = split_recursive(task.masked[start:end], task.sizes)
                    yield from ((start + first, start + last) for first, last in pieces)


def _groups(task: SplitTask, units: Sequence[Span]) -> Iterator[Span]:
    with warnings.catch_warnings():
        # The package announces at import that it will get no new features; its splitter is what we want of it.
        warnings.simplefilter("ignore", DeprecationWarning)
        from extraction.split.langchain_breaks import count_groups

    wanted = max(1, 2 * (units[-1][1] - units[0][0]) // task.sizes.max_chars)
    first = 0
    for size in count_groups([task.text[start:end] for start, end in units], wanted, task.embedder):
        yield units[first][0], units[first + size - 1][1]
        first += size
