"""How good predictions are on facts that were held back, and whether one predictor is really better than another."""

from collections.abc import Mapping
from math import sqrt

import numpy as np
from pydantic import Field

from schemas.value import Value

_CERTAIN = 1.96
"""Standard errors on either side that hold 95 of 100 cases."""


class Quality(Value):
    """Filtered ranks of both ends of facts among all entities, and what they come to; 0..1, higher is better.

    `ranks` are those of the heads and then of the tails, each 1 upwards, ties in the middle.
    """

    mrr: float
    hits_at_1: float
    hits_at_3: float
    hits_at_10: float
    ranks: tuple[float, ...] = Field(default=(), exclude=True, repr=False)


def sure_gain(ours: Quality, theirs: Quality) -> float:
    """By how much the MRR is higher at least, with a certainty of 95 %; both were measured on the same facts.

    The two ranks of one fact hang together, so facts are what varies, not ranks.
    """
    gains = (1 / np.array(ours.ranks) - 1 / np.array(theirs.ranks)).reshape(2, -1).mean(axis=0)
    if len(gains) < 2:
        return 0.0
    return float(gains.mean() - _CERTAIN * gains.std(ddof=1) / sqrt(len(gains)))


def beats_baseline(metrics: Mapping[str, float]) -> bool:
    """Whether a model with these metrics surely beats counting on facts it had not seen."""
    return metrics.get("sure_gain", metrics.get("mrr", 0.0) - metrics.get("baseline_mrr", 0.0)) > 0
