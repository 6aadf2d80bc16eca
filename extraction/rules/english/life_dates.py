"""Dates and places of birth and death in the brackets behind a person's name."""

import re
from collections.abc import Callable, Iterator

from extraction.rules.english.reading import Statement, Thing
from kg.text.word_lists import MONTHS

_MONTH = f"(?:{MONTHS})"
DATE_PATTERN = rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}, ?\d{{4}}|{_MONTH} \d{{4}}|\d{{4}})"
_AROUND = r"(?:c\. ?|ca\. ?|circa )?"
_LIFE = re.compile(
    rf"\s*(?:[^()]{{0,60}}?[;,]\s*)??(?:(?P<born>born)\s+)?(?:on\s+)?{_AROUND}(?P<birth>{DATE_PATTERN})"
    rf"(?:[^()]{{0,40}}?\s*(?:–|—|-{{1,2}}|to|died)\s*{_AROUND}(?P<death>{DATE_PATTERN}))?"
)
_DAY = re.compile(rf"\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}},")
_BEFORE_PLACE = re.compile(r",? (?:in |at )?")

PlaceAt = Callable[[int], Thing | None]
"""The place that is named at a position of the text, None where none is."""


def life(person: Thing, text: str, place_at: PlaceAt) -> Iterator[Statement]:
    """Statements such as (X, BORN_ON, 12 December 1986), (X, BORN_IN, Bern) and (X, DIE_IN, 1950).

    From "12 December 1986, Bern – 1950".
    """
    match = _LIFE.match(text)
    if match is None or not (match["born"] or (match["death"] and person.type == "Person")):
        return
    for verb, group in (("born", "birth"), ("die", "death")):
        if match[group]:
            yield dated(person, verb, match[group], match[group])
            behind = _BEFORE_PLACE.match(text, match.end(group))
            if behind is not None and (place := place_at(behind.end())):
                yield Statement(person, (verb, "in"), place, match[group])


def dated(thing: Thing, verb: str, date: str, phrase: str) -> Statement:
    """That something happened to `thing` on a day, or in a month or year."""
    preposition = "on" if _DAY.search(date) else "in"
    return Statement(thing, (verb, preposition), Thing(date, "Date", "date"), phrase)
