"""The words in the elements of a Word file, wherever word processors wrap them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extraction.load.docx.equations import equation_text
from extraction.load.docx.fields import form_field
from extraction.load.docx.graphics import graphic_ids, words_as_drawing
from extraction.load.docx.names import FALLBACK, PARAGRAPH, RUN, TABLE, TEXT, TEXT_BOX, VALUE, M, W, is_on
from extraction.load.docx.styles import Styles
from extraction.load.docx.symbols import symbol, with_symbols
from extraction.load.links import mark_link
from extraction.load.raised import raised

if TYPE_CHECKING:
    from docx.oxml.table import CT_Tbl, CT_Tc
    from lxml.etree import _Element

CONTROL = f"{W}sdt"
# Content controls, tracked insertions and moves, links, fields, and marks of meaning or direction. Deletions
# (w:del, w:moveFrom) are not among them.
_WRAPPERS = {
    f"{W}{name}"
    for name in [
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "hyperlink",
        "fldSimple",
        "smartTag",
        "customXml",
        "dir",
        "bdo",
    ]
}
_EQUATIONS = {f"{M}oMath", f"{M}oMathPara"}
_LINK = f"{W}hyperlink"
_TARGET = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SYMBOL, _RUBY = f"{W}sym", f"{W}ruby"
_MARKS = {f"{W}{name}" for name in ("tab", "ptab", "br", "cr", "noBreakHyphen")}
_DRAWINGS = {f"{W}drawing", f"{W}pict", f"{W}object", "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}  # fmt: skip
_WHITE = {"FFFFFF", "ffffff"}
_LEAST_HALF_POINTS = 3
_COLOURLESS = {"auto", "clear", "nil", "none"}


@dataclass(frozen=True)
class Words:
    """Reads words, and remembers which texts of the file it has read and which text boxes it has met."""

    styles: Styles
    read: "set[_Element]" = field(default_factory=set)
    boxes: "list[_Element]" = field(default_factory=list)
    hidden: "set[_Element]" = field(default_factory=set)
    """Runs that nobody sees."""
    contents: "Collection[_Element]" = ()
    """Runs of the table of contents."""
    graphics: list[str] = field(default_factory=list)
    """The ids of the charts and diagrams that it has met."""
    targets: Mapping[str, str] = field(default_factory=dict)
    """Where the links of the part lead, by their ids."""

    def paragraph(self, paragraph: "_Element") -> str:
        """The paragraph's words, with tabs and line breaks; equations in one line."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = None if style is None else style.get(VALUE)
        parts = [""]
        for child in unwrap(paragraph, RUN, _LINK, *_EQUATIONS):
            words = self._link(child, name) if child.tag == _LINK else self._inline(child, name)
            parts.append(raised(parts[-1], words) if _is_raised(child) else words)
        return "".join(parts)

    def _link(self, link: "_Element", style: str | None) -> str:
        words = "".join(self._inline(child, style) for child in unwrap(link, RUN, *_EQUATIONS))
        return mark_link(words, self.targets.get(link.get(_TARGET) or "", ""))

    def table(self, table: "CT_Tbl") -> Iterator[list[str]]:
        """The text of each cell, row by row; a merged cell comes in each place that it covers, a whole row once."""
        above: dict[int, str] = {}
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in unwrap(table, f"{W}tr"):
            cells = list(unwrap(row, f"{W}tc"))
            texts = self._row(cells, row.grid_before, above, columns)
            yield texts[:1] if len(cells) == 1 else texts

    def _row(self, cells: "list[CT_Tc]", column: int, above: dict[int, str], columns: int) -> list[str]:
        """The texts of a row; `above` has the last one in each column and is brought up to date."""
        texts = []
        for cell in cells:
            if cell.vMerge != "continue" or column not in above:
                above[column] = " ".join(" ".join(self._cell(cell)).split())
            texts.extend([above[column]] * max(1, min(cell.grid_span, columns - column)))
            column += cell.grid_span
        return texts

    def _cell(self, cell: "CT_Tc") -> Iterator[str]:
        for block in unwrap(cell, PARAGRAPH, TABLE):
            if block.tag == PARAGRAPH:
                met = len(self.boxes)
                yield self.paragraph(block)
                inner = self.boxes[met:]
                del self.boxes[met:]
                for box in inner:
                    yield from self._cell(box)
            else:
                for row in unwrap(block, f"{W}tr"):
                    for part in unwrap(row, f"{W}tc"):
                        yield from self._cell(part)

    def _inline(self, element: "_Element", style: str | None) -> str:
        if element.tag in _EQUATIONS:
            return equation_text(element, self.read.add)
        if element in self.contents:
            return ""
        if self._is_hidden(element, style):
            self.hidden.add(element)
            return ""
        return "".join(self._part(child, element, style) for child in element)

    def _part(self, part: "_Element", run: "_Element", style: str | None) -> str:
        if part.tag == TEXT:
            self.read.add(part)
            return with_symbols(part.text or "", _font(run))
        if part.tag in _MARKS:
            return str(part)  # python-docx gives these elements a form as text
        if part.tag == _SYMBOL:
            return symbol(part.get(f"{W}font") or "", _code(part.get(f"{W}char")))
        if part.tag == _RUBY:
            base = part.find(f"{W}rubyBase")
            runs = () if base is None else unwrap(base, RUN)
            return "".join(self._inline(each, style) for each in runs)
        if part.tag in _DRAWINGS:
            self.boxes.extend(_text_boxes(part))
            self.graphics.extend(graphic_ids(part))
            return words_as_drawing(part)
        return form_field(part)

    def _is_hidden(self, run: "_Element", style: str | None) -> bool:
        """Whether the run is marked as hidden, is too small to be seen, or white on white."""
        own = run.find(f"{W}rPr")
        named = None if own is None else own.find(f"{W}rStyle")
        character = None if named is None else named.get(VALUE)
        vanish = self._property(run, "vanish", style, character)
        if vanish is not None and is_on(vanish.get(VALUE)):
            return True
        size = self._property(run, "sz", style, character)
        half_points = "" if size is None else size.get(VALUE) or ""
        if half_points.isdigit() and int(half_points) < _LEAST_HALF_POINTS:
            return True
        colour = self._property(run, "color", style, character)
        return colour is not None and colour.get(VALUE) in _WHITE and not self._is_shaded(run, style)

    def _property(
        self, run: "_Element", name: str, style: str | None, character: str | None
    ) -> "_Element | None":
        """The nearest property of the run: its own, its style's, its paragraph's style's."""
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return own
        if character is not None:
            found = self.styles.property(character, f"{W}rPr/{W}{name}")
            if found is not None:
                return found
        return self.styles.property(style, f"{W}rPr/{W}{name}")

    def _is_shaded(self, run: "_Element", style: str | None) -> bool:
        """Whether something that is not white may be behind the run; boxes and tables with a style count as such."""
        if (
            run.find(f"{W}rPr/{W}highlight") is not None
            or self.styles.property(style, f"{W}pPr/{W}shd") is not None
        ):
            return True
        for above in (run, *run.iterancestors()):
            if above.tag in {TEXT_BOX, f"{W}body"}:
                background = above.tag == f"{W}body" and above.getparent() is not None
                return above.tag == TEXT_BOX or (
                    background and above.getparent().find(f"{W}background") is not None
                )
            name = {RUN: "rPr", PARAGRAPH: "pPr", f"{W}tc": "tcPr", TABLE: "tblPr"}.get(above.tag)
            if name and _has_colour(above.find(f"{W}{name}/{W}shd")):
                return True
            if above.tag == TABLE and above.find(f"{W}tblPr/{W}tblStyle") is not None:
                return True
        return False


