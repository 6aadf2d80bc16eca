"""Head–relation–tail statements of a parsed sentence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.lexicon.english_words import COPULAS, DIRECTIONS
from extraction.lexicon.noun_types import family, type_of_noun
from extraction.rules.english.asides import aside_statements
from extraction.rules.english.circumstances import qualified
from extraction.rules.english.clauses import COMPLEMENTS, Clause, find_clause
from extraction.rules.english.copulas import adjective, copula
from extraction.rules.english.descriptions import appositions, having
from extraction.rules.english.factuality import is_denied, is_meant
from extraction.rules.english.labels import PERSON, WORK
from extraction.rules.english.noun_rows import objects_of
from extraction.rules.english.places import name_pairs
from extraction.rules.english.prepositions import bare_date, behind_preposition, prepositional
from extraction.rules.english.reading import Reading, Statement, Thing, coordinated, same_name
from extraction.rules.english.relation_words import KIN, is_turned, meaning
from extraction.rules.english.seats import seat
from extraction.rules.english.verb_objects import Acted, acted_on, object_statements, verb_words
from kg.text.name_key import name_form
from kg.text.word_lists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF_NOUNS = frozenset({"FIELD_OF_WORK", "HAS_OCCUPATION", "HOLDS_POSITION", "MADE_OF", "HAS_RELIGION"})
# Between things that may share a name: kin, and what is called after a person or a place.
_SAME_NAME = KIN | words(
    "NAMED_AFTER LOCATED_IN CAPITAL_OF HELD_IN FOUNDED_IN HEADQUARTERED_IN OPERATES_IN FLOWS_THROUGH NEAR OCCURRED_ON"
)
# Kinds of things that no person is: in "author of plays, poetry and prose" the parser takes some for kinds.
_NO_PERSONS = words("Work Place Organization Event Law Award Language Material")
_OF_KINDS = frozenset({"INVENTED_BY", "DISCOVERED_BY"})
_VERBAL = frozenset({"VERB", "AUX"})
_KINDS = frozenset({("is", "a"), ("become",), ("remain",)})
_MAX_GAP = 3
_PAST = frozenset({"VBD", "VBN"})


def statements(reading: Reading) -> Iterator[Statement]:
    """The facts that the sentence states of named things, each once; a question states none."""
    if reading.doc.text.rstrip().endswith("?"):
        return
    seen: set[tuple[object, ...]] = set()
    for statement in _all(reading):
        identity = (statement.head.text, statement.relation, statement.tail.text, statement.qualifiers)
        if identity not in seen and _is_worth_keeping(statement):
            seen.add(identity)
            yield statement


def _all(reading: Reading) -> Iterator[Statement]:
    for token in reading.doc:
        if token.pos_ in _VERBAL and token.dep_ not in {"aux", "auxpass"}:
            clause = find_clause(reading, token)
            if clause is not None:
                yield from _negated(clause, qualified(reading, clause, _of_clause(reading, clause)))
    yield from appositions(reading, headline=not any(token.pos_ in _VERBAL for token in reading.doc))
    yield from name_pairs(reading)
    for aside in reading.asides:
        found = list(aside_statements(aside))
        yield from found
        # What is left of "in some sources Dinah; born 2 May 1967" is no sentence.
        yield from name_pairs(aside) if found else _all(aside)


def _is_worth_keeping(statement: Statement) -> bool:
    head, relation, tail = statement.head, statement.relation, statement.tail
    if not relation or head.kind != "name":
        return False
    of_name = tail.kind == "name" and same_name(head.text, tail.text)
    if of_name and not (_bears_name_of(head, tail) or _share_name(head, relation, tail)):
        return False
    if (
        relation in _KINDS
        and head.type == PERSON
        and family(type_of_noun(tail.text) or PERSON) in _NO_PERSONS
    ):
        return False
    if tail.kind == "concept" and (
        meaning(head.type, relation, tail.type) == "ALSO_KNOWN_AS" or _is_of_noun(head, relation, tail)
    ):
        return False
    # A lone common noun ("get an average") is a fact only of what something is, works on or is made of.
    lone = tail.kind == "concept" and " " not in tail.text
    return (
        not lone
        or relation[:2] in _KINDS
        or relation[-1] == "as"
        or meaning(head.type, relation, tail.type) in _OF_NOUNS
    )


def _is_of_noun(head: Thing, relation: tuple[str, ...], tail: Thing) -> bool:
    """Whether the fact would be one of a common noun, which names nothing: "performed lyrics"; kinds are invented, materials made of."""
    kind = type_of_noun(tail.text) or tail.type
    if meaning(head.type, relation, tail.type) == "MADE_OF" and kind != "Material":
        return True
    return is_turned(head.type, relation, kind) and meaning(head.type, relation, kind) not in _OF_KINDS


def _share_name(head: Thing, relation: tuple[str, ...], tail: Thing) -> bool:
    """Whether a person is said to be kin of another, or a thing to be named after what it shares its name with."""
    return meaning(head.type, relation, tail.type) in _SAME_NAME and head.text != tail.text


def _bears_name_of(head: Thing, tail: Thing) -> bool:
    """Whether the two are a person and the company or show of that name."""
    types = {head.type, tail.type}
    if PERSON in types and WORK in {family(head.type), family(tail.type)}:
        return True
    return PERSON in types and len(types) > 1 and name_form(head.text).legal != name_form(tail.text).legal


def _negated(clause: Clause, found: Iterator[Statement]) -> Iterator[Statement]:
    for statement in found:
        yield statement._replace(relation=("not", *statement.relation)) if clause.negated else statement


def _of_clause(reading: Reading, clause: Clause) -> Iterator[Statement]:
    words = verb_words(clause.verb)
    complements = [
        child for child in _governed(clause.verb) if not (is_denied(child) and child.dep_ in {"attr", "dobj"})
    ]
    acted = acted_on(reading, clause, complements)
    yield from having(reading, clause.subjects, clause.verb)
    yield from seat(reading, clause)
    for child in complements:
        if child.dep_ == "attr" and clause.verb.lemma_ in COPULAS:
            yield from copula(reading, clause, child)
        elif child.dep_ in {"dobj", "oprd"} and words:
            yield from object_statements(reading, clause, child, words)
        elif child.dep_ in {"agent", "prep", "dative"}:
            for preposition in filter(is_meant, (child, *coordinated(child), *_behind_date(reading, child))):
                yield from behind_preposition(reading, clause, preposition, acted)
        elif child.dep_ == "acomp":
            yield from adjective(reading, clause, child)
        elif child.dep_ == "advmod" and words and child.lower_ in DIRECTIONS:
            for preposition in child.children:
                if preposition.dep_ == "prep":
                    yield from prepositional(
                        reading, clause, preposition, Acted((*words, child.lower_), [], None)
                    )
        elif child.dep_ == "npadvmod":
            yield from bare_date(reading, clause, child, acted)


def _behind_date(reading: Reading, preposition: "Token") -> Iterator["Token"]:
    """The prepositions that the parser hangs on a date and that go on with the clause: "built in 1858 in Dothan"."""
    for target in objects_of(preposition):
        nominal = reading.nominals.of(target)
        if nominal is not None and nominal.kind == "date":
            yield from (child for child in target.children if child.dep_ == "prep" and child.i > target.i)


def _governed(verb: "Token") -> list["Token"]:
    """What the verb governs; "written and recorded by X" and "wrote and directed X" share what the last one has."""
    own = list(verb.children)
    if verb.pos_ != "VERB" or any(child.dep_ in COMPLEMENTS for child in own):
        return own
    for child in own:
        follows = (
            child.dep_ == "conj"
            and {child.tag_, verb.tag_} <= _PAST | {verb.tag_}
            and 0 < child.i - verb.i <= _MAX_GAP
        )
        if follows and not any(each.dep_ in {"nsubj", "nsubjpass"} for each in child.children):
            return [*own, *(each for each in _governed(child) if each.dep_ in COMPLEMENTS)]
    return own
