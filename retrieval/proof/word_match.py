"""Whether a word of a sentence says what a word of a statement says."""

import re
from collections.abc import Iterable
from functools import lru_cache

from kg.lexicon.korean_kin import is_opposite_korean, is_same_korean
from kg.lexicon.relation_words import relations_of
from kg.lexicon.word_relations import derivation_family, related_words
from kg.text.acronym import is_acronym_of
from kg.text.hangul import has_hangul
from retrieval.proof.names_across import is_name_across
from retrieval.proof.reading import Kind, Word

_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LEAST_STEM = 5
_NAME_WORDS = frozenset({"the", "of", "and", "a", "an", "de", "la"})


def is_same(claim: Word, evidence: Word) -> bool:
    """Whether what `evidence` says holds what `claim` says; a statement may be less exact, never more."""
    if Kind.PRONOUN in {claim.kind, evidence.kind}:
        return claim.kind is Kind.PRONOUN
    measures = {Kind.NUMBER, Kind.DATE}
    if claim.kind in measures or evidence.kind in measures:
        return claim.kind in measures and evidence.kind in measures and _is_same_measure(claim, evidence)
    if Kind.NAME in {claim.kind, evidence.kind}:
        return is_same_name(claim.text, evidence.text)
    return is_same_word(claim.text, evidence.text)


def has(word: Word, among: Iterable[Word]) -> bool:
    """Whether any of the words says it, or several together have all parts of the name."""
    others = tuple(among)
    if any(is_same(word, other) for other in others):
        return True
    if word.kind is not Kind.NAME:
        return False
    parts = name_parts(word.text)
    theirs = {
        part for other in others if other.kind in {Kind.NAME, Kind.WORD} for part in name_parts(other.text)
    }
    return len(parts) > 1 and parts <= theirs


@lru_cache(maxsize=20_000)
def is_same_name(claim: str, evidence: str) -> bool:
    """Whether both may name one thing: the same letters, a part of the name, its initials, or its other script."""
    if claim == evidence:
        return True
    if has_hangul(claim) != has_hangul(evidence):
        return is_name_across(claim, evidence)
    ours, theirs = name_parts(claim), name_parts(evidence)
    if ours and ours <= theirs:
        return True
    if has_hangul(claim):
        return is_same_korean(claim, evidence) or _ends_alike(claim, evidence)
    return is_acronym_of(claim.upper(), evidence.title()) or is_acronym_of(evidence.upper(), claim.title())


def _ends_alike(claim: str, evidence: str) -> bool:
    """Whether the one is the last part of the other's name without its spaces: 학자 of 곤충학자."""
    whole = evidence.replace(" ", "")
    return len(claim) > 1 and whole.endswith(claim.replace(" ", ""))


@lru_cache(maxsize=20_000)
def name_parts(name: str) -> frozenset[str]:
    """The words of the name in lower case, without articles and the sign of the possessive."""
    parts = (part.casefold().replace("’", "'").removesuffix("'s") for part in _PART.findall(name))
    return frozenset(part for part in parts if part not in _NAME_WORDS)


@lru_cache(maxsize=50_000)
def is_same_word(claim: str, evidence: str) -> bool:
    """Whether `evidence` means what `claim` means, something narrower, or is derived from it."""
    if claim == evidence:
        return True
    if has_hangul(claim) != has_hangul(evidence):
        return _may_be_translation(claim, evidence)
    if has_hangul(claim):
        return is_same_korean(claim, evidence)
    return not is_opposite_word(claim, evidence) and _is_same_english(claim, evidence)


def _may_be_translation(one: str, other: str) -> bool:
    """Whether nothing speaks against it: of two words that state relations, they must share one."""
    ours, theirs = relations_of(one), relations_of(other)
    return not ours or not theirs or bool(ours & theirs)


def _is_same_english(claim: str, evidence: str) -> bool:
    ours, theirs = related_words(claim), related_words(evidence)
    if evidence in ours.same or claim in theirs.same or claim in theirs.wider:
        return True
    if derivation_family(claim) & derivation_family(evidence):
        return True
    if any(ours) and any(theirs):
        return bool(ours.same & theirs.derived or ours.derived & theirs.same)
    stem = max(_LEAST_STEM, min(len(claim), len(evidence)) - 2)
    return claim[:stem] == evidence[:stem]


@lru_cache(maxsize=50_000)
def is_opposite_word(one: str, other: str) -> bool:
    """Whether one denies the other: rise and fall, old and young."""
    if has_hangul(one) and has_hangul(other):
        return is_opposite_korean(one, other)
    ours, theirs = related_words(one), related_words(other)
    if other in ours.opposite or one in theirs.opposite:
        return True
    near = {other, *theirs.same}
    return bool(ours.opposite & near) and other not in ours.same


def _is_same_measure(claim: Word, evidence: Word) -> bool:
    if claim.kind is evidence.kind is Kind.DATE:
        return _is_within(evidence.text, claim.text)
    return claim.text == evidence.text or (
        claim.text.split()[:1] == evidence.text.split()[:1]
        and min(claim.text.count(" "), evidence.text.count(" ")) == 0
    )


def _is_within(date: str, wider: str) -> bool:
    """Whether the day is in the month, the month in the year; a date without its year in any."""
    if date == wider or date.startswith(wider.removesuffix("*") if wider.endswith("*") else f"{wider}-"):
        return True
    return wider.startswith("-") and (date.endswith(wider) or wider in f"{date}-"[4:])
