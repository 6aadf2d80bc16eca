"""Turning a scanned page so that its lines run level."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_WHITE = 255


@dataclass(frozen=True)
class Turn:
    """How a page is turned to be upright: counter-clockwise by quarters, then by degrees about its middle."""

    quarters: int = 0
    degrees: float = 0.0

    def of(self, image: "Image") -> "Image":
        """The picture, turned; corners that come in are white."""
        from PIL.Image import Resampling, Transpose

        quarter = (None, Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270)[self.quarters % 4]
        turned = image if quarter is None else image.transpose(quarter)
        if self.degrees:
            turned = turned.rotate(self.degrees, resample=Resampling.BICUBIC, fillcolor=_WHITE)
        return turned


UPRIGHT = Turn()
