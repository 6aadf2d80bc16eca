"""The nouns that a phrase is about: those of a row, behind a preposition, and of "one of the"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.lexicon.noun_types import type_of_noun
from extraction.rules.english.concepts import is_job
from extraction.rules.english.nominals import Nominal
from extraction.rules.english.reading import Reading, coordinated

if TYPE_CHECKING:
    from spacy.tokens import Token

_SORTS = frozenset({"one", "type", "kind", "form", "species", "genus", "variety", "breed", "style", "sort"})


def objects_of(preposition: "Token") -> list["Token"]:
    """The nouns that the preposition governs."""
    return [child for child in preposition.children if child.dep_ == "pobj"]


def partitive_target(noun: "Token") -> "Token":
    """The noun that "one of the founders" or "a species of beetle" is about; the noun itself when it is no such phrase."""
    if noun.lemma_ in _SORTS:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next(iter(objects_of(child)), noun)
    return noun


def kinds(noun: "Token") -> list["Token"]:
    """The noun and those coordinated with it; of "stage, television and film actor" only the last is a kind."""
    nouns = [noun, *coordinated(noun), *_behind_names(noun)]
    for one in noun.rights:
        # The parser takes the second of "composer, organist and conductor" for an adjective.
        if one.dep_ == "amod" and is_job(one):
            nouns += [one, *coordinated(one)]
    last = nouns[-1]
    shared = (
        len(nouns) > 1
        and type_of_noun(last.text)
        and any(child.dep_ == "compound" for child in last.children)
    )
    return [last] if shared and not any(type_of_noun(other.text) for other in nouns[:-1]) else nouns


def _behind_names(noun: "Token") -> Iterator["Token"]:
    """The noun that the parser coordinates with a name: "language of Lithuanians and the official language of"."""
    for preposition in noun.children:
        for name in objects_of(preposition) if preposition.dep_ == "prep" else []:
            if name.pos_ == "PROPN":
                yield from (one for one in coordinated(name) if one.lemma_ == "one" or _has_article(one))


def _has_article(noun: "Token") -> bool:
    return noun.pos_ == "NOUN" and any(child.dep_ == "det" for child in noun.children)


def named_in_row(reading: Reading, noun: "Token") -> list[Nominal]:
    """The names behind a noun in the plural: "his brothers X and Y", "two sons, X and Y"."""
    first = [child for child in noun.rights if child.dep_ in {"appos", "conj"}]
    named = (reading.nominals.of(one) for child in first for one in (child, *coordinated(child)))
    return [nominal for nominal in named if nominal is not None and nominal.kind == "name"]
