"""The blocks in the elements of an OpenDocument file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut
from extraction.load.links import mark_link
from extraction.load.loaded_text import TextBlock, cell_text, row_block
from extraction.load.opendocument.names import CLASS, DRAW, HREF, SVG, TABLE, TEXT, all_words, stated_count
from extraction.load.opendocument.styles import Styles, list_mark
from extraction.load.raised import raised
from extraction.load.xml_text import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_BLANKS, _MAX_COLUMNS, _MAX_ROWS = 1_000, 1_000, 100_000
_INDENT = "  "
_SHOW = "Show the slide if it matters."
_UNREAD = {
    "tracked-changes": "deleted text left out",
    "annotation": "comment left out",
    "table-of-content": "table of contents left out",
    "ruby-text": "reading of characters left out",
    "hidden-text": "hidden text left out",
    "hidden-paragraph": "hidden text left out",
}
_GROUNDS = {"table-cell", "frame", "text-box", "custom-shape", "page"}
"""What may have a colour on which white words are seen."""
_BESIDE_CM = 0.4
"""Shapes whose tops differ by less stand side by side."""
_NOWHERE_CM = 1e6
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(cm|mm|in|pt|pc|px)")
_OBJECTS = {"object", "object-ole"}
_DESCRIPTIONS = {f"{SVG}title", f"{SVG}desc"}
_FURNITURE = {"date-time", "footer", "header", "page-number", "slide-number"}


@dataclass
class Walk:
    """The reading of one file."""

    styles: Styles
    equations: Mapping[str, str]
    objects: "Mapping[str, _Element]" = field(default_factory=dict)
    """Charts and other files in the file, by their folders."""
    left_out: list[LeftOut] = field(default_factory=list)
    after: list[TextBlock] = field(default_factory=list)
    """Notes and text boxes, which come after the paragraph that refers to them."""

    def slide(self, page: "_Element") -> Iterator[TextBlock]:
        """The blocks of a slide, its title first, its notes as such."""
        if page.get(f"{DRAW}style-name") in self.styles.hidden_slides:
            self.left_out.append(LeftOut("hidden slide left out", " ".join(all_words(page)), "slide", _SHOW))
            return
        for part in _in_reading_order(page):
            if part.get(CLASS) in _FURNITURE:
                self.left_out.append(LeftOut("running foot left out", " ".join(all_words(part)), "slide"))
            elif local_name(part) == "notes":
                yield from (replace(block, kind="note", level=None) for block in self._notes(part))
            elif part.get(CLASS) == "title":
                yield TextBlock(" ".join(" ".join(all_words(part)).split()), "heading", 1)
            else:
                yield from self.blocks(part)

    def _notes(self, notes: "_Element") -> Iterator[TextBlock]:
        for part in notes:
            if part.get(CLASS) in _FURNITURE or part.get(CLASS) == "page":
                continue
            yield from self.blocks(part)

    def blocks(self, element: "_Element", style: str = "", depth: int = 0) -> Iterator[TextBlock]:
        """The blocks in an element; lists are `depth` deep in lists of this style."""
        for child in element:
            name = local_name(child)
            if reason := self._unread(child, name):
                self.left_out.append(LeftOut(reason, " ".join(all_words(child))))
            elif name == "h":
                level = int(child.get(f"{TEXT}outline-level") or "1")
                yield TextBlock(self._inline(child).strip(), "heading", max(1, min(level, 9)))
                yield from self._waiting()
            elif name == "p":
                yield TextBlock(self._inline(child))
                yield from self._waiting()
            elif name == "list":
                yield from self._list(child, child.get(f"{TEXT}style-name") or style, depth)
            elif name == "table":
                yield from self._table(child)
            elif name in _OBJECTS:
                yield from self._object(child)
            elif name:
                yield from self.blocks(child, style, depth)

    def _object(self, element: "_Element") -> Iterator[TextBlock]:
        """The equation or chart that is embedded."""
        place = (element.get(HREF) or "").removeprefix("./").rstrip("/")
        if place in self.equations:
            yield TextBlock(self.equations[place])
        elif place in self.objects:
            yield from self.blocks(self.objects[place])
        else:
            yield from self.blocks(element)

    def _unread(self, element: "_Element", name: str) -> str:
        """Why the element is not read; nothing where it is."""
        if name == "section" and element.get(f"{TEXT}display") == "none":
            return "hidden text left out"
        if element.tag in _DESCRIPTIONS:
            return "description of a picture left out"
        return _UNREAD.get(name, "")

    def _later(self, blocks: Iterable[TextBlock]) -> None:
        """Keep the blocks for after the paragraph; what waits within them comes behind them."""
        outer, self.after = self.after, []
        inner = list(blocks)
        self.after = [*outer, *inner, *self.after]

    def _waiting(self) -> Iterator[TextBlock]:
        found, self.after = self.after, []
        yield from found

    def _list(self, element: "_Element", style: str, depth: int) -> Iterator[TextBlock]:
        level = self.styles.lists.get((style, depth + 1))
        number = int((level.get(f"{TEXT}start-value") if level is not None else None) or "1")
        for item in element:
            if local_name(item) not in {"list-item", "list-header"}:
                continue
            marked = False
            for block in self.blocks(item, style, depth + 1):
                if block.kind == "paragraph" and not marked and block.text.strip():
                    yield TextBlock(
                        f"{list_mark(level, number)}{block.text.strip()}",
                        "item",
                        joined=True,
                        indent=_INDENT * depth,
                    )
                    marked = True
                else:
                    yield block
            number += 1

    def _table(self, table: "_Element") -> Iterator[TextBlock]:
        above: dict[tuple[int, int], str] = {}
        for number, row in enumerate(table.iter(f"{TABLE}table-row")):
            if next(row.iterancestors(f"{TABLE}table")) is not table:
                continue
            texts = self._cells(row, number, above)
            while len(texts) > 1 and not texts[-1]:
                texts.pop()
            if any(texts):
                alone = len(texts) > 1 and len(set(texts)) == 1
                yield row_block(texts[:1] if alone else texts, joined=number > 0)
        yield from self._waiting()

    def _cells(self, row: "_Element", number: int, above: dict[tuple[int, int], str]) -> list[str]:
        texts: list[str] = []
        for cell in row:
            repeated = stated_count(cell, "number-columns-repeated", _MAX_COLUMNS)
            if local_name(cell) == "covered-table-cell":
                texts.extend(above.get((number, len(texts) + step), "") for step in range(repeated))
            elif local_name(cell) == "table-cell":
                text = cell_text(self.blocks(cell))
                for line in range(stated_count(cell, "number-rows-spanned", _MAX_ROWS)):
                    for column in range(stated_count(cell, "number-columns-spanned", _MAX_COLUMNS)):
                        above[number + line, len(texts) + column] = text
                texts.extend([text] * (repeated if len(texts) + repeated < _MAX_COLUMNS else 1))
        return texts

    def _inline(self, element: "_Element") -> str:
        style = element.get(f"{TEXT}style-name")
        if style in self.styles.hidden or (style in self.styles.white and _is_on_paper(element)):
            self.left_out.append(LeftOut("hidden text left out", " ".join(all_words(element))))
            return ""
        parts = [element.text or ""]
        for child in element:
            words = self._inline_child(child, local_name(child))
            if child.get(f"{TEXT}style-name") in self.styles.raised:
                words = raised(next((part for part in reversed(parts) if part), ""), words)
            parts.extend((words, child.tail or ""))
        return "".join(parts)

    def _inline_child(self, child: "_Element", name: str) -> str:
        if reason := _UNREAD.get(name):
            self.left_out.append(LeftOut(reason, " ".join(all_words(child))))
            return ""
        if name == "s":
            return " " * stated_count(child, "c", _MAX_BLANKS)
        if name in {"tab", "line-break"}:
            return "\t" if name == "tab" else "\n"
        if name == "note":
            body = next((part for part in child if local_name(part) == "note-body"), child)
            cited = next(
                (" ".join(all_words(part)) for part in child if local_name(part) == "note-citation"), ""
            )
            self.left_out.append(LeftOut("mark of a note left out", cited))
            self._later(replace(block, kind="note", level=None) for block in self.blocks(body))
            return ""
        if name in {"frame", "custom-shape", "text-box", "g"}:
            return self._frame(child)
        words = self._inline(child)
        return mark_link(words, child.get(HREF) or "") if name == "a" else words

    def _frame(self, frame: "_Element") -> str:
        """The equation that is in the frame; what else it holds comes after the paragraph."""
        for part in frame:
            place = (part.get(HREF) or "").removeprefix("./").rstrip("/")
            if local_name(part) in _OBJECTS and place in self.equations:
                return self.equations[place]
        self._later(self.blocks(frame))
        return ""


def _in_reading_order(page: "_Element") -> "list[_Element]":
    """The title, then the shapes from top to bottom, those of one height from left to right, then what has no place."""
    rows: list[list[_Element]] = []
    for part in sorted(page, key=_top):
        if rows and _top(part) - _top(rows[-1][0]) < _BESIDE_CM:
            rows[-1].append(part)
        else:
            rows.append([part])
    ordered = [part for row in rows for part in sorted(row, key=lambda part: _centimetres(part, "x"))]
    return sorted(ordered, key=lambda part: (local_name(part) == "notes", part.get(CLASS) != "title"))


def _top(part: "_Element") -> float:
    return _centimetres(part, "y")


def _centimetres(part: "_Element", side: str) -> float:
    """How far the shape, or the first one in its group, is from that side; what has no place is behind all others."""
    for each in part.iter():
        length = _LENGTH.fullmatch(each.get(f"{SVG}{side}") or "")
        if length:
            return float(length[1]) * _CENTIMETRES[length[2]]
    return _NOWHERE_CM


def _is_on_paper(element: "_Element") -> bool:
    return not any(local_name(above) in _GROUNDS for above in element.iterancestors())
