"""The marks of list items and numbered headings of a Word file, and how deep they stand."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extraction.load.docx.names import VALUE, W
from extraction.load.docx.styles import Styles
from extraction.load.numbering import in_format

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%([1-9])")
_BULLET = "-"
_LEVEL_TWIPS = 720
_SAME_TWIPS = 100
_LEVELS = 9


@dataclass(frozen=True)
class ListMark:
    """What stands before an item ("-", "2.", "b)"), and how far it is from the margin, in twentieths of a point."""

    label: str
    indent: int


class Lists:
    """The lists of one file; marks are asked for in the order of the text, for they count."""

    def __init__(self, numbering: "_Element | None", styles: Styles) -> None:
        """Take the root of the part about numbering, which may be missing."""
        found = [] if numbering is None else list(numbering)
        self._styles = styles
        self._abstract = {
            each.get(f"{W}abstractNumId"): each for each in found if each.tag == f"{W}abstractNum"
        }
        self._numbers = {each.get(f"{W}numId"): each for each in found if each.tag == f"{W}num"}
        self._counts: dict[str | None, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def mark(self, paragraph: "_Element", style: str | None) -> ListMark | None:
        """The mark of the next paragraph; None where it is not in a list."""
        number, level, from_style = self._place(paragraph, style)
        if number is None or number not in self._numbers:
            return None
        levels = self._levels(number)
        label = self._label(number, level, levels)
        return ListMark(
            label, self._indent(paragraph, style, levels.get(level), level, from_style=from_style)
        )

    def _place(self, paragraph: "_Element", style: str | None) -> tuple[str | None, int, bool]:
        """The list's number, the level in it, and whether they come from the style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        inherited = self._styles.property(style, f"{W}pPr/{W}numPr")
        number = _value(own, "numId")
        from_style = number is None
        if from_style:
            number = _value(inherited, "numId")
        level = _value(own, "ilvl") or (_value(inherited, "ilvl") if from_style else None) or "0"
        return (None if number == "0" else number), min(_whole(level), _LEVELS - 1), from_style

    def _levels(self, number: str) -> "dict[int, _Element]":
        abstract = self._abstract.get(self._abstract_of(number))
        for _ in range(_LEVELS):  # a list may name the style that defines it
            link = None if abstract is None else abstract.find(f"{W}numStyleLink")
            defined = (
                None if link is None else self._styles.property(link.get(VALUE), f"{W}pPr/{W}numPr/{W}numId")
            )
            if defined is None:
                break
            abstract = self._abstract.get(self._abstract_of(defined.get(VALUE)))
        found = (
            {}
            if abstract is None
            else {_whole(each.get(f"{W}ilvl")): each for each in abstract.findall(f"{W}lvl")}
        )
        for override in self._numbers[number].findall(f"{W}lvlOverride"):
            if (own := override.find(f"{W}lvl")) is not None:
                found[_whole(override.get(f"{W}ilvl"))] = own
        return found

    def _abstract_of(self, number: str | None) -> str | None:
        found = self._numbers.get(number)
        return None if found is None else _value(found, "abstractNumId")

    def _label(self, number: str, level: int, levels: "dict[int, _Element]") -> str:
        counts = self._counts[self._abstract_of(number)]
        self._restart(number, counts)
        counts[level] = counts.get(level, _start(levels.get(level)) - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        own = levels.get(level)
        kind = "bullet" if own is None else _value(own, "numFmt") or "decimal"
        if kind in {"bullet", "none"}:
            return _BULLET if kind == "bullet" else ""
        pattern = _value(own, "lvlText") or ""

        def written(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            count = counts.get(place, _start(levels.get(place)))
            return in_format(count, _value(levels.get(place), "numFmt") or "decimal")

        return _PLACE.sub(written, pattern).strip()

    def _restart(self, number: str, counts: dict[int, int]) -> None:
        """Begin again where the list, met for the first time, says so."""
        if number in self._begun:
            return
        self._begun.add(number)
        for override in self._numbers[number].findall(f"{W}lvlOverride"):
            if (start := _value(override, "startOverride")) is not None:
                counts[_whole(override.get(f"{W}ilvl"))] = _whole(start) - 1

    def _indent(
        self,
        paragraph: "_Element",
        style: str | None,
        own: "_Element | None",
        level: int,
        *,
        from_style: bool,
    ) -> int:
        stated = [paragraph.find(f"{W}pPr/{W}ind")]
        if from_style:
            stated.append(self._styles.property(style, f"{W}pPr/{W}ind"))
        stated.append(None if own is None else own.find(f"{W}pPr/{W}ind"))
        for each in stated:
            left = None if each is None else each.get(f"{W}left") or each.get(f"{W}start")
            if left is not None:
                return _whole(left)
        return (level + 1) * _LEVEL_TWIPS


@dataclass
class Nesting:
    """How deep the items of a list stand, told by their indents one after the other."""

    _indents: list[int] = field(default_factory=list)

    def depth(self, indent: int) -> int:
        """The depth of the next item, 0 for the outermost."""
        while self._indents and indent < self._indents[-1] - _SAME_TWIPS:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + _SAME_TWIPS:
            self._indents.append(indent)
        return len(self._indents) - 1

    def end(self) -> None:
        """The list has ended."""
        self._indents.clear()


def _start(level: "_Element | None") -> int:
    return _whole(_value(level, "start") or "1")


def _value(element: "_Element | None", name: str) -> str | None:
    found = None if element is None else element.find(f"{W}{name}")
    return None if found is None else found.get(VALUE)


def _whole(text: str | None) -> int:
    plain = (text or "").strip()
    digits = plain.removeprefix("-").partition(".")[0]
    if not digits.isascii() or not digits.isdigit():
        return 0
    return -int(digits[:9]) if plain.startswith("-") else int(digits[:9])
