"""Which statements are kept: those whose words, particle and types together mean a relation of the vocabulary."""

from collections.abc import Mapping, Sequence

from extraction.lexicon.korean_words import UNKNOWN, lexicon
from extraction.rules.known_relations import canonicaliser_in_use, is_general, vocabulary_in_use
from extraction.rules.korean.hanja import is_hanja
from extraction.rules.korean.noun_phrase import PERSON, KoreanPhrase
from extraction.rules.korean.statement import ALSO_KNOWN_AS, IS_A, MEMBER_OF, PLAYS, KoreanStatement
from extraction.schema.canonical import CanonicalRelation
from kg.text.lemma import relation_lemma

_MEASURED = frozenset({"date", "quantity"})
_TYPED = frozenset({"life", "owner"})  # cases that say so little that the types must be known
_MEMBERS = frozenset({PERSON, "Organization", "Company", "Band", "Team"})
_OWNERLESS = frozenset({"Conflict", "Country", "Water"})
_KINDS = frozenset({"kind", "definition"})
_EVENT = "Event"
_OPEN = frozenset({UNKNOWN, "Concept", "Product", "Event"})
_ROLES = frozenset({"Person", "Position", "Occupation"})
_OF_LIVES = frozenset({"BORN_ON", "DIED_ON", "ESTABLISHED_ON", "DISSOLVED_ON", "OCCURRED_ON"})
_BEGUN = frozenset({"RELEASED_ON", "OCCURRED_ON", "ESTABLISHED_ON"})
_OF_CONCEPTS = frozenset({IS_A, "HOLDS_POSITION", "HAS_OCCUPATION"})


def relation_of(statement: KoreanStatement, types: Mapping[str, str]) -> CanonicalRelation | None:
    """What the statement means; None where the particle or the types exclude it."""
    head, tail = (_type_of(end, types) for end in (statement.head, statement.tail))
    unsure = statement.relation in lexicon().vague or statement.case in _TYPED
    if unsure and UNKNOWN in {head, tail}:
        return None
    if statement.case == "owner" and not _may_have_owner(statement.relation, head, tail):
        return None
    found = canonicaliser_in_use().relation(head, relation_lemma(statement.relation, "ko"), tail)
    if found is None or not _has_case(found, statement):
        return None
    return found


def ends_of(statement: KoreanStatement, types: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The types that the relation alone allows for head and tail; None for an end that it leaves open."""
    found = relation_of(statement, types)
    if found is None or statement.case in _KINDS:
        return None, None
    kind = vocabulary_in_use().relation_types[found.name]
    ends = kind.head, kind.tail
    head, tail = reversed(ends) if found.inverted else ends
    wide = statement.case == "place" and tail[0] == _EVENT  # much is taken part in that is none
    return _only(head), None if wide else _only(tail)


def _only(allowed: Sequence[str]) -> str | None:
    return allowed[0] if len(allowed) == 1 else None


def is_kept(statement: KoreanStatement, types: Mapping[str, str]) -> bool:
    """Whether the statement is a fact: of names, and what it says is known."""
    if statement.case in _KINDS:
        named = statement.case == "definition" and _is_described(statement.tail)
        return (named or _is_kind(statement.tail)) and _may_be(statement, types)
    found = relation_of(statement, types)
    if found is None or _is_gloss(statement, types):
        return False
    roles = lexicon().type_of_kind(statement.tail.text) in _ROLES
    noun = found.name in _OF_CONCEPTS and _is_kind(statement.tail) and roles
    return statement.tail.is_name or statement.tail.kind in _MEASURED or noun


def _is_gloss(statement: KoreanStatement, types: Mapping[str, str]) -> bool:
    """Whether the Chinese characters only say which word it is: 소림(疎林)."""
    untyped = types.get(statement.head.text, UNKNOWN) in {UNKNOWN, "Concept"}
    return statement.relation == ALSO_KNOWN_AS and untyped and is_hanja(statement.tail.text)


def _may_have_owner(relation: str, head: str, tail: str) -> bool:
    """Whether things of the type are named behind what they belong to; 중동의 지중해 and 일본의 만주국 say less."""
    if relation == PLAYS:
        return tail == "Team"
    return head not in _OWNERLESS and (relation != MEMBER_OF or head in _MEMBERS)


def _may_be(statement: KoreanStatement, types: Mapping[str, str]) -> bool:
    """Whether the noun's type and the name's are of one family: no country is a person."""
    head = _type_of(statement.head, types)
    kind = lexicon().type_of_kind(statement.tail.text)
    if kind is None or {head, kind} & _OPEN:
        return head != PERSON or kind is not None
    family = vocabulary_in_use().lineage
    return bool(set(family(head)) & set(family(kind)) - {UNKNOWN})


def _is_described(noun: KoreanPhrase) -> bool:
    """Whether the noun says what a thing is, in a sentence whose topic the thing is, though no list has the noun."""
    told = noun.kind == "concept" and len(noun.noun) > 1
    return told and noun.noun not in lexicon().generic and not lexicon().is_attribute(noun.noun)


def _is_kind(noun: KoreanPhrase) -> bool:
    last = noun.text.split()[-1]
    told = noun.kind == "concept" and len(last) > 1 and last not in lexicon().generic
    return told and lexicon().type_of_kind(noun.text) is not None


def _has_case(relation: CanonicalRelation, statement: KoreanStatement) -> bool:
    cases = lexicon().cases
    match statement.case:
        case "life":
            return relation.name in _OF_LIVES
        case "object":
            of_patient = relation.inverted or relation.name not in cases["never_object"]
            return of_patient and statement.tail.kind not in _MEASURED
        case "since":
            return relation.name in _BEGUN
        case "place" | "partner" | "receiver" | "role" if is_general(relation.name):
            return relation.name in cases[statement.case]
        case _:
            return True


def _type_of(end: KoreanPhrase, types: Mapping[str, str]) -> str:
    return types.get(end.text, end.type) if end.is_name else end.type