def unwrap(element: "_Element", *tags: str) -> "Iterator[_Element]":
    """The children with these tags in document order, and those in wrappers that change nothing for a reader."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS and filler_reason(child) is None:
            yield from unwrap(child, *tags)


def filler_reason(wrapper: "_Element") -> str | None:
    """Why what is in the wrapper is no text of the document; None where it is."""
    if wrapper.tag != CONTROL:
        return None
    gallery = wrapper.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    if gallery is not None and gallery.get(VALUE) == "Table of Contents":
        return "table of contents left out"
    prompts = wrapper.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    return "prompt of an empty field left out" if prompts else None


def _text_boxes(element: "_Element") -> "Iterator[_Element]":
    """The outermost text boxes; Word writes each twice, the second time for programs that do not know the first form."""
    boxes = list(element.iter(TEXT_BOX))
    has_choice = any(not _is_fallback(box) for box in boxes)
    for box in boxes:
        if has_choice and _is_fallback(box):
            continue
        if not any(above.tag == TEXT_BOX for above in box.iterancestors() if above is not element):
            yield box


def _is_fallback(element: "_Element") -> bool:
    return any(above.tag == FALLBACK for above in element.iterancestors())


def _has_colour(shade: "_Element | None") -> bool:
    if shade is None:
        return False
    fill = (shade.get(f"{W}fill") or "auto").lower()
    return (fill not in {*_COLOURLESS, "ffffff"}) or (shade.get(VALUE) or "clear").lower() not in _COLOURLESS


def _is_raised(run: "_Element") -> bool:
    place = run.find(f"{W}rPr/{W}vertAlign")
    return place is not None and place.get(VALUE) == "superscript"


def _font(run: "_Element") -> str:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    if fonts is None:
        return "Symbol"
    return fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "Symbol"


def _code(stated: str | None) -> int:
    try:
        return int(stated or "", 16)
    except ValueError:
        return 0
