"""What "X is Y" and "X is native to Y" say of X."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.lexicon.english_words import LOOSE_PREPOSITIONS, PARTS
from extraction.rules.english.clauses import Clause
from extraction.rules.english.descriptions import describe
from extraction.rules.english.noun_rows import kinds, objects_of, partitive_target
from extraction.rules.english.reading import Reading, Statement, Thing, as_thing, words_between
from extraction.rules.english.relation_words import is_known
from extraction.rules.english.verb_objects import verb_words

if TYPE_CHECKING:
    from spacy.tokens import Token


def copula(reading: Reading, clause: Clause, attribute: "Token") -> Iterator[Statement]:
    """What "X is a Y", "X became the Y of Z" and "its population was 325" say."""
    verb = verb_words(clause.verb)
    for one in kinds(attribute):
        noun = partitive_target(one)
        nominal = reading.nominals.of(noun)
        if nominal is None or nominal.kind == "concept":
            if _names_one(reading, clause, noun):
                yield from _named_attribute(reading, clause, noun)
            else:
                yield from describe(reading, clause.subjects, noun, verb=verb)
        elif nominal.kind == "quantity":
            yield from _population(reading, clause, as_thing(nominal))
        elif nominal.kind == "name":
            yield from _named_attribute(reading, clause, noun)


def _names_one(reading: Reading, clause: Clause, noun: "Token") -> bool:
    """Whether the noun only says what kind of thing is named: "its centre is the town of Belebey"."""
    meant = reading.thing(noun) if noun.lemma_ in PARTS else None
    common = any(subject.kind == "concept" for subject in clause.subjects)
    return common and meant is not None and meant.kind == "name"


def _done_by(reading: Reading, clause: Clause, participle: "Token") -> Iterator[Statement]:
    """What "X is 40% owned by Y" says, whose participle the parser takes for an adjective."""
    for agent in participle.children:
        for target in objects_of(agent) if agent.dep_ == "agent" else []:
            for thing in reading.things(target):
                phrase = words_between(reading.doc, [participle, agent])
                for subject in clause.subjects:
                    if is_known(thing.type, (participle.lemma_.lower(),), subject.type):
                        yield Statement(thing, (participle.lemma_.lower(),), subject, phrase)


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
            yield Statement(subject, verb_words(clause.verb) or ("is",), thing, str(clause.verb.text))


def adjective(reading: Reading, clause: Clause, adjective: "Token") -> Iterator[Statement]:
    """Relations that an adjective makes: "X is native to Y"."""
    words = (*verb_words(clause.verb), adjective.lemma_.lower())
    if adjective.tag_ == "VBN":
        yield from _done_by(reading, clause, adjective)
    for preposition in adjective.children:
        if preposition.dep_ == "prep" and preposition.lower_ not in LOOSE_PREPOSITIONS:
            for target in objects_of(preposition):
                for thing in reading.things(target):
                    phrase = words_between(reading.doc, [clause.verb, preposition])
                    relation = (*words, preposition.lower_)
                    for subject in clause.subjects:
                        if thing.kind == "name" or is_known(subject.type, relation, thing.type):
                            yield Statement(subject, relation, thing, phrase)
