"""What is drawn on a page beside its letters: rules, coloured areas and pictures, and where each stands in the stack."""

import ctypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extraction.load.pdf.page_frame import PageFrame
from extraction.load.pdf.word import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Colour = tuple[int, int, int, int]
_PAPER: Colour = (255, 255, 255, 255)
_MOST_OBJECTS = 50_000
_THIN = 2.5
_OPAQUE = 250


@dataclass(frozen=True, slots=True)
class Area:
    """A filled area; `colour` is None where it is not known, as of pictures and gradients."""

    box: Box
    depth: int
    colour: Colour | None


@dataclass
class Drawings:
    """The drawings of a page; the depth of an object says what is drawn over it."""

    rules: list[Box] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    depths: dict[int, int] = field(default_factory=dict)

    def background(self, box: Box, depth: int) -> Colour | None:
        """The colour under the middle of the box at this depth; None where it is not known."""
        under = [area for area in self.areas if area.depth < depth and area.box.holds(box.middle)]
        return under[-1].colour if under else _PAPER

    def is_covered(self, box: Box, depth: int) -> bool:
        """Whether an area is drawn over the whole box."""
        corners = ((box.x0 + 1, box.y0 + 1), (box.x1 - 1, box.y1 - 1))
        return any(
            area.depth > depth and area.colour is not None and all(map(area.box.holds, corners))
            for area in self.areas
        )


def read_drawings(page: "PdfPage", frame: PageFrame) -> Drawings:
    """The drawings of the page, its first 50,000 objects at the most, and where its texts are among them."""
    from pypdfium2 import raw

    found = Drawings()
    for depth in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, depth)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.depths[ctypes.addressof(item.contents)] = depth
            continue
        box = _bounds(item, frame)
        if box is None:
            continue
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(item, box, depth, found)
        elif kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}:
            found.areas.append(Area(box, depth, None))
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                found.pictures.append(box)
    return found


def _bounds(item: object, frame: PageFrame) -> Box | None:
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *edges):
        return None
    return frame.shown(*(edge.value for edge in edges))


def _add_path(item: object, box: Box, depth: int, found: Drawings) -> None:
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if fill.value:
        colour = _colour(raw.FPDFPageObj_GetFillColor, item)
        if colour is None or colour[3] > _OPAQUE:
            found.areas.append(Area(box, depth, colour))
    if min(box.width, box.height) <= _THIN:
        found.rules.append(box)
    elif stroke.value:
        found.frames.append(box)


def _colour(get: object, item: object) -> Colour | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not get(item, *parts):  # type: ignore[operator]
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def text_colour(item: object) -> Colour | None:
    """The colour that a text object is filled with; None where it is not known."""
    from pypdfium2 import raw

    return _colour(raw.FPDFPageObj_GetFillColor, item)
