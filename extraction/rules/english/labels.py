"""What the recogniser's labels say, in the types of the base vocabulary."""

import re
from collections.abc import Iterator
from typing import Literal

from kg.text.word_lists import MONTHS

Kind = Literal["name", "date", "quantity", "concept"]

PERSON, ORGANIZATION, PLACE, WORK, DATE = "Person", "Organization", "Place", "Work", "Date"
AWARD = "Award"
UNKNOWN_NAME, CONCEPT = "Thing", "Concept"

NAME_LABELS = {
    "PERSON": PERSON,
    "ORG": ORGANIZATION,
    "GPE": PLACE,
    "LOC": PLACE,
    "FAC": PLACE,
    "WORK_OF_ART": WORK,
    "EVENT": "Event",
    "PRODUCT": "Product",
    "LAW": "Law",
    "LANGUAGE": "Language",
    "NORP": "Group",
}
QUANTITY_LABELS = frozenset({"CARDINAL", "QUANTITY", "PERCENT", "MONEY"})
YEAR = re.compile(r"\b1\d{3}\b|\b20\d{2}\b")
_CALENDAR = re.compile(rf"\b(?:{MONTHS}|century|\d{{2,4}}s|BCE?|AD|CE)\b")
_VAGUE = re.compile(
    r"\b(?:ago|annual|recent|today|old|every|each|daily|weekly|monthly|yearly|quarter)\b", re.IGNORECASE
)


_MONTH = rf"(?:{MONTHS})"
_ERA = r"(?: (?:BC|AD|BCE|CE)\b)"
_CALENDAR_DATE = re.compile(
    rf"\b(?:\d{{1,2}} {_MONTH},? \d{{3,4}}\b|{_MONTH} \d{{1,2}}, ?\d{{4}}\b|{_MONTH} \d{{4}}\b"
    rf"|\d{{1,4}}{_ERA}|\d{{1,2}}[a-z]{{2}} century{_ERA}?"
    rf"|(?<=\b[Ii]n )(?:1\d|20)\d\d\b(?!-))"
)


def dates_in(text: str) -> Iterator[tuple[int, int]]:
    """Where dates stand that the calendar tells, whatever the recogniser saw there: "116 BC"."""
    yield from (match.span() for match in _CALENDAR_DATE.finditer(text))


def is_date(text: str) -> bool:
    """Whether the words name a point or stretch of the calendar: "two years ago" does not."""
    return not _VAGUE.search(text) and bool(YEAR.search(text) or _CALENDAR.search(text))
