"""How sure a Korean statement is, by what it was read from."""

from collections.abc import Mapping, Sequence

from extraction.lexicon.korean_words import UNKNOWN
from extraction.rules.korean.statement import Case, KoreanStatement

UNTYPED = "untyped"
IMPLIED = "implied"
_OF_UNTYPED = 0.4
# The share of correct statements among those that the labelled passages of `dev` give (`make bench-facts`), pulled towards
# the mean where there are few; what the sentence does not name (`IMPLIED`) is no less often right.
_OF_CASES: Mapping[Case, float] = {
    "definition": 0.9,
    "life": 0.9,
    "time": 0.9,
    "partner": 0.9,
    "agent": 0.9,
    "kind": 0.85,
    "place": 0.85,
    "object": 0.85,
    "noun": 0.8,
    "role": 0.8,
    "receiver": 0.8,
    "since": 0.8,
    "owner": 0.75,
}


def signals_of(statement: KoreanStatement, types: Mapping[str, str], sentence: str) -> tuple[str, ...]:
    """The case that it was read from, whether an end has no type, and whether the sentence does not name the head."""
    ends = (end for end in (statement.head, statement.tail) if end.is_name)
    untyped = (UNTYPED,) if any(types[end.text] == UNKNOWN for end in ends) else ()
    implied = () if statement.head.text in sentence else (IMPLIED,)
    return (statement.case, *untyped, *implied)


def confidence_of(case: Case, signals: Sequence[str]) -> float:
    """The share, 0 to 1, of such statements that are right with their names and types."""
    return round(_OF_CASES[case] * (_OF_UNTYPED if UNTYPED in signals else 1.0), 2)
