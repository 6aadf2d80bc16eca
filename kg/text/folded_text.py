"""A text without case, accents, punctuation and spaces, that knows where each character came from."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from kg.text.word_bounds import is_hangul

Word = tuple[str, int, int]
"""A folded word and its span in the original text."""

_LETTERS_WITHOUT_DECOMPOSITION = {
    "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "&": "and",
}  # fmt: skip
_KEPT_SIGNS = "+#"  # without them C++ and C# would be C
_TEXTS_KEPT = 32


@dataclass(frozen=True)
class FoldedText:
    """The folded characters of a text; character i of `squeezed` is at `starts[i]:ends[i]` of the original.

    `breaks` are the positions in `squeezed` before which the original has a space or punctuation.
    """

    squeezed: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: tuple[int, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order."""
        edges = [0, *self.breaks, len(self.squeezed)]
        return tuple(
            (self.squeezed[a:b], self.starts[a], self.ends[b - 1]) for a, b in pairwise(edges) if b > a
        )

    @cached_property
    def _word_starts(self) -> list[int]:
        return [start for _, start, _ in self.words]

    @cached_property
    def _distinct_words(self) -> frozenset[str]:
        return frozenset(word for word, _, _ in self.words)

    def may_hold(self, word: str) -> bool:
        """Whether the text can have this word; quick, and never wrong when it says no."""
        if word in self._distinct_words:
            return True
        return is_hangul(word[-1]) and word in self.squeezed

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in this stretch of the original."""
        low, high = bisect_left(self._word_starts, start), bisect_left(self._word_starts, end)
        return self.words[low:high]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of the original under `squeezed[first:last]`."""
        return self.starts[first], self.ends[last - 1]

    def end_of_prefix(self, start: int, end: int, length: int) -> int:
        """Where the first `length` folded characters of the word at `start:end` end in the original."""
        first = bisect_left(self.starts, start)
        return min(self.ends[first + length - 1], end)


@lru_cache(maxsize=_TEXTS_KEPT)
def fold(text: str) -> FoldedText:
    """The folded form; the last few texts are kept, since one chunk is searched for many names."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    apart = False
    for start, end in _clusters(text):
        folded = _fold_cluster(text[start:end])
        if not folded:
            apart = True
            continue
        if apart and letters:
            breaks.append(len(letters))
        apart = False
        letters.extend(folded)
        starts.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    return FoldedText("".join(letters), tuple(starts), tuple(ends), tuple(breaks))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans of a character with what is written onto it: combining marks, and the later letters of a Hangul syllable."""
    if text.isascii():
        return [(i, i + 1) for i in range(len(text))]
    spans: list[tuple[int, int]] = []
    for i, letter in enumerate(text):
        joins = unicodedata.combining(letter) or "\u1160" <= letter <= "\u11ff"
        if joins and spans:
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    return spans


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    lowered = unicodedata.normalize("NFKC", cluster).casefold()
    return "".join(_fold_letter(letter) for letter in lowered)


def _fold_letter(letter: str) -> str:
    if letter in _LETTERS_WITHOUT_DECOMPOSITION:
        return _LETTERS_WITHOUT_DECOMPOSITION[letter]
    if is_hangul(letter) or letter in _KEPT_SIGNS:
        return letter
    bare = (part for part in unicodedata.normalize("NFKD", letter) if unicodedata.category(part) != "Mn")
    return "".join(part for part in bare if part.isalnum())
