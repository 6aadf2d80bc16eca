"""What English words have to do with one another, by WordNet: the same, derived, wider, opposite."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.lexicon.wordnet import Pointer, WordNet, adjectives, adverbs, verbs, wordnet

_PARTS = {"n": wordnet, "v": verbs, "a": adjectives, "s": adjectives, "r": adverbs}
_MOST_SENSES = {"n": 3, "v": 5, "a": 3, "r": 3}
_CLOSE_SENSES = {"n": 1, "v": 2, "a": 1}
_DERIVED = frozenset({"+", "\\", "<"})
_OPPOSITE = "!"
_LIKE = "&"
_LEVELS_ABOVE = {"n": 4, "v": 1}


class RelatedWords(NamedTuple):
    """Words in dictionary form and lower case, by their commonest meanings.

    `same` mean it, `derived` are of the same family ("founder" and "foundation" for "found"), `wider` are kinds of
    which it is one ("animal" for "dog"), `opposite` deny it.
    """

    same: frozenset[str]
    derived: frozenset[str]
    wider: frozenset[str]
    opposite: frozenset[str]


_NONE = RelatedWords(frozenset(), frozenset(), frozenset(), frozenset())


@lru_cache(maxsize=20_000)
def related_words(word: str) -> RelatedWords:
    """What WordNet has for a word in lower case and dictionary form; nothing for one that it lacks.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    found = [_of_part(word, part) for part in _MOST_SENSES]
    if not any(any(each) for each in found):
        return _NONE
    same, derived, wider, opposite = (frozenset().union(*sets) - {word} for sets in zip(*found, strict=True))
    return RelatedWords(same, derived, wider, opposite)


@lru_cache(maxsize=20_000)
def close_synonyms(word: str) -> frozenset[str]:
    """Words that mean the same in the commonest meaning of a word in lower case and dictionary form; of a verb, in the two commonest.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    found = (
        other
        for part, most in _CLOSE_SENSES.items()
        for sense in _PARTS[part]().senses(word)[:most]
        for other in _words(_PARTS[part](), sense)
    )
    return frozenset(found) - {word}


def _of_part(word: str, part: str) -> RelatedWords:
    net = _PARTS[part]()
    same: set[str] = set()
    derived: set[str] = set()
    wider: set[str] = set()
    opposite: set[str] = set()
    for sense in net.senses(word)[: _MOST_SENSES[part]]:
        same.update(_words(net, sense))
        place = _place(net, sense, word)
        for pointer in net.pointers(sense):
            if pointer.symbol in _DERIVED and pointer.source in {0, place}:
                derived.update(_targets(pointer))
            elif pointer.symbol == _OPPOSITE and pointer.source == place:
                opposite.update(_targets(pointer))
            elif pointer.symbol == _LIKE:
                same.update(_targets(pointer))
        wider.update(_above(net, sense, _LEVELS_ABOVE.get(part, 0)))
    return RelatedWords(frozenset(same), frozenset(derived), frozenset(wider), frozenset(opposite))


def _words(net: WordNet, sense: int) -> Iterator[str]:
    return (word.lower() for word in net.synset(sense).words)


def _place(net: WordNet, sense: int, word: str) -> int:
    return next((at for at, other in enumerate(_words(net, sense), start=1) if other == word), 0)


def _targets(pointer: Pointer) -> list[str]:
    words = list(_words(_PARTS[pointer.part](), pointer.sense))
    return [words[pointer.target - 1]] if pointer.target else words


def _above(net: WordNet, sense: int, levels: int) -> Iterator[str]:
    row = [sense]
    for _ in range(levels):
        row = [above for one in row for above in net.synset(one).above]
        for one in row:
            yield from _words(net, one)


@lru_cache(maxsize=20_000)
def derivation_family(word: str) -> frozenset[str]:
    """The word and those derived from it or from what it is derived from: found, founder, foundation, founding.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    near = related_words(word).derived
    return frozenset({word}).union(near, *(related_words(other).derived for other in near))
