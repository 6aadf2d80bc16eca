"""Head–relation–tail statements of a parsed sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.lexicon.noun_types import type_of_noun
from extraction.rules.english.asides import aside_statements
from extraction.rules.english.clauses import Clause, find_clause
from extraction.rules.english.descriptions import appositions, describe, kinds, objects_of, partitive_target
from extraction.rules.english.factuality import is_denied, is_meant
from extraction.rules.english.nominals import DATE, PERSON, UNKNOWN_NAME
from extraction.rules.english.places import name_pairs
from extraction.rules.english.reading import (
    Reading,
    Statement,
    Thing,
    as_thing,
    coordinated,
    same_name,
    words_between,
)
from extraction.rules.english.relation_words import KIN, is_known, is_understood, meaning
from kg.text.name_key import name_form

if TYPE_CHECKING:
    from spacy.tokens import Token

_COPULAS = frozenset({"be", "become", "remain"})
_GIVING = frozenset(
    {
        "award",
        "give",
        "grant",
        "offer",
        "present",
        "pay",
        "send",
        "teach",
        "tell",
        "show",
        "assign",
        "lend",
        "bestow",
    }
)
# Prepositions that say on what grounds or in comparison with what, not who is in a relation.
_LOOSE = frozenset(
    {
        "according",
        "due",
        "because",
        "despite",
        "per",
        "like",
        "unlike",
        "including",
        "except",
        "than",
        "versus",
    }
    | {"besides", "regarding", "concerning", "such", "without", "notwithstanding"}
)
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "close"}
)
_OF_NOUNS = frozenset({"FIELD_OF_WORK", "HAS_OCCUPATION", "HOLDS_POSITION", "MADE_OF", "HAS_RELIGION"})
# Between names these tie the one to the other whatever the verb is.
_WITH_WHOM = frozenset(
    {"to", "from", "with", "for", "against", "into", "on", "at", "in", "of", "as", "under", "by", "near"}
)
# Between things that may share a name: kin, and what is called after a person or a place.
_SAME_NAME = KIN | {"NAMED_AFTER", "LOCATED_IN", "CAPITAL_OF"}
# What an act tells of the thing that it is done to.
_OF_OBJECTS = frozenset(
    {
        "FOUNDED_IN",
        "ESTABLISHED_ON",
        "DISSOLVED_ON",
        "RELEASED_ON",
        "PREMIERED_AT",
        "OCCURRED_ON",
        "HELD_IN",
        "DIED_IN",
    }
    | {
        "DIED_ON",
        "FILMED_IN",
        "KEPT_IN",
        "LOCATED_IN",
        "IN_LANGUAGE",
        "SET_IN",
        "BURIED_IN",
        "PUBLISHED_BY",
        "HOLDS_POSITION",
    }
)
_WHEN = frozenset({"in", "on", "since", "until"})
_VERBAL = frozenset({"VERB", "AUX"})
_KINDS = frozenset({("is", "a"), ("become",), ("remain",)})
_COMPLEMENTS = frozenset(
    {"dobj", "oprd", "agent", "prep", "dative", "attr", "acomp", "npadvmod", "xcomp", "ccomp"}
)
_DAY = re.compile(r"\d{1,2}(?:[–-]\d{1,2})?,?")
_MAX_GAP = 3
_PAST = frozenset({"VBD", "VBN"})


def statements(reading: Reading) -> Iterator[Statement]:
    """The facts that the sentence states of named things, each once; a question states none."""
    if reading.doc.text.rstrip().endswith("?"):
        return
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    for statement in _all(reading):
        identity = (statement.head.text, statement.relation, statement.tail.text)
        if identity not in seen and _is_worth_keeping(statement):
            seen.add(identity)
            yield statement


def _all(reading: Reading) -> Iterator[Statement]:
    for token in reading.doc:
        if token.pos_ in _VERBAL and token.dep_ not in {"aux", "auxpass"}:
            clause = find_clause(reading, token)
            if clause is not None:
                yield from _negated(clause, _of_clause(reading, clause))
    yield from appositions(reading, headline=not any(token.pos_ in _VERBAL for token in reading.doc))
    yield from name_pairs(reading)
    for aside in reading.asides:
        found = list(aside_statements(aside))
        yield from found
        # What is left of "in some sources Dinah; born 2 May 1967" is no sentence.
        yield from name_pairs(aside) if found else _all(aside)


def _is_worth_keeping(statement: Statement) -> bool:
    head, relation, tail, _ = statement
    if not relation or head.kind != "name":
        return False
    of_name = tail.kind == "name" and same_name(head.text, tail.text)
    if of_name and not (_bears_name_of(head, tail) or _share_name(head, relation, tail)):
        return False
    # A lone common noun ("get an average") is a fact only of what something is, works on or is made of.
    lone = tail.kind == "concept" and " " not in tail.text
    return (
        not lone
        or relation[:2] in _KINDS
        or relation[-1] == "as"
        or meaning(head.type, relation, tail.type) in _OF_NOUNS
    )


def _share_name(head: Thing, relation: tuple[str, ...], tail: Thing) -> bool:
    """Whether a person is said to be kin of another, or a thing to be named after what it shares its name with."""
    return meaning(head.type, relation, tail.type) in _SAME_NAME and head.text != tail.text


def _bears_name_of(head: Thing, tail: Thing) -> bool:
    """Whether the two are a person and the company of that name."""
    types = {head.type, tail.type}
    return PERSON in types and len(types) > 1 and name_form(head.text).legal != name_form(tail.text).legal


def _negated(clause: Clause, found: Iterator[Statement]) -> Iterator[Statement]:
    for statement in found:
        yield statement._replace(relation=("not", *statement.relation)) if clause.negated else statement


def _of_clause(reading: Reading, clause: Clause) -> Iterator[Statement]:
    words = _verb_words(clause.verb)
    complements = [
        child for child in _governed(clause.verb) if not (is_denied(child) and child.dep_ in {"attr", "dobj"})
    ]
    acted = _acted_on(reading, clause, complements)
    for child in complements:
        if child.dep_ == "attr" and clause.verb.lemma_ in _COPULAS:
            yield from _copula(reading, clause, child)
        elif child.dep_ in {"dobj", "oprd"} and words:
            yield from _object(reading, clause, child, words)
        elif child.dep_ in {"agent", "prep", "dative"}:
            for preposition in filter(is_meant, (child, *coordinated(child))):
                yield from _behind_preposition(reading, clause, preposition, acted)
        elif child.dep_ == "acomp":
            yield from _adjective(reading, clause, child)
        elif child.dep_ == "advmod" and words and child.lower_ in _DIRECTIONS:
            for preposition in child.children:
                if preposition.dep_ == "prep":
                    yield from _prepositional(
                        reading, clause, preposition, _Acted((*words, child.lower_), [], None)
                    )
        elif child.dep_ == "npadvmod":
            yield from _bare_date(reading, clause, child, acted)


def _governed(verb: "Token") -> list["Token"]:
    """What the verb governs; "written and recorded by X" and "wrote and directed X" share what the last one has."""
    own = list(verb.children)
    if verb.pos_ != "VERB" or any(child.dep_ in _COMPLEMENTS for child in own):
        return own
    for child in own:
        follows = (
            child.dep_ == "conj"
            and {child.tag_, verb.tag_} <= _PAST | {verb.tag_}
            and 0 < child.i - verb.i <= _MAX_GAP
        )
        if follows and not any(each.dep_ in {"nsubj", "nsubjpass"} for each in child.children):
            return [*own, *(each for each in _governed(child) if each.dep_ in _COMPLEMENTS)]
    return own


@dataclass(frozen=True, slots=True)
class _Acted:
    """The words of the verb, the names that it acts on, and the common noun that it acts on."""

    words: tuple[str, ...]
    names: list[Thing]
    noun: "Token | None"


def _acted_on(reading: Reading, clause: Clause, complements: list["Token"]) -> _Acted:
    objects = [child for child in complements if child.dep_ == "dobj"]
    names = [thing for child in objects for thing in reading.things(child) if thing.kind == "name"]
    noun = next((child for child in objects if child.pos_ == "NOUN"), None)
    return _Acted(_verb_words(clause.verb), names, noun if not names else None)


def _verb_words(verb: "Token") -> tuple[str, ...]:
    """The verb's dictionary form with its particle; "be" has none, so that "is in" and "in" are one relation."""
    if verb.lemma_ == "be":
        return ()
    lemma = "born" if verb.lower_ == "born" else verb.lemma_.lower()
    return (lemma, *(child.lower_ for child in verb.children if child.dep_ == "prt"))


