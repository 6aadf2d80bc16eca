"""Headings, by the bookmarks of the file and by their type, and the title of the document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.load.clean_text import clean_text
from extraction.load.pdf.paragraphs import Part

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_LARGER = 1.13
_MOST_LINES = 3
_MOST_CHARS = 150
_SENTENCE_ENDS = (".", ",", ";", ":", "。", "，")
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[IVXLC]+\.|[A-Z]\.)\s+")
_SQUEEZED = re.compile(r"[\W_]+")
_MOST_LEVELS = 6
_MOST_BOOKMARKS = 5_000


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline that viewers show beside the pages; `level` counts from 1."""

    title: str
    page: int
    level: int


def bookmarks_of(document: "PdfDocument") -> list[Bookmark]:
    """The bookmarks that lead to a page, 5,000 at the most."""
    found: list[Bookmark] = []
    for entry in document.get_toc():
        if len(found) >= _MOST_BOOKMARKS:
            break
        goal = entry.get_dest()
        index = goal.get_index() if goal is not None else None
        title = clean_text(entry.get_title() or "").strip()
        if title and index is not None:
            found.append(Bookmark(title, index + 1, entry.level + 1))
    return found


def mark_headings(parts: Sequence[Part], bookmarks: Iterable[Bookmark], usual: tuple[float, bool]) -> None:
    """Make headings of the paragraphs that a bookmark names, and of those in larger or bolder type than most letters.

    `usual` is the size of most letters, and whether they are bold. Bookmarks give their levels; type gives one for each size.
    """
    named: dict[tuple[int, str], int] = {}
    for mark in bookmarks:
        named.setdefault((mark.page, _squeezed(mark.title)), mark.level)
    by_type: list[Part] = []
    for part in parts:
        if part.kind not in {"paragraph", "item"} or not part.words or _is_long(part):
            continue
        page = part.words[0].page
        level = next((named[key] for key in _keys(page, part.text) if key in named), None)
        if level is not None:
            part.kind, part.level = "heading", min(level, _MOST_LEVELS)
        elif part.kind == "paragraph" and _stands_out(part, usual):
            by_type.append(part)
    _give_levels(by_type)


def title_of(parts: Sequence[Part], usual: tuple[float, bool]) -> str | None:
    """The largest lines of the first page, in the upper two thirds of its parts; None where nothing is larger than the text."""
    first = (
        [part for part in parts if part.words and part.words[0].page == parts[0].words[0].page]
        if parts
        else []
    )
    upper = [part for part in first[: max(1, 2 * len(first) // 3)] if _may_be_title(part)]
    if not upper:
        return None
    largest = max(part.row.size for part in upper)
    if largest < _LARGER * usual[0]:
        return None
    same = [number for number, part in enumerate(first) if part in upper and part.row.size > largest - 0.5]
    run = [same[0]]
    for number in same[1:]:
        if number == run[-1] + 1:
            run.append(number)
    return " ".join(first[number].text for number in run)


def _may_be_title(part: Part) -> bool:
    upright = all(word.turned == 0 for word in part.words)
    is_line = part.kind in {"paragraph", "heading"} and not _is_long(part)
    return upright and is_line and _has_letters(part.text) and not part.text.endswith(_SENTENCE_ENDS)


def _keys(page: int, text: str) -> Iterator[tuple[int, str]]:
    for words in (text, _NUMBERED.sub("", text)):
        yield page, _squeezed(words)


def _squeezed(text: str) -> str:
    return _SQUEEZED.sub("", _NUMBERED.sub("", text)).casefold()


def _is_long(part: Part) -> bool:
    return len(part.lines) > _MOST_LINES or len(part.text) > _MOST_CHARS


def _has_letters(text: str) -> bool:
    return sum(character.isalpha() for character in text) > 1


def _stands_out(part: Part, usual: tuple[float, bool]) -> bool:
    size, bold = usual
    row = part.row
    if any(word.turned != 0 for word in part.words) or not _has_letters(part.text):
        return False
    if part.text.endswith(_SENTENCE_ENDS):
        return False
    return row.size >= _LARGER * size or (row.bold and not bold and row.size >= size - 0.5)


def _give_levels(parts: Sequence[Part]) -> None:
    """The largest type is that of the highest headings; sizes that are nearly the same have one level."""
    sizes: list[float] = []
    for size in sorted({round(part.row.size * 2) / 2 for part in parts}, reverse=True):
        if not sizes or sizes[-1] - size >= 1:
            sizes.append(size)
    for part in parts:
        nearest = min(range(len(sizes)), key=lambda number: abs(sizes[number] - part.row.size))
        part.kind, part.level = "heading", min(nearest + 1, _MOST_LEVELS)
