"""A word on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A place on the page as it is shown, in points from its upper left corner; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether the point is in it."""
        return self.x0 <= point[0] <= self.x1 and self.y0 <= point[1] <= self.y1


@dataclass(slots=True)
class Word:
    """Letters that stand together in one type; `glued` ones follow the word before without a blank.

    `raised` ones are smaller and higher than the word before, as marks of footnotes and exponents are. `page` counts from 1. `turned` is the number of quarters
    clockwise that it appears turned, None for a slant. `confidence` is how sure the program is that recognised it in a picture, 0 to 1.
    `address` is where it leads, if it does.
    """

    text: str
    box: Box
    page: int
    size: float
    bold: bool = False
    glued: bool = False
    raised: bool = False
    turned: int | None = 0
    confidence: float | None = None
    address: str = ""


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box with all of these in it."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def turn_box(box: Box, quarters: int, size: tuple[float, float]) -> Box:
    """The box on a page of this size after it is turned counter-clockwise by so many quarters."""
    width, height = size
    match quarters % 4:
        case 1:
            return Box(box.y0, width - box.x1, box.y1, width - box.x0)
        case 2:
            return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
        case 3:
            return Box(height - box.y1, box.x0, height - box.y0, box.x1)
        case _:
            return box


def joined(words: Sequence[Word]) -> str:
    """The words with blanks between them."""
    return "".join(
        f"{'' if word.glued or not number else ' '}{word.text}" for number, word in enumerate(words)
    )
