"""A few readable sentences for each pattern."""

from collections import defaultdict
from collections.abc import Sequence

from kg.text.sentences import sentence_spans
from schemas.chunk import Chunk
from schemas.extraction import Triple

_MAX_CHARS = 240
_KEPT_FOR_EACH = 20

PatternKey = tuple[str, str, str]


class ExampleSentences:
    """The shortest sentences seen for each pattern, whatever the order they come in."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._seen: defaultdict[PatternKey, set[str]] = defaultdict(set)

    def add(self, pattern: PatternKey, sentence: str | None) -> None:
        """Remember the sentence, if there is one, unless better ones abound."""
        if not sentence:
            return
        seen = self._seen[pattern]
        seen.add(sentence)
        if len(seen) > max(_KEPT_FOR_EACH, 2 * self._limit):
            self._seen[pattern] = set(sorted(seen, key=_readability)[: max(_KEPT_FOR_EACH // 2, self._limit)])

    def best(self, patterns: Sequence[PatternKey]) -> tuple[str, ...]:
        """The best sentences of all these patterns."""
        sentences = {sentence for pattern in patterns for sentence in self._seen.get(pattern, ())}
        return tuple(sorted(sentences, key=_readability)[: self._limit])


def sentence_of(chunk: Chunk, triple: Triple) -> str | None:
    """The sentence that states the triple, on one line: where the extractor says, else the first with both names.

    None where no sentence has both.
    """
    if triple.start is not None and triple.end is not None:
        return _one_line(chunk.text[triple.start : triple.end])
    for start, end in sentence_spans(chunk.text, chunk.language):
        sentence = chunk.text[start:end]
        if triple.head in sentence and triple.tail in sentence:
            return _one_line(sentence)
    return None


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MAX_CHARS else line[: _MAX_CHARS - 1].rstrip() + "…"


def _readability(sentence: str) -> tuple[int, str]:
    return len(sentence), sentence
