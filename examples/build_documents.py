"""Builds the Word and PDF files of the example corpus from the texts in sources/.

Run `.venv/bin/python examples/build_documents.py` after a change in sources/; the same texts give the same files.
A source is Markdown of the simplest kind: `# title`, `## heading`, paragraphs of one line, `| cell | cell |` rows,
and `---` for a new page.
"""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
DOCUMENTS = HERE / "documents"
BUILT = {
    "rosetta-stone.docx": "rosetta-stone.md",
    "braille.docx": "braille.md",
    "printing-machines.pdf": "printing-machines.md",
}
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001  # python-docx wants UTC without a zone
_ZIP_DATE = (2026, 1, 1, 0, 0, 0)
_MARGIN_POINTS = 50


def source_paragraphs(source: str) -> list[str]:
    """The paragraphs of a source, without headings, table rows and page breaks."""
    return [text for kind, text in _parts(source) if kind == "paragraph"]


def build(name: str) -> bytes:
    """The file `name` as it is built from its source."""
    source = (SOURCES / BUILT[name]).read_text("utf-8")
    return _build_docx(source) if name.endswith(".docx") else _build_pdf(source)


def _parts(source: str) -> Iterator[tuple[str, str]]:
    """The parts of a source in order: title, heading, row, page or paragraph, each with its text."""
    for line in filter(None, map(str.strip, source.splitlines())):
        if line == "---":
            yield "page", ""
        elif line.startswith("## "):
            yield "heading", line.removeprefix("## ")
        elif line.startswith("# "):
            yield "title", line.removeprefix("# ")
        elif line.startswith("|"):
            yield "row", line.strip("| ")
        else:
            yield "paragraph", line


def _build_docx(source: str) -> bytes:
    document = Document()
    rows: list[list[str]] = []
    for kind, text in _parts(source):
        if kind == "row":
            rows.append([cell.strip() for cell in text.split("|")])
        elif kind == "paragraph":
            document.add_paragraph(text)
        else:
            document.add_heading(text, level=1 if kind == "title" else 2)
    if rows:
        _add_table(document, rows)
    properties = document.core_properties
    properties.title = next(text for kind, text in _parts(source) if kind == "title")
    properties.author = "CiteGraph examples"
    properties.created = properties.modified = _MADE
    target = BytesIO()
    document.save(target)
    return _with_fixed_dates(target.getvalue())


def _add_table(document: WordDocument, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _with_fixed_dates(archive: bytes) -> bytes:
    """The same archive with one date on all its entries, so that building again gives the same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return target.getvalue()


def _build_pdf(source: str) -> bytes:
    styles = getSampleStyleSheet()
    style_of = {"title": "Title", "heading": "Heading2", "paragraph": "BodyText"}
    story: list[Flowable] = [
        PageBreak() if kind == "page" else Paragraph(text.replace("&", "&amp;"), styles[style_of[kind]])
        for kind, text in _parts(source)
    ]
    target = BytesIO()
    template = SimpleDocTemplate(
        target,
        pagesize=A5,
        leftMargin=_MARGIN_POINTS,
        rightMargin=_MARGIN_POINTS,
        topMargin=_MARGIN_POINTS,
        bottomMargin=_MARGIN_POINTS,
        title=next(text for kind, text in _parts(source) if kind == "title"),
        author="CiteGraph examples",
        invariant=1,
    )
    template.build(story)
    return target.getvalue()


if __name__ == "__main__":
    for file_name in BUILT:
        (DOCUMENTS / file_name).write_bytes(build(file_name))
