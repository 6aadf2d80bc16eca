"""The shapes of a slide as its viewers see them: in which order, and without those that nobody sees."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BESIDE_EMU = 140_000
"""Shapes whose tops differ by less (4 mm) stand side by side."""
_LEAST_SIZE = 150
"""Size of type that can be seen, in hundredths of a point."""
_FILLS = {f"{_DRAWN}{name}" for name in ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill")}
_BACKGROUNDS = {"bg1", "lt1"}
_HIDDEN = "hidden text left out"


def in_reading_order(shapes: "Iterable[BaseShape]") -> "list[BaseShape]":
    """From top to bottom, those of one height from left to right."""
    rows: list[list[BaseShape]] = []
    for shape in sorted(shapes, key=lambda shape: shape.top or 0):
        if rows and (shape.top or 0) - (rows[-1][0].top or 0) < _BESIDE_EMU:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    return [shape for row in rows for shape in sorted(row, key=lambda shape: shape.left or 0)]


def choose_forms(slide: "Slide") -> None:
    """Put the first form of what is there in several, such as equations, in the place of them all."""
    for alternative in list(slide.element.iter(f"{_MARKUP}AlternateContent")):
        parent = alternative.getparent()
        forms = [form for form in alternative if len(form)]
        chosen = next((form for form in forms if next(form.iter("{*}t"), None) is not None), None)
        if parent is not None:
            place = parent.index(alternative)
            parent[place : place + 1] = list(chosen if chosen is not None else forms[0] if forms else ())


def take_unseen(slide: "Slide", width: int, height: int, place: str) -> Iterator[LeftOut]:
    """Take out of the slide what nobody sees on it: hidden shapes, those beside it, and white words on its white ground."""
    for shape in list(slide.shapes):
        if _is_off(shape, width, height):
            yield LeftOut(_HIDDEN, _text(shape.element), place)
            shape.element.getparent().remove(shape.element)
    for named in list(slide.element.iter(f"{_SLIDE}cNvPr")):
        element = named.getparent().getparent()
        if named.get("hidden") in {"1", "true"} and element.getparent() is not None:
            yield LeftOut(_HIDDEN, _text(element), place)
            element.getparent().remove(element)
    grounds = list(slide.shapes)
    may_be_white = _is_white_ground(slide)
    for shape in grounds:
        is_bare = may_be_white and not any(_is_behind(other, shape) for other in grounds)
        for run in list(shape.element.iter(f"{_DRAWN}r")):
            properties = run.find(f"{_DRAWN}rPr")
            if properties is not None and (_is_tiny(properties) or (is_bare and _is_pale(properties))):
                yield LeftOut(_HIDDEN, _text(run), place)
                run.getparent().remove(run)


def _is_off(shape: "BaseShape", width: int, height: int) -> bool:
    if None in {shape.left, shape.top, shape.width, shape.height}:
        return False
    right, bottom = shape.left + shape.width, shape.top + shape.height
    return bool(right <= 0 or bottom <= 0 or shape.left >= width or shape.top >= height)


def _is_tiny(properties: "_Element") -> bool:
    size = properties.get("sz") or ""
    return size.isdigit() and int(size) < _LEAST_SIZE


def _is_white(coloured: "_Element") -> bool:
    """Whether it is filled with white, or with what the theme has as its ground."""
    plain = coloured.find(f"{_DRAWN}solidFill")
    if plain is None or not len(plain) or len(plain[0]):  # what lightens or darkens a colour stands in it
        return False
    return (plain[0].get("val") or "").upper() == "FFFFFF" or plain[0].get("val") in _BACKGROUNDS


def _is_pale(properties: "_Element") -> bool:
    return properties.find(f"{_DRAWN}highlight") is None and _is_white(properties)


def _is_white_ground(slide: "Slide") -> bool:
    """Whether the slide is white before anything is put on it."""
    layout = slide.slide_layout
    master = layout.slide_master
    colours = master.element.find(f"{_SLIDE}clrMap")
    if colours is not None and colours.get("bg1") != "lt1":
        return False
    for part in (layout, master):
        if next(part.element.iter(f"{_SLIDE}pic", f"{_SLIDE}graphicFrame"), None) is not None:
            return False
        if any(_is_filled(shape) for shape in part.element.iter(f"{_SLIDE}sp")):
            return False
    grounds = (part.element.find(f"{_SLIDE}cSld/{_SLIDE}bg") for part in (slide, layout, master))
    ground = next((found for found in grounds if found is not None), None)
    if ground is None:
        return True
    stated = ground[0] if len(ground) else None
    if stated is None or stated.tag == f"{_SLIDE}bgPr":
        return stated is not None and _is_white(stated)
    return stated.get("idx") == "1001" and [colour.get("val") for colour in stated] == ["bg1"]


def _is_behind(other: "BaseShape", shape: "BaseShape") -> bool:
    """Whether the other one has a colour, or may have one, and stands where the shape does; the shape itself may, too."""
    if other.element.tag == f"{_SLIDE}sp" and not _is_filled(other.element):
        return False
    sides = [
        (one.left, one.top, one.left + one.width, one.top + one.height)
        for one in (other, shape)
        if None not in {one.left, one.top, one.width, one.height}
    ]
    if len(sides) < len((other, shape)):
        return True
    (left, top, right, bottom), (own_left, own_top, own_right, own_bottom) = sides
    return left < own_right and own_left < right and top < own_bottom and own_top < bottom


def _is_filled(shape: "_Element") -> bool:
    """Whether the shape has a colour of its own or by its style."""
    own = shape.find(f"{_SLIDE}spPr")
    kinds = {child.tag for child in own} if own is not None else set()
    if kinds & _FILLS:
        return own is None or not _is_white(own)
    styled = shape.find(f"{_SLIDE}style/{_DRAWN}fillRef")
    return f"{_DRAWN}noFill" not in kinds and styled is not None and styled.get("idx") != "0"


def _text(element: "_Element") -> str:
    return " ".join(node.text or "" for node in element.iter("{*}t"))
