"""Texts and presentations of LibreOffice and others (.odt, .odp)."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut, account_for
from extraction.load.archives import BAD_ARCHIVE, check_expansion
from extraction.load.links import mark_link
from extraction.load.loaded_text import (
    LoadedText,
    TextBlock,
    join_blocks,
    join_pages,
    limited_blocks,
    row_block,
    stated_title,
)
from extraction.load.mathml import formula_text
from extraction.load.numbering import in_format
from extraction.load.xml_text import local_name, parse_xml
from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAVE_AGAIN = "Open it in LibreOffice, save it again, without a password, and try again."
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CLASS = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}class"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MAX_BLANKS, _MAX_COLUMNS, _MAX_ROWS = 1_000, 1_000, 100_000
_INDENT = "  "
_UNREAD = {
    "tracked-changes": "deleted text left out",
    "annotation": "comment left out",
    "table-of-content": "table of contents left out",
    "ruby-text": "reading of characters left out",
    "hidden-text": "hidden text left out",
    "hidden-paragraph": "hidden text left out",
}
_FURNITURE = {"date-time", "footer", "header", "page-number", "slide-number"}
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""OpenDocument's names of numbers, by those of Office Open XML."""


class OpenDocument:
    """OpenDocument texts and presentations."""

    name = "opendocument"
    media_types = (
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.presentation",
    )
    suffixes = (".odt", ".ott", ".odp", ".otp")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The text with its headings, lists, tables, notes and text boxes; the slides of a presentation are pages.

        Raises:
            DocumentRejectedError: it is no such file, encrypted, damaged, or holds too much.
        """
        check_expansion(content, name, "an OpenDocument file: those are", _SAVE_AGAIN, max_bytes=max_bytes)
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                parts = {
                    part: parse_xml(archive.read(part))
                    for part in archive.namelist()
                    if part in _PARTS or part.endswith(_OBJECT_PART)
                }
        except BAD_ARCHIVE as error:
            raise DocumentRejectedError(f"{name} is damaged ({error})", remedy=_SAVE_AGAIN) from error
        root = parts.get("content.xml")
        body = (
            None if root is None else next((each for each in root.iter() if local_name(each) == "body"), None)
        )
        if root is None or body is None or not len(body):
            raise DocumentRejectedError(
                f"{name} is a damaged or encrypted OpenDocument file", remedy=_SAVE_AGAIN
            )
        return [_read(root, body[0], parts, name, max_bytes)]


_PARTS = {"content.xml", "styles.xml", "meta.xml"}
_OBJECT_PART = "/content.xml"
"""Of an object within the text, such as an equation, which has a folder of its own."""


def _read(
    root: "_Element", body: "_Element", parts: "dict[str, _Element | None]", name: str, max_bytes: int
) -> LoadedText:
    styles_of = [part for part in (parts.get("styles.xml"), root) if part is not None]
    equations = {
        part.removesuffix(_OBJECT_PART): formula_text(each)
        for part, each in parts.items()
        if each is not None and local_name(each) == "math"
    }
    reading = _Reading(_Styles.of(styles_of), equations)
    try:
        slides = [each for each in body if local_name(each) == "page"]
        if slides:
            loaded = join_pages(
                [
                    join_blocks(limited_blocks(reading.slide(each), name, max_bytes=max_bytes))
                    for each in slides
                ]
            )
        else:
            loaded = join_blocks(limited_blocks(reading.blocks(body), name, max_bytes=max_bytes))
    except RecursionError as error:
        raise DocumentRejectedError(f"{name} is nested too deeply", remedy=_SAVE_AGAIN) from error
    seen = " ".join(_words(body))
    styles = parts.get("styles.xml")
    for heading in () if styles is None else styles.iter(f"{_STYLE}header", f"{_STYLE}footer"):
        reason = f"running {'head' if local_name(heading) == 'header' else 'foot'} left out"
        reading.left_out.append(LeftOut(reason, " ".join(_words(heading))))
    meta = parts.get("meta.xml")
    titles = [] if meta is None else [each.text for each in meta.iter() if local_name(each) == "title"]
    title = stated_title(titles[0] if titles else None) or loaded.first_heading
    warnings = account_for(seen, loaded.text, reading.left_out, place="document").warnings()
    return replace(loaded, title=title, warnings=warnings)


def _words(element: "_Element") -> Iterator[str]:
    return (text for text in element.itertext() if text.strip())


@dataclass(frozen=True)
class _Styles:
    """What is asked of styles: those that hide text, and the marks of lists by style and level."""

    hidden: frozenset[str]
    lists: "dict[tuple[str, int], _Element]"

    @classmethod
    def of(cls, roots: "list[_Element]") -> "_Styles":
        hidden = {
            style.get(f"{_STYLE}name") or ""
            for root in roots
            for style in root.iter(f"{_STYLE}style")
            for properties in style
            if properties.get(f"{_TEXT}display") == "none"
        }
        lists = {
            (style.get(f"{_STYLE}name") or "", int(level.get(f"{_TEXT}level") or "1")): level
            for root in roots
            for style in root.iter(f"{_TEXT}list-style")
            for level in style
        }
        return cls(frozenset(hidden), lists)


@dataclass
class _Reading:
    """The reading of one file."""

    styles: _Styles
    equations: Mapping[str, str]
    left_out: list[LeftOut] = field(default_factory=list)
    after: list[TextBlock] = field(default_factory=list)
    """Notes and text boxes, which come after the paragraph that refers to them."""

    def slide(self, page: "_Element") -> Iterator[TextBlock]:
        for part in sorted(page, key=lambda part: part.get(_CLASS) != "title"):
            if part.get(_CLASS) in _FURNITURE:
                self.left_out.append(LeftOut("running foot left out", " ".join(_words(part)), "slide"))
            elif local_name(part) == "notes":
                yield from (replace(block, kind="note", level=None) for block in self._notes(part))
            elif part.get(_CLASS) == "title":
                yield TextBlock(" ".join(" ".join(_words(part)).split()), "heading", 1)
            else:
                yield from self.blocks(part)

    def _notes(self, notes: "_Element") -> Iterator[TextBlock]:
        for part in notes:
            if part.get(_CLASS) in _FURNITURE or part.get(_CLASS) == "page":
                continue
            yield from self.blocks(part)

    def blocks(self, element: "_Element", style: str = "", depth: int = 0) -> Iterator[TextBlock]:
        """The blocks in an element; lists are `depth` deep in lists of this style."""
        for child in element:
            name = local_name(child)
            if reason := _UNREAD.get(name):
                self.left_out.append(LeftOut(reason, " ".join(_words(child))))
            elif name == "h":
                level = int(child.get(f"{_TEXT}outline-level") or "1")
                yield TextBlock(self._inline(child).strip(), "heading", max(1, min(level, 9)))
                yield from self._waiting()
            elif name == "p":
                yield TextBlock(self._inline(child))
                yield from self._waiting()
            elif name == "list":
                yield from self._list(child, child.get(f"{_TEXT}style-name") or style, depth)
            elif name == "table":
                yield from self._table(child)
            elif name:
                yield from self.blocks(child, style, depth)

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
        number = int((level.get(f"{_TEXT}start-value") if level is not None else None) or "1")
        for item in element:
            if local_name(item) not in {"list-item", "list-header"}:
                continue
            marked = False
            for block in self.blocks(item, style, depth + 1):
                if block.kind == "paragraph" and not marked and block.text.strip():
                    yield TextBlock(
                        f"{_mark(level, number)}{block.text.strip()}",
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
        for number, row in enumerate(table.iter(f"{_TABLE}table-row")):
            if next(row.iterancestors(f"{_TABLE}table")) is not table:
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
            repeated = _count(cell, "number-columns-repeated", _MAX_COLUMNS)
            if local_name(cell) == "covered-table-cell":
                texts.extend(above.get((number, len(texts) + step), "") for step in range(repeated))
            elif local_name(cell) == "table-cell":
                text = " ".join(" ".join(block.text for block in self.blocks(cell)).split())
                for line in range(_count(cell, "number-rows-spanned", _MAX_ROWS)):
                    for column in range(_count(cell, "number-columns-spanned", _MAX_COLUMNS)):
                        above[number + line, len(texts) + column] = text
                texts.extend([text] * (repeated if len(texts) + repeated < _MAX_COLUMNS else 1))
        return texts

    def _inline(self, element: "_Element") -> str:
        if element.get(f"{_TEXT}style-name") in self.styles.hidden:
            self.left_out.append(LeftOut("hidden text left out", " ".join(_words(element))))
            return ""
        parts = [element.text or ""]
        for child in element:
            parts.extend((self._inline_child(child, local_name(child)), child.tail or ""))
        return "".join(parts)

    def _inline_child(self, child: "_Element", name: str) -> str:
        if reason := _UNREAD.get(name):
            self.left_out.append(LeftOut(reason, " ".join(_words(child))))
            return ""
        if name == "s":
            return " " * _count(child, "c", _MAX_BLANKS)
        if name in {"tab", "line-break"}:
            return "\t" if name == "tab" else "\n"
        if name == "note":
            body = next((part for part in child if local_name(part) == "note-body"), child)
            cited = next(
                (" ".join(_words(part)) for part in child if local_name(part) == "note-citation"), ""
            )
            self.left_out.append(LeftOut("mark of a note left out", cited))
            self._later(replace(block, kind="note", level=None) for block in self.blocks(body))
            return ""
        if name in {"frame", "custom-shape", "text-box", "g"}:
            return self._frame(child)
        words = self._inline(child)
        return mark_link(words, child.get(_HREF) or "") if name == "a" else words

    def _frame(self, frame: "_Element") -> str:
        """The equation that is in the frame; what else it holds comes after the paragraph."""
        for part in frame:
            place = (part.get(_HREF) or "").removeprefix("./").rstrip("/")
            if local_name(part) == "object" and place in self.equations:
                return self.equations[place]
        self._later(self.blocks(frame))
        return ""


def _mark(level: "_Element | None", number: int) -> str:
    if level is None or local_name(level) != "list-level-style-number":
        return "- "
    written = in_format(number, _FORMATS.get(level.get(f"{_STYLE}num-format") or "", "decimal"))
    return (
        f"{level.get(f'{_STYLE}num-prefix') or ''}{written}{level.get(f'{_STYLE}num-suffix') or ''} ".lstrip()
    )


def _count(element: "_Element", name: str, most: int) -> int:
    stated = element.get(f"{_TABLE}{name}") or element.get(f"{_TEXT}{name}") or "1"
    return min(int(stated), most) if stated.isascii() and stated.isdigit() else 1
