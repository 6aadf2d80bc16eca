"""RotatE's scores from its vectors, without PyKEEN: minus the distance of the rotated head from the tail.

Sun et al. 2019, https://arxiv.org/abs/1902.10197; a test holds these to PyKEEN's own.
"""

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.complex64]
"""Shape (n, dimensions)."""
Scores = NDArray[np.float32]

_ROWS_AT_ONCE = 50_000


def score_triples(heads: Vectors, relations: Vectors, tails: Vectors) -> Scores:
    """One score for each row, shape (n,); 0 is best, there is no worst."""
    scores: Scores = -np.linalg.norm(heads * relations - tails, axis=1).astype(np.float32)
    return scores


def score_tails(head: NDArray[np.complex64], relation: NDArray[np.complex64], tails: Vectors) -> Scores:
    """The score of every row of `tails` as the tail of one head and relation, shape (n,)."""
    rotated = (head * relation)[None, :]
    parts = [
        score_triples(rotated, np.ones_like(rotated), tails[start : start + _ROWS_AT_ONCE])
        for start in range(0, len(tails), _ROWS_AT_ONCE)
    ]
    return np.concatenate(parts)
