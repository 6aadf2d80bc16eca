"""Presentations of PowerPoint (.pptx)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, cast

from extraction.load.accounting import LeftOut, account_for
from extraction.load.archives import BAD_OFFICE_FILE, check_expansion
from extraction.load.loaded_text import (
    LoadedText,
    TextBlock,
    check_text_length,
    join_blocks,
    join_pages,
    row_block,
    stated_title,
)
from extraction.load.office_graphics import chart_blocks, diagram_blocks
from extraction.load.office_package import in_usual_form
from extraction.load.slide_shapes import choose_forms, in_reading_order, take_unseen
from extraction.load.slide_words import linked_words, paragraph_blocks, shape_linked
from extraction.load.xml_text import parse_xml, part_texts
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.shapes.autoshape import Shape
    from pptx.shapes.base import BaseShape
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.slide import Slide
    from pptx.table import Table, _Cell

_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_SAVE_AGAIN = "Open it in a presentation program, save it as .pptx again and try again."
_SEEN = ("ppt/slides/slide", "ppt/notesSlides/", "ppt/charts/chart", "ppt/diagrams/data")
_UNREAD = {"ppt/comments/": "comment left out"}
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_ID, _MODEL = (
    f"{{http://schemas.openxmlformats.org/officeDocument/2006/relationships}}{name}" for name in ("id", "dm")
)


class Slides:
    """PowerPoint files since 2007."""

    name = "pptx"
    media_types = ("application/vnd.openxmlformats-officedocument.presentationml.presentation",)
    suffixes = (".pptx", ".pptm", ".ppsx")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Each slide as a page: its title as heading, its texts from top to bottom, tables, and the speaker's notes.

        Raises:
            DocumentRejectedError: it is no presentation, encrypted, damaged, or holds too much.
        """
        check_expansion(content, name, "a presentation: .pptx files are", _SAVE_AGAIN, max_bytes=max_bytes)
        from lxml.etree import LxmlError
        from pptx import Presentation
        from pptx.exc import PythonPptxError

        try:
            presentation = Presentation(BytesIO(in_usual_form(content, _MAIN_TYPE)))
            reading = _Reading(presentation.slide_width or 0, presentation.slide_height or 0)
            loaded = join_pages([join_blocks(reading.blocks(slide)) for slide in presentation.slides])
            title = stated_title(presentation.core_properties.title)
        except (PythonPptxError, LxmlError, *BAD_OFFICE_FILE) as error:
            raise DocumentRejectedError(
                f"{name} is a damaged presentation ({error})", remedy=_SAVE_AGAIN
            ) from error
        check_text_length(name, len(loaded.text), max_bytes=max_bytes)
        warnings = _warnings(content, loaded.text, reading.left_out)
        return [replace(loaded, title=title or loaded.first_heading, warnings=warnings)]


def _warnings(content: bytes, kept: str, left_out: list[LeftOut]) -> tuple[IngestWarning, ...]:
    seen = []
    for part, text in part_texts(content):
        reason = next((reason for begin, reason in _UNREAD.items() if part.startswith(begin)), None)
        if reason:
            left_out.append(LeftOut(reason, text, part.rpartition("/")[2]))
        if reason or part.startswith(_SEEN):
            seen.append(text)
    return account_for(" ".join(seen), kept, left_out, place="presentation").warnings()


