"""Layers of a PDF page (optional content): PDFium reads the text of those that are switched off, but does not draw it."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from extraction.load.pdf.word import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_OPTIONAL = "OC"
_NAME_BYTES = 20
_LEAST_CONTRAST = 12


def is_in_layer(item: object) -> bool:
    """Whether an object of the page belongs to a layer that may be switched off."""
    import ctypes

    from pypdfium2 import raw

    name, length = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_ulong()
    for number in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, number)
        words = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        if raw.FPDFPageObjMark_GetName(mark, words, _NAME_BYTES, length) and (
            name.raw[: length.value].decode("utf-16-le").rstrip("\0") == _OPTIONAL
        ):
            return True
    return False


@dataclass(frozen=True)
class Ink:
    """What is drawn on a page, at a pixel for each point; it is drawn when it is asked for."""

    page: "PdfPage"

    def is_at(self, box: Box) -> bool:
        """Whether something is seen there that is not all of one colour."""
        left, top = max(0, math.floor(box.x0)), max(0, math.floor(box.y0))
        part = self._pixels[top : math.ceil(box.y1), left : math.ceil(box.x1)]
        return part.size > 0 and int(part.max()) - int(part.min()) >= _LEAST_CONTRAST

    @cached_property
    def _pixels(self) -> Any:
        return self.page.render(scale=1, grayscale=True).to_numpy()
