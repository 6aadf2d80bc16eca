"""Words that stand side by side."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from extraction.load.pdf.word import Box, Word, around, joined

_SAME_ROW = 0.5
_ROWS_BACK = 3
_RAISED_GAP, _RAISED_SIZE, _RAISED_BY = 0.3, 0.85, 0.1
_BACK, _NEAR, _NEAR_OF_SCRIPTS = -0.5, 0.03, 0.22


@dataclass(frozen=True)
class Row:
    """Words on one line, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def box(self) -> Box:
        """Its place."""
        return around([word.box for word in self.words])

    @cached_property
    def text(self) -> str:
        """Its words with blanks between them."""
        return joined(self.words)

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        sizes = sorted((word.size, len(word.text)) for word in self.words)
        half = sum(letters for _, letters in sizes) / 2
        for size, letters in sizes:
            half -= letters
            if half <= 0:
                return size
        return sizes[-1][0]

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        return all(word.bold for word in self.words)

    def segments(self, least_gap: float) -> list["Row"]:
        """The row cut at the gaps that are at least so many times as wide as its letters are high."""
        parts: list[list[Word]] = []
        for word in self.words:
            if parts and word.box.x0 - parts[-1][-1].box.x1 < least_gap * max(word.size, parts[-1][-1].size):
                parts[-1].append(word)
            else:
                parts.append([word])
        return [Row(tuple(part)) for part in parts]


def rows_of(words: Iterable[Word]) -> list[Row]:
    """The words in rows, from above: two are in one row when half of the lower one's height is beside the other."""
    rows: list[list[Word]] = []
    reach: list[Box] = []
    for word in sorted(words, key=lambda word: (word.box.y0 + word.box.y1, word.box.x0)):
        box = word.box
        for number in range(len(rows) - 1, max(-1, len(rows) - _ROWS_BACK - 1), -1):
            if _beside(box, reach[number]):
                rows[number].append(word)
                if box.height > reach[number].height:
                    reach[number] = box
                break
        else:
            rows.append([word])
            reach.append(box)
    return [Row(tuple(_from_left(row))) for row in rows]


def _beside(one: Box, other: Box) -> bool:
    top = max(other.y0, one.y0)
    bottom = min(other.y1, one.y1)
    shared = bottom - top
    return shared > 0 and (shared > _SAME_ROW * one.height or shared > _SAME_ROW * other.height)


def _from_left(words: Sequence[Word]) -> list[Word]:
    """The words by their left edge, those marked that touch the one before, and those that are raised behind it.

    It goes by their places alone: programs draw figures and signs of another font long after the words beside them.
    """
    ordered = sorted(words, key=lambda word: word.box.x0)
    ordered[0].glued = False
    for before, word in pairwise(ordered):
        gap = (word.box.x0 - before.box.x1) / max(before.size, 0.1)
        mixed = before.text[-1:].isascii() != word.text[:1].isascii()
        smaller = word.size < _RAISED_SIZE * before.size
        higher = word.raised or before.box.y1 - word.box.y1 > _RAISED_BY * before.size
        word.raised = smaller and higher and abs(gap) < _RAISED_GAP
        is_near = _BACK < gap < (_NEAR_OF_SCRIPTS if mixed else _NEAR)
        # What was recognised in a picture comes in whole words.
        word.glued = word.raised or (is_near and word.confidence is None)
    return ordered


def usual_size(rows: Iterable[Row]) -> float:
    """The size of most letters in the rows; 10 where there are none."""
    letters: dict[float, int] = {}
    for row in rows:
        for word in row.words:
            size = round(word.size * 2) / 2
            letters[size] = letters.get(size, 0) + len(word.text)
    return max(letters, key=lambda size: (letters[size], size)) if letters else 10.0


def usual_pitch(rows: Sequence[Row]) -> float:
    """The distance from line to line where lines follow closely: the lower quartile, for many gaps are those between paragraphs."""
    pitches = sorted(
        below.box.y1 - above.box.y1
        for above, below in pairwise(rows)
        if 0 < below.box.y1 - above.box.y1 < 3 * below.size
    )
    return pitches[len(pitches) // 4] if pitches else 0.0


ITEM_MARK = re.compile(r"(?:[-*•‣▪◦–·∙●○■□➢✓]|\(?\d{1,3}[.)]|\(?[a-z가-힣][.)]|[①-⑳])(?:\s|$)")
"""What begins an item of a list."""


def begins_item(row: Row) -> bool:
    """Whether the row begins an item of a list; a figure alone may be the last word of a sentence."""
    found = ITEM_MARK.match(f"{row.text} ")
    return found is not None and (found.end() < len(row.text) or not row.text[0].isalnum())


def typical(values: Sequence[float]) -> float:
    """Their median; 0 of none."""
    return median(values) if values else 0.0
