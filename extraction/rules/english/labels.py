"""What the recogniser's labels say, in the types of the base vocabulary."""

import re
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
_CALENDAR = re.compile(rf"\b(?:{MONTHS}|century|\d{{2,4}}s|BC|AD)\b")
_VAGUE = re.compile(
    r"\b(?:ago|annual|recent|today|old|every|each|daily|weekly|monthly|yearly|quarter)\b", re.IGNORECASE
)


def is_date(text: str) -> bool:
    """Whether the words name a point or stretch of the calendar: "two years ago" does not."""
    return not _VAGUE.search(text) and bool(YEAR.search(text) or _CALENDAR.search(text))
