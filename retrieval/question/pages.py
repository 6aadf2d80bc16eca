"""Questions about one page: "according to page 12", "on page iv", "12쪽에 따르면"."""

import re
from typing import NamedTuple

from kg.text.language import detect_language
from kg.text.words import content_words

_ROMAN = r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_LABEL = rf"(?:\d{{1,5}}|[A-Za-z]-?\d{{1,4}}|{_ROMAN})"
_ENGLISH = re.compile(
    rf"(?:\b(?:according to|as (?:stated|said|described|written|shown) (?:on|in)|based on)\s+(?:what\s+is\s+(?:on|said on)\s+)?"
    rf"|\b(?:on|from|at|in)\s+)(?:the\s+)?(?:page|p\.|pg\.)\s*(?:no\.?\s*|number\s+)?(?P<label>{_LABEL})(?![\w-])",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?<![\w.-])(?P<label>\d{1,5})\s*(?:쪽|페이지|면)(?:에\s*(?:따르면|의하면|있는|나온|나오는|적힌|쓰인|서)|에서|의|에는|에)"
)
_EDGES = " \t\n,;:–—-"


class PageQuestion(NamedTuple):
    """What is asked, without the words about the page where it says more than these, and what the page calls itself."""

    question: str
    page: str


def page_asked(question: str) -> PageQuestion | None:
    """The question and the page that it is to be answered from; None where it speaks of none."""
    match = _ENGLISH.search(question) or _KOREAN.search(question)
    if match is None:
        return None
    before, after = question[: match.start()].strip(_EDGES), question[match.end() :].strip(_EDGES)
    rest = f"{before} {after}".strip() if before and after[:1].isalnum() else before + after
    if not content_words(rest, detect_language(rest)):
        return PageQuestion(question, match["label"].lower())
    if not before and rest[:1].islower():
        rest = rest[0].upper() + rest[1:]
    return PageQuestion(rest, match["label"].lower())


def pages_named(text: str) -> list[str]:
    """What the pages that a text speaks of call themselves, in lower case; each once, in the order of the language."""
    found = [*_ENGLISH.finditer(text), *_KOREAN.finditer(text)]
    return list(dict.fromkeys(match["label"].lower() for match in found))
