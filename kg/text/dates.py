"""Dates in words, English and Korean, as ISO 8601.

Libraries that read dates (python-dateutil, dateparser) complete what is missing from today's date, and know no ranges of
days, decades or centuries: from texts of other years that makes false dates.
"""

import re
from calendar import monthrange
from functools import lru_cache

YEAR_IN_TEXT = r"(?:1\d{3}|20\d{2})"
"""Pattern of a number that is likely to be a year."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:[snrt][tdh])?"
_YEAR = r"(?P<year>\d{3,4})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
        rf"{_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
        rf"{_YEAR}\. ?(?P<month>\d{{1,2}})\.(?: ?(?P<day>\d{{1,2}})\.?)?",
        rf"{_YEAR}년(?: ?(?P<month>\d{{1,2}})월(?: ?(?P<day>\d{{1,2}})일)?)?",
        r"(?P<year>\d{4})",
    )
)
_DECADE = re.compile(r"(\d{3}0)(?:'?s|년대)")
_CENTURY = re.compile(r"(\d{1,2})(?:[snrt][tdh] century|세기)")
_BEFORE_CHRIST = re.compile(r"(?:(\d{1,4}) ?b\.?c\.?(?:e\.?)?|기원전 ?(\d{1,4})년)")
_ABOUT = re.compile(r"^(?:circa|c\.|ca\.|around|about|approximately) ?|경$")
_LEADING = re.compile(r"^(?:(?:in|on|since|until|till|from|by|during|of|at|the|year|between)\b ?)+")
_TRAILING = re.compile(r"(?:에|부터|까지|이후|,)$")
_RANGE = re.compile(
    r" ?[–—~] ?|(?<!\d)-(?=\d{1,2}\b)|(?<=\d)-(?=\d{1,4}\b(?!-))| to | until | and | - |부터 "
)
_SPACE = re.compile(r"\s+")
_MAX_CHARS = 60


@lru_cache(maxsize=20_000)
def iso_date(words: str) -> str | None:
    """The date of these words: "1999-03-01", "1999-03", "1999", "1980/1989" (from/to), "1850~" (about); None for no date.

    The year must be stated. Years before Christ are counted as ISO 8601 does: 44 BC is "-0043".
    """
    if not any(char.isdigit() for char in words) or len(words) > _MAX_CHARS:
        return None
    text = _SPACE.sub(" ", words.casefold()).strip(" .()")
    text = _TRAILING.sub("", _LEADING.sub("", text)).strip()
    about = _ABOUT.sub("", text).strip()
    one = _one_date(about)
    if one is not None:
        return one if about == text or "/" in one else f"{one}~"
    return _range(text)


def _one_date(text: str) -> str | None:
    if found := _DECADE.fullmatch(text):
        return f"{found[1]}/{int(found[1]) + 9}"
    if found := _CENTURY.fullmatch(text):
        last = int(found[1]) * 100
        return f"{last - 99:04}/{last:04}" if last else None
    if found := _BEFORE_CHRIST.fullmatch(text):
        return f"-{int(found[1] or found[2]) - 1:04}"
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            return _calendar_date(parts["year"], parts.get("month"), parts.get("day"))
    return None


def _calendar_date(year: str, month: str | None, day: str | None) -> str | None:
    """The date in ISO form; None where there is no such day."""
    if month is None:
        return f"{int(year):04}"
    number = _MONTHS[month] if month in _MONTHS else int(month)
    if not 1 <= number <= len(set(_MONTHS.values())) or int(year) == 0:
        return None
    if day is None:
        return f"{int(year):04}-{number:02}"
    exists = 1 <= int(day) <= monthrange(int(year), number)[1]
    return f"{int(year):04}-{number:02}-{int(day):02}" if exists else None


def _range(text: str) -> str | None:
    parts = _RANGE.split(text)
    if len(parts) != len(("from", "to")):
        return None
    first, last = (_TRAILING.sub("", _LEADING.sub("", part.strip())) for part in parts)
    for begin, end in ((first, last), *_completed(first, last)):
        from_date, to_date = _one_date(begin), _one_date(end)
        if from_date and to_date and "/" not in from_date + to_date and from_date < to_date:
            return f"{from_date}/{to_date}"
    return None


def _completed(first: str, last: str) -> list[tuple[str, str]]:
    """The two ends, what only one of them says said by both: "7" and "10 October 1999", "October 7" and "10, 1999"."""
    made = []
    if month_year := re.fullmatch(rf"\d{{1,2}} ({_MONTH},? {_YEAR})", last):
        made.append((f"{first} {month_year[1]}", last))
    if day_year := re.fullmatch(rf"(?:{_MONTH} )?{_DAY},? {_YEAR}", last):
        own_month = re.match(_MONTH, first)
        month = own_month[0] if own_month else ""
        made.append(
            (
                f"{first}, {day_year['year']}",
                last if day_year["month"] else f"{month} {day_year['day']}, {day_year['year']}",
            )
        )
    if year := re.search(r"(\d{4})$", last):
        made.append((f"{first} {year[1]}", last))
    if re.fullmatch(r"\d{4}년?", first) and re.fullmatch(r"\d\d", last):
        made.append((first, first[:2] + last))
    if korean := re.match(r"(\d{4}년 ?)(\d{1,2}월 ?)?", first):
        made.append((first, f"{korean[1]}{last}"))
        made.append((first, f"{korean[1]}{korean[2] or ''}{last}"))
    return made
