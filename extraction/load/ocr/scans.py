"""Files with pages whose text has to be recognised."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from extraction.load.drawing import DrawableFormat, DrawingLimits
from extraction.load.formats import Format
from extraction.load.ocr.engine import OcrEngine
from extraction.load.ocr.page import RecognisedPage, recognise_page
from schemas.warning import IngestWarning

NO_ENGINE = "If it is a scan, have its text recognised (OCR): `citegraph doctor` says what is needed."
"""The remedy for a page whose text was not recognised."""
_SCANNING = DrawingLimits(dpi=300, max_pixels=20_000_000)


@runtime_checkable
class ScannableFormat(DrawableFormat, Protocol):
    """A format some of whose pages may be pictures of text."""

    def pages_to_recognise(self, content: bytes, name: str) -> Mapping[int, bool]:
        """The pages that can be recognised, from 1, and whether their text can be had in no other way.

        Raises:
            DocumentRejectedError: the file is damaged or encrypted.
        """

    def with_recognised(
        self, pages: Mapping[int, RecognisedPage], warnings: tuple[IngestWarning, ...]
    ) -> Format:
        """The format, which takes the text of these pages from what was recognised, and gives these warnings too."""


def recognise(
    kind: ScannableFormat, content: bytes, name: str, page: int, engine: OcrEngine
) -> RecognisedPage:
    """What the engine finds on a page of the file.

    Raises:
        DocumentRejectedError: the file is damaged or encrypted.
        BackendError: the engine failed.
    """
    drawing = kind.draw_page(content, name, page, limits=_SCANNING)
    return recognise_page(drawing.image, engine, 1 / drawing.scale)
