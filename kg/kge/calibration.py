"""From a model's own score to a number between 0 and 1."""

import numpy as np
from numpy.typing import NDArray

from schemas.value import Value

_LEAST_SLOPE = 1e-6


class Calibration(Value):
    """A logistic curve: 0.5 where a fact and a fact with a random tail are equally likely to have this score.

    It is a ranking with a middle, not a probability that the statement is true.
    """

    slope: float
    middle: float

    def __call__(self, scores: NDArray[np.float32]) -> NDArray[np.float64]:
        """Values 0..1, higher is likelier, in the order of the scores."""
        steps = np.clip(self.slope * (scores.astype(np.float64) - self.middle), -50, 50)
        curve: NDArray[np.float64] = 1 / (1 + np.exp(-steps))
        return curve


def calibrate(true: NDArray[np.float32], corrupted: NDArray[np.float32]) -> Calibration:
    """The curve for scores of facts the model has not seen, and of the same facts with random tails.

    Both are taken as normal with one common variance, for which the logistic curve is exact.
    """
    variance = (true.var() + corrupted.var()) / 2 + 1e-9
    slope = max(float((true.mean() - corrupted.mean()) / variance), _LEAST_SLOPE)
    return Calibration(slope=slope, middle=float((true.mean() + corrupted.mean()) / 2))
