"""What the numbers of an old Excel file (.xls) show by their forms."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from extraction.load.tables.number_forms import Shown, form_of, shown_in_form
from extraction.load.tables.workbook_records import RecordReader, records

_BEGIN, _END, _SHEET, _FORM, _STYLE = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_NUMBER, _FORMULA, _SHORT_NUMBER, _SHORT_NUMBERS = 0x0203, 0x0006, 0x027E, 0x00BD
_TRUTH_OR_ERROR = 0x0205
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_NO_NUMBER = b"\xff\xff"
"""How the result of a formula ends that is a text, a truth value or an error."""


def old_shown_numbers(content: bytes) -> dict[str, Shown]:
    """By the name of the sheet the cells that show more than their number; nothing of files that are no such workbook."""
    workbook = _Workbook()
    for kind, parts in records(content):
        workbook.take(kind, parts)
    names = [name for _, name in sorted(workbook.sheets)]
    # What comes before the first sheet is of all of them.
    return dict(zip(names, workbook.shown[1:], strict=False))


@dataclass
class _Workbook:
    """What is known of a workbook by the records so far."""

    sheets: list[tuple[int, str]] = field(default_factory=list)
    """Where the records of each sheet begin, and its name."""
    shown: list[dict[tuple[int, int], str]] = field(default_factory=list)
    """For each of the parts that the records come in."""
    _forms: dict[str, str] = field(default_factory=dict)
    _styles: list[str] = field(default_factory=list)
    _depth: int = 0

    def take(self, kind: int, parts: list[bytes]) -> None:
        """Take in one record; charts stand within a sheet, and have numbers of their own."""
        record = parts[0] if parts else b""
        if kind == _BEGIN:
            self._depth += 1
            if self._depth == 1:
                self.shown.append({})
        elif kind == _END:
            self._depth -= 1
        elif kind == _FORM:
            self._forms[str(_short(record, 0))] = RecordReader(parts, place=2).string()
        elif kind == _STYLE:
            self._styles.append(str(_short(record, 2)))
        elif kind == _SHEET:
            name = RecordReader(parts, place=7).characters(record[6] if len(record) > 6 else 0)
            self.sheets.append((int.from_bytes(record[:4], "little"), name))
        elif self._depth == 1:
            self._cells(kind, record)

    def _cells(self, kind: int, record: bytes) -> None:
        error = _error(kind, record)
        if error is not None:
            self.shown[-1][_short(record, 0), _short(record, 2)] = error
        for column, style, number in _numbers(kind, record):
            form = form_of(self._styles[style], self._forms) if style < len(self._styles) else ""
            text = shown_in_form(repr(number), form) if form else None
            if text is not None:
                self.shown[-1][_short(record, 0), column] = text


def _error(kind: int, record: bytes) -> str | None:
    """The error that the cell of the record shows, if it does ([MS-XLS] 2.5.10, 2.5.133)."""
    if kind == _TRUTH_OR_ERROR and record[7:8] == b"\1":
        return _ERRORS.get(record[6])
    if kind == _FORMULA and record[12:14] == _NO_NUMBER and record[6:7] == b"\2":
        return _ERRORS.get(record[8])
    return None


def _numbers(kind: int, record: bytes) -> Iterator[tuple[int, int, float]]:
    """The column, the style and the value of each number in the record, whose row stands first in it."""
    column, style = _short(record, 2), _short(record, 4)
    if kind == _NUMBER or (kind == _FORMULA and record[12:14] != _NO_NUMBER):
        yield column, style, _float(record[6:14])
    elif kind == _SHORT_NUMBER:
        yield column, style, _short_number(record[6:10])
    elif kind == _SHORT_NUMBERS:
        for offset, place in enumerate(range(4, len(record) - 6, 6)):
            yield column + offset, _short(record, place), _short_number(record[place + 2 : place + 6])


def _short_number(written: bytes) -> float:
    """A number in four bytes: a whole one or the upper half of a float, perhaps times a hundred ([MS-XLS] 2.5.217)."""
    code = int.from_bytes(written, "little", signed=True)
    number = code >> 2 if code & 2 else _float(bytes(4) + (code & 0xFFFFFFFC).to_bytes(4, "little"))
    return number / 100 if code & 1 else number


def _float(written: bytes) -> float:
    return float(struct.unpack("<d", written.ljust(8, b"\0"))[0])


def _short(record: bytes, place: int) -> int:
    return int.from_bytes(record[place : place + 2], "little")
