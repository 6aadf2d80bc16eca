"""From a document to the PNG of one of its pages; to be called in a process of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from extraction.load.drawing import DrawableFormat, Drawing, DrawingLimits
from extraction.load.members import Container, file_within
from extraction.page_images.marks import lines_of, mark
from extraction.page_images.text_page import Span, draw_text
from schemas.word_box import WordBox


@dataclass(frozen=True)
class FilePage:
    """A page of a document's file, to be drawn as it looks, with the words in these boxes marked.

    The file, known by `source` and `sha256`, may be in an archive.
    """

    kind: DrawableFormat = field(repr=False)
    source: str
    sha256: str
    page: int
    boxes: tuple[WordBox, ...]
    limits: DrawingLimits


@dataclass(frozen=True)
class TextPage:
    """A text that is to be drawn as a page, with these spans of it marked; `cut` says whether more stands before and after it."""

    text: str
    spans: tuple[Span, ...]
    cut: tuple[bool, bool]
    limits: DrawingLimits


def png_of_text(page: TextPage) -> bytes:
    """The page as a PNG.

    Raises:
        BackendError: no font has the letters of the text.
    """
    return _png(draw_text(page.text, page.spans, limits=page.limits, cut=page.cut))


def png_of_file(page: FilePage, original: bytes, containers: Sequence[Container], max_bytes: int) -> bytes:
    """The page as a PNG; `original` are the bytes that came, and a file in them may have `max_bytes`.

    Raises:
        DocumentRejectedError: the file is damaged or encrypted.
        NotFoundError: the archive does not hold it, or it has no such page.
    """
    content = file_within(original, page.source, page.sha256, containers, max_bytes=max_bytes)
    drawing = page.kind.draw_page(content, page.source, page.page, limits=page.limits)
    mark(drawing.image, lines_of(page.boxes, drawing.scale))
    return _png(drawing)


def _png(drawing: Drawing) -> bytes:
    target = BytesIO()
    drawing.image.save(target, "PNG")
    return target.getvalue()
