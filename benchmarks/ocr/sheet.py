"""A sheet of A4 at 300 dpi on which text is set."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 2480, 3508
MARGIN = 260
_BLACK, _WHITE = 20, 255
_LEADING = 1.65


@cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """A font with Latin and Korean letters: "serif" or "sans"."""
    spec = find_spec("pylopdf_fonts_ko")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pylopdf_fonts_ko: run `make setup`")
    name = {"serif": "NotoSerifKR-Regular.otf", "sans": "NotoSansKR-Regular.otf"}[face]
    return ImageFont.truetype(str(Path(spec.origin).parent / name), size)


class Sheet:
    """Takes text from above; what was set is its `truth`, in reading order."""

    def __init__(self, face: str = "serif", size: int = 44) -> None:
        self.image = Image.new("L", (WIDTH, HEIGHT), _WHITE)
        self._draw = ImageDraw.Draw(self.image)
        self._face, self._size = face, size
        self._y = MARGIN
        self._said: list[str] = []

    @property
    def truth(self) -> str:
        return "\n".join(self._said)

    def heading(self, text: str) -> None:
        self._draw.text((MARGIN, self._y), text, font=font(self._face, round(1.6 * self._size)), fill=_BLACK)
        self._y += round(3.2 * self._size)
        self._said.append(text)

    def paragraph(self, text: str) -> None:
        self._y = self._set(text, MARGIN, self._y, WIDTH - 2 * MARGIN) + round(0.9 * self._size)
        self._said.append(text)

    def columns(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Two columns whose lines stand at different heights."""
        gap = 130
        width = (WIDTH - 2 * MARGIN - gap) // 2
        for x, start, texts in ((MARGIN, 0, left), (MARGIN + width + gap, 29, right)):
            y = self._y + start
            for text in texts:
                y = self._set(text, x, y, width) + round(0.9 * self._size)
                self._said.append(text)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table with a rule around each cell."""
        width = (WIDTH - 2 * MARGIN) // len(rows[0])
        height = round(2.1 * self._size)
        for row in rows:
            for place, cell in enumerate(row):
                x = MARGIN + place * width
                self._draw.rectangle((x, self._y, x + width, self._y + height), outline=_BLACK, width=4)
                self._line(cell, x + 30, self._y + round(0.4 * self._size))
            self._y += height
            self._said.append(" ".join(row))

    def _set(self, text: str, x: int, y: int, width: int) -> int:
        """Set the text in lines; where the next line would begin."""
        letters = font(self._face, self._size)
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and letters.getlength(longer) > width:
                y = self._line(line, x, y)
                longer = word
            line = longer
        return self._line(line, x, y)

    def _line(self, text: str, x: int, y: int) -> int:
        self._draw.text((x, y), text, font=font(self._face, self._size), fill=_BLACK)
        return y + round(_LEADING * self._size)
