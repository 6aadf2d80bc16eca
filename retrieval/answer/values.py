"""Numbers and dates as they can be compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.text.dates import iso_date
from kg.text.quantity import normal_quantity, same_unit

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MEASURED = re.compile(rf"(?P<number>{_NUMBER})\s?(?P<unit>[^\d\s(][^\d]*)?")
_ISO = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_LAST_MONTH, _LAST_DAY = 12, 31

Day = tuple[int, int, int]


@dataclass(frozen=True)
class Value:
    """A number with its unit, or a time from its first day to its last; `least` and `most` are the same for a number."""

    kind: Literal["number", "time"]
    least: Decimal | Day
    most: Decimal | Day
    unit: str = ""

    def is_below(self, other: "Value") -> bool:
        """Whether it is smaller or earlier for certain."""
        return self.most < other.least  # type: ignore[operator]  # both are of one kind

    def is_same(self, other: "Value") -> bool:
        """Whether the two are equal for certain."""
        return self.least == other.least and self.most == other.most


def read_number(words: str) -> Value | None:
    """The number that the words are, and nothing else; None for a range, an estimate or a word."""
    plain = " ".join(words.split())
    if normal := normal_quantity(plain):
        digits, _, unit = normal.partition(" ")
        return Value("number", Decimal(digits), Decimal(digits), unit)
    found = _MEASURED.fullmatch(plain)
    if found is None:
        return None
    number = Decimal(found["number"].replace(",", ""))
    return Value("number", number, number, (found["unit"] or "").strip(" .").casefold())


def read_time(words: str) -> Value | None:
    """The date, month, year or span that the words are; None for an estimate or what is no time."""
    iso = iso_date(words)
    if iso is None or iso.endswith("~"):
        return None
    first, _, last = iso.partition("/")
    least, most = _days(first), _days(last or first)
    return Value("time", least[0], most[1]) if least and most else None


def comparable(values: Sequence[Value]) -> bool:
    """Whether they are all of one kind and of one unit."""
    units = {value.unit for value in values}
    return len({value.kind for value in values}) == 1 and (
        len(units) == 1 or all(same_unit(unit, other) for unit in units for other in units)
    )


def _days(iso: str) -> tuple[Day, Day] | None:
    """The first and the last day of a date in ISO 8601."""
    found = _ISO.fullmatch(iso)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None:
        return None
    return (year, month or 1, day or 1), (year, month or _LAST_MONTH, day or _LAST_DAY)
