"""How much of one text's words another text has."""

import math
from collections.abc import Collection, Mapping

from kg.text.name_key import fold_accents
from kg.text.words import content_words
from schemas.document import Language

_MIN_STEM = 4
_STEM_SHARE = 0.7


def words_of(text: str, language: Language, names: Collection[str] = ()) -> frozenset[str]:
    """The text's content words, without accents; each of the `names` is one word."""
    return frozenset(fold_accents(word) for word in content_words(text, language, names))


def covered(words: Collection[str], by: frozenset[str]) -> frozenset[str]:
    """Those of the words that occur among `by`, also in another form ("founder" for "founded", "Dvořák" for "Dvorak")."""
    return frozenset(word for word in words if _occurs(fold_accents(word), by))


def coverage(words: Mapping[str, float], by: frozenset[str]) -> float:
    """The covered share of the words' weight, 0..1; 0 for no words."""
    total = sum(words.values())
    return sum(words[word] for word in covered(words, by)) / total if total else 0.0


def _occurs(word: str, by: frozenset[str]) -> bool:
    return word in by or any(_same_stem(word, other) for other in by)


def _same_stem(word: str, other: str) -> bool:
    shorter, longer = sorted((len(word), len(other)))
    if shorter < _MIN_STEM or word[0] != other[0] or word[0].isdigit():
        return False
    stem = max(_MIN_STEM, math.ceil(_STEM_SHARE * longer))
    return word[:stem] == other[:stem]
