"""PDF files: the text layer of each page, its lines put together to paragraphs."""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extraction.load.clean_text import clean_text
from extraction.load.loaded_text import LoadedText, check_text_length, find_paragraphs, stated_title
from extraction.load.pdf.lines import ITEM_MARK, PdfLine, join_lines, join_pages
from extraction.load.plain_text import find_title
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_WRONG_PASSWORD = 4
_NAMED = 10
# PDFium puts U+FFFE for a hyphen at the end of a line and the line break behind it.
_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
# PDFium is not safe to call from two threads at once, not even on two documents.
_PDFIUM = threading.Lock()


class Pdf:
    """PDF files."""

    name = "pdf"
    media_types = ("application/pdf",)
    suffixes = (".pdf",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The text of all pages with the offset of each; pages without text are empty.

        Raises:
            DocumentRejectedError: it is damaged, encrypted, has no text layer at all, or more text than `max_bytes`.
        """
        return [_read(content, name, max_bytes=max_bytes)]


def _read(content: bytes, name: str, *, max_bytes: int) -> LoadedText:
    with _PDFIUM:
        pages, labels, title = _read_pages(content, name, max_bytes=max_bytes)
    if not any(page.strip() for page in pages):
        raise DocumentRejectedError(
            f"{name} has no text on its {len(pages)} pages: it seems to be a scan",
            remedy="Reading scanned pages (OCR) is not available yet: run the file through an OCR program and try again.",
        )
    text, starts = join_pages(pages)
    return LoadedText(
        text=text,
        title=stated_title(title) or find_title(text),
        page_starts=starts,
        page_labels=labels,
        blocks=tuple(find_paragraphs(text, ITEM_MARK)),
        warnings=_warnings(pages),
    )


def _warnings(pages: Sequence[str]) -> tuple[IngestWarning, ...]:
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if not blank:
        return ()
    more = f" and {len(blank) - _NAMED} more" if len(blank) > _NAMED else ""
    return (
        IngestWarning(
            kind="page without text",
            place=f"page {', '.join(blank[:_NAMED])}{more}",
            count=len(blank),
            remedy="If it is a scan, run the file through an OCR program and ingest it again.",
        ),
    )


def _read_pages(content: bytes, name: str, *, max_bytes: int) -> tuple[list[str], tuple[str, ...], str]:
    from pypdfium2 import PdfiumError

    try:
        document = _open(content, name)
        try:
            pages: list[str] = []
            chars = 0
            for index in range(len(document)):
                with _text_layer(document, index) as layer:
                    # Before the text is taken out: one page may hold too much.
                    chars += layer.count_chars()
                    check_text_length(name, chars, max_bytes=max_bytes)
                    pages.append(_page_text(layer))
            return pages, _page_labels(document), document.get_metadata_value("Title")
        finally:
            document.close()
    except PdfiumError as error:
        raise DocumentRejectedError(
            f"{name} is a damaged PDF ({error})",
            remedy="Open it in a PDF viewer, save or print it to a new PDF and try again.",
        ) from error


def _open(content: bytes, name: str) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(content)
    except PdfiumError as error:
        if error.err_code != _WRONG_PASSWORD:
            raise
        raise DocumentRejectedError(
            f"{name} is encrypted: it opens with a password only",
            remedy="Save it without a password and try again.",
        ) from error


def _page_labels(document: "PdfDocument") -> tuple[str, ...]:
    """The label that the file gives each page; nothing where the pages are numbered from 1."""
    labels = [clean_text(document.get_page_label(index)).strip() for index in range(len(document))]
    plain = all(label in ("", str(number)) for number, label in enumerate(labels, start=1))
    return () if plain else tuple(labels)


@contextmanager
def _text_layer(document: "PdfDocument", index: int) -> "Iterator[PdfTextPage]":
    page = document[index]
    text_page = page.get_textpage()
    try:
        yield text_page
    finally:
        text_page.close()
        page.close()


def _page_text(page: "PdfTextPage") -> str:
    return clean_text(join_lines(list(_lines(page)))).replace("\f", "\n").strip()


def _lines(page: "PdfTextPage") -> Iterator[PdfLine]:
    text = page.get_text_range()
    # Beyond the Basic Multilingual Plane, a character counts as two in one and as one in the other.
    placed = len(text) == page.count_chars()
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        first = match.start() + len(match[0]) - len(match[0].lstrip())
        last = match.start() + len(match[0].rstrip()) - 1
        yield _placed_line(page, words, first, last) if placed else PdfLine(words, 0.0, 0.0, 0.0, 0.0)


def _placed_line(page: "PdfTextPage", words: str, first: int, last: int) -> PdfLine:
    left, bottom, _, top = page.get_charbox(first, loose=True)
    right = page.get_charbox(last, loose=True)[2]
    return PdfLine(words, left=left, right=right, bottom=bottom, height=max(top - bottom, 0.1))
