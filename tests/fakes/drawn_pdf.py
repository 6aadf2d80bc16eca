"""PDF pages on which a test puts every line itself."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from extraction.load.loaded_text import LoadedText
from extraction.load.pdf.reader import Pdf

Draw = Callable[[Any], None]
Placed = tuple[float, float, str]


def pdf_drawn(*pages: Draw, title: str = "", rotation: int = 0) -> bytes:
    """A PDF whose pages are drawn by these functions, each given reportlab's canvas."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, pagesize=(600, 800), invariant=1)
    if title:
        canvas.setTitle(title)
    for draw in pages:
        canvas.setFont("Times-Roman", 10)
        if rotation:
            canvas.setPageRotation(rotation)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def put(lines: Sequence[Placed], *, font: str = "Times-Roman", size: float = 10) -> Draw:
    """Draws lines in their order; y counts from below."""

    def draw(canvas: Any) -> None:
        canvas.setFont(font, size)
        for x, y, text in lines:
            canvas.drawString(x, y, text)

    return draw


def together(*draws: Draw) -> Draw:
    """Draws one thing after the other on one page."""

    def draw(canvas: Any) -> None:
        for one in draws:
            one(canvas)

    return draw


def lines_below(x: float, y: float, lines: Sequence[str], pitch: float = 12) -> list[Placed]:
    """The lines below one another."""
    return [(x, y - pitch * row, line) for row, line in enumerate(lines)]


def read(content: bytes) -> LoadedText:
    """The one text of the file."""
    (loaded,) = Pdf().read(content, "book.pdf", max_bytes=10_000_000)
    return loaded


def texts(loaded: LoadedText, kind: str) -> list[str]:
    """The texts of the blocks of this kind."""
    return [loaded.text[block.start : block.end] for block in loaded.blocks if block.kind == kind]


def warned(loaded: LoadedText) -> dict[str, str]:
    """The place of each warning by its kind."""
    return {warning.kind: warning.place for warning in loaded.warnings}


Edges = tuple[float, float, float, float]


def as_shown(
    content: bytes, *, turned: int = 0, media: Edges | None = None, crop: Edges | None = None
) -> bytes:
    """The PDF with its first page turned clockwise by so many degrees, and its boxes (left, bottom, right, top) set."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(content)
    try:
        page = document[0]
        page.set_rotation(turned)
        if media:
            page.set_mediabox(*media)
        if crop:
            page.set_cropbox(*crop)
        target = BytesIO()
        document.save(target)
        return target.getvalue()
    finally:
        document.close()
