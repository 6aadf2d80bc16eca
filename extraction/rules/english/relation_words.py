"""Which words make a relation: those that the vocabulary knows between ends of such types."""

from functools import lru_cache

from extraction.rules.known_relations import canonicaliser_in_use
from extraction.schema.canonical import Canonicaliser
from kg.text.hangul import is_korean_alone
from kg.text.lemma import relation_lemma

KIN = frozenset({"CHILD_OF", "SIBLING_OF", "SPOUSE_OF", "RELATIVE_OF"})


def meaning(head_type: str, words: tuple[str, ...], tail_type: str) -> str | None:
    """The relation that the words, or what they begin or end with, mean between ends of these types."""
    return _meaning(canonicaliser_in_use(), head_type, words, tail_type)


@lru_cache(maxsize=50_000)
def _meaning(
    canonicaliser: Canonicaliser, head_type: str, words: tuple[str, ...], tail_type: str
) -> str | None:
    lemma = relation_lemma("_".join(words).upper())
    found = canonicaliser.relation(head_type, lemma, tail_type)
    return found.name if found is not None else None


def is_turned(head_type: str, words: tuple[str, ...], tail_type: str) -> bool:
    """Whether the relation that the words mean runs from what stands behind them: of "X wrote Y", that Y is written by X."""
    lemma = relation_lemma("_".join(words).upper())
    found = canonicaliser_in_use().relation(head_type, lemma, tail_type)
    return found is not None and found.inverted


def is_understood(head_type: str, words: tuple[str, ...], tail_type: str) -> bool:
    """Whether the words, or what they begin or end with, mean a relation between ends of these types."""
    return meaning(head_type, words, tail_type) is not None


def is_wording(words: tuple[str, ...]) -> bool:
    """Whether the words as a whole mean a relation between ends of any types."""
    return _name(words) in _wordings(canonicaliser_in_use())


def is_known(head_type: str, words: tuple[str, ...], tail_type: str) -> bool:
    """Whether the words as a whole mean a relation between ends of these types."""
    return _name(words) in _wordings(canonicaliser_in_use()) and is_understood(head_type, words, tail_type)


@lru_cache(maxsize=50_000)
def _name(words: tuple[str, ...]) -> str:
    return relation_lemma("_".join(words).upper()).name


@lru_cache(maxsize=8)
def _wordings(canonicaliser: Canonicaliser) -> frozenset[str]:
    kinds = canonicaliser.vocabulary.relation_types.values()
    wordings = (one for kind in kinds for one in (*kind.triggers, *kind.inverse_triggers))
    return frozenset(relation_lemma(wording).name for wording in wordings if not is_korean_alone(wording))
