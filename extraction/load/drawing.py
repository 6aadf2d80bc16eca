"""Pages of a file as pictures."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS_PER_INCH = 72


@dataclass(frozen=True)
class DrawingLimits:
    """How finely a page is drawn, and how many pixels it may have: a larger one is drawn less finely."""

    dpi: int = 110
    max_pixels: int = 4_000_000

    def scale(self, width: float, height: float) -> float:
        """Pixels per point of a page of this size in points."""
        finest = math.sqrt(self.max_pixels / (max(width, 1.0) * max(height, 1.0)))
        return min(self.dpi / _POINTS_PER_INCH, finest)


@dataclass(frozen=True)
class Drawing:
    """A page as an RGB picture; `scale` are its pixels per point, the measure of `schemas.word_box`."""

    image: "Image"
    scale: float


@runtime_checkable
class DrawableFormat(Protocol):
    """A format whose pages can be drawn as they look; the text of others is drawn instead."""

    def draw_page(self, content: bytes, name: str, page: int, *, limits: DrawingLimits) -> Drawing:
        """The page (from 1) of the file, as it is shown; `name` is for messages.

        Raises:
            DocumentRejectedError: the file is damaged or encrypted.
            NotFoundError: it has no such page.
        """
