"""Tables whose cells are parted by rules, and words in the cells that the rules make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extraction.load.pdf.drawings import Drawings
from extraction.load.pdf.table import Table, in_lines
from extraction.load.pdf.word import Box, Word, around

_NEAR = 3.0
_MOST_RULES = 4_000
_LEAST_CELL = 5.0


@dataclass
class _Grid:
    """Rules that touch: `across` and `upright` ones."""

    across: list[Box] = field(default_factory=list)
    upright: list[Box] = field(default_factory=list)


def ruled_tables(words: Sequence[Word], drawings: Drawings) -> list[Table]:
    """The tables with rules between their columns; each has two columns and two cells with words at least."""
    tables = []
    for grid in _grids(drawings):
        columns = _places([(rule.x0 + rule.x1) / 2 for rule in grid.upright])
        rows = _places([(rule.y0 + rule.y1) / 2 for rule in grid.across])
        if len(columns) > 2 and len(rows) > 1:
            table = _table(words, grid, columns, rows)
            if table is not None:
                tables.append(table)
    return tables


def horizontal_rules(drawings: Drawings) -> list[Box]:
    """The rules across the page."""
    return [rule for rule in _rules(drawings) if rule.width > rule.height]


def _table(words: Sequence[Word], grid: _Grid, columns: list[float], rows: list[float]) -> Table | None:
    box = Box(columns[0], rows[0], columns[-1], rows[-1])
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        if box.holds(word.box.middle):
            x, y = word.box.middle
            row, column = _slot(rows, y), _slot(columns, x)
            while column and not _parted(grid.upright, columns[column], y):
                column -= 1  # a cell over several columns has its words in the first of them
            cells.setdefault((row, column), []).append(word)
    if len(cells) < 2 or len({column for _, column in cells}) < 2:
        return None
    table = [
        tuple(in_lines(cells.get((row, column), ())) for column in range(len(columns) - 1))
        for row in range(len(rows) - 1)
    ]
    filled = tuple(row for row in table if any(row))
    return Table(filled, box)


def _slot(edges: Sequence[float], place: float) -> int:
    return max(number for number, edge in enumerate(edges[:-1]) if edge <= place or number == 0)


def _parted(upright: Sequence[Box], x: float, y: float) -> bool:
    return any(
        abs((rule.x0 + rule.x1) / 2 - x) <= _NEAR and rule.y0 - _NEAR <= y <= rule.y1 + _NEAR
        for rule in upright
    )


def _grids(drawings: Drawings) -> list[_Grid]:
    """The rules in groups of those that touch one another."""
    grids: list[tuple[_Grid, Box]] = []
    for rule in _rules(drawings):
        own = _Grid()
        (own.across if rule.width > rule.height else own.upright).append(rule)
        reach = Box(rule.x0 - _NEAR, rule.y0 - _NEAR, rule.x1 + _NEAR, rule.y1 + _NEAR)
        apart = []
        for grid, box in grids:
            if _meet(box, reach) and any(_meet(other, reach) for other in (*grid.across, *grid.upright)):
                own.across += grid.across
                own.upright += grid.upright
                reach = around([reach, box])
            else:
                apart.append((grid, box))
        grids = [*apart, (own, reach)]
    return [grid for grid, _ in grids]


def _meet(one: Box, other: Box) -> bool:
    return one.x0 <= other.x1 and other.x0 <= one.x1 and one.y0 <= other.y1 and other.y0 <= one.y1


def _rules(drawings: Drawings) -> list[Box]:
    """The rules that are drawn, the edges of frames among them."""
    rules = [rule for rule in drawings.rules if max(rule.width, rule.height) > _LEAST_CELL]
    for frame in drawings.frames:
        rules += _edges(frame)
    return rules[:_MOST_RULES]


def _edges(frame: Box) -> Iterator[Box]:
    for y in (frame.y0, frame.y1):
        yield Box(frame.x0, y, frame.x1, y)
    for x in (frame.x0, frame.x1):
        yield Box(x, frame.y0, x, frame.y1)


def _places(values: Sequence[float]) -> list[float]:
    """The values without those that are nearly the same."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _LEAST_CELL:
            places.append(value)
    return places
