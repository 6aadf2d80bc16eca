"""What the styles of a Word file say of a paragraph or a run, with what they inherit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extraction.load.docx.names import VALUE, W, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_BODY_LEVEL = 9
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок|başlık"
    r"|제목|개요|見出し|标题|標題)\s*([1-9])",
    re.IGNORECASE,
)
_TITLE = re.compile(r"title|titel|titre|título|titolo|tytuł|название|제목|표제|标题|標題|表題", re.IGNORECASE)
_CAPTION = re.compile(r"caption|beschriftung|légende|epígrafe|didascalia|캡션|题注|図表番号", re.IGNORECASE)


@dataclass(frozen=True)
class Styles:
    """The styles of one file by their ids."""

    by_id: "dict[str, _Element]"
    usual: str | None = None
    """The id of the style of paragraphs that name none."""
    _levels: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, root: "_Element | None") -> "Styles":
        """The styles in a `styles` element, which may be missing."""
        found = [] if root is None else root.findall(f"{W}style")
        usual = next(
            (style.get(f"{W}styleId") for style in found
             if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default", "0"))),
            None,
        )  # fmt: skip
        return cls({style.get(f"{W}styleId") or "": style for style in found}, usual)

    def heading_level(self, style: str | None) -> int | None:
        """The level of headings in this style, by its outline level or its name, its own or inherited."""
        key = style or self.usual or ""
        if key not in self._levels:
            self._levels[key] = self._find_level(key)
        return self._levels[key]

    def is_caption(self, style: str | None) -> bool:
        """Whether paragraphs of this style are captions of pictures and tables."""
        return any(_CAPTION.fullmatch(_name(one)) for one in self.chain(style))

    def is_list(self, style: str | None) -> bool:
        """Whether the style is one of lists by its name."""
        return any(_name(one).lower().startswith("list ") for one in self.chain(style))

    def property(self, style: str | None, path: str) -> "_Element | None":
        """The nearest element at this path in the style and those that it is based on."""
        return next((found for one in self.chain(style) if (found := one.find(path)) is not None), None)

    def chain(self, style: str | None) -> "Iterator[_Element]":
        """The style and those that it is based on, itself first."""
        seen: set[str] = set()
        key = style or self.usual
        while key and key not in seen and key in self.by_id:
            seen.add(key)
            yield self.by_id[key]
            base = self.by_id[key].find(f"{W}basedOn")
            key = None if base is None else base.get(VALUE)

    def _find_level(self, style: str) -> int | None:
        for one in self.chain(style):
            level = one.find(f"{W}pPr/{W}outlineLvl")
            if level is not None:
                return outline_level(level)
            name = _name(one)
            if heading := _HEADING.fullmatch(name):
                return int(heading[1])
            if _TITLE.fullmatch(name):
                return 1
        return None


def outline_level(element: "_Element") -> int | None:
    """The heading level of an `outlineLvl`; None for that of running text."""
    stated = element.get(VALUE) or ""
    return int(stated) + 1 if stated.isascii() and stated.isdigit() and int(stated) < _BODY_LEVEL else None


def _name(style: "_Element") -> str:
    name = style.find(f"{W}name")
    return "" if name is None else (name.get(VALUE) or "").strip()
