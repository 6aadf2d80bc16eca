"""Dates of birth and death in the brackets behind a person's name."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.rules.english.reading import Reading, Statement, Thing, as_thing
from kg.text.word_lists import MONTHS

if TYPE_CHECKING:
    from extraction.rules.english.nominals import Nominal

_MONTH = f"(?:{MONTHS})"
_DATE = rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}, ?\d{{4}}|{_MONTH} \d{{4}}|\d{{4}})"
_AROUND = r"(?:c\. ?|ca\. ?|circa )?"
_BRACKET = re.compile(
    rf"^\s*\((?:[^()]{{0,60}}?[;,]\s*)??(?:(?P<born>born)\s+)?(?:on\s+)?{_AROUND}(?P<birth>{_DATE})"
    rf"(?:[^()]{{0,40}}?\s*(?:–|—|-{{1,2}}|to|died)\s*{_AROUND}(?P<death>{_DATE}))?"
)
_DAY = re.compile(rf"\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}},")


def life_dates(reading: Reading) -> Iterator[Statement]:
    """Statements such as (X, BORN_ON, 12 December 1986) and (X, DIE_IN, 1950) from "X (12 December 1986 – 1950)"."""
    for name in reading.nominals.names():
        yield from _of_name(reading, name)


def _of_name(reading: Reading, name: "Nominal") -> Iterator[Statement]:
    end = reading.doc[name.last].idx + len(reading.doc[name.last])
    match = _BRACKET.match(reading.doc.text[end : end + 200])
    if match is None or not (match["born"] or (match["death"] and name.type == "Person")):
        return
    yield _dated(as_thing(name), "born", match["birth"], match["birth"])
    if match["death"]:
        yield _dated(as_thing(name), "die", match["death"], match["death"])


def _dated(person: Thing, verb: str, date: str, phrase: str) -> Statement:
    preposition = "on" if _DAY.search(date) else "in"
    return Statement(person, (verb, preposition), Thing(date, "Date", "date"), phrase)
