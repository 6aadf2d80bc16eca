"""Stretches about one thing: cut where neighbouring sentences are least alike."""

import warnings
from collections.abc import Iterator, Sequence

from extraction.split.recursive import split_recursive
from extraction.split.sentence_mask import mask_sentences
from extraction.split.settings import SplitSettings
from extraction.split.spans import Span
from schemas.ports import Embedder

_SENTENCES_AT_ONCE = 5_000


def split_semantic(
    text: str, sentences: Sequence[Span], settings: SplitSettings, embedder: Embedder
) -> Iterator[Span]:
    """Runs of whole sentences between the breakpoints of LangChain's SemanticChunker.

    Its threshold is set so that a stretch has about half of `max_chars` on average; what is longer than
    `max_chars` is split as `recursive` does.
    """
    for place in range(0, len(sentences), _SENTENCES_AT_ONCE):
        some = sentences[place : place + _SENTENCES_AT_ONCE]
        for start, end in _groups(text, some, settings, embedder):
            if end - start <= settings.max_chars:
                yield start, end
            else:
                masked = mask_sentences(
                    text[start:end], [(a - start, b - start) for a, b in some if start <= a < end]
                )
                yield from ((start + a, start + b) for a, b in split_recursive(masked, settings))


def _groups(
    text: str, sentences: Sequence[Span], settings: SplitSettings, embedder: Embedder
) -> Iterator[Span]:
    with warnings.catch_warnings():
        # The package announces at import that it will get no new features; its splitter is what we want of it.
        warnings.simplefilter("ignore", DeprecationWarning)
        from extraction.split.langchain_breaks import count_groups

    wanted = max(1, 2 * (sentences[-1][1] - sentences[0][0]) // settings.max_chars)
    first = 0
    for size in count_groups([text[start:end] for start, end in sentences], wanted, embedder):
        yield sentences[first][0], sentences[first + size - 1][1]
        first += size
