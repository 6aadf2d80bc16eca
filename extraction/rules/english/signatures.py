"""Types of names from what is stated of them: who distributes a film is an organization or a person, and no work."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from extraction.lexicon.known_names import is_given_name
from extraction.lexicon.noun_types import family
from extraction.rules.english.labels import ORGANIZATION, PERSON, UNKNOWN_NAME
from extraction.rules.english.reading import Statement
from extraction.rules.english.relation_words import meaning
from extraction.rules.known_relations import canonicaliser_in_use, vocabulary_in_use
from kg.text.lemma import relation_lemma
from kg.text.name_key import NameForm, name_form

_PERSON_WORDS = range(2, 5)


def types_by_relations(statements: Iterable[Statement], weak: Mapping[NameForm, str]) -> dict[NameForm, str]:
    """Other types for the names of `weak`, whose types the recogniser alone told, where most relations exclude these.

    In the statements these names have no type.
    """
    accepted: defaultdict[NameForm, list[tuple[str, ...]]] = defaultdict(list)
    names: dict[NameForm, str] = {}
    known = list(statements)
    for head, relation, tail, *_ in known:
        lemma = relation_lemma("_".join(relation).upper())
        ends = canonicaliser_in_use().ends(head.type, lemma, tail.type)
        for thing, types in zip((head, tail), ends, strict=True):
            if types and (form := name_form(thing.text)) in weak and thing.type == UNKNOWN_NAME:
                accepted[form].append(types)
                names[form] = thing.text
    return _types_of_aliases(known, weak) | {
        form: better
        for form, each in accepted.items()
        if (better := _best(names[form], weak[form], each)) is not None
    }


def _types_of_aliases(statements: list[Statement], weak: Mapping[NameForm, str]) -> dict[NameForm, str]:
    """The type of the thing for other names of it."""
    types: dict[NameForm, str] = {}
    for head, relation, tail, *_ in statements:
        if meaning(head.type, relation, tail.type) != "ALSO_KNOWN_AS" or head.kind != tail.kind:
            continue
        if tail.type == UNKNOWN_NAME != head.type and (form := name_form(tail.text)) in weak:
            types[form] = head.type
    return types


def _best(name: str, seen: str, accepted: list[tuple[str, ...]]) -> str | None:
    """The type that the relations accept, where most exclude the one that was seen: of several families the first."""
    excluding = [types for types in accepted if seen == UNKNOWN_NAME or not _accepts(types, seen)]
    if 2 * len(excluding) <= len(accepted):
        return None
    common = [each for each in excluding[0] if all(each in types for types in excluding)]
    if PERSON in common:
        return _person_or_other(name, seen, common)
    families = dict.fromkeys(map(family, common))
    if not families:
        return None
    return common[0] if len(common) == 1 else next(iter(families))


def _person_or_other(name: str, seen: str, common: list[str]) -> str | None:
    """A person where the name is written as one; else an organization, unless nothing tells that it is no person."""
    parts = name.split()
    if common == [PERSON] or (len(parts) in _PERSON_WORDS and is_given_name(parts[0])):
        return PERSON
    return ORGANIZATION if ORGANIZATION in common and seen not in {UNKNOWN_NAME, PERSON} else None


def _accepts(types: tuple[str, ...], seen: str) -> bool:
    return vocabulary_in_use().distance(seen, types) is not None
