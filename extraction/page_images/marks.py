"""Words marked on a picture of their page, as with a marker pen."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from extraction.load.pdf.word import Box, around
from schemas.word_box import WordBox

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

PEN = (255, 233, 74)
EDGE = (219, 130, 0)
_WIDEST_GAP = 1.5
"""Between two words of one mark, in heights of a line."""


def mark(image: "Picture", boxes: Iterable[Box]) -> None:
    """Mark these boxes (in pixels) on the picture: what is written in them shows through."""
    from PIL import Image, ImageChops, ImageDraw

    draw = ImageDraw.Draw(image)
    for box in boxes:
        place = _within(box, image.size)
        if place is None:
            continue
        under = image.crop(place)
        image.paste(ImageChops.multiply(under, Image.new("RGB", under.size, PEN)), place[:2])
        left, top, right, bottom = place
        # Seen on a dark page, too, which the pen leaves dark.
        draw.rectangle((left, top, right - 1, bottom - 1), outline=EDGE)


def lines_of(boxes: Iterable[WordBox], scale: float) -> list[Box]:
    """The boxes of words as boxes around those that stand beside one another, at so many pixels per point."""
    lines: list[Box] = []
    for one in boxes:
        word = Box(one.x0 * scale, one.y0 * scale, one.x1 * scale, one.y1 * scale)
        if lines and _goes_on(lines[-1], word):
            lines[-1] = around((lines[-1], word))
        else:
            lines.append(word)
    return lines


def _goes_on(line: Box, word: Box) -> bool:
    height = min(line.height, word.height)
    overlap = min(line.y1, word.y1) - max(line.y0, word.y0)
    gap = word.x0 - line.x1
    return overlap > height / 2 and -height < gap < _WIDEST_GAP * height


def _within(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The box in whole pixels of the picture; None where it lies beside it."""
    left, top = max(int(box.x0), 0), max(int(box.y0), 0)
    right, bottom = min(math.ceil(box.x1), size[0]), min(math.ceil(box.y1), size[1])
    return (left, top, right, bottom) if left < right and top < bottom else None
