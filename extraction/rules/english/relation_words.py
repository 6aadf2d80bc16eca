"""Which words make a relation: those that the general vocabulary knows between ends of such types."""

from functools import cache, lru_cache

from extraction.schema.canonical import base_canonicaliser
from extraction.schema.vocabulary import base_vocabulary
from kg.text.lemma import relation_lemma

KIN = frozenset({"CHILD_OF", "SIBLING_OF", "SPOUSE_OF", "RELATIVE_OF"})


@lru_cache(maxsize=50_000)
def meaning(head_type: str, words: tuple[str, ...], tail_type: str) -> str | None:
    """The relation that the words, or what they begin or end with, mean between ends of these types."""
    lemma = relation_lemma("_".join(words).upper())
    found = base_canonicaliser().relation(head_type, lemma, tail_type)
    return found.name if found is not None else None


def is_understood(head_type: str, words: tuple[str, ...], tail_type: str) -> bool:
    """Whether the words, or what they begin or end with, mean a relation between ends of these types."""
    return meaning(head_type, words, tail_type) is not None


def is_known(head_type: str, words: tuple[str, ...], tail_type: str) -> bool:
    """Whether the words as a whole mean a relation between ends of these types."""
    return _name(words) in _wordings() and is_understood(head_type, words, tail_type)


@lru_cache(maxsize=50_000)
def _name(words: tuple[str, ...]) -> str:
    return relation_lemma("_".join(words).upper()).name


@cache
def _wordings() -> frozenset[str]:
    kinds = base_vocabulary().relation_types.values()
    return frozenset(
        relation_lemma(wording).name for kind in kinds for wording in (*kind.triggers, *kind.inverse_triggers)
    )
