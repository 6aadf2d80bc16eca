"""A web page's blocks in their order."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut
from extraction.load.html.dom import NO_TEXT, tag_of
from extraction.load.html.forms import FORM_FIELDS, field_text
from extraction.load.html.raised import is_note_mark, raised_words
from extraction.load.html.table import is_layout, row_texts
from extraction.load.links import mark_link, resolved
from extraction.load.loaded_text import TextBlock, row_block
from extraction.load.mathml import formula_signs
from extraction.load.numbering import letter_number, roman_number

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_TABLE_PARTS = {"tr", "thead", "tbody", "tfoot"}
_LISTS = {"ul", "ol", "menu", "dir"}
_READING_AIDS = {"rt", "rp", "rtc"}
_BREAK = "\v"  # not in the page: it was cleaned
_SPACE = re.compile(r"[^\S\v]+")
_AROUND_BREAK = re.compile(r" *\v *")
_INDENT = "  "


@dataclass(frozen=True)
class BlockWalk:
    """Makes blocks of elements; what is `skipped` is passed over, what is among `notes` becomes notes.

    `left_out` and `frames` gather what the walk itself passes over: readings of characters, and the addresses of embedded pages.
    """

    skipped: "Collection[HtmlElement]" = frozenset()
    notes: "Collection[HtmlElement]" = frozenset()
    left_out: list[LeftOut] = field(default_factory=list)
    frames: "list[HtmlElement]" = field(default_factory=list)
    base: str = ""
    """What addresses of links are relative to."""

    def blocks(self, element: "HtmlElement", depth: int = 0) -> Iterator[TextBlock]:
        """The blocks of the element itself; `depth` is that of the lists around it."""
        tag = tag_of(element)
        if element in self.skipped or tag in NO_TEXT - {"iframe"} or not tag:
            return
        found = self._of(element, tag, depth)
        if address := self._address(element):
            found = (replace(block, text=mark_link(block.text, address)) for block in found)
        yield from (
            (replace(block, kind="note", level=None) for block in found) if element in self.notes else found
        )

    def one_line(self, element: "HtmlElement") -> str:
        """The words of a heading or a cell; a blank separates what has lines of its own."""
        return " ".join(self._inline(element, parted=True).replace(_BREAK, " ").split())

    def _of(self, element: "HtmlElement", tag: str, depth: int) -> Iterator[TextBlock]:
        level = _heading_level(element, tag)
        if level:
            yield TextBlock(self.one_line(element), "heading", level)
        elif tag == "pre":
            yield TextBlock(self._raw(element), "code")
        elif tag in _LISTS:
            yield from self._list(element, depth)
        elif tag == "li":
            yield from self._item(element, "- ", depth)
        elif tag == "table" and not is_layout(element):
            yield from self._table(element)
        elif tag in {"figcaption", "caption"}:
            yield TextBlock(self.one_line(element), "caption")
        elif tag == "iframe":
            self.frames.append(element)
        else:
            yield from self._flow(element, depth)

    def _flow(self, element: "HtmlElement", depth: int) -> Iterator[TextBlock]:
        """What is in a container: words between its blocks are paragraphs of their own."""
        words = [element.text or ""]
        for child in element:
            if _is_block(child):
                yield from _paragraph(words)
                words = []
                yield from self.blocks(child, depth)
            else:
                words.append(self._inline_child(child, parted=False))
            words.append(child.tail or "")
        yield from _paragraph(words)

    def _list(self, element: "HtmlElement", depth: int) -> Iterator[TextBlock]:
        number = _start(element)
        step = -1 if element.get("reversed") is not None else 1
        yield from _paragraph([element.text or ""])
        for child in element:
            if tag_of(child) == "li" and child not in self.skipped:
                number = _stated_number(child, number)
                mark = f"{_in_letters(number, element.get('type'))}. " if tag_of(element) == "ol" else "- "
                if child in self.notes:
                    yield from (replace(block, kind="note") for block in self._item(child, "", depth))
                else:
                    yield from self._item(child, mark, depth)
                number += step
            else:
                yield from self.blocks(child, depth + (tag_of(child) in _LISTS))
            yield from _paragraph([child.tail or ""])

    def _item(self, item: "HtmlElement", mark: str, depth: int) -> Iterator[TextBlock]:
        marked = False
        for block in self._flow(item, depth + 1):
            if block.kind == "paragraph":
                text = block.text if marked else f"{mark}{block.text}"
                indent = _INDENT * (depth + 1 if marked else depth)
                yield TextBlock(text, "item", joined=True, indent=indent)
                marked = True
            else:
                yield block

    def _table(self, table: "HtmlElement") -> Iterator[TextBlock]:
        for part in table:
            if tag_of(part) == "caption":
                yield from self.blocks(part)
        joined = False
        for texts in row_texts(table, lambda cell: "" if cell in self.skipped else self.one_line(cell)):
            if any(texts):
                yield row_block(texts, joined=joined)
                joined = True
        yield from self._strays(table)

    def _strays(self, element: "HtmlElement") -> Iterator[TextBlock]:
        """What stands in a table, its parts or its rows, but in no cell; browsers show it beside the table."""
        yield from _paragraph([element.text or ""])
        for child in element:
            tag = tag_of(child)
            if tag in _TABLE_PARTS and child not in self.skipped:
                yield from self._strays(child)
            elif tag not in {"td", "th", "caption"}:
                yield from self.blocks(child)
            yield from _paragraph([child.tail or ""])

    def _inline(self, element: "HtmlElement", *, parted: bool) -> str:
        parts = [element.text or ""]
        for child in element:
            parts.extend((self._inline_child(child, parted=parted), child.tail or ""))
        return "".join(parts)

    def _inline_child(self, child: "HtmlElement", *, parted: bool) -> str:
        tag = tag_of(child)
        if child in self.skipped or tag in NO_TEXT or not tag:
            return ""
        if tag == "br":
            return _BREAK
        if tag in _READING_AIDS or tag in FORM_FIELDS or tag == "math":
            return self._in_own_way(child, tag)
        words = self._inline(child, parted=parted)
        if tag == "q":
            return f"“{words.strip()}”"
        if tag == "sup":
            words = raised_words(child, words)
        if is_note_mark(child):
            words = words if words.strip().startswith("[") else f"[{words.strip()}]"
        words = f" {words} " if (parted and tag in _BLOCKS) or tag == "text" else words
        return mark_link(words, address) if (address := self._address(child)) else words

    def _in_own_way(self, element: "HtmlElement", tag: str) -> str:
        """What is read of readings, fields of forms and equations."""
        if tag in FORM_FIELDS:
            return field_text(element, self.left_out)
        if tag == "math":
            return formula_signs(element)
        self.left_out.append(LeftOut("reading of characters left out", "".join(element.itertext()), "ruby"))
        return ""

    def _address(self, element: "HtmlElement") -> str:
        """Where the link leads; nothing for what is no link, or leads to a place on the page."""
        address = (element.get("href") or "").strip() if tag_of(element) == "a" else ""
        return "" if not address or address.startswith("#") else resolved(self.base, address)

    def _raw(self, element: "HtmlElement") -> str:
        """The words of code with their line breaks."""
        parts = [element.text or ""]
        for child in element:
            if tag_of(child) and child not in self.skipped:
                parts.append("\n" if tag_of(child) == "br" else self._raw(child))
            parts.append(child.tail or "")
        return "".join(parts)


def _paragraph(words: list[str]) -> Iterator[TextBlock]:
    text = _AROUND_BREAK.sub(_BREAK, _SPACE.sub(" ", "".join(words))).strip(f" {_BREAK}")
    if text:
        yield TextBlock(text.replace(_BREAK, "\n"))


def _is_block(element: "HtmlElement") -> bool:
    """Whether it has lines of its own, or holds what has."""
    tag = tag_of(element)
    return tag in _BLOCKS or (
        bool(tag) and any(tag_of(inner) in _BLOCKS for inner in element.iterdescendants())
    )


def _heading_level(element: "HtmlElement", tag: str) -> int:
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    if (element.get("role") or "").lower() != "heading":
        return 0
    stated = element.get("aria-level") or "2"
    return int(stated) if stated in {"1", "2", "3", "4", "5", "6"} else 2


def _start(element: "HtmlElement") -> int:
    items = sum(1 for child in element if tag_of(child) == "li")
    return _number(element.get("start"), items if element.get("reversed") is not None else 1)


def _stated_number(item: "HtmlElement", usual: int) -> int:
    return _number(item.get("value"), usual)


def _number(stated: str | None, usual: int) -> int:
    try:
        return int((stated or "")[:9])
    except ValueError:
        return usual


def _in_letters(number: int, kind: str | None) -> str:
    """The number as the list's type writes it."""
    if kind in {"a", "A"}:
        return letter_number(number) if kind == "a" else letter_number(number).upper()
    if kind in {"i", "I"}:
        return roman_number(number).lower() if kind == "i" else roman_number(number)
    return str(number)
