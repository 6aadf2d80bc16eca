"""From a model's own score to a number between 0 and 1."""

import numpy as np
from numpy.typing import NDArray

from schemas.value import Value

_LEAST_SLOPE = 1e-6
_STEEPEST = 20.0
"""In standard deviations: where all facts are above all others the slope has no bound."""


class Calibration(Value):
    """A logistic curve, which keeps the order of scores; what its values mean is for the maker to say."""

    slope: float
    middle: float

    def __call__(self, scores: NDArray[np.float32]) -> NDArray[np.float64]:
        """Values 0..1, higher is likelier, in the order of the scores."""
        steps = np.clip(self.slope * (scores.astype(np.float64) - self.middle), -50, 50)
        curve: NDArray[np.float64] = 1 / (1 + np.exp(-steps))
        return curve


def calibrate(true: NDArray[np.float32], corrupted: NDArray[np.float32]) -> Calibration:
    """The curve for scores of facts the model has not seen, and of the same facts with random tails.

    0.5 is where both are equally likely to have this score: a ranking with a middle, not a probability. Both are taken as
    normal with one common variance, for which the logistic curve is exact.
    """
    variance = (true.var() + corrupted.var()) / 2 + 1e-9
    slope = max(float((true.mean() - corrupted.mean()) / variance), _LEAST_SLOPE)
    return Calibration(slope=slope, middle=float((true.mean() + corrupted.mean()) / 2))


def likelihood(scores: NDArray[np.float32], held_back: NDArray[np.bool_]) -> Calibration:
    """The share of statements with such a score that turn out to be facts, learnt from facts that were held back.

    `scores` are those of all statements that no fact makes while these facts are held back, `held_back` says which of them
    the facts are; both of shape (n,). It counts what the graph knows: a statement that is true and that no document makes
    counts as false, so the share is the least that is true.
    """
    from scipy.optimize import minimize

    mean, spread = float(scores.mean()), float(scores.std()) + 1e-9
    steps = (scores.astype(np.float64) - mean) / spread

    def loss(curve: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        inner = curve[0] * steps + curve[1]
        wrong = 1 / (1 + np.exp(-inner)) - held_back
        value = np.logaddexp(0, inner) - held_back * inner
        return float(value.mean()), np.array([(wrong * steps).mean(), wrong.mean()])

    found = minimize(loss, np.zeros(2), jac=True, method="L-BFGS-B", bounds=[(0, _STEEPEST), (None, None)]).x
    slope = max(float(found[0]) / spread, _LEAST_SLOPE)
    return Calibration(slope=slope, middle=mean - float(found[1]) / slope)
