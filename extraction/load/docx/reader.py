"""Word files (.docx): headings, paragraphs, lists, tables, notes and text boxes in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.accounting import account_for
from extraction.load.archives import BAD_OFFICE_FILE
from extraction.load.docx.fields import contents_runs, join_deleted_marks
from extraction.load.docx.graphics import graphic_blocks
from extraction.load.docx.lists import Lists, Nesting
from extraction.load.docx.losses import left_out, seen_text
from extraction.load.docx.names import PARAGRAPH, TABLE, VALUE, W
from extraction.load.docx.notes import Notes
from extraction.load.docx.package import (
    SAVE_AGAIN,
    check_archive,
    embedded,
    graphics,
    note_parts,
    related,
    seen_parts,
    targets,
)
from extraction.load.docx.styles import Styles, outline_level
from extraction.load.docx.words import Words, unwrap
from extraction.load.loaded_text import (
    LoadedText,
    TextBlock,
    join_blocks,
    limited_blocks,
    row_block,
    stated_title,
)
from extraction.load.office_package import in_usual_form
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_INDENT = "  "
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Docx:
    """Word files since 2007."""

    name = "docx"
    media_types = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
    suffixes = (".docx",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Text of the body, each note and text box after what refers to it. Word files have no fixed pages.

        Left out with a warning: headers and footers, comments, deleted and hidden text, the table of contents.

        Raises:
            DocumentRejectedError: it is not a Word file, is encrypted, damaged, or unpacks to more than `max_bytes`.
        """
        check_archive(content, name, max_bytes=max_bytes)
        from docx import Document
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError

        try:
            document = Document(BytesIO(in_usual_form(content, _MAIN_TYPE)))
            return [_Reading(document).read(name, max_bytes=max_bytes)]
        except (OpcError, LxmlError, *BAD_OFFICE_FILE) as error:
            raise DocumentRejectedError(
                f"{name} is a damaged Word file ({error})", remedy=SAVE_AGAIN
            ) from error


class _Reading:
    """The reading of one file."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        notes = note_parts(document)
        self._parts = seen_parts(document, notes)
        self._styles = Styles.of(next((root for _, root in related(document, "styles")), None))
        join_deleted_marks(document.element.body)
        contents = frozenset(contents_runs(document.element.body))
        self._words = Words(self._styles, contents=contents, targets=targets(document.part))
        self._graphics = graphics(document)
        self._notes = Notes(notes, self._words)
        numbering = next((root for _, root in related(document, "numbering")), None)
        self._lists = Lists(numbering, self._styles)
        self._nesting = Nesting()

    def read(self, name: str, *, max_bytes: int) -> LoadedText:
        """The text with its blocks and what was left out of it."""
        blocks = self._blocks(self._document.element.body)
        loaded = join_blocks(limited_blocks(blocks, name, max_bytes=max_bytes))
        lost = list(left_out(self._parts, self._words))
        account = account_for(seen_text(self._parts), loaded.text, lost, place="document")
        unread = tuple(
            IngestWarning(
                kind=f"{kind} not read",
                count=count,
                remedy="Copy what matters into the body of the document.",
            )
            for kind, count in self._notes.unread(self._parts.body).items()
        )
        title = stated_title(self._document.core_properties.title) or loaded.first_heading
        remedy = "Save it as a file of its own."
        chunks = (
            IngestWarning(kind="embedded file not read", place=each, remedy=remedy)
            for each in embedded(self._document)
        )
        return replace(loaded, title=title, warnings=(*account.warnings(), *unread, *chunks))

    def _blocks(self, element: "_Element") -> Iterator[TextBlock]:
        """The blocks in the body or in a text box."""
        in_list = False
        for child in unwrap(element, PARAGRAPH, TABLE):
            if child.tag == TABLE:
                yield from self._rows(child)
                in_list = False
            else:
                block = self._paragraph(child, in_list=in_list)
                in_list = block.kind == "item"
                yield block
            boxes = list(self._words.boxes)
            self._words.boxes.clear()
            for box in boxes:
                yield from self._blocks(box)
            drawn = [self._graphics[each] for each in self._words.graphics if each in self._graphics]
            self._words.graphics.clear()
            for kind, root in drawn:
                yield from graphic_blocks(kind, root)
            for note in self._notes.of(child):
                yield TextBlock(note, "note")
                in_list = False

    def _rows(self, table: "_Element") -> Iterator[TextBlock]:
        self._nesting.end()
        joined = False
        for texts in self._words.table(table):
            if any(texts):
                yield row_block(texts, joined=joined)
                joined = True

    def _paragraph(self, paragraph: "_Element", *, in_list: bool) -> TextBlock:
        stated = paragraph.find(f"{W}pPr/{W}pStyle")
        style = None if stated is None else stated.get(VALUE)
        text = self._words.paragraph(paragraph)
        level = self._level(paragraph, style)
        if not text.strip():
            return TextBlock("")
        mark = self._lists.mark(paragraph, style)
        if level is not None:
            self._nesting.end()
            label = f"{mark.label} " if mark and mark.label not in {"", "-"} else ""
            return TextBlock(f"{label}{text.strip()}", "heading", level)
        if mark:
            depth = self._nesting.depth(mark.indent)
            item = f"{mark.label} {text.strip()}".strip()
            return TextBlock(item, "item", joined=in_list, indent=_INDENT * depth)
        self._nesting.end()
        if self._styles.is_list(style):
            return TextBlock(f"- {text.strip()}", "item", joined=in_list)
        return TextBlock(text, "caption" if self._styles.is_caption(style) else "paragraph")

    def _level(self, paragraph: "_Element", style: str | None) -> int | None:
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        return self._styles.heading_level(style) if own is None else outline_level(own)
