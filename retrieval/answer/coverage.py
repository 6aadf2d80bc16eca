"""How much of what a question asks about a statement says, by itself and by what stands above it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.text.dates import YEAR_IN_TEXT
from kg.text.english_forms import english_words
from kg.text.hangul import has_hangul
from kg.text.word_lists import words
from retrieval.answer.spoken_words import SpokenWords, spoken_words
from retrieval.answer.statement import Statement
from retrieval.question.asked import Asked, Need, NeedKind, Wanted

_YEAR = re.compile(rf"(?<![\d.,]){YEAR_IN_TEXT}(?!\d|[.,]\d)")
_SPAN = re.compile(
    rf"({YEAR_IN_TEXT})\s*(?:to|until|till|and|–|-|~|년부터|년에서)\s*({YEAR_IN_TEXT})|(?:from|between)\s+({YEAR_IN_TEXT}).{{1,12}}?({YEAR_IN_TEXT})"
)
_SINCE = re.compile(rf"(?i)\b(?:since|from)\s+({YEAR_IN_TEXT})|({YEAR_IN_TEXT})\s*년\s*(?:부터|이래|이후)")

# What a need is worth that only a text above says: in a table or list the heading is part of each row.
_HEADING: Mapping[NeedKind, tuple[float, float]] = {
    "name": (0.9, 0.95),
    "word": (0.8, 0.9),
    "predicate": (0.5, 0.8),
    "value": (0.8, 0.9),
}
_TITLE: Mapping[NeedKind, tuple[float, float]] = {
    "name": (0.85, 0.9),
    "word": (0.7, 0.8),
    "predicate": (0.3, 0.6),
    "value": (0.7, 0.8),
}
_BEFORE: Mapping[NeedKind, float] = {"name": 0.9, "word": 0.6, "predicate": 0.35, "value": 0.0}
_FADING = 0.93
_MET = 0.3
_SAID = 0.75
_EXCUSED = 0.15
_ONE_OF_THEM = 0.9
_LIFE_DATES = 0.95
_LIFE = words("born die death birth 태어나다 죽다 사망하다 출생하다 별세하다 숨지다 떠나다")
_LIVED = re.compile(r"\([^()]*\d{3,4}[^()]*[–—~-][^()]*\d{3,4}[^()]*\)")


@dataclass(frozen=True)
class Coverage:
    """For each need how surely it is met, 0..1, and where: `own` by the statement itself, `met` with what is above."""

    own: tuple[float, ...]
    met: tuple[float, ...]
    share: float
    years: float
    is_row_meant: bool = False

    def least(self, asked: Asked, kind: NeedKind, *, own: bool = False) -> float:
        """The worst met need of the kind, 1.0 where there is none."""
        values = self.own if own else self.met
        return min((v for v, need in zip(values, asked.needs, strict=True) if need.kind == kind), default=1.0)


@lru_cache(maxsize=4_000)
def _spoken(text: str) -> SpokenWords:
    return spoken_words(text)


def cover(asked: Asked, statement: Statement, aliases: Mapping[str, str]) -> Coverage:
    """How much of the question the statement says; `aliases` are other names of what it names."""
    own: list[float] = []
    met: list[float] = []
    for need in asked.needs:
        by_itself = _says(statement.text, need, aliases)
        if statement.kind == "row":
            by_head = _says(statement.columns, need, aliases)
            # A head says of what kind the things are, and so may have a part of a name: "Bridge", of the Skerry Bridge.
            by_itself = max(by_itself, by_head if need.kind != "name" or by_head == 1 else 0.0)
        if need.kind == "predicate" and asked.wanted is Wanted.DATE and _tells_life(statement.text, need):
            by_itself = max(by_itself, _LIFE_DATES)
        own.append(by_itself)
        met.append(max(by_itself, _from_above(need, statement, aliases)))
    excused = statement.kind == "row" and _is_row_meant(asked, own)
    weights = [
        _EXCUSED if excused and need.is_verb and value < _MET else need.weight
        for need, value in zip(asked.needs, met, strict=True)
    ]
    total = sum(weights) or 1.0
    share = sum(weight * value for weight, value in zip(weights, met, strict=True)) / total
    return Coverage(tuple(own), tuple(met), share, years_hold(asked, statement), is_row_meant=excused)


def _is_row_meant(asked: Asked, own: Sequence[float]) -> bool:
    """Whether the row and the heads of its columns name both what is asked about and what is asked: then no verb need be there."""
    said = {need for value, need in zip(own, asked.needs, strict=True) if value >= _SAID}
    if asked.wanted is Wanted.THING and any(need.kind == "value" for need in said):
        return True
    told = [need for need in said if need.weight >= 0.3]
    if len(told) < 2 or (not any(need.kind in {"name", "value"} for need in told) and len(told) < 3):
        return False
    return any(asked.head and asked.head in need.words for need in said)


def _tells_life(text: str, need: Need) -> bool:
    """Whether dates of birth and death stand in brackets behind the name."""
    return bool(_LIVED.search(text)) and bool(_LIFE & set(need.words))


def _says(text: str, need: Need, aliases: Mapping[str, str]) -> float:
    if not text:
        return 0.0
    said = _spoken(text).says(need)
    alias = aliases.get(need.text)
    if said < 1 and need.kind == "name" and alias and alias != need.text:
        words = (alias,) if has_hangul(alias) else tuple(english_words(alias))
        said = max(said, _spoken(text).says(Need("name", alias, words)) if words else 0.0)
    return said


def _from_above(need: Need, statement: Statement, aliases: Mapping[str, str]) -> float:
    listed = statement.kind != "prose"
    found = [
        _HEADING[need.kind][listed] * _says(statement.heading, need, aliases),
        _TITLE[need.kind][listed] * _says(statement.title, need, aliases),
    ]
    worth = _BEFORE[need.kind]
    for sentence in reversed(statement.before):
        worth *= _FADING
        found.append(worth * _says(sentence, need, aliases))
    return max(found)


def years_hold(asked: Asked, statement: Statement) -> float:
    """Whether the years of the question are those that the statement speaks of, 0 or 1; less for years above it only."""
    if not asked.years:
        return 1.0
    own = f"{statement.columns} {statement.text}"
    if all(_speaks_of(year, own) for year in asked.years):
        return 1.0
    if len(asked.years) > 1 and any(_speaks_of(year, own) for year in asked.years):
        return _ONE_OF_THEM
    if _YEAR.search(statement.text):
        return 0.0
    above = (statement.heading, statement.title, *statement.before[-1:])
    for worth, text in zip((0.9, 0.8, 0.75), above, strict=False):
        if all(_speaks_of(year, f"{text} {own}") for year in asked.years):
            return worth
    return 0.0


def _speaks_of(year: str, text: str) -> bool:
    if year in _YEAR.findall(text):
        return True
    spans = [tuple(part for part in match.groups() if part) for match in _SPAN.finditer(text)]
    return any(first <= year <= last for first, last in spans)
