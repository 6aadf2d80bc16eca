"""The words of a shape on a slide: paragraphs with their bullets and numbers, links, raised figures and equations."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby, starmap
from typing import TYPE_CHECKING

from extraction.load.docx.equations import equation_text
from extraction.load.docx.names import M
from extraction.load.links import mark_link
from extraction.load.loaded_text import TextBlock
from extraction.load.numbering import in_format
from extraction.load.raised import raised

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.opc.package import Part
    from pptx.shapes.base import BaseShape
    from pptx.text.text import TextFrame, _Paragraph

_INDENT = "  "
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXT_LINK = f"{_DRAWN}rPr/{_DRAWN}hlinkClick"
_SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TARGET = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORDS = {f"{_DRAWN}{name}" for name in ("r", "br", "fld")}
_NUMBERS = {
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "circleNum": "decimalEnclosedCircle",
}
"""The formats of Word by the beginnings of those of slides (ECMA-376, part 1, 20.1.10.61), of which others are Arabic."""


def paragraph_blocks(frame: "TextFrame", *, in_list: bool) -> Iterator[TextBlock]:
    """The paragraphs of a shape; `in_list`: they have bullets where they do not say otherwise."""
    before = False
    counts = _Counts()
    for paragraph in frame.paragraphs:
        text = linked_words(paragraph).strip()
        if not text:
            continue
        properties = paragraph._p.pPr  # noqa: SLF001  python-pptx tells nothing of bullets
        marks = (
            {child.tag.rpartition("}")[2]: child for child in properties} if properties is not None else {}
        )
        number = counts.label(marks.get("buAutoNum"), paragraph.level)
        is_item = bool(number) or "buChar" in marks or (in_list and "buNone" not in marks)
        if is_item:
            yield TextBlock(
                f"{number or '-'} {text}", "item", joined=before, indent=_INDENT * paragraph.level
            )
        else:
            yield TextBlock(text)
        before = is_item


@dataclass
class _Counts:
    """The numbers of the items so far, by how deep they stand."""

    _last: dict[int, int] = field(default_factory=dict)

    def label(self, numbered: "_Element | None", level: int) -> str:
        """The number of the next paragraph as it is written; nothing where it has none."""
        self._last = {
            deep: number for deep, number in self._last.items() if deep < level + (numbered is not None)
        }
        if numbered is None:
            return ""
        start = numbered.get("startAt") or "1"
        number = self._last.get(level, (int(start) if start.isdecimal() else 1) - 1) + 1
        self._last[level] = number
        kind = numbered.get("type") or "arabicPeriod"
        written = in_format(
            number, next((form for name, form in _NUMBERS.items() if kind.startswith(name)), "decimal")
        )
        if kind.endswith("ParenBoth"):
            return f"({written})"
        return f"{written}{')' if kind.endswith('ParenR') else '.' if kind.endswith('Period') else ''}"


def linked_words(paragraph: "_Paragraph") -> str:
    """The words of the paragraph, those marked that lead elsewhere; equations in one line."""
    children = [child for child in paragraph._p if child.tag in _WORDS or _is_equation(child)]  # noqa: SLF001  python-pptx passes over the links of fields
    texts = [_text(child) for child in children]
    before = accumulate(texts, lambda last, text: text or last, initial="")
    words = zip(children, texts, before, strict=False)
    led = groupby(words, lambda each: _address(each[0].find(_TEXT_LINK), paragraph.part))
    marked = (mark_link("".join(starmap(_run, group)), address) for address, group in led)
    return "".join(marked).replace("\v", "\n")


def shape_linked(shape: "BaseShape", words: str) -> str:
    """The words of a shape, marked where all of it leads elsewhere."""
    link = next(shape.element.iter(f"{_SLIDE}cNvPr")).find(f"{_DRAWN}hlinkClick")
    return mark_link(words, _address(link, shape.part))


def _is_equation(element: "_Element") -> bool:
    return next(element.iter(f"{M}oMath"), None) is not None


def _text(element: "_Element") -> str:
    return (
        equation_text(element, lambda _: None)
        if _is_equation(element)
        else str(getattr(element, "text", "") or "")
    )


def _run(run: "_Element", text: str, before: str) -> str:
    """The words of a run that stands behind others."""
    properties = run.find(f"{_DRAWN}rPr")
    is_raised = properties is not None and not (properties.get("baseline") or "0").startswith(("0", "-"))
    return raised(before, text) if is_raised else text


def _address(link: "_Element | None", part: "Part") -> str:
    relation = None if link is None else part.rels.get(link.get(_TARGET) or "")
    return relation.target_ref if relation is not None and relation.is_external else ""
