"""Pictures of text, and engines that say what they are told."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extraction.load.ocr.engine import Lack, RecognisedWord
from extraction.load.pdf.word import Box
from schemas.errors import BackendError

DPI = 300
WIDTH, HEIGHT = 1500, 1000


def drawn(lines: Sequence[str], *, columns: int = 1, size: int = 42) -> Image.Image:
    """The lines in black on white, as at 300 dpi; in columns of the same number of lines."""
    spec = find_spec("pylopdf_fonts_ko")
    assert spec is not None
    assert spec.origin is not None
    letters = ImageFont.truetype(str(Path(spec.origin).parent / "NotoSerifKR-Regular.otf"), size)
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(image)
    each = -(-len(lines) // columns)
    for number, line in enumerate(lines):
        column, row = divmod(number, each)
        draw.text(
            (100 + column * (WIDTH - 100) // columns, 80 + 70 * row + 30 * column), line, font=letters, fill=0
        )
    return image


def file_of(image: Image.Image, kind: str = "PNG") -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    image.save(file, kind, dpi=(DPI, DPI))
    return file.getvalue()


def scan_of(lines: Sequence[str]) -> bytes:
    """The lines as a PNG file."""
    return file_of(drawn(lines))


def pdf_with_scan(text: str, image: Image.Image) -> bytes:
    """A PDF whose first page is text, and whose second is the picture, 72 points of margin around it."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.drawString(72, 700, text)
    canvas.showPage()
    width, height = (edge * 72 / DPI for edge in image.size)
    canvas.setPageSize((width + 144, height + 144))
    canvas.drawImage(ImageReader(image), 72, 72, width, height)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


@dataclass(frozen=True)
class FakeEngine:
    """Sees these words on every page, as sure as it is told; `fails` with a message, or lacks something."""

    words: tuple[str, ...] = ("words",)
    confidence: float = 0.95
    fails: str = ""
    lacks: Lack | None = None
    name: str = field(default="fake")
    languages: tuple[str, ...] = ()
    finds_orientation: bool = True
    has_places: bool = True

    def lack(self) -> Lack | None:
        return self.lacks

    def recognise(self, image: Image.Image) -> list[RecognisedWord]:
        if self.fails:
            raise BackendError(self.fails, remedy="Look at it.")
        return [
            RecognisedWord(word, self.confidence, Box(100 + 200 * place, 100, 280 + 200 * place, 140), 40)
            for place, word in enumerate(self.words)
        ]


class SlowEngine(FakeEngine):
    """Computes without end."""

    def recognise(self, image: Image.Image) -> list[RecognisedWord]:
        while True:
            pass
