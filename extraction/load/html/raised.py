"""Raised numbers of a web page: exponents and marks of notes."""

from typing import TYPE_CHECKING

from extraction.load.html.dom import tag_of
from extraction.load.raised import raised

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ENDS = frozenset(".,;:!?…\"'”’»」』")


def raised_words(element: "HtmlElement", words: str) -> str:
    """The mark of a note in brackets, and an exponent behind "^" where it stands behind a figure; others as they are: m2."""
    before = _before(element)
    number = words.strip()
    if number.isdecimal() and (_leads_to_note(element) or before in _ENDS):
        return f"[{number}]"
    return raised(before, words)


def _leads_to_note(element: "HtmlElement") -> bool:
    around = element.getparent()
    links = [*element.iter("a"), *([around] if around is not None and tag_of(around) == "a" else [])]
    return any((link.get("href") or "").startswith("#") for link in links)


def _before(element: "HtmlElement") -> str:
    """The character that the element stands behind; nothing at the beginning of a block."""
    previous, around = element.getprevious(), element.getparent()
    if previous is not None:
        text = previous.tail or "".join(previous.itertext())
    else:
        text = (around.text or "") if around is not None else ""
    return text[-1:] or " "


def is_note_mark(element: "HtmlElement") -> bool:
    """Whether it says of itself that it refers to a note, by the roles of DPUB-ARIA and EPUB."""
    return element.get("role") == "doc-noteref" or bool(
        element.xpath("boolean(@*[name()='epub:type'] = 'noteref')")
    )
