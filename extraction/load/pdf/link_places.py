"""Where on a page links to somewhere else are."""

import ctypes
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from extraction.load.links import link_text
from extraction.load.pdf.page_frame import PageFrame
from extraction.load.pdf.word import Box, Word, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdfium2 import PdfDocument, PdfPage

_MOST_BYTES = 4_000
_MOST_LINKS = 2_000
"""On one page; what has more is no page that a person follows links on."""


def mark_links(document: "PdfDocument", page: "PdfPage", frame: PageFrame, words: "Sequence[Word]") -> None:
    """Give the words that stand in links the addresses that they lead to."""
    for box, address in _links(document, page, frame):
        for word in words:
            if box.holds(word.box.middle):
                word.address = address


def links_of(words: "Sequence[Word]") -> tuple[str, ...]:
    """The links of these words, those side by side with one address as one; words that are their address need none."""
    found = []
    for address, some in groupby(words, key=lambda word: word.address):
        said = joined([*some])
        if address and address.removeprefix("mailto:").rstrip("/") not in said.replace(" ", ""):
            found.append(link_text(said, address))
    return tuple(dict.fromkeys(found))


def _links(document: "PdfDocument", page: "PdfPage", frame: PageFrame) -> Iterator[tuple[Box, str]]:
    from pypdfium2 import raw

    place, link, rectangle = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    for _ in range(_MOST_LINKS):
        if not raw.FPDFLink_Enumerate(page.raw, place, link):
            return
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
        if not 1 < size <= _MOST_BYTES or not raw.FPDFLink_GetAnnotRect(link, rectangle):
            continue
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
        box = frame.shown(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        yield box, "".join(buffer.value.decode("utf-8", errors="replace").split())
