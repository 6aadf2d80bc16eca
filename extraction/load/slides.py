"""Presentations of PowerPoint (.pptx)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import accumulate, groupby, starmap
from typing import TYPE_CHECKING, cast

from extraction.load.accounting import LeftOut, account_for
from extraction.load.archives import BAD_OFFICE_FILE, check_expansion
from extraction.load.links import mark_link
from extraction.load.loaded_text import (
    LoadedText,
    TextBlock,
    check_text_length,
    join_blocks,
    join_pages,
    row_block,
    stated_title,
)
from extraction.load.raised import raised
from extraction.load.xml_text import part_texts
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.opc.package import Part
    from pptx.shapes.autoshape import Shape
    from pptx.shapes.base import BaseShape
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.shapes.group import GroupShape
    from pptx.slide import Slide
    from pptx.table import Table, _Cell
    from pptx.text.text import TextFrame, _Paragraph

_SAVE_AGAIN = "Open it in a presentation program, save it as .pptx again and try again."
_SEEN = ("ppt/slides/slide", "ppt/notesSlides/")
_UNREAD = {
    "ppt/comments/": "comment left out",
    "ppt/charts/": "text of a chart left out",
    "ppt/diagrams/data": "text of a diagram left out",
}
_INDENT = "  "
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXT_LINK = f"{_DRAWN}rPr/{_DRAWN}hlinkClick"
_SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TARGET = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


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
            presentation = Presentation(BytesIO(content))
            reading = _Reading()
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

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []
        self._number = 0

    def blocks(self, slide: "Slide") -> Iterator[TextBlock]:
        self._number += 1
        place = f"slide {self._number}"
        if slide.element.get("show") in {"0", "false"}:
            text = " ".join(node.text or "" for node in slide.element.iter("{*}t"))
            self.left_out.append(
                LeftOut("hidden slide left out", text, place, "Show the slide if it matters.")
            )
            return
        title = slide.shapes.title
        if title is not None and title.has_text_frame:
            words = " ".join(_linked(paragraph) for paragraph in title.text_frame.paragraphs)
            yield TextBlock(" ".join(_shape_linked(title, words).split()), "heading", 1)
        own = None if title is None else title.shape_id
        for shape in sorted(slide.shapes, key=_position):
            if shape.shape_id != own:
                yield from self._shape(shape, place)
        yield from _alternatives(slide)
        if slide.has_notes_slide:
            notes = slide.notes_slide.notes_text_frame
            if notes is not None:
                yield TextBlock("\n".join(map(_linked, notes.paragraphs)).strip(), "note")
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
        from pptx.enum.shapes import MSO_SHAPE_TYPE

        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            for inner in sorted(cast("GroupShape", shape).shapes, key=_position):
                yield from self._shape(inner, place)
        elif getattr(shape, "has_table", False):
            yield from _rows(cast("GraphicFrame", shape).table)
        elif shape.has_text_frame:
            frame = cast("Shape", shape).text_frame
            if _is_furniture(shape):
                self.left_out.append(LeftOut("running foot left out", frame.text, place))
            else:
                for block in _paragraphs(frame, in_list=_is_list(shape)):
                    yield replace(block, text=_shape_linked(shape, block.text))


def _alternatives(slide: "Slide") -> Iterator[TextBlock]:
    """The paragraphs of shapes in two forms, as those with equations are, which python-pptx passes over."""
    for alternative in slide.element.iter("{*}AlternateContent"):
        forms = [form for form in alternative if next(form.iter("{*}t"), None) is not None]
        for paragraph in (
            forms[0].iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p") if forms else ()
        ):
            yield TextBlock("".join(node.text or "" for node in paragraph.iter("{*}t")))


def _position(shape: "BaseShape") -> tuple[int, int]:
    return (shape.top or 0, shape.left or 0)


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


def _paragraphs(frame: "TextFrame", *, in_list: bool) -> Iterator[TextBlock]:
    before = False
    for paragraph in frame.paragraphs:
        markup = paragraph._p  # noqa: SLF001  python-pptx tells nothing of bullets and fields
        text = _linked(paragraph).strip() or "".join(node.text or "" for node in markup.iter("{*}t")).strip()
        if not text:
            continue
        properties = markup.pPr
        marks = {child.tag.rpartition("}")[2] for child in properties} if properties is not None else set()
        is_item = bool(marks & {"buChar", "buAutoNum"}) or (in_list and "buNone" not in marks)
        if is_item:
            yield TextBlock(f"- {text}", "item", joined=before, indent=_INDENT * paragraph.level)
        else:
            yield TextBlock(text)
        before = is_item


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
    return "\n".join(map(_linked, cell.text_frame.paragraphs))


def _linked(paragraph: "_Paragraph") -> str:
    """The words of the paragraph, those marked that lead elsewhere."""
    children = paragraph._p.content_children  # noqa: SLF001  python-pptx passes over the links of fields
    before = accumulate((child.text for child in children), lambda last, text: text or last, initial="")
    words = zip(children, before, strict=False)
    led = groupby(words, lambda pair: _address(pair[0].find(_TEXT_LINK), paragraph.part))
    texts = (mark_link("".join(starmap(_run, group)), address) for address, group in led)
    return "".join(texts).replace("\v", "\n")


def _run(run: "_Element", before: str) -> str:
    """The words of a run that stands behind others."""
    properties = run.find(f"{_DRAWN}rPr")
    is_raised = properties is not None and not (properties.get("baseline") or "0").startswith(("0", "-"))
    return raised(before, run.text) if is_raised else run.text


def _shape_linked(shape: "BaseShape", words: str) -> str:
    """The words of a shape, marked where all of it leads elsewhere."""
    link = next(shape.element.iter(f"{_SLIDE}cNvPr")).find(f"{_DRAWN}hlinkClick")
    return mark_link(words, _address(link, shape.part))


def _address(link: "_Element | None", part: "Part") -> str:
    relation = None if link is None else part.rels.get(link.get(_TARGET) or "")
    return relation.target_ref if relation is not None and relation.is_external else ""
