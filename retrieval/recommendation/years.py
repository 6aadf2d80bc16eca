"""Stretches of years in a wish: "before 1950", "the 1920s", 1950년 이전, 19세기."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

_FIRST, _LAST = 1, 9999
_UNIT = re.compile(
    r"(?<![\d.,])(?:the\s+)?(?:"
    r"(?P<century>\d{1,2})(?:[a-z]{2}[\s-]+centur(?:y|ies)\b|\s*세기)"
    r"|(?P<named>fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)[\s-]+centur(?:y|ies)\b"
    r"|(?P<decade>[12]\d\d0)(?:['’]?s\b|\s*년대)"
    r"|(?P<year>[12]\d{3})(?P<korean>\s*년(?!대))?(?!\d))",
    re.IGNORECASE,
)
_NAMED = {
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "twenty-first": 21,
}
_JOINED = re.compile(r"\s*(?:[-–—~]|to|until|till|through|and|부터|에서)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_LEADING = r"(?:{})\s*(?:the\s+)?(?:years?\s+)?$"
_BEFORE = re.compile(r"\b" + _LEADING.format("before|prior to|earlier than|older than"), re.IGNORECASE)
_UP_TO = re.compile(r"\b" + _LEADING.format("until|till|up to|by|no later than|not after"), re.IGNORECASE)
_AFTER = re.compile(r"\b" + _LEADING.format("after|later than|newer than"), re.IGNORECASE)
_SINCE = re.compile(r"\b" + _LEADING.format("since|starting (?:in|from)|not before"), re.IGNORECASE)
_IN = re.compile(
    r"\b" + _LEADING.format("in|from|of|published|written|printed|released|made|year"), re.IGNORECASE
)
_ON = re.compile(r"\s*(?:on|onwards?|or later)\b", re.IGNORECASE)
_OR_EARLIER = re.compile(r"\s*or (?:earlier|before)\b", re.IGNORECASE)
_KOREAN_UP_TO = re.compile(r"\s*(?:이전|까지|이하)")
_KOREAN_BEFORE = re.compile(r"\s*(?:전|보다\s*(?:먼저|앞|이른|오래)|미만)(?!쟁)")
_KOREAN_SINCE = re.compile(r"\s*(?:이후|부터|이래|이상)")
_KOREAN_AFTER = re.compile(r"\s*(?:후|뒤|다음)")


@dataclass(frozen=True, slots=True)
class YearRange:
    """The years `first` to `last`, both of them included, that the text names at `start:end`."""

    first: int
    last: int
    start: int
    end: int

    def holds(self, year: int) -> bool:
        """Whether this year is one of them."""
        return self.first <= year <= self.last


def year_ranges(text: str) -> list[YearRange]:
    """The stretches of years that the text asks for; a bare number with nothing that makes a year of it is none.

    In Korean 이전 and 이후 include the year itself, 전 and 후 do not.
    """
    units = [(_unit(match), match) for match in _UNIT.finditer(text)]
    found: list[YearRange] = []
    joined = False
    for (unit, _), (following, _) in pairwise(units):
        if joined:
            joined = False
            continue
        if _JOINED.fullmatch(text, unit.end, following.start):
            found.append(_whole(text, unit, following))
            joined = True
    covered = [(one.start, one.end) for one in found]
    for unit, match in units:
        if not any(start <= unit.start < end for start, end in covered):
            found.extend(_told(text, unit, match))
    return sorted(found, key=lambda one: one.start)


def _unit(match: re.Match[str]) -> YearRange:
    if match["year"] or match["decade"]:
        first = int(match["year"] or match["decade"])
        return YearRange(first, first + (9 if match["decade"] else 0), match.start(), match.end())
    century = int(match["century"]) if match["century"] else _NAMED[match["named"].casefold()]
    return YearRange(100 * (century - 1) + 1, 100 * century, match.start(), match.end())


def _whole(text: str, first: YearRange, last: YearRange) -> YearRange:
    """From the one to the other, with the words around them that belong to it."""
    before = _BETWEEN.search(text, 0, first.start) or _IN.search(text, 0, first.start)
    after = re.compile(r"\s*(?:까지|사이)").match(text, last.end)
    return YearRange(
        first.first,
        last.last,
        before.start() if before else first.start,
        after.end() if after else last.end,
    )


def _told(text: str, unit: YearRange, match: re.Match[str]) -> Iterator[YearRange]:
    first, last = unit.first, unit.last
    for pattern, bounds in (
        (_BEFORE, (_FIRST, first - 1)),
        (_UP_TO, (_FIRST, last)),
        (_AFTER, (last + 1, _LAST)),
        (_SINCE, (first, _LAST)),
    ):
        if said := pattern.search(text, 0, unit.start):
            yield YearRange(bounds[0], bounds[1], said.start(), unit.end)
            return
    is_korean = "세기" in match[0] or "년" in match[0]
    for pattern, bounds in (
        (_KOREAN_UP_TO if is_korean else _OR_EARLIER, (_FIRST, last)),
        (_KOREAN_SINCE if is_korean else _ON, (first, _LAST)),
        *(((_KOREAN_BEFORE, (_FIRST, first - 1)), (_KOREAN_AFTER, (last + 1, _LAST))) if is_korean else ()),
    ):
        if said := pattern.match(text, unit.end):
            yield YearRange(bounds[0], bounds[1], unit.start, said.end())
            return
    leading = _IN.search(text, 0, unit.start)
    if leading or is_korean or not match["year"]:
        yield replace(unit, start=leading.start() if leading else unit.start)
