"""Other readers, each called as its manual says; those that are not installed are left out (`make bench-documents` installs them)."""

import re
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from benchmarks.documents.reading import DocumentReader, Reading

_HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
_PAGE = "=== page %page-number% ==="
_PAGE_LINE = re.compile(r"^=== page \d+ ===$", re.MULTILINE)
_PDF = frozenset({".pdf"})
_WHOLE_SHARE = 0.8
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".odt": f"{_OPEN}.text",
    ".ods": f"{_OPEN}.spreadsheet",
    ".rtf": "application/rtf",
    ".html": "text/html",
    ".epub": "application/epub+zip",
    ".hwp": "application/x-hwp",
    ".tex": "application/x-latex",
    ".rst": "text/x-rst",
    ".ipynb": "application/x-ipynb+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".xml": "application/xml",
    ".eml": "message/rfc822",
    ".zip": "application/zip",
}
_MARKITDOWN = frozenset(
    {
        ".pdf",
        ".html",
        ".epub",
        ".ipynb",
        ".csv",
        ".xml",
        ".json",
        ".jsonl",
        ".ndjson",
        ".zip",
        ".rst",
        ".adoc",
        ".tex",
        ".srt",
        ".vtt",
        ".eml",
        ".tsv",
    }
)


def peers() -> Iterator[DocumentReader]:
    """The readers that are installed."""
    for module, reader in (
        ("pypdfium2", DocumentReader("pypdfium2", _PDF, _pdfium)),
        ("pdf_oxide", DocumentReader("pdf-oxide", _PDF, _pdf_oxide)),
        ("opendataloader_pdf", DocumentReader("opendataloader-pdf", _PDF, _opendataloader)),
        ("pdfplumber", DocumentReader("pdfplumber", _PDF, _pdfplumber)),
        ("markitdown", DocumentReader("markitdown", _MARKITDOWN, _markitdown, knows_pages=False)),
        ("kreuzberg", DocumentReader("kreuzberg", frozenset(_MEDIA_TYPES), _kreuzberg)),
    ):
        if find_spec(module) is not None:
            yield reader


def _pdfium(content: bytes, _suffix: str) -> Reading:
    from pypdfium2 import PdfDocument

    document = PdfDocument(content)
    return Reading(tuple(page.get_textpage().get_text_range() for page in document))


def _pdf_oxide(content: bytes, _suffix: str) -> Reading:
    from pdf_oxide import PdfDocument

    document = PdfDocument.from_bytes(content)
    count = document.page_count() if callable(document.page_count) else document.page_count
    pages = tuple(document.to_markdown(number, include_artifacts=False) for number in range(count))
    return Reading(pages, headings=_headings(pages))


def _opendataloader(content: bytes, _suffix: str) -> Reading:
    import opendataloader_pdf

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.pdf")
        source.write_bytes(content)
        opendataloader_pdf.convert(
            str(source), output_dir=folder, format="markdown", markdown_page_separator=_PAGE, quiet=True
        )
        text = Path(folder, "document.md").read_text(encoding="utf-8")
    pages = tuple(_PAGE_LINE.split(text)[1:])
    return Reading(pages, headings=_headings(pages))


def _pdfplumber(content: bytes, _suffix: str) -> Reading:
    import pdfplumber

    with pdfplumber.open(BytesIO(content)) as document:
        pages = []
        for page in document.pages:
            rows = [row for table in page.extract_tables() for row in table]
            lines = [" | ".join(" ".join((cell or "").split()) for cell in row) for row in rows]
            pages.append("\n".join([page.extract_text(), *lines]))
    return Reading(tuple(pages))


def _markitdown(content: bytes, suffix: str) -> Reading:
    from markitdown import MarkItDown, StreamInfo

    found = MarkItDown().convert_stream(BytesIO(content), stream_info=StreamInfo(extension=suffix))
    return Reading((found.text_content,), title=found.title or "", headings=_headings((found.text_content,)))


def _kreuzberg(content: bytes, suffix: str) -> Reading:
    import kreuzberg

    config = kreuzberg.ExtractionConfig(
        output_format="markdown", disable_ocr=True, pages=kreuzberg.PageConfig(extract_pages=True)
    )
    found = kreuzberg.extract_bytes_sync(content, _MEDIA_TYPES[suffix], config)
    pages = tuple(page["content"] for page in found.pages or ())
    # Of slides and sheets it gives pages that lack most of the text.
    if sum(map(len, pages)) < _WHOLE_SHARE * len(found.content):
        pages = (found.content,)
    return Reading(pages, headings=_headings((found.content,)))


def _headings(pages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(heading.strip("*_ ") for page in pages for heading in _HEADING.findall(page))