def _copula(reading: Reading, clause: Clause, attribute: "Token") -> Iterator[Statement]:
    verb = _verb_words(clause.verb)
    for one in kinds(attribute):
        noun = partitive_target(one)
        nominal = reading.nominals.of(noun)
        if nominal is None or nominal.kind == "concept":
            yield from describe(reading, clause.subjects, noun, verb=verb)
        elif nominal.kind == "quantity":
            yield from _population(reading, clause, as_thing(nominal))
        elif nominal.kind == "name":
            yield from _named_attribute(reading, clause, noun)


def _population(reading: Reading, clause: Clause, number: Thing) -> Iterator[Statement]:
    """Of how many people "its population was 325" tells, and "the population" of the place that the text is about."""
    for noun in clause.verb.children:
        if noun.dep_ != "nsubj" or noun.lemma_ != "population":
            continue
        owners = [child for child in noun.children if child.dep_ == "poss"]
        owners += [target for child in noun.children if child.lower_ == "of" for target in objects_of(child)]
        places = [reading.thing(owner) for owner in owners] if owners else clause.subjects
        for place in places:
            if place is not None:
                yield Statement(place, ("population", "of"), number, str(noun.text))


def _named_attribute(reading: Reading, clause: Clause, name: "Token") -> Iterator[Statement]:
    """What "The capital of France is Paris" says of Paris, "X is Y" of X."""
    for child in clause.verb.children:
        if child.dep_ == "nsubj" and any(subject.kind == "concept" for subject in clause.subjects):
            yield from describe(reading, list(reading.things(name)), child)
            return
    for thing in reading.things(name):
        for subject in clause.subjects:
            yield Statement(subject, _verb_words(clause.verb) or ("is",), thing, str(clause.verb.text))


