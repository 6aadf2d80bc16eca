"""Head–relation–tail statements of a parsed sentence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.rules.english.clauses import Clause, find_clause
from extraction.rules.english.descriptions import appositions, describe, kinds, objects_of, partitive_target
from extraction.rules.english.factuality import is_denied, is_meant
from extraction.rules.english.life_dates import life_dates
from extraction.rules.english.nominals import DATE, PERSON
from extraction.rules.english.reading import Reading, Statement, Thing, coordinated, same_name, words_between
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
# Behind other prepositions a common noun says how or how long, not with what.
_TO_CONCEPTS = frozenset({"as", "in", "at", "for", "with", "to", "from", "on", "of", "into", "by"})
_VERBAL = frozenset({"VERB", "AUX"})
_KINDS = frozenset({("is", "a"), ("become",), ("remain",)})
_MONTH_DAY_WORDS = 2


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
    yield from life_dates(reading)


def _is_worth_keeping(statement: Statement) -> bool:
    head, relation, tail, _ = statement
    if head.kind != "name" or (same_name(head.text, tail.text) and not _bears_name_of(head, tail)):
        return False
    # A lone common noun ("fall in love", "get an average") is a fact only of what something is.
    return tail.kind != "concept" or " " in tail.text or relation[:2] in _KINDS or relation[-1] == "as"


def _bears_name_of(head: Thing, tail: Thing) -> bool:
    """Whether the two are a person and the company of that name."""
    types = {head.type, tail.type}
    return PERSON in types and len(types) > 1 and name_form(head.text).legal != name_form(tail.text).legal


def _negated(clause: Clause, found: Iterator[Statement]) -> Iterator[Statement]:
    for statement in found:
        yield statement._replace(relation=("not", *statement.relation)) if clause.negated else statement


def _of_clause(reading: Reading, clause: Clause) -> Iterator[Statement]:
    words = _verb_words(clause.verb)
    for child in clause.verb.children:
        if is_denied(child) and child.dep_ in {"attr", "dobj"}:
            continue
        if child.dep_ == "attr" and clause.verb.lemma_ in _COPULAS:
            yield from _copula(reading, clause, child)
        elif child.dep_ in {"dobj", "oprd"}:
            yield from _object(reading, clause, child, words)
        elif child.dep_ in {"agent", "prep", "dative"}:
            for preposition in filter(is_meant, (child, *coordinated(child))):
                yield from _behind_preposition(reading, clause, preposition, words)
        elif child.dep_ == "acomp":
            yield from _adjective(reading, clause, child)
        elif child.dep_ == "advmod" and words and child.lower_ in _DIRECTIONS:
            for preposition in child.children:
                if preposition.dep_ == "prep":
                    yield from _prepositional(reading, clause, preposition, (*words, child.lower_))
        elif child.dep_ == "npadvmod":
            yield from _bare_date(reading, clause, child, words)


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
        elif nominal.kind == "name":
            yield from _named_attribute(reading, clause, noun)


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
            elif thing.type != DATE:
                yield Statement(subject, words, thing, words_between(reading.doc, [verb]))
    yield from _through_noun(reading, clause, noun, words)


def _through_noun(
    reading: Reading, clause: Clause, noun: "Token", words: tuple[str, ...]
) -> Iterator[Statement]:
    """What a common noun leads on to: "played a role in Y" is PLAY_ROLE_IN, "won a medal at Y" WIN_MEDAL_AT."""
    nominal = reading.nominals.of(noun)
    if noun.pos_ != "NOUN" or (nominal is not None and nominal.kind != "concept"):
        return
    for preposition in noun.children:
        if preposition.dep_ != "prep" or preposition.lower_ in _LOOSE:
            continue
        relation = (*words, noun.lemma_.lower(), preposition.lower_)
        phrase = words_between(reading.doc, [clause.verb, preposition])
        for target in objects_of(preposition):
            for thing in reading.things(target):
                if thing.kind != "concept":
                    yield from (Statement(subject, relation, thing, phrase) for subject in clause.subjects)


def _behind_preposition(
    reading: Reading, clause: Clause, preposition: "Token", words: tuple[str, ...]
) -> Iterator[Statement]:
    by = preposition.lower_ == "by"
    if by and clause.passive:
        yield from _agent(reading, clause, preposition, words)
    elif preposition.dep_ != "agent" and preposition.pos_ == "ADP" and preposition.lower_ not in _LOOSE:
        yield from _prepositional(reading, clause, preposition, words)


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
    reading: Reading, clause: Clause, preposition: "Token", words: tuple[str, ...]
) -> Iterator[Statement]:
    relation = (*words, preposition.lower_)
    has_attribute = any(child.dep_ in {"attr", "acomp"} for child in clause.verb.children)
    if has_attribute and clause.verb.lemma_ in _COPULAS:
        return
    with_object = (*words, *_object_words(reading, clause), preposition.lower_)
    phrase = words_between(reading.doc, [clause.verb, preposition])
    for target in objects_of(preposition):
        for thing in reading.things(target):
            if thing.kind == "name" or (
                words and (thing.kind == "date" or preposition.lower_ in _TO_CONCEPTS)
            ):
                full = with_object if thing.kind == "name" else relation
                yield from (Statement(subject, full, thing, phrase) for subject in clause.subjects)
        yield from _through_noun(reading, clause, target, relation)


def _object_words(reading: Reading, clause: Clause) -> tuple[str, ...]:
    """The common noun that the verb governs, without which it says too little: "declare war" on somebody."""
    for child in clause.verb.children:
        nominal = reading.nominals.of(child) if child.dep_ == "dobj" else None
        if nominal is not None and nominal.kind == "concept":
            return (child.lemma_.lower(),)
    return ()


def _adjective(reading: Reading, clause: Clause, adjective: "Token") -> Iterator[Statement]:
    """Relations that an adjective makes: "X is native to Y"."""
    words = (*_verb_words(clause.verb), adjective.lemma_.lower())
    for preposition in adjective.children:
        if preposition.dep_ == "prep" and preposition.lower_ not in _LOOSE:
            for target in objects_of(preposition):
                for thing in reading.things(target):
                    phrase = words_between(reading.doc, [clause.verb, preposition])
                    relation = (*words, preposition.lower_)
                    yield from (Statement(subject, relation, thing, phrase) for subject in clause.subjects)


def _bare_date(
    reading: Reading, clause: Clause, noun: "Token", words: tuple[str, ...]
) -> Iterator[Statement]:
    """A date without its preposition: "born 12 December 1986"."""
    thing: Thing | None = reading.thing(noun)
    if words and thing is not None and thing.kind == "date":
        preposition = date_preposition(thing.text)
        for subject in clause.subjects:
            yield Statement(subject, (*words, preposition), thing, str(clause.verb.text))


def date_preposition(date: str) -> str:
    """How a date is joined to its verb: "on" a day, "in" a month or year."""
    return (
        "on"
        if any(
            part.rstrip(",").isdigit() and len(part.rstrip(",")) <= _MONTH_DAY_WORDS for part in date.split()
        )
        else "in"
    )
