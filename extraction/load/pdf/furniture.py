"""What stands at the edges of every page and is no part of the text: running heads and feet, and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extraction.load.pdf.rows import Row, usual_size

_EDGE_ROWS = 3
_DIGITS = re.compile(r"\d{1,9}")
_NUMBER = re.compile(
    r"(?i)[^\w]*(?:(?:page|seite|p\.|쪽|페이지)\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|쪽|페이지|-)\s*\d{0,4})?[^\w]*"
)
_FIGURES = "\0"
_SAME_PLACE = 4.0
_SHARE = 0.4
_LEAST_PAGES = 2
_MANY_CELLS = 3
_CELL_GAP = 2.5
_APART, _OTHER_SIZE, _USUAL_GAP = 0.6, 1.1, 1.15
_LEAST_NUMBERS, _FEW_LINES, _SMALLER = 3, 5, 0.9

HEAD = "running head left out"
FOOT = "running foot left out"
NUMBER = "page number left out"
LINE_NUMBER = "line number left out"


@dataclass(frozen=True)
class Furniture:
    """A row that is no part of the text, and why."""

    row: Row
    reason: str


@dataclass(frozen=True)
class _Edge:
    """A row near an edge of a page, apart from the text."""

    row: Row
    page: int
    is_head: bool
    is_like_text: bool

    @property
    def pattern(self) -> str:
        return _DIGITS.sub(_FIGURES, self.row.text.casefold())


def find_furniture(pages: Mapping[int, Sequence[Row]], labels: Sequence[str]) -> dict[int, list[Furniture]]:
    """The furniture of each page, by what comes again on other pages at the same height.

    `pages` has the rows of each page from above. A row of figures, or of them between words that are always the same, is a
    page number where they count on with the pages, or are the labels that the file gives them.
    """
    edges = [edge for page, rows in pages.items() for edge in _edges(page, rows)]
    found: dict[int, list[Furniture]] = defaultdict(list)
    taken: set[int] = set()
    for edge in (*_repeated(edges, len(pages)), *_numbers(edges, labels, len(pages))):
        if id(edge.row) not in taken:
            taken.add(id(edge.row))
            is_number = _NUMBER.fullmatch(edge.row.text) is not None
            reason = NUMBER if is_number else HEAD if edge.is_head else FOOT
            found[edge.page].append(Furniture(edge.row, reason))
    return found


def line_numbers(rows: Sequence[Row]) -> list[Furniture]:
    """Numbers beside the text that count its lines: in smaller type or only on every fifth line or so, evenly."""
    words = [word for row in rows for word in row.words]
    text = [word for word in words if not word.text.isdigit()]
    if not text:
        return []
    left, right = min(word.box.x0 for word in text), max(word.box.x1 for word in text)
    size = usual_size(rows)
    found: list[Furniture] = []
    for beside in (
        [word for word in words if word.text.isdigit() and word.box.x1 < left],
        [word for word in words if word.text.isdigit() and word.box.x0 > right],
    ):
        steps = {int(below.text) - int(above.text) for above, below in pairwise(beside)}
        step = steps.pop() if len(steps) == 1 and len(beside) >= _LEAST_NUMBERS else 0
        if step >= _FEW_LINES or (step > 0 and all(word.size < _SMALLER * size for word in beside)):
            found += [Furniture(Row((word,)), LINE_NUMBER) for word in beside]
    return found


def _edges(page: int, rows: Sequence[Row]) -> Iterator[_Edge]:
    """The rows at the edges that a gap, or another size of type, parts from the text."""
    for is_head, ordered in ((True, rows), (False, rows[::-1])):
        for number in range(min(_EDGE_ROWS, len(rows) - 1), 0, -1):
            if _is_apart(ordered[number - 1], ordered[number]):
                for place, row in enumerate(ordered[:number], start=1):
                    yield _Edge(row, page, is_head, _is_like_text(row, ordered[place:]))
                break


def _is_like_text(row: Row, text: Sequence[Row]) -> bool:
    """Whether the row is set as the text beside it is, and no further from it than its paragraphs are from one another."""
    if max(row.size, text[0].size) > _OTHER_SIZE * min(row.size, text[0].size):
        return False
    gaps = [_distance(one, other) for one, other in pairwise(text) if _is_apart(one, other)]
    return bool(gaps) and _distance(row, text[0]) <= _USUAL_GAP * median(gaps)


def _distance(one: Row, other: Row) -> float:
    return max(one.box.y0, other.box.y0) - min(one.box.y1, other.box.y1)


def _is_apart(one: Row, other: Row) -> bool:
    larger, smaller = max(one.size, other.size), min(one.size, other.size)
    return _distance(one, other) > _APART * larger or larger > _OTHER_SIZE * smaller


def _repeated(edges: Sequence[_Edge], pages: int) -> Iterator[_Edge]:
    """Rows that come again with the same words at the same height of several pages, their figures the same or counting on.

    One that on most of these pages is set as the text is, and no further from it than a paragraph, is a line of the text: letters
    begin alike.
    """
    groups: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.pattern.strip(f"{_FIGURES} -–—·|/") and len(edge.row.segments(_CELL_GAP)) < _MANY_CELLS:
            groups[edge.pattern, edge.is_head].append(edge)
    for group in groups.values():
        same = _counting_on(_at_one_height(group))
        if 2 * sum(edge.is_like_text for edge in same) > len(same):
            continue
        on = {edge.page for edge in same}
        # A head that changes with the chapter comes on a few pages only, but then on neighbouring ones.
        close = len(on) > 1 and max(on) - min(on) <= 2 * len(on)
        if len(on) >= _LEAST_PAGES and (len(on) >= _SHARE * pages or close):
            yield from same


def _counting_on(group: Sequence[_Edge]) -> list[_Edge]:
    """Those of the group whose figures are the same on most of its pages, or count on as the pages do."""
    kept = list(group)
    for place in range(group[0].pattern.count(_FIGURES)):
        values = {id(edge): int(_DIGITS.findall(edge.row.text)[place]) for edge in kept}
        same = Counter(values[id(edge)] for edge in kept).most_common(1)[0]
        step = Counter(values[id(edge)] - edge.page for edge in kept).most_common(1)[0]
        kept = [
            edge
            for edge in kept
            if (
                values[id(edge)] == same[0] if same[1] >= step[1] else values[id(edge)] - edge.page == step[0]
            )
        ]
    return kept


def _at_one_height(group: Sequence[_Edge]) -> list[_Edge]:
    heights = Counter(round(edge.row.box.y0 / _SAME_PLACE) for edge in group)
    usual = heights.most_common(1)[0][0]
    return [edge for edge in group if abs(round(edge.row.box.y0 / _SAME_PLACE) - usual) <= 1]


def _numbers(edges: Sequence[_Edge], labels: Sequence[str], pages: int) -> Iterator[_Edge]:
    """Rows of a number alone that counts on with the pages, or is that of the only page, at its foot."""
    numbered = [(edge, match[1].casefold()) for edge in edges if (match := _NUMBER.fullmatch(edge.row.text))]
    steps = Counter((edge.is_head, value - edge.page) for edge, text in numbered if (value := _value(text)))
    for edge, text in numbered:
        value = _value(text)
        labelled = edge.page <= len(labels) and labels[edge.page - 1].casefold() == text
        is_only = pages == 1 == value and not edge.is_head and not edge.is_like_text
        if labelled or is_only or (value and steps[edge.is_head, value - edge.page] >= _LEAST_PAGES):
            yield edge


def _value(text: str) -> int:
    """The number that figures or roman numerals stand for; 0 where they stand for none."""
    if text.isdigit():
        return int(text)
    values = [_ROMAN.get(letter, 0) for letter in text]
    signs = [-1 if here < after else 1 for here, after in zip(values, [*values[1:], 0], strict=True)]
    return sum(sign * value for sign, value in zip(signs, values, strict=True))


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