def _object(reading: Reading, clause: Clause, noun: "Token", words: tuple[str, ...]) -> Iterator[Statement]:
    verb = clause.verb
    if words == ("born",):
        words = ("born", "as")
    for thing in reading.things(noun):
        for subject in clause.subjects:
            if clause.passive and verb.lemma_ in _GIVING:
                yield Statement(thing, (*words, "to"), subject, str(verb.text))
            elif thing.kind == "name" or is_known(subject.type, words, thing.type):
                yield Statement(subject, words, thing, words_between(reading.doc, [verb]))
    yield from _through_noun(reading, clause, noun, words)


def _through_noun(
    reading: Reading, clause: Clause, noun: "Token", words: tuple[str, ...]
) -> Iterator[Statement]:
    """What a common noun leads on to, where the words are known: "took part in Y", "represented her country at Y"."""
    nominal = reading.nominals.of(noun)
    if noun.pos_ != "NOUN" or (nominal is not None and nominal.kind != "concept"):
        return
    for preposition in noun.children:
        if preposition.dep_ != "prep" or preposition.lower_ in _LOOSE:
            continue
        credit = (noun.lemma_.lower(), preposition.lower_)
        phrase = words_between(reading.doc, [clause.verb, preposition])
        for target in objects_of(preposition):
            for thing in reading.things(target):
                for subject in clause.subjects:
                    if is_known(subject.type, (*words, *credit), thing.type):
                        yield Statement(subject, (*words, *credit), thing, phrase)
                    elif _is_credit(credit) and is_known(subject.type, credit, thing.type):
                        yield Statement(subject, credit, thing, phrase)


