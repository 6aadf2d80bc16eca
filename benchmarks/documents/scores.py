"""How much of what was expected came out, and in which order."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, fields

from benchmarks.documents.case import Expected, Rows
from benchmarks.documents.reading import Reading

_MARKUP = re.compile(r"\[\^?\d+\]|<[^>]{1,40}>|[*_`#\\]|[⁰¹²³⁴-⁹]")
_WORD = re.compile(r"\w+")
_RULE = re.compile(r"[\s|:-]+")


@dataclass(frozen=True)
class Score:
    """Counts of one document, or sums of several; `pages` counts only where a reader knows pages."""

    words: int = 0
    words_kept: int = 0
    sentences: int = 0
    order_errors: int = 0
    cells: int = 0
    cells_right: int = 0
    pages: int = 0
    pages_right: int = 0
    absent: int = 0
    left_in: int = 0
    titles: int = 0
    titles_right: int = 0
    headings: int = 0
    headings_right: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


def score(expected: Expected, reading: Reading, *, knows_pages: bool = True) -> Score:
    """The score of one document.

    Words are compared without regard to their order. A sentence is an order error when it does not stand in the text
    whole, markup and white space apart, or stands before the one that it should follow.
    """
    tables = [cell for table in expected.tables for row in table for cell in row]
    words = Counter(_words([*expected.sentences, *tables]))
    text = _plain(reading.text)
    pages = expected.pages if knows_pages else ()
    stated = [_plain(heading) for heading in reading.headings]
    return Score(
        words=words.total(),
        words_kept=(words & Counter(_words([reading.text]))).total(),
        sentences=len(expected.sentences),
        order_errors=_order_errors(expected.sentences, text),
        cells=len(tables),
        cells_right=sum(_cells_right(table, reading.text) for table in expected.tables),
        pages=len(pages),
        pages_right=sum(_is_on(words, page, reading) for words, page in pages),
        absent=len(expected.absent),
        left_in=sum(_plain(words) in text for words in expected.absent),
        titles=int(bool(expected.title)),
        titles_right=int(bool(expected.title) and _plain(expected.title) == _plain(reading.title)),
        headings=len(expected.headings),
        headings_right=sum(_plain(heading) in stated for heading in expected.headings),
    )


def _words(parts: list[str]) -> list[str]:
    return _WORD.findall(_MARKUP.sub(" ", unicodedata.normalize("NFKC", "\n".join(parts))))


def _plain(text: str) -> str:
    """The text without markup, the dashes of list items and line ends."""
    return " ".join(_MARKUP.sub("", unicodedata.normalize("NFKC", text)).split())


def _order_errors(sentences: tuple[str, ...], text: str) -> int:
    errors, place = 0, 0
    for sentence in sentences:
        found = text.find(_plain(sentence), place)
        if found < 0:
            errors += 1
        else:
            place = found + 1
    return errors


def _cells_right(table: Rows, text: str) -> int:
    """Cells that stand in their column of a line with as many cells; each line counts for one row."""
    lines = [line for line in text.splitlines() if "|" in line and not _RULE.fullmatch(line)]
    rows = [[_plain(cell) for cell in _inner(line).split("|")] for line in lines]
    right = 0
    for expected in table:
        scores = [
            (sum(a == _plain(b) for a, b in zip(row, expected, strict=True)), -number)
            for number, row in enumerate(rows)
            if len(row) == len(expected)
        ]
        best, number = max(scores, default=(0, 0))
        if best > sum(not cell for cell in expected):
            right += best
            rows.pop(-number)
    return right


def _inner(line: str) -> str:
    line = line.strip()
    if line.startswith("|"):
        return line.removeprefix("|").removesuffix("|")
    return line


def _is_on(words: str, page: int, reading: Reading) -> bool:
    """Whether the words, or all of them but those at the ends, which may be cut, stand on the page."""
    if page > len(reading.pages):
        return False
    sought = _plain(words).split()[1:-1] or _plain(words).split()
    return " ".join(sought) in _plain(reading.pages[page - 1])
