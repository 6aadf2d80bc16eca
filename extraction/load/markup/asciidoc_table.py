"""The rows of a table in AsciiDoc: cells behind bars, which may span others, or values parted by signs."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

_CELL = re.compile(
    r"(?:(?:^|(?<=\s))(?:(?P<across>\d+)?(?:\.(?P<down>\d+))?(?P<sign>[+*]))?[<^>]?(?:\.[<^>])?(?P<style>[adehlms])?)?(?<!\\)\|",
    re.MULTILINE,
)
_COLUMN = re.compile(r"(?:(\d+)\*)?[<^>]?(?:\.[<^>])?(?:\d+|~)?%?([a-z])?")
_BOUNDS = {"|": "psv", "!": "psv", ",": "csv", ":": "dsv"}
_PARTED = {"csv": ",", "tsv": "\t", "dsv": ":"}
_MOST_SPANNED = 1_000
ReadCell = Callable[[str, bool], str]
"""Gives the words of a cell; called with (source, whether it holds blocks of its own)."""


@dataclass(frozen=True)
class _Cell:
    text: str
    across: int = 1
    down: int = 1


def table_rows(
    lines: Sequence[str], bound: str, named: Mapping[str, str], read: ReadCell
) -> Iterator[Sequence[str]]:
    """The rows of the table between lines that begin with `bound` ("|"); `named` are its attributes.

    What a merged cell says stands in each place that it covers.
    """
    form = named.get("format", _BOUNDS[bound])
    source = "\n".join(lines)
    if form != "psv":
        separator = named.get("separator", _PARTED.get(form, ",")).replace("\\t", "\t")[:1]
        csv.field_size_limit(max(len(source), 1))
        values = csv.reader(StringIO(source), delimiter=separator, skipinitialspace=True)
        return ([read(cell, False) for cell in row] for row in values if row)
    sign = named.get("separator", bound)
    if sign != "|":
        source = source.replace("|", "\\|").replace(sign, "|")
    columns = _columns(named.get("cols", ""))
    width = len(columns) or _first_width(source)
    return _rows(_cells(source, columns, width, read), width)


def _columns(said: str) -> list[str]:
    """The style of each column that the attribute names."""
    found: list[str] = []
    for part in re.split(r"[,;]", said) if said.strip() else []:
        match = _COLUMN.fullmatch(part.strip())
        times = min(int(match[1]), _MOST_SPANNED) if match and match[1] else 1
        found += [(match[2] or "") if match else ""] * times
    return found


def _first_width(source: str) -> int:
    """How many columns the first line with words has."""
    first = next((line for line in source.split("\n") if line.strip()), "")
    return max(1, sum(_times(found) for found in _CELL.finditer(first)))


def _times(found: re.Match[str]) -> int:
    return min(int(found["across"] or 1), _MOST_SPANNED)


def _cells(source: str, columns: Sequence[str], width: int, read: ReadCell) -> Iterator[_Cell]:
    found = list(_CELL.finditer(source))
    if before := source[: found[0].start() if found else len(source)].strip():
        yield _Cell(read(before, False))
    number = 0
    for cell, following in zip(found, [*found[1:], None][: len(found)], strict=True):
        text = source[cell.end() : following.start() if following else len(source)].replace("\\|", "|")
        column = columns[number % width] if columns else ""
        words = read(text, (cell["style"] or column) == "a")
        copies = _times(cell) if cell["sign"] == "*" else 1
        across = _times(cell) if cell["sign"] == "+" else 1
        down = min(int(cell["down"] or 1), _MOST_SPANNED) if cell["sign"] == "+" else 1
        yield from [_Cell(words, across, down)] * copies
        number += copies * across


def _rows(cells: Iterable[_Cell], width: int) -> Iterator[Sequence[str]]:
    """The cells in rows of this width, those that span others in each of their places."""
    begun: list[dict[int, str]] = [{}]
    column = 0
    for cell in cells:
        while column in begun[0] or column >= width:
            column += 1
            if column >= width:
                yield _row(begun.pop(0), width)
                begun, column = begun or [{}], 0
        for down in range(cell.down):
            if down == len(begun):
                begun.append({})
            for across in range(column, min(column + cell.across, width)):
                begun[down].setdefault(across, cell.text)
        column += cell.across
    if begun[0]:
        yield _row(begun[0], width)


def _row(cells: Mapping[int, str], width: int) -> Sequence[str]:
    return [cells.get(column, "") for column in range(width)]
