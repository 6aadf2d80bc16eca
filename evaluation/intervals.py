"""How far a figure may be off by chance, and whether one run is worse than another by more than that."""

from collections.abc import Mapping, Sequence

import numpy as np

from schemas.value import Value

Interval = tuple[float, float]
_RESAMPLES = 2_000
_SEED = 20_240_501
SIGNIFICANT = 0.05


class Difference(Value):
    """What a figure gained (or lost, below 0) over `questions` that both runs have.

    `interval` is that of 95 %, `p_loss` the chance of such a loss among runs that are equally good, corrected for the
    number of figures that are compared.
    """

    figure: str
    before: float
    now: float
    questions: int
    interval: Interval
    p_loss: float

    @property
    def is_loss(self) -> bool:
        """Whether it is worse by more than chance explains."""
        return self.now < self.before and self.p_loss < SIGNIFICANT


def interval(values: Sequence[float]) -> Interval:
    """Where the mean lies with 95 %, by the percentile bootstrap over the questions; the mean itself for fewer than two."""
    from scipy.stats import bootstrap

    sample = np.asarray(values, dtype=float)
    if len(sample) < 2 or np.all(sample == sample[0]):
        mean = float(sample.mean()) if len(sample) else 0.0
        return mean, mean
    found = bootstrap(
        (sample,), np.mean, n_resamples=_RESAMPLES, method="percentile", rng=np.random.default_rng(_SEED)
    ).confidence_interval
    return round(float(found.low), 4), round(float(found.high), 4)


def differences(
    before: Mapping[str, Mapping[str, float]], now: Mapping[str, Mapping[str, float]]
) -> list[Difference]:
    """What each figure that both runs have gained, question by question."""
    found = []
    for figure, values in now.items():
        if shared := [one for one in values if one in before.get(figure, {})]:
            pairs = [(before[figure][one], values[one]) for one in shared]
            found.append(_difference(figure, np.asarray(pairs, dtype=float)))
    return _corrected(found)


def _difference(figure: str, pairs: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Difference:
    gained = pairs[:, 1] - pairs[:, 0]
    return Difference(
        figure=figure,
        before=round(float(pairs[:, 0].mean()), 4),
        now=round(float(pairs[:, 1].mean()), 4),
        questions=len(pairs),
        interval=interval(gained.tolist()),
        p_loss=_p_loss(gained),
    )


def _p_loss(gained: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """One-sided paired permutation test: the signs of the differences are as likely the other way round."""
    from scipy.stats import permutation_test

    changed = gained[gained != 0]
    if len(changed) < 2:
        return 1.0
    found = permutation_test(
        (changed, np.zeros_like(changed)),
        lambda one, other, axis: np.mean(one - other, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_RESAMPLES,
        alternative="less",
        rng=np.random.default_rng(_SEED),
    )
    return float(found.pvalue)


def _corrected(found: Sequence[Difference]) -> list[Difference]:
    from scipy.stats import false_discovery_control

    if not found:
        return []
    corrected = false_discovery_control([one.p_loss for one in found])
    return [
        one.model_copy(update={"p_loss": round(float(p), 4)}) for one, p in zip(found, corrected, strict=True)
    ]
