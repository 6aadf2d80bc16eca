"""How far the lines of a scanned page run aslant."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

_LONGEST = 1000
_MOST_DEG = 7.0
_COARSE_DEG, _FINE_DEG = 0.5, 0.05
_LEAST_DEG = 0.15
_BETTER = 1.02


def skew_of(image: "Image") -> float:
    """The degrees by which a picture in shades of grey is to be turned counter-clockwise for its lines to run level.

    It is the angle at which the rows of pixels differ most in their ink (the projection profile: Postl, 1986).
    """
    from PIL.Image import Resampling

    factor = _LONGEST / max(image.size)
    small = image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))), Resampling.BOX)  # fmt: skip
    grey = np.asarray(small, dtype=np.float32)
    ink = np.clip(float(np.median(grey)) - grey, 0, None)
    if not ink.any():
        return 0.0
    rows, columns = np.nonzero(ink > ink.max() / 4)
    coarse = _best(rows, columns, np.arange(-_MOST_DEG, _MOST_DEG + _COARSE_DEG, _COARSE_DEG))
    fine = _best(rows, columns, np.arange(coarse - _COARSE_DEG, coarse + _COARSE_DEG, _FINE_DEG))
    level, turned = _sharpness(rows, columns, 0.0), _sharpness(rows, columns, fine)
    return float(round(fine, 2)) if abs(fine) >= _LEAST_DEG and turned > _BETTER * level else 0.0


def _best(rows: NDArray[np.intp], columns: NDArray[np.intp], angles: NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(rows, columns, float(angle))))


def _sharpness(rows: NDArray[np.intp], columns: NDArray[np.intp], degrees: float) -> float:
    """How much neighbouring rows differ after the turn: much where lines of text and blank ones take turns."""
    angle = np.deg2rad(degrees)
    heights = rows * np.cos(angle) - columns * np.sin(angle)
    profile = np.bincount((heights - heights.min()).astype(np.intp)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())
