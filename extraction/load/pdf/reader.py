"""PDF files: what is seen on their pages, in reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extraction.load.clean_text import clean_text
from extraction.load.drawing import Drawing, DrawingLimits
from extraction.load.loaded_text import LoadedText, check_text_length
from extraction.load.ocr.page import RecognisedPage
from extraction.load.ocr.scans import NO_ENGINE
from extraction.load.pdf.assembly import assemble
from extraction.load.pdf.headings import Bookmark, bookmarks_of
from extraction.load.pdf.opening import opened
from extraction.load.pdf.page import Page, read_page
from extraction.load.pdf.picture import draw_page, pictures_of
from extraction.load.pdf.text_layer import broken_layers, pages_to_recognise
from extraction.load.pictures import DescribedPicture, FoundPicture
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


@dataclass(frozen=True)
class Pdf:
    """PDF files; of those pages that were `recognised` in pictures, by number, the text layer is not read."""

    recognised: Mapping[int, RecognisedPage] = field(default_factory=dict)
    warnings: tuple[IngestWarning, ...] = ()
    described: tuple[DescribedPicture, ...] = ()
    name = "pdf"
    media_types = ("application/pdf",)
    suffixes = (".pdf",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The text of all pages with the offset of each; pages without text are empty.

        Raises:
            DocumentRejectedError: it is damaged, encrypted, has no text at all, or more than `max_bytes`.
        """
        pages, labels, bookmarks, stated = self._read_pages(content, name, max_bytes=max_bytes)
        if all(page.is_blank for page in pages) and not self.described:
            raise DocumentRejectedError(
                f"{name} has no text on its {len(pages)} pages: it seems to be a scan",
                remedy=self.warnings[0].remedy if self.warnings else NO_ENGINE,
            )
        loaded = assemble(pages, labels=labels, bookmarks=bookmarks, stated=stated, described=self.described)
        warnings = (*self.warnings, *broken_layers(pages), *loaded.warnings)
        return [replace(loaded, warnings=warnings)]

    def draw_page(self, content: bytes, name: str, page: int, *, limits: DrawingLimits) -> Drawing:
        """The page (from 1) of the file, as it is shown.

        Raises:
            DocumentRejectedError: the file is damaged or encrypted.
            NotFoundError: it has no such page.
        """
        return draw_page(content, name, page, limits=limits)

    def pages_to_recognise(self, content: bytes, name: str) -> Mapping[int, bool]:
        """Every page, and whether its text can be had only by recognising it: it has no text layer, or a broken one.

        Raises:
            DocumentRejectedError: the file is damaged or encrypted.
        """
        return pages_to_recognise(content, name)

    def with_recognised(
        self, pages: Mapping[int, RecognisedPage], warnings: tuple[IngestWarning, ...]
    ) -> "Pdf":
        """The format, which takes the text of these pages from what was recognised."""
        return replace(self, recognised=pages, warnings=(*self.warnings, *warnings))

    def pictures(self, content: bytes, name: str) -> Sequence[FoundPicture]:
        """The figures and photos, those that are scans of text apart.

        Raises:
            DocumentRejectedError: the file is damaged or encrypted.
        """
        scans = {number: scan.is_text for number, scan in self.recognised.items()}
        return pictures_of(content, name, scans)

    def with_descriptions(
        self, described: Sequence[DescribedPicture], warnings: Sequence[IngestWarning]
    ) -> "Pdf":
        """The format, which puts these texts where the pictures stand."""
        return replace(self, described=tuple(described), warnings=(*self.warnings, *warnings))

    def _read_pages(
        self, content: bytes, name: str, *, max_bytes: int
    ) -> tuple[list[Page], tuple[str, ...], list[Bookmark], str]:
        with opened(content, name) as document:
            pages: list[Page] = []
            chars = 0
            for index in range(len(document)):
                scan = self.recognised.get(index + 1)
                chars += _count_chars(document, index) if scan is None else 0
                # Before the text is taken out: one page may hold too much.
                check_text_length(name, chars, max_bytes=max_bytes)
                pages.append(read_page(document, index) if scan is None else Page.of_scan(index + 1, scan))
            labels = _page_labels(document)
            return pages, labels, bookmarks_of(document), document.get_metadata_value("Title")


def _count_chars(document: "PdfDocument", index: int) -> int:
    page = document[index]
    text = page.get_textpage()
    try:
        return int(text.count_chars())
    finally:
        text.close()
        page.close()


def _page_labels(document: "PdfDocument") -> tuple[str, ...]:
    """The label that the file gives each page; nothing where the pages are numbered from 1."""
    labels = [clean_text(document.get_page_label(index)).strip() for index in range(len(document))]
    plain = all(label in ("", str(number)) for number, label in enumerate(labels, start=1))
    return () if plain else tuple(labels)
