"""The columns of a page: words in the order in which they are read.

A column ends at a gutter: a strip without a word on it, beside which lines of prose stand on both sides. What
crosses it above and below, such as a title, is read before and after the columns. (The idea is that of whitespace
covers: T. Breuel, Two geometric algorithms for layout analysis, 2002.)
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from extraction.load.pdf.rows import Row, rows_of, typical
from extraction.load.pdf.word import Box, Word, around

Boxes = npt.NDArray[np.float64]
_STEP = 2.0
_MOST_RUNS, _MOST_GUTTERS = 40, 8
_LEAST_WIDTH = 0.7
_LEAST_ROWS = 3
_WORDS_IN_A_LINE = 2.5
_WORDS_IN_A_SHORT_ONE = 4
_LEAST_WORDS = 8
_FULL_LINE = 0.72
_FULL_LINES = 0.4
_CELL_GAP, _WHOLE_LINES = 1.6, 0.7
_LEAST_LETTERS, _WIDEST_PITCH = 15, 2.6
_MARGIN_SIZE = 0.9
_DEEPEST = 12


def in_columns(words: Sequence[Word], obstacles: Sequence[Box] = (), depth: int = 0) -> list[list[Word]]:
    """The words of each column in reading order; no gutter runs through the obstacles, which are tables."""
    if depth < _DEEPEST and len(words) > 2 * _LEAST_ROWS:
        for gutter in chain.from_iterable(map(partial(_trimmed, words), _gutters(words, obstacles))):
            parts = _part(words, gutter, obstacles, depth)
            if parts is not None:
                return [column for part in parts if part for column in in_columns(part, obstacles, depth + 1)]
    return [list(words)] if words else []


def _trimmed(words: Sequence[Word], gutter: Box) -> Iterator[Box]:
    """The gutter, and without the first or last row beside it where that reaches over more than the columns there."""
    yield gutter
    rows = rows_of(word for word in words if gutter.y0 <= word.box.middle[1] <= gutter.y1)
    if len(rows) > _LEAST_ROWS + 1:
        if _reaches_over(rows[0], rows[1:]):
            yield gutter._replace(y0=rows[0].box.y1)
        if _reaches_over(rows[-1], rows[:-1]):
            yield gutter._replace(y1=rows[-1].box.y0)


def _reaches_over(row: Row, others: Sequence[Row]) -> bool:
    """Whether a part of the row stands beside all others, as no cell of a table does."""
    reach = around([other.box for other in others])
    return any(part.box.x0 > reach.x1 or part.box.x1 < reach.x0 for part in row.segments(_CELL_GAP))


def _part(
    words: Sequence[Word], gutter: Box, obstacles: Sequence[Box], depth: int
) -> tuple[list[Word], ...] | None:
    """The words above, to the left, to the right and below; None where it parts no columns of prose."""
    above: list[Word] = []
    left: list[Word] = []
    right: list[Word] = []
    below: list[Word] = []
    for word in words:
        x, y = word.box.middle
        if y < gutter.y0:
            above.append(word)
        elif y > gutter.y1:
            below.append(word)
        else:
            (left if x < gutter.x0 else right).append(word)
    if min(len(left), len(right)) < _WORDS_IN_A_SHORT_ONE or max(len(left), len(right)) < _LEAST_WORDS:
        return None
    of_left, of_right = rows_of(left), rows_of(right)
    for side, own, other in ((left, of_left, of_right), (right, of_right, of_left)):
        is_column = _is_prose(own) or _is_short_column(own, other) or _is_in_margin(own, other)
        if not is_column and len(in_columns(side, obstacles, depth + 1)) < 2:
            return None
    return above, left, right, below


def _is_short_column(rows: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether one or two rows are the beginning of a column beside another: they begin as high, and are about as wide."""
    if len(rows) >= _LEAST_ROWS or not _is_prose(other):
        return False
    box, beside = around([row.box for row in rows]), around([row.box for row in other])
    words = min(len(row.words) for row in rows[:1])
    level = abs(box.y0 - beside.y0) < rows[0].size
    return level and words >= _WORDS_IN_A_SHORT_ONE and box.width >= _FULL_LINE * beside.width


def _is_in_margin(rows: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether the rows are notes in smaller type beside running text."""
    size, beside = typical([row.size for row in rows]), typical([row.size for row in other])
    return size < _MARGIN_SIZE * beside and _is_prose(other)


def _is_prose(rows: Sequence[Row]) -> bool:
    """Whether the rows are lines of running text: of several words, and many as wide as their column."""
    if len(rows) < _LEAST_ROWS:
        return False
    boxes = [row.box for row in rows]
    width = around(boxes).width
    full = sum(box.width >= _FULL_LINE * width for box in boxes) / len(boxes)
    letters = typical([float(len(row.text)) for row in rows])
    pitch = typical([below.y1 - above.y1 for above, below in pairwise(boxes)])
    if letters < _LEAST_LETTERS or pitch > _WIDEST_PITCH * typical([row.size for row in rows]):
        return False
    whole = sum(len(row.segments(_CELL_GAP)) == 1 for row in rows) / len(rows)
    words = typical([float(len(row.words)) for row in rows])
    return words >= _WORDS_IN_A_LINE and full >= _FULL_LINES and whole >= _WHOLE_LINES


def _gutters(words: Sequence[Word], obstacles: Sequence[Box]) -> list[Box]:
    """The highest strips without words, which may part columns."""
    size = typical([word.size for word in words])
    area = around([word.box for word in words])
    boxes = np.array(sorted([*(word.box for word in words), *obstacles], key=lambda box: box.y0))
    at: dict[float, list[tuple[float, float]]] = {}
    x = area.x0 + size
    while x < area.x1 - size:
        at[x] = _empty_runs(boxes[(boxes[:, 0] < x) & (x < boxes[:, 2])], area, _LEAST_ROWS * size)
        x += _STEP
    found = []
    for top, bottom in sorted(set(chain.from_iterable(at.values())), key=lambda run: run[0] - run[1])[
        :_MOST_RUNS
    ]:
        # A blank in a line above or below makes a run longer at its place.
        places = [x for x, runs in at.items() if any(begin <= top and bottom <= end for begin, end in runs)]
        for left, right in _neighbouring(places):
            if right - left + _STEP >= _LEAST_WIDTH * size:
                found.append(Box(left, top, right, bottom))
    return sorted(found, key=lambda box: (-box.height, -box.width))[:_MOST_GUTTERS]


def _empty_runs(boxes: Boxes, area: Box, least: float) -> list[tuple[float, float]]:
    """From where to where nothing stands at a place; the boxes at it, shape (n, 4), are ordered by their upper edges."""
    tops = np.append(boxes[:, 1], area.y1)
    reached = np.maximum.accumulate(np.insert(boxes[:, 3], 0, area.y0))
    return [(float(reached[n]), float(tops[n])) for n in np.flatnonzero(tops - reached > least)]


def _neighbouring(places: Sequence[float]) -> list[tuple[float, float]]:
    """The places in stretches without a gap."""
    stretches: list[tuple[float, float]] = []
    for place in places:
        if stretches and place - stretches[-1][1] <= _STEP * 1.01:
            stretches[-1] = (stretches[-1][0], place)
        else:
            stretches.append((place, place))
    return stretches
