"""Tables without rules between their columns: rows whose words stand under one another, with empty strips between."""

from collections.abc import Sequence
from itertools import pairwise

from extraction.load.pdf.rows import ITEM_MARK, Row, typical
from extraction.load.pdf.table import Table, in_lines
from extraction.load.pdf.word import Box, Word, around

CELL_GAP = 0.85
"""The least gap between two cells, in heights of letters."""
_STRIP = 0.55
_LEAST_ROWS = 3
_SPREAD_COLUMNS = 3
"""The least columns of a table whose rows may be spread as the words of a line are."""
_WIDE = 1.9
_NEXT_ROW = 3.2
_CLOSER = 0.8
_SPREAD_GAPS, _SPREAD = 3, 1.35
_FILLED = 0.5


def unruled_tables(rows: Sequence[Row]) -> list[tuple[int, int, Table]]:
    """The tables among the rows of a column, with the first row of each and that behind its last."""
    found: list[tuple[int, int, Table]] = []
    start = 0
    while start < len(rows):
        end = _reach(rows, start)
        table = _table(rows[start:end]) if end - start > 1 else None
        if table is None:
            start += 1
        else:
            free = found[-1][1] if found else 0
            headed = _headed(rows[start - 1 : end], table) if start > free else None
            found.append((start, end, table) if headed is None else (start - 1, end, headed))
            start = end
    return found


def _headed(rows: Sequence[Row], table: Table) -> Table | None:
    """The table with the row above it as its head, where that stands in all its columns: words with the same gaps between them are a line else."""
    above, first = rows[0], rows[1]
    columns = len(table.rows[0])
    if columns < _SPREAD_COLUMNS or first.box.y1 - above.box.y1 > _NEXT_ROW * max(above.size, first.size):
        return None
    headed = _table(rows) if len(above.segments(CELL_GAP)) == columns else None
    return headed if headed is not None and len(headed.rows[0]) == columns else None


def _reach(rows: Sequence[Row], start: int) -> int:
    """Where the rows end that may be a table that begins at `start`: they share empty strips."""
    if not _is_parted(rows[start]):
        return start
    strips = _strips(rows[start : start + 1])
    last = end = start + 1
    while end < len(rows) and strips:
        before, row = rows[end - 1], rows[end]
        if row.box.y1 - before.box.y1 > _NEXT_ROW * max(row.size, before.size):
            break
        strips = [narrowed for strip in strips if (narrowed := _narrowed(strip, row)) is not None]
        if not strips:
            break
        end += 1
        # A row of one cell belongs to the table when a row of several follows, or when it goes on a cell above.
        in_all = len(row.segments(CELL_GAP)) >= max(len(strips) + 1, _SPREAD_COLUMNS)
        if in_all or _is_parted(row) or _continues(rows, end - 1, strips):
            last = end
    return last


def _is_parted(row: Row) -> bool:
    parts = row.segments(CELL_GAP)
    is_item = len(parts) == 2 and ITEM_MARK.match(f"{parts[0].text} ") is not None
    return len(parts) > 1 and not is_item and not _is_stretched(row)


def _is_stretched(row: Row) -> bool:
    """Whether the row is a line with few words that was spread to the width of its column: all its gaps are the same."""
    gaps = [right.box.x0 - left.box.x1 for left, right in pairwise(row.words) if not right.glued]
    return len(gaps) >= _SPREAD_GAPS and max(gaps) < _SPREAD * min(gaps)


def _continues(rows: Sequence[Row], number: int, strips: Sequence[Box]) -> bool:
    """Whether the row stands as close under the one before as lines of one cell do, and is as narrow as a cell."""
    row, before = rows[number], rows[number - 1]
    if ITEM_MARK.match(f"{row.text} "):
        return False
    pitches = [below.box.y1 - above.box.y1 for above, below in pairwise(rows[:number])]
    own = row.box.y1 - before.box.y1
    return (
        bool(pitches)
        and own <= _CLOSER * max(pitches[-3:])
        and len(row.segments(CELL_GAP)) == 1
        and bool(strips)
    )


def _strips(rows: Sequence[Row]) -> list[Box]:
    """The gaps between the cells of the rows, as boxes without height."""
    strips = []
    for row in rows:
        parts = row.segments(CELL_GAP)
        strips += [Box(left.box.x1, 0, right.box.x0, 0) for left, right in pairwise(parts)]
    return strips


def _narrowed(strip: Box, row: Row) -> Box | None:
    """What of the strip is empty in the row too; None where nothing wide enough is."""
    left, right = strip.x0, strip.x1
    for word in row.words:
        if word.box.x0 < right and word.box.x1 > left:
            if word.box.x0 <= left:
                left = word.box.x1
            elif word.box.x1 >= right or word.box.x0 - left >= right - word.box.x1:
                right = word.box.x0
            else:
                left = word.box.x1
    return Box(left, 0, right, 0) if right - left >= _STRIP * row.size else None


def _table(rows: Sequence[Row]) -> Table | None:
    """The rows as a table; None where they are too few, or lines of something else."""
    words = [word for row in rows for word in row.words]
    edges = _column_edges(words)
    if len(edges) < 1 or not _is_enough(rows, edges):
        return None
    lines = [_cells(row.words, edges) for row in rows]
    merged = _merged(rows, lines)
    if sum(sum(map(bool, line)) > 1 for line in merged) < _FILLED * len(merged):
        return None
    return Table(
        tuple(tuple(in_lines(cell) for cell in line) for line in merged), around([row.box for row in rows])
    )


def _is_enough(rows: Sequence[Row], edges: Sequence[float]) -> bool:
    parted = [row for row in rows if _is_parted(row)]
    if len(parted) >= _LEAST_ROWS:
        return True
    wide = min((gap for row in parted for gap in _gaps(row)), default=0.0)
    return len(parted) == 2 and (len(edges) > 1 or wide > 2 * _WIDE * rows[0].size)


def _gaps(row: Row) -> list[float]:
    return [right.box.x0 - left.box.x1 for left, right in pairwise(row.segments(CELL_GAP))]


def _column_edges(words: Sequence[Word]) -> list[float]:
    """The middles of the strips that no word of the table stands in."""
    edges, reach = [], None
    size = typical([word.size for word in words])
    for word in sorted(words, key=lambda word: word.box.x0):
        if reach is not None and word.box.x0 - reach >= _STRIP * size:
            edges.append((reach + word.box.x0) / 2)
        reach = word.box.x1 if reach is None else max(reach, word.box.x1)
    return edges


def _cells(words: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in words:
        cells[sum(word.box.middle[0] > edge for edge in edges)].append(word)
    return cells


def _merged(rows: Sequence[Row], lines: list[list[list[Word]]]) -> list[list[list[Word]]]:
    """The lines as rows: where several distances are much larger than the others, closer lines go on in the row above."""
    pitches = [below.box.y1 - above.box.y1 for above, below in pairwise(rows)]
    close = _CLOSER * max(pitches, default=0.0)
    if sum(pitch > close for pitch in pitches) < 2:
        return lines
    merged = [lines[0]]
    for line, pitch in zip(lines[1:], pitches, strict=True):
        if pitch <= close and not all(line):
            merged[-1] = [above + below for above, below in zip(merged[-1], line, strict=True)]
        else:
            merged.append(line)
    return merged
