"""What a verb's prepositions and dates say: of its subject, of what it acts on, or of neither."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.lexicon.english_words import APPOINTING, COPULAS, GIVING, LIGHT_VERBS, LOOSE_PREPOSITIONS
from extraction.lexicon.noun_types import type_of_noun
from extraction.rules.english.clauses import COMPLEMENTS, Clause
from extraction.rules.english.labels import DATE, PERSON, UNKNOWN_NAME
from extraction.rules.english.noun_rows import objects_of
from extraction.rules.english.reading import Reading, Statement, Thing, coordinated, words_between
from extraction.rules.english.relation_words import is_known, is_understood, meaning
from extraction.rules.english.verb_objects import Acted, in_role, through_noun
from kg.text.word_lists import words
from schemas.qualifier import Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Token

# Between names these tie the one to the other whatever the verb is.
_WITH_WHOM = words("to from with for against into on at in of as under by near")
# What an act tells of the thing that it is done to.
_OF_OBJECTS = words(
    "FOUNDED_IN ESTABLISHED_ON DISSOLVED_ON RELEASED_ON PREMIERED_AT OCCURRED_ON HELD_IN DIED_IN DIED_ON FILMED_IN KEPT_IN "
    "LOCATED_IN IN_LANGUAGE SET_IN BURIED_IN PUBLISHED_BY HOLDS_POSITION ACQUIRED_BY NAMED_AFTER BASED_ON MERGED_WITH"
)
_WHEN = frozenset({"in", "on", "since", "until"})
_STRETCH = re.compile(r"(.*\b\d{4}) (?:to|until) .*\b\d{4}")
_DAY = re.compile(r"\d{1,2}(?:[–-]\d{1,2})?,?")


def behind_preposition(
    reading: Reading, clause: Clause, preposition: "Token", acted: Acted
) -> Iterator[Statement]:
    """What the preposition ties together; behind a passive "by" names who acts."""
    by = preposition.lower_ == "by"
    if by and clause.passive:
        yield from _agent(reading, clause, preposition, acted)
    elif (
        preposition.dep_ != "agent"
        and preposition.pos_ == "ADP"
        and preposition.lower_ not in LOOSE_PREPOSITIONS
    ):
        yield from prepositional(reading, clause, preposition, acted)


def _agent(reading: Reading, clause: Clause, preposition: "Token", acted: Acted) -> Iterator[Statement]:
    """What "X was founded by Y" says of Y; "by 1990" names no agent."""
    phrase = words_between(reading.doc, [clause.verb, preposition])
    for target in objects_of(preposition):
        for thing in reading.things(target):
            if thing.kind == "name":
                given = acted.names if clause.verb.lemma_ in GIVING else []
                yield from (Statement(thing, acted.words, one, phrase) for one in given or clause.subjects)


def prepositional(
    reading: Reading, clause: Clause, preposition: "Token", acted: Acted
) -> Iterator[Statement]:
    """What the nouns behind the preposition are to the subjects, or to what the verb acts on."""
    has_attribute = any(child.dep_ in {"attr", "acomp"} for child in clause.verb.children)
    if has_attribute and clause.verb.lemma_ in COPULAS:
        return
    phrase = words_between(reading.doc, [clause.verb, preposition])
    for target in objects_of(preposition):
        if preposition.lower_ == "as" and clause.verb.lemma_ == "know" and _is_of_other(reading, target):
            continue
        for thing in map(_beginning, reading.things(target)):
            for subject, relation in _related_by(clause, acted, preposition, thing):
                acts = clause.is_active and is_understood(PERSON, acted.words, UNKNOWN_NAME)
                yield Statement(subject, relation, thing, phrase, acts=acts)
        if preposition.lower_ == "as":
            appointed = clause.verb.lemma_ in APPOINTING and not clause.passive
            yield from in_role(reading, acted.names if appointed else clause.subjects, target)
            yield from _next_in_roles(reading, clause, target, acted)
        yield from through_noun(reading, clause, target, (*acted.words, preposition.lower_))


def _is_of_other(reading: Reading, noun: "Token") -> bool:
    """Whether the noun only leads to a name that another thing has: "known as the second city of Oahu"."""
    nominal = reading.nominals.of(noun)
    thing = reading.thing(noun)
    named = thing is not None and thing.kind == "name"
    return named and (nominal is None or nominal.kind == "concept") and reading.apposed_name(noun) is None


def _beginning(thing: Thing) -> Thing:
    """Of "from 1952 to 1953" the year in which it began."""
    stretch = _STRETCH.fullmatch(thing.text) if thing.type == DATE else None
    return replace(thing, text=stretch[1]) if stretch else thing


def _next_in_roles(reading: Reading, clause: Clause, played: "Token", acted: Acted) -> Iterator[Statement]:
    """The next ones of "stars X as A, Y as B and Z as C", which the parser takes for parts like A."""
    if not acted.names:
        return
    for one in coordinated(played):
        roles = [target for child in one.children if child.lower_ == "as" for target in objects_of(child)]
        thing, role = (reading.thing(one), reading.thing(roles[0])) if roles else (None, None)
        if thing is None or role is None or thing.kind != "name":
            continue
        character = (Qualifier(name="character", value=role.text),)
        for subject in clause.subjects:
            if is_known(subject.type, acted.words, thing.type):
                yield Statement(subject, acted.words, thing, str(clause.verb.text), character)


def _related_by(
    clause: Clause, acted: Acted, preposition: "Token", thing: Thing
) -> Iterator[tuple[Thing, tuple[str, ...]]]:
    """Whom the preposition ties to `thing`, and by which words.

    Behind an active verb with an object it tells of the object where the words mean something of it: "X founded Y in
    1852" that Y was founded then. The time of a passive or of an act on something else is nobody's fact.
    """
    relation = (*acted.words, preposition.lower_)
    if acted.names and not clause.passive:
        made = [one for one in acted.names if _befell(one, relation, thing)]
        if made:
            yield from ((one, relation) for one in made)
            return
    if acted.noun is not None:
        full = (*acted.words, acted.noun.lemma_.lower(), preposition.lower_)
        light = acted.words[:1] and acted.words[0] in LIGHT_VERBS
        for wording in (full, full[1:]) if light else (full,):
            yield from ((one, wording) for one in clause.subjects if is_known(one.type, wording, thing.type))
    if preposition.lower_ == "as" and clause.verb.lemma_ in APPOINTING and not clause.passive:
        return
    for subject in clause.subjects:
        if _is_tied(clause, acted, subject, (relation, thing)):
            yield subject, relation
        elif not clause.passive and _took_part(subject, preposition, thing):
            yield subject, ("participate", "in")


def _took_part(subject: Thing, preposition: "Token", thing: Thing) -> bool:
    """Whether somebody did something at a competition, which only those do who take part: "at X he won a medal"."""
    at_event = thing.kind == "name" and thing.type == "Competition" and preposition.lower_ in {"in", "at"}
    return at_event and subject.type in {PERSON, "Team", "Country"}


def _befell(one: Thing, relation: tuple[str, ...], thing: Thing) -> bool:
    """Whether the act tells when or where that came about which it is done to."""
    if thing.kind == "date":
        return _is_dated(one, relation)
    return is_known(one.type, relation, thing.type) and meaning(one.type, relation, thing.type) in _OF_OBJECTS


def _is_tied(clause: Clause, acted: Acted, subject: Thing, rest: tuple[tuple[str, ...], Thing]) -> bool:
    relation, thing = rest
    has_object = bool(acted.names) or acted.noun is not None
    if has_object and not clause.passive:
        return thing.kind != "date" and is_known(subject.type, relation, thing.type)
    if thing.kind == "date":
        happened = not clause.passive and relation[-1] in _WHEN and len(relation) > 1
        return _is_dated(subject, relation) or (happened and _is_alone(clause.verb))
    if thing.kind == "name":
        return relation[-1] in _WITH_WHOM or is_understood(subject.type, relation, thing.type)
    types = {thing.type, type_of_noun(thing.text) or thing.type}
    return len(relation) > 1 and any(is_known(subject.type, relation, name) for name in types)


def _is_dated(subject: Thing, relation: tuple[str, ...]) -> bool:
    """Whether the words tell when things come about or end: "was founded in", not "was sued in"."""
    kinds = {subject.type, UNKNOWN_NAME} - {PERSON}
    return is_understood(subject.type, relation, DATE) or any(
        is_known(kind, relation, DATE) for kind in kinds
    )


def _is_alone(verb: "Token") -> bool:
    """Whether the date is all that the verb has beside its subject."""
    return sum(child.dep_ in COMPLEMENTS for child in verb.children) == 1


def bare_date(reading: Reading, clause: Clause, noun: "Token", acted: Acted) -> Iterator[Statement]:
    """A date without its preposition: "born 12 December 1986"."""
    thing: Thing | None = reading.thing(noun)
    if not acted.words or thing is None or thing.type != DATE:
        return
    relation = (*acted.words, date_preposition(thing.text))
    for subject in clause.subjects:
        if _is_tied(clause, acted, subject, (relation, thing)):
            yield Statement(subject, relation, thing, str(clause.verb.text))


def date_preposition(date: str) -> str:
    """How a date is joined to its verb: "on" a day, "in" a month or year."""
    return "on" if any(_DAY.fullmatch(part) for part in date.split()) else "in"
