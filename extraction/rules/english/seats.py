"""Where organizations have their seats: "Its headquarters are located in Y"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.lexicon.noun_types import family
from extraction.rules.english.clauses import Clause
from extraction.rules.english.labels import ORGANIZATION, PLACE, UNKNOWN_NAME
from extraction.rules.english.noun_rows import objects_of
from extraction.rules.english.reading import Reading, Statement, Thing, words_between

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIES = frozenset({"be", "locate", "situate", "base"})
_INSIDE = frozenset({"in", "at", "on"})
_SEATS = frozenset({"headquarters", "headquarter"})
_OFFICES = frozenset({"office", "campus"})
_MAIN = frozenset({"head", "main", "corporate", "central"})


def seat(reading: Reading, clause: Clause) -> Iterator[Statement]:
    """The place of the owner of the seat that the clause is about."""
    if clause.verb.lemma_ not in _LIES:
        return
    for noun in clause.verb.children:
        if noun.dep_ not in {"nsubj", "nsubjpass"} or not _is_seat(noun):
            continue
        for owner in _owners(reading, noun):
            for preposition in clause.verb.children:
                if preposition.dep_ == "prep" and preposition.lower_ in _INSIDE:
                    yield from _at(reading, owner, preposition)


def _is_seat(noun: "Token") -> bool:
    main = any(child.lower_ in _MAIN for child in noun.children)
    return noun.lemma_ in _SEATS or noun.lower_ in _SEATS or (noun.lemma_ in _OFFICES and main)


def _owners(reading: Reading, noun: "Token") -> Iterator[Thing]:
    owners = [child for child in noun.children if child.dep_ == "poss"]
    owners += [target for child in noun.children if child.lower_ == "of" for target in objects_of(child)]
    for owner in owners:
        thing = reading.thing(owner)
        if thing is not None and family(thing.type) in {ORGANIZATION, UNKNOWN_NAME}:
            yield thing


def _at(reading: Reading, owner: Thing, preposition: "Token") -> Iterator[Statement]:
    for target in objects_of(preposition):
        for thing in reading.things(target):
            if family(thing.type) == PLACE:
                phrase = words_between(reading.doc, [preposition, target])
                yield Statement(owner, ("headquarters", "in"), thing, phrase)
