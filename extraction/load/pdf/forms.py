"""The values of the fields in a form, as words where they are shown."""

import ctypes
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from extraction.load.clean_text import clean_text
from extraction.load.pdf.page_frame import PageFrame
from extraction.load.pdf.word import Box, Word

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_HIDDEN = 0x2 | 0x20
"""The flags of annotations that are not shown, or not on a screen (ISO 32000, table 165)."""
_PASSWORD = 1 << 13
_TICKED, _OPEN = "[x]", "[ ]"
_SIZE = 10.0


def form_words(document: "PdfDocument", page: "PdfPage", frame: PageFrame, number: int) -> list[Word]:
    """The words of the values, and of free texts that were typed over the page; a ticked box is "[x]"."""
    from pypdfium2 import raw

    words: list[Word] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        try:
            if not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                words += _words(_shown(document, annotation), _place(annotation, frame), number)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return words


def _shown(document: "PdfDocument", annotation: object) -> str:
    """What the annotation shows as text."""
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _string(
            lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
        )
    if kind != raw.FPDF_ANNOT_WIDGET or document.formenv is None:
        return ""
    form = document.formenv.raw
    field = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if field in {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}:
        return _TICKED if raw.FPDFAnnot_IsChecked(form, annotation) else _OPEN
    shows_text = field in {
        raw.FPDF_FORMFIELD_TEXTFIELD,
        raw.FPDF_FORMFIELD_COMBOBOX,
        raw.FPDF_FORMFIELD_LISTBOX,
    }
    if not shows_text or raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return ""
    return _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))


def _string(get: Callable[[object, int], int]) -> str:
    """A string in UTF-16 that PDFium writes into a buffer, asked for its size first."""
    from pypdfium2 import raw

    size = get(None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return clean_text(buffer.raw[: max(size - 2, 0)].decode("utf-16-le", errors="replace"))


def _place(annotation: object, frame: PageFrame) -> Box:
    from pypdfium2 import raw

    place = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, place)
    return frame.shown(place.left, place.bottom, place.right, place.top)


def _words(value: str, box: Box, number: int) -> Iterator[Word]:
    """The words in lines as high as the field allows, since the file need not say where each stands."""
    lines = [line.split() for line in value.splitlines() if line.strip()]
    for row, line in enumerate(lines):
        height = box.height / len(lines)
        top = box.y0 + row * height
        letters = sum(map(len, line)) + len(line) - 1
        width = min(box.width / max(letters, 1), _SIZE)
        left = box.x0
        for word in line:
            right = left + width * len(word)
            yield Word(word, Box(left, top, right, top + height), number, min(_SIZE, height))
            left = right + width
