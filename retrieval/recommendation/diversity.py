"""A few of many, so that each is good and no two are alike."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.document import Facets

_THE_SAME = 0.995
"""Records as like as this are one record in two files."""


def choose_diverse(
    relevance: NDArray[np.float32], likeness: NDArray[np.float32], n: int, *, diversity: float
) -> list[int]:
    """The places of at most n, in the order in which they are chosen, the most relevant first.

    Maximal marginal relevance (Carbonell and Goldstein 1998): the next one is that with the highest
    (1 - diversity) · relevance - diversity · likeness to the one most like it among those that are chosen.
    What is the same as one that is chosen never is. `relevance` has shape (many,), `likeness` (many, many), all 0..1, higher is more.
    """
    chosen: list[int] = []
    left = list(range(len(relevance)))
    while left and len(chosen) < n:
        worth = (1 - diversity) * relevance[left]
        if chosen:
            worth = worth - diversity * likeness[np.ix_(left, chosen)].max(axis=1)
        chosen.append(left[int(np.argmax(worth))])
        left = [place for place in left if place != chosen[-1] and likeness[place, chosen[-1]] < _THE_SAME]
    return chosen


def likeness_of(vectors: NDArray[np.float32], stated: Sequence[Facets]) -> NDArray[np.float32]:
    """How alike records are, 0..1, shape (many, many): half by meaning, half by the share of what they state that both do.

    `vectors` are of unit length, shape (many, dimensions).
    """
    meaning = np.clip(vectors @ vectors.T, 0, 1)
    pairs = [
        {(name, value.casefold()) for name, values in facets.items() for value in values} for facets in stated
    ]
    shared = [[len(one & other) / (len(one | other) or 1) for other in pairs] for one in pairs]
    return np.asarray((meaning + np.array(shared, dtype=np.float32)) / 2, dtype=np.float32)
