"""Marks in an answer that point at numbered passages, in the forms that chat models write them."""

import re

_WORD = r"(?:passages?|docs?|documents?|sources?|refs?|references?|citations?|chunks?|no|문서|출처|자료|문단|구절|지문)"
_PAGE = (
    r"(?:\s*,?\s*(?:pp?\.|pp|pages?)\s*\d+(?:\s*[–-]\s*\d+)?|\s*,?\s*\d+(?:\s*[–-]\s*\d+)?\s*(?:쪽|페이지))"
)
_JOIN = r"\s*(?:,\s*and\b|[,;&–-]|and\b|및|와|과)\s*"
_LONGEST_RANGE = 20


def _row(number: str) -> str:
    one = rf"(?:{_WORD}\.?\s*)?[#^]?{number}{_PAGE}?"
    return rf"\s*{one}(?:{_JOIN}{one})*\s*(?:†[^\]】]*)?"


_LONG, _SHORT = _row(r"\d+"), _row(r"\d{1,2}")
# "(1)" is a mark at the end of what it proves; before words it counts them: "(1) the first, (2) the second".
_MARKS = re.compile(
    rf"\s*(?:\[({_LONG})\]|【({_LONG})】|\(({_SHORT})\)(?=\s*(?:[.,;:!?。]|\(\d|$)))", re.IGNORECASE
)
_PAGES = re.compile(_PAGE, re.IGNORECASE)
_RANGES = re.compile(r"(\d+)(?:\s*[–-]\s*(?:\D{0,10}?)(\d+))?")


def without_marks(text: str) -> str:
    """The text without any mark, and without the white space before it."""
    return _MARKS.sub("", text)


def read_marks(text: str) -> list[int]:
    """The numbers of the passages that are marked, in order and without repeats.

    Read are [2], [1, 3], [1-3], [1 and 2], 【1】, (1), [^1], [doc 1], [1, p. 3].
    """
    numbers: list[int] = []
    for match in _MARKS.finditer(text):
        inside = next(part for part in match.groups() if part is not None)
        for pair in _RANGES.finditer(_PAGES.sub("", inside)):
            first, last = int(pair[1]), int(pair[2] or pair[1])
            numbers += range(first, min(last, first + _LONGEST_RANGE) + 1) if last > first else [first]
    return list(dict.fromkeys(numbers))


def number_before(line: str) -> tuple[int, str] | None:
    """The number of the passage that a line begins with, and what follows it; None where there is none."""
    match = _NUMBERED.match(line)
    return (int(match[1]), match[2].strip()) if match and match[2].strip() else None


_NUMBERED = re.compile(
    rf"^\W{{0,4}}(?:{_WORD}\.?\s*)?\^?(\d{{1,3}}){_PAGE}?[\])】]?\W{{0,3}}?\s*[:.)-]?\s*(.+)$", re.IGNORECASE
)
