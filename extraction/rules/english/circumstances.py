"""When, where and as what a clause says that something was so, as qualifiers of its statements."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.lexicon.english_words import BEGINNING
from extraction.lexicon.noun_types import family
from extraction.rules.english.clauses import Clause
from extraction.rules.english.labels import DATE, PLACE
from extraction.rules.english.noun_rows import objects_of
from extraction.rules.english.reading import Reading, Statement, Thing
from extraction.rules.english.relation_words import meaning
from extraction.rules.known_relations import vocabulary_in_use
from schemas.qualifier import Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF_DATES: dict[str, str] = {
    **dict.fromkeys(("since", "from"), "start"),
    **dict.fromkeys(("until", "till", "to", "through"), "end"),
    **dict.fromkeys(("in", "on", "at", "during", "by"), "time"),
}
_IN_PLACES = frozenset({"in", "at"})
_STRETCH = re.compile(r"(?:between |from )?(.*\b\d{4}) ?(?:to|until|and|–|-) ?(.*\b\d{4})")
_ACT = frozenset({"time", "start", "end"})


def qualified(reading: Reading, clause: Clause, found: Iterable[Statement]) -> Iterator[Statement]:
    """The statements of a clause with what else it tells of them; one of a date or a kind has none.

    Which circumstances a relation has the vocabulary says; what it calls no relation has the time.
    """
    circumstances = list(_circumstances(reading, clause))
    for statement in found:
        if statement.qualifiers or statement.tail.kind == "date" or statement.relation[:2] == ("is", "a"):
            yield statement
            continue
        known = meaning(statement.head.type, statement.relation, statement.tail.type)
        allowed = frozenset(vocabulary_in_use().relation_types[known].qualifiers) if known else _ACT
        begins = clause.verb.lemma_ in BEGINNING
        mine = (
            Qualifier(name=name, value=thing.text)
            for names, thing in circumstances
            if thing.text not in {statement.head.text, statement.tail.text, *statement.relation}
            and (name := _allowed(names, allowed, begins=begins))
        )
        yield statement._replace(qualifiers=tuple(dict.fromkeys(mine)))


def _allowed(names: tuple[str, ...], allowed: frozenset[str], *, begins: bool) -> str | None:
    """The first of the names that the relation has; the time of what begins is its start."""
    if names == ("time",) and "time" not in allowed and begins:
        names = ("start",)
    return next((name for name in names if name in allowed), None)


def _circumstances(reading: Reading, clause: Clause) -> Iterator[tuple[tuple[str, ...], Thing]]:
    """What the clause tells beside its subject and object, with the names of the qualifiers that it may be."""
    for phrase in _phrases(clause.verb):
        if phrase.dep_ == "npadvmod":
            thing = reading.thing(phrase)
            if thing is not None and thing.type == DATE:
                yield ("time",), thing
            continue
        for noun in objects_of(phrase):
            thing = reading.thing(noun)
            if thing is None:
                continue
            if stretch := _STRETCH.fullmatch(thing.text) if thing.type == DATE else None:
                yield from (
                    (("start", "end")[at : at + 1], replace(thing, text=stretch[at + 1])) for at in (0, 1)
                )
            elif names := _names(phrase.lower_, thing):
                yield names, thing


def _names(preposition: str, thing: Thing) -> tuple[str, ...]:
    if thing.type == DATE:
        return (_OF_DATES[preposition],) if preposition in _OF_DATES else ()
    if preposition in _IN_PLACES:
        return ("place",) if family(thing.type) == PLACE else ()
    if preposition == "as":
        return ("role", "position", "character")
    return (
        (preposition,) if preposition == "against" or (preposition == "for" and thing.kind == "name") else ()
    )


def _phrases(verb: "Token") -> Iterator["Token"]:
    """The prepositions and bare dates of the verb, and of the nouns that say what somebody is or does."""
    for child in verb.children:
        if child.dep_ in {"prep", "npadvmod"}:
            yield child
            yield from (inner for inner in child.children if inner.dep_ == "prep")
        elif child.dep_ in {"attr", "dobj"} and child.pos_ == "NOUN":
            yield from (inner for inner in child.children if inner.dep_ == "prep")
        elif child.dep_ == "agent":
            yield from (
                inner for noun in objects_of(child) for inner in noun.children if inner.dep_ == "prep"
            )