class _Reading:
    """The reading of one presentation."""

    def __init__(self, width: int, height: int) -> None:
        """Take the size of the slides."""
        self.left_out: list[LeftOut] = []
        self._size = (width, height)
        self._number = 0

    def blocks(self, slide: "Slide") -> Iterator[TextBlock]:
        self._number += 1
        place = f"slide {self._number}"
        if slide.element.get("show") in {"0", "false"}:
            text = " ".join(node.text or "" for root in _roots(slide) for node in root.iter("{*}t"))
            self.left_out.append(
                LeftOut("hidden slide left out", text, place, "Show the slide if it matters.")
            )
            return
        choose_forms(slide)
        self.left_out.extend(take_unseen(slide, *self._size, place))
        title = slide.shapes.title
        if title is not None and title.has_text_frame:
            words = " ".join(linked_words(paragraph) for paragraph in title.text_frame.paragraphs)
            yield TextBlock(" ".join(shape_linked(title, words).split()), "heading", 1)
        own = None if title is None else title.shape_id
        for shape in in_reading_order(slide.shapes):
            if shape.shape_id != own:
                yield from self._shape(shape, place)
        if slide.has_notes_slide:
            notes = slide.notes_slide.notes_text_frame
            if notes is not None:
                yield TextBlock("\n".join(map(linked_words, notes.paragraphs)).strip(), "note")
            self._skip_furniture(slide, place)

    def _skip_furniture(self, slide: "Slide", place: str) -> None:
        """Say what else is on the page of the speaker's notes: its date, its number."""
        notes = slide.notes_slide.notes_placeholder
        own = None if notes is None else notes.shape_id
        for shape in slide.notes_slide.shapes:
            if shape.has_text_frame and shape.shape_id != own:
                text = cast("Shape", shape).text_frame.text
                self.left_out.append(LeftOut("running foot left out", text, place))

    def _shape(self, shape: "BaseShape", place: str) -> Iterator[TextBlock]:
        from pptx.shapes.group import GroupShape

        if isinstance(shape, GroupShape):
            for inner in in_reading_order(shape.shapes):
                yield from self._shape(inner, place)
        elif getattr(shape, "has_table", False):
            yield from _rows(cast("GraphicFrame", shape).table)
        elif (drawn := next(shape.element.iter(_CHART, _DIAGRAM), None)) is not None:
            root = _related(shape, drawn.get(_ID) or drawn.get(_MODEL) or "")
            if root is not None:
                yield from chart_blocks(root) if drawn.tag == _CHART else diagram_blocks(root)
        elif shape.has_text_frame:
            frame = cast("Shape", shape).text_frame
            if _is_furniture(shape):
                self.left_out.append(LeftOut("running foot left out", frame.text, place))
            else:
                for block in paragraph_blocks(frame, in_list=_is_list(shape)):
                    yield replace(block, text=shape_linked(shape, block.text))


def _related(shape: "BaseShape", name: str) -> "_Element | None":
    """The root of the part of this name that the shape refers to; what is missing or elsewhere is none."""
    relation = shape.part.rels.get(name)
    return None if relation is None or relation.is_external else parse_xml(relation.target_part.blob)


def _roots(slide: "Slide") -> "Iterator[_Element]":
    """The slide, its notes, charts and diagrams."""
    yield slide.element
    if slide.has_notes_slide:
        yield slide.notes_slide.element
    for relation in slide.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/chart", "/diagramData")):
            root = parse_xml(relation.target_part.blob)
            if root is not None:
                yield root


def _is_furniture(shape: "BaseShape") -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER

    kinds = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER}
    return shape.is_placeholder and shape.placeholder_format.type in kinds


def _is_list(shape: "BaseShape") -> bool:
    """Whether its paragraphs have bullets by the layout, as those of the body of a slide have."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    return shape.is_placeholder and shape.placeholder_format.type in {
        PP_PLACEHOLDER.BODY,
        PP_PLACEHOLDER.OBJECT,
    }


def _rows(table: "Table") -> Iterator[TextBlock]:
    above: dict[tuple[int, int], str] = {}
    for number, row in enumerate(table.rows):
        texts = []
        for column, cell in enumerate(row.cells):
            if cell.is_merge_origin:
                for line in range(cell.span_height):
                    for beside in range(cell.span_width):
                        above[number + line, column + beside] = _cell(cell)
            texts.append(above.get((number, column), _cell(cell)))
        if any(text.strip() for text in texts):
            yield row_block(texts, joined=number > 0)


def _cell(cell: "_Cell") -> str:
    return "\n".join(map(linked_words, cell.text_frame.paragraphs))
