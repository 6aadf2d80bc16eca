"""Types of names from what is stated of them: who distributes a film is an organization or a person, and no work."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from extraction.lexicon.known_names import is_given_name
from extraction.lexicon.noun_types import family, type_of_noun
from extraction.rules.english.labels import ORGANIZATION, PERSON, UNKNOWN_NAME
from extraction.rules.english.reading import Statement
from extraction.rules.english.relation_words import meaning
from extraction.rules.known_relations import canonicaliser_in_use, vocabulary_in_use
from kg.text.lemma import relation_lemma
from kg.text.name_key import NameForm, name_form

_PERSON_WORDS = range(2, 5)


def types_by_relations(
    statements: Iterable[Statement],
    weak: Mapping[NameForm, str],
    ambiguous: Mapping[NameForm, tuple[str, ...]],
) -> dict[NameForm, str]:
    """Other types for the names of `weak`, whose types the recogniser alone told, where most relations exclude these.

    Of those that are `ambiguous` one of the types that they are known to have.

    In the statements these names have no type.
    """
    accepted: defaultdict[NameForm, list[tuple[str, ...]]] = defaultdict(list)
    names: dict[NameForm, str] = {}
    known = list(statements)
    for statement in known:
        head, relation, tail, *_ = statement
        lemma = relation_lemma("_".join(relation).upper())
        ends = canonicaliser_in_use().ends(head.type, lemma, tail.type)
        # Where a work was printed tells nothing of who "printed in London".
        for thing, types in zip((head, tail), (() if statement.acts else ends[0], ends[1]), strict=True):
            if types and (form := name_form(thing.text)) in weak and thing.type == UNKNOWN_NAME:
                accepted[form].append(types)
                names[form] = thing.text
    told = _types_of_aliases(known, weak) | _types_called(known, weak)
    for form, each in accepted.items():
        if form in ambiguous:
            better = _best_known(ambiguous[form], weak[form], each)
        else:
            better = _best(names[form], weak[form], each)
        if better is not None:
            told.setdefault(form, better)
    return told


def _types_of_aliases(statements: list[Statement], weak: Mapping[NameForm, str]) -> dict[NameForm, str]:
    """The type of the thing for other names of it."""
    types: dict[NameForm, str] = {}
    for head, relation, tail, *_ in statements:
        if meaning(head.type, relation, tail.type) != "ALSO_KNOWN_AS" or head.kind != tail.kind:
            continue
        if tail.type == UNKNOWN_NAME != head.type and (form := name_form(tail.text)) in weak:
            types[form] = head.type
    return types


def _types_called(statements: list[Statement], weak: Mapping[NameForm, str]) -> dict[NameForm, str]:
    """The type that a thing is called by where only a pronoun stands for it: "It was a biplane"."""
    types: dict[NameForm, str] = {}
    for head, relation, tail, *_ in statements:
        if relation == ("is", "a") and head.type == UNKNOWN_NAME and (form := name_form(head.text)) in weak:
            called = type_of_noun(tail.text)
            if called is not None and form not in types:
                types[form] = called
    return types


def _best_known(types: tuple[str, ...], seen: str, accepted: list[tuple[str, ...]]) -> str | None:
    """The best known of the types that all relations accept, where they do not accept the one that was seen."""
    if not types or all(_accepts(each, seen) for each in accepted):
        return None
    return next((name for name in types if all(_accepts(each, name) for each in accepted)), None)


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
