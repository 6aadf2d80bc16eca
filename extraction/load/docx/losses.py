"""What of the text in a Word file was not read, and why: seen by going through its XML, not by reading it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut
from extraction.load.docx.names import DRAWN_TEXT, FALLBACK, MATH_TEXT, RUN, TEXT, TEXT_BOX, W
from extraction.load.docx.words import CONTROL, Words, filler_reason

if TYPE_CHECKING:
    from lxml.etree import _Element

_COPY = "Copy what matters into the body of the document."
_REASONS = {
    f"{W}del": "deleted text left out",
    f"{W}moveFrom": "deleted text left out",
    f"{W}rt": "reading of characters left out",
    f"{W}footnote": "footnote not read",
    f"{W}endnote": "endnote not read",
    TEXT_BOX: "text box not read",
}
_PLAIN = {
    f"{W}{name}" for name in ["body", "document", "p", "r", "sdt", "sdtContent", "ins", "hyperlink", "tbl", "tr", "tc", "footnotes", "footnote", "endnotes", "endnote"]
}  # fmt: skip


@dataclass(frozen=True)
class SeenParts:
    """The parts of a file that hold text: its body, its notes, and others with the reason why they are not read."""

    body: "_Element"
    notes: "Collection[_Element]" = ()
    others: "Collection[tuple[str, str, _Element]]" = ()
    """Each with its reason and its name."""
    graphics: "Collection[_Element]" = ()
    """Charts and diagrams, which are read as they are."""


def texts(part: "_Element") -> "Iterator[_Element]":
    """All texts in a part, but for what it says twice."""
    for text in part.iter(TEXT, MATH_TEXT, DRAWN_TEXT):
        if not any(above.tag == FALLBACK and _has_choice(above) for above in text.iterancestors()):
            yield text


def _has_choice(fallback: "_Element") -> bool:
    """Whether the other form of the same thing has text too."""
    before = fallback.getprevious()
    return before is not None and next(before.iter(TEXT, DRAWN_TEXT), None) is not None


def left_out(parts: SeenParts, words: Words) -> Iterator[LeftOut]:
    """What was not read of the parts, with the reason and the place."""
    for reason, name, part in parts.others:
        yield LeftOut(reason, _joined(texts(part)), name, _COPY)
    for part in (parts.body, *parts.notes):
        for text in texts(part):
            if text not in words.read:
                reason, place = _reason(text, words)
                yield LeftOut(reason, text.text or "", place, _COPY)


def seen_text(parts: SeenParts) -> str:
    """All text of the file."""
    every = (parts.body, *parts.notes, *parts.graphics, *(part for _, _, part in parts.others))
    return " ".join(_joined(texts(part)) for part in every)


def _joined(found: "Iterable[_Element]") -> str:
    return " ".join(text.text or "" for text in found)


def _reason(text: "_Element", words: Words) -> tuple[str, str]:
    """Why the text was not read, by the innermost element around it that tells, and else where it is."""
    place = ""
    for above in text.iterancestors():
        known = _REASONS.get(above.tag) or (filler_reason(above) if above.tag == CONTROL else None)
        if above.tag == RUN and above in words.hidden:
            known = "hidden text left out"
        if above.tag == RUN and above in words.contents:
            known = "table of contents left out"
        if known:
            return known, ""
        if not place and isinstance(above.tag, str) and above.tag not in _PLAIN:
            place = above.tag.rpartition("}")[2]
    return "text in an element that is not read left out", place