def _is_credit(words: tuple[str, ...]) -> bool:
    """Whether the words say alone who did what: "with music by", "for his role in"."""
    return words[-1] == "by" or words == ("role", "in")


def _behind_preposition(
    reading: Reading, clause: Clause, preposition: "Token", acted: _Acted
) -> Iterator[Statement]:
    by = preposition.lower_ == "by"
    if by and clause.passive:
        yield from _agent(reading, clause, preposition, acted.words)
    elif preposition.dep_ != "agent" and preposition.pos_ == "ADP" and preposition.lower_ not in _LOOSE:
        yield from _prepositional(reading, clause, preposition, acted)


def _agent(
    reading: Reading, clause: Clause, preposition: "Token", words: tuple[str, ...]
) -> Iterator[Statement]:
    """What "X was founded by Y" says of Y; "by 1990" names no agent."""
    phrase = words_between(reading.doc, [clause.verb, preposition])
    for target in objects_of(preposition):
        for thing in reading.things(target):
            if thing.kind == "name":
                yield from (Statement(thing, words, subject, phrase) for subject in clause.subjects)


def _prepositional(
    reading: Reading, clause: Clause, preposition: "Token", acted: _Acted
) -> Iterator[Statement]:
    has_attribute = any(child.dep_ in {"attr", "acomp"} for child in clause.verb.children)
    if has_attribute and clause.verb.lemma_ in _COPULAS:
        return
    phrase = words_between(reading.doc, [clause.verb, preposition])
    for target in objects_of(preposition):
        for thing in reading.things(target):
            for subject, relation in _related_by(clause, acted, preposition, thing):
                yield Statement(subject, relation, thing, phrase)
        if preposition.lower_ == "as":
            yield from _in_role(reading, clause, target)
        yield from _through_noun(reading, clause, target, (*acted.words, preposition.lower_))


def _in_role(reading: Reading, clause: Clause, noun: "Token") -> Iterator[Statement]:
    """What "served as mayor of Y" says beside the role: (X, mayor of, Y)."""
    nominal = reading.nominals.of(noun)
    if nominal is None or nominal.kind == "concept":
        for statement in describe(reading, clause.subjects, noun):
            if statement.relation != ("is", "a"):
                yield statement


def _related_by(
    clause: Clause, acted: _Acted, preposition: "Token", thing: Thing
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
        yield from ((one, full) for one in clause.subjects if is_known(one.type, full, thing.type))
    for subject in clause.subjects:
        if _is_tied(clause, acted, subject, (relation, thing)):
            yield subject, relation


def _befell(one: Thing, relation: tuple[str, ...], thing: Thing) -> bool:
    """Whether the act tells when or where that came about which it is done to."""
    if thing.kind == "date":
        return _is_dated(one, relation)
    return is_known(one.type, relation, thing.type) and meaning(one.type, relation, thing.type) in _OF_OBJECTS


def _is_tied(clause: Clause, acted: _Acted, subject: Thing, rest: tuple[tuple[str, ...], Thing]) -> bool:
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
    return sum(child.dep_ in _COMPLEMENTS for child in verb.children) == 1


def _adjective(reading: Reading, clause: Clause, adjective: "Token") -> Iterator[Statement]:
    """Relations that an adjective makes: "X is native to Y"."""
    words = (*_verb_words(clause.verb), adjective.lemma_.lower())
    for preposition in adjective.children:
        if preposition.dep_ == "prep" and preposition.lower_ not in _LOOSE:
            for target in objects_of(preposition):
                for thing in reading.things(target):
                    phrase = words_between(reading.doc, [clause.verb, preposition])
                    relation = (*words, preposition.lower_)
                    for subject in clause.subjects:
                        if thing.kind == "name" or is_known(subject.type, relation, thing.type):
                            yield Statement(subject, relation, thing, phrase)


def _bare_date(reading: Reading, clause: Clause, noun: "Token", acted: _Acted) -> Iterator[Statement]:
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
