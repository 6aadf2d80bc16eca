"""Small real PDF and Word files, made in memory."""

from collections.abc import Sequence
from io import BytesIO
from typing import Protocol

PARAGRAPH = (
    "William Caxton set up the first printing press in England in 1476. He had learned the trade in Cologne. "
    "His press stood in the precincts of Westminster Abbey, where he worked until his death. "
)


class _Drawing(Protocol):
    def drawString(self, x: float, y: float, text: str) -> None: ...  # noqa: N802  # reportlab's name


def pdf_of(pages: Sequence[Sequence[str]], *, title: str = "", password: str = "") -> bytes:
    """A PDF with these paragraphs on each page."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

    body = getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = []
    for page in pages:
        story.extend(Paragraph(text, body) for text in page)
        story.append(PageBreak())
    target = BytesIO()
    SimpleDocTemplate(target, title=title, invariant=1, encrypt=password or None).build(story)
    return target.getvalue()


def labelled_pdf() -> bytes:
    """Three pages: two with roman numbers, then arabic ones from 1."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.addPageLabel(0, style="ROMAN_LOWER")
    canvas.addPageLabel(2, style="ARABIC", start=1)
    for number in range(3):
        canvas.drawString(72, 700, f"This is page number {number}.")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def pdf_of_lines(lines: Sequence[tuple[float, float, str]]) -> bytes:
    """A PDF of one page with each text at (x, y) points."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    for x, y, text in lines:
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def docx_of(parts: Sequence[str | tuple[int, str] | list[list[str]]], *, title: str = "") -> bytes:
    """A Word file: strings are paragraphs, (level, text) headings, lists of rows tables."""
    from docx import Document

    document = Document()
    document.core_properties.title = title
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        elif isinstance(part, tuple):
            document.add_heading(part[1], level=part[0])
        else:
            table = document.add_table(rows=len(part), cols=len(part[0]))
            for row, texts in zip(table.rows, part, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    target = BytesIO()
    document.save(target)
    return target.getvalue()
