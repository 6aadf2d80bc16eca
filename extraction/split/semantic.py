"""Stretches about one thing: cut where neighbouring sentences are least alike."""

import warnings
from collections.abc import Iterator, Sequence

from extraction.split.recursive import split_recursive
from extraction.split.spans import Span, mask_sentences
from extraction.split.task import SplitTask

_SENTENCES_AT_ONCE = 5_000


class SemanticSplitter:
    """Runs of whole sentences between the breakpoints of LangChain's SemanticChunker.

    Its threshold is set so that a stretch has about half of `max_chars` on average; what is longer than
    `max_chars` is split as `recursive` does.
    """

    name = "semantic"

    def split(self, task: SplitTask) -> Iterator[Span]:
        """The runs, and the pieces of long ones."""
        for place in range(0, len(task.sentences), _SENTENCES_AT_ONCE):
            sentences = task.sentences[place : place + _SENTENCES_AT_ONCE]
            for start, end in _groups(task, sentences):
                if end - start <= task.sizes.max_chars:
                    yield start, end
                else:
                    yield from _split_long(task, sentences, start, end)


def _split_long(task: SplitTask, sentences: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    inside = [(first - start, last - start) for first, last in sentences if start <= first < end]
    masked = mask_sentences(task.text[start:end], inside)
    return ((start + first, start + last) for first, last in split_recursive(masked, task.sizes))


def _groups(task: SplitTask, sentences: Sequence[Span]) -> Iterator[Span]:
    with warnings.catch_warnings():
        # The package announces at import that it will get no new features; its splitter is what we want of it.
        warnings.simplefilter("ignore", DeprecationWarning)
        from extraction.split.langchain_breaks import count_groups

    wanted = max(1, 2 * (sentences[-1][1] - sentences[0][0]) // task.sizes.max_chars)
    first = 0
    for size in count_groups([task.text[start:end] for start, end in sentences], wanted, task.embedder):
        yield sentences[first][0], sentences[first + size - 1][1]
        first += size
