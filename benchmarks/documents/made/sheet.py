"""Pages on which every line is put where it shall stand (reportlab)."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from benchmarks.documents.made.wrapping import wrap

WIDTH, HEIGHT = 595.3, 841.9
MARGIN = 64.0
Lines = Sequence[tuple[float, float, str]]


class Sheet:
    """A PDF that is being drawn; y counts from below."""

    def __init__(self, *, title: str = "", size: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._target = BytesIO()
        self.canvas: Any = Canvas(self._target, pagesize=size, invariant=1)
        if title:
            self.canvas.setTitle(title)

    def measure(self, text: str, font: str = "Times-Roman", size: float = 10.5) -> float:
        return float(self.canvas.stringWidth(text, font, size))

    def wrap(self, text: str, width: float, *, hyphenate: bool = False, size: float = 10.5) -> list[str]:
        return wrap(text, width, lambda part: self.measure(part, size=size), hyphenate=hyphenate)

    def put(self, x: float, y: float, text: str, font: str = "Times-Roman", size: float = 10.5) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def put_lines(self, x: float, y: float, lines: Sequence[str], size: float = 10.5) -> float:
        """Draw the lines below one another; returns the y below them."""
        for line in lines:
            self.put(x, y, line, size=size)
            y -= 1.25 * size
        return y

    def put_prose(
        self, y: float, text: str, *, x: float = MARGIN, width: float = WIDTH - 2 * MARGIN
    ) -> float:
        return self.put_lines(x, y, self.wrap(text, width)) - 6

    def next(self) -> None:
        self.canvas.showPage()

    def done(self) -> bytes:
        """The file; a page that was begun is its last."""
        self.canvas.save()
        return self._target.getvalue()
