"""Pages of PDF files as they look, and the pictures on them."""

from collections.abc import Mapping, Sequence

from extraction.load.drawing import Drawing, DrawingLimits
from extraction.load.pdf.drawings import read_drawings
from extraction.load.pdf.opening import opened
from extraction.load.pdf.page_frame import PageFrame
from extraction.load.pdf.word import Box
from extraction.load.pictures import FoundPicture
from schemas.errors import NotFoundError

_LEAST_SIDE = 50.0
_MOST_OF_PAGE = 0.9


def draw_page(content: bytes, name: str, page: int, *, limits: DrawingLimits) -> Drawing:
    """The page (from 1) as PDFium shows it: cropped and turned as the file says, with its forms and remarks.

    Raises:
        DocumentRejectedError: the file is damaged or encrypted.
        NotFoundError: it has no such page.
    """
    with opened(content, name) as document:
        if not 1 <= page <= len(document):
            raise NotFoundError(
                f"{name} has no page {page}", remedy=f"It has the pages 1 to {len(document)}."
            )
        shown = document[page - 1]
        try:
            scale = limits.scale(*shown.get_size())
            return Drawing(shown.render(scale=scale).to_pil().convert("RGB"), scale)
        finally:
            shown.close()


def pictures_of(content: bytes, name: str, scans: Mapping[int, bool]) -> Sequence[FoundPicture]:
    """The pictures that are no icons, no lines and no backgrounds, page by page from above.

    `scans` has the pages that were recognised as pictures, and whether they are text: what covers a page is a picture
    only where it is not.

    Raises:
        DocumentRejectedError: the file is damaged or encrypted.
    """
    found: list[FoundPicture] = []
    with opened(content, name) as document:
        for number in range(1, len(document) + 1):
            if scans.get(number):
                continue
            page = document[number - 1]
            try:
                frame = PageFrame.of(page)
                boxes = sorted(set(read_drawings(page, frame).pictures), key=lambda box: (box.y0, box.x0))
                found += (
                    FoundPicture(number, box)
                    for box in boxes
                    if min(box.width, box.height) >= _LEAST_SIDE
                    and (number in scans or not _covers(box, frame.size))
                )
            finally:
                page.close()
    return found


def _covers(box: Box, page: tuple[float, float]) -> bool:
    return box.width * box.height > _MOST_OF_PAGE * page[0] * page[1]
