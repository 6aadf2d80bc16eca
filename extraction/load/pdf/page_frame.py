"""From the coordinates of a PDF page to those of the page as it is shown."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from extraction.load.pdf.word import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


@dataclass(frozen=True)
class PageFrame:
    """The visible part of a page in its own coordinates, and the quarters that it is turned clockwise when shown."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @classmethod
    def of(cls, page: "PdfPage") -> Self:
        """The frame of the page."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation() // 90 % 4)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box as it is shown, from the upper left corner."""
        if self.quarters == 0:
            return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
        (xa, ya), (xb, yb) = self._point(left, bottom), self._point(right, top)
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    def turned(self, angle: float) -> int | None:
        """In how many quarters clockwise letters of this angle (radians, clockwise) appear; None for a slant."""
        quarters = angle / (math.pi / 2)
        nearest = round(quarters)
        return (nearest + self.quarters) % 4 if abs(quarters - nearest) < 0.03 else None

    def _point(self, x: float, y: float) -> tuple[float, float]:
        match self.quarters:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y
