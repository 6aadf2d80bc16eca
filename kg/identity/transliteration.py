"""How well a name in Hangul is another's transliteration: 찰스 디킨스 and Charles Dickens.

Letters are aligned in small groups, each with a probability that is learnt from names which are known in both scripts
(`python -m benchmarks.transliteration`), after Jiampojamarn, Kondrak and Sherif, "Applying Many-to-Many Alignments and
Hidden Markov Models to Letter-to-Phoneme Conversion" (2007).
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise, permutations
from typing import NamedTuple

import orjson

from schemas.value import Value

SHAPES = ((1, 1), (2, 1), (1, 2), (1, 0), (0, 1), (2, 0), (3, 1))
"""How many Latin and how many Korean letters a group has."""
UNKNOWN = -16.0
"""Logarithm of the probability of what the model does not know."""
_UNSEEN = math.log(1e-4)
_MOST_PARTS = 4
_IMPOSSIBLE = -1e9


class TransliterationModel(Value):
    """Logarithms of probabilities: of groups by Latin and then Korean letters, and of each letter after the one before."""

    groups: Mapping[str, Mapping[str, float]]
    latin: Mapping[str, Mapping[str, float]]
    korean: Mapping[str, Mapping[str, float]]


class Sound(NamedTuple):
    """How alike names sound, as logarithms of how much likelier they are as one name than as two.

    `evidence` is that of all letters, `fit` that of one letter, in the part that fits worst.
    """

    evidence: float
    fit: float


def sound(korean: Sequence[str], latin: Sequence[str]) -> Sound:
    """How alike the parts of two names sound, in the order of the parts that fits best."""
    if not korean or not latin:
        return Sound(_IMPOSSIBLE, _IMPOSSIBLE)
    orders = list(permutations(latin)) if len(latin) <= _MOST_PARTS else [tuple(latin)]
    if len(korean) == len(latin):
        return max((_of_parts(korean, order) for order in orders), key=lambda one: (one.fit, one.evidence))
    joined = "".join(korean)
    return max(_of_parts([joined], ["".join(order)]) for order in orders)


@lru_cache(maxsize=100_000)
def evidence(korean: str, latin: str) -> float:
    """How much likelier two words are as one word in two scripts than as two words, as a logarithm."""
    model = transliteration_model()
    return _aligned(korean, latin) - _by_itself(latin, model.latin) - _by_itself(korean, model.korean)


def _of_parts(korean: Sequence[str], latin: Sequence[str]) -> Sound:
    found = [evidence(one, other) for one, other in zip(korean, latin, strict=True)]
    fits = [some / (len(one) + len(other)) for some, one, other in zip(found, korean, latin, strict=True)]
    return Sound(sum(found), min(fits))


def _aligned(korean: str, latin: str) -> float:
    """Logarithm of the probability of the best alignment."""
    groups = transliteration_model().groups
    rows, columns = len(latin), len(korean)
    best = [[_IMPOSSIBLE] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for row in range(rows + 1):
        for column in range(columns + 1):
            so_far = best[row][column]
            if so_far == _IMPOSSIBLE:
                continue
            for width, height in SHAPES:
                to_row, to_column = row + width, column + height
                if to_row > rows or to_column > columns:
                    continue
                known = groups.get(latin[row:to_row], {}).get(korean[column:to_column])
                if known is None:
                    if width + height > 2 or (width, height) == (2, 0):
                        continue
                    known = UNKNOWN
                best[to_row][to_column] = max(best[to_row][to_column], so_far + known)
    return best[rows][columns]


def _by_itself(word: str, letters: Mapping[str, Mapping[str, float]]) -> float:
    return sum(letters.get(before, {}).get(after, _UNSEEN) for before, after in pairwise(f"^{word}$"))


@cache
def transliteration_model() -> TransliterationModel:
    """The model that comes with the package."""
    content = files("kg.identity").joinpath("transliteration.json").read_bytes()
    return TransliterationModel.model_validate(orjson.loads(content))
