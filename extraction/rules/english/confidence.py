"""How sure an English statement is, by what it was read from."""

from extraction.rules.english.labels import DATE, UNKNOWN_NAME
from extraction.rules.english.reading import Statement
from extraction.rules.english.relation_words import meaning

UNTYPED = "untyped"
_OF_UNTYPED = 0.4
# The share of correct statements among those that the labelled passages of `dev` give in the loose pass (`make bench-facts`).
_OF_SIGNALS = {"open": 0.3, "kind": 0.8, "date": 0.9, "relation": 0.85}
_KIND = ("is", "a")


def signals_of(statement: Statement) -> tuple[str, ...]:
    """What it was read from: words that mean no relation of the vocabulary, a kind, a date or a relation; and untyped ends."""
    head, tail = statement.head, statement.tail
    untyped = (UNTYPED,) if UNKNOWN_NAME in {head.type, tail.type} else ()
    if meaning(head.type, statement.relation, tail.type) is None:
        return ("open", *untyped)
    if statement.relation == _KIND:
        return ("kind", *untyped)
    return ("date" if tail.type == DATE else "relation", *untyped)


def confidence_of(signals: tuple[str, ...]) -> float:
    """The share, 0 to 1, of such statements that are right with their names and types."""
    return round(_OF_SIGNALS[signals[0]] * (_OF_UNTYPED if UNTYPED in signals else 1.0), 2)
