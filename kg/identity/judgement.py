"""What comparing two names says: one thing, one thing if their sentences are alike, a question for a person, or nothing."""

import math
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from kg.identity.compared_name import ComparedName
from kg.identity.romanisation import is_korean_persons, is_romanised, may_be_romanised, shares_family
from kg.identity.transliteration import Sound, sound
from kg.text.yaml_files import load_yaml
from schemas.value import Value

_PERSON = "Person"
_WORK = "Work"
_LEAST_SYLLABLES = 3
_LEAST_LETTERS = 7
_RATIO = (0.45, 2.6)
_N, _KOREAN_N = "n", ("\u11ab", "\u11bc")
_ROMANISED, _RESPELLED, _ABBREVIATED = 0.8, 0.7, 0.5
_SURE = 0.95
_HALF_SURE, _SPREAD = 10.0, 3.0


class Context(StrEnum):
    """For which of the limits the sentences are compared."""

    ACROSS = "across"
    DOUBTFUL = "doubtful"
    SPELLING = "spelling"
    INITIALS = "initials"


class Judgement(Value):
    """That the names may be one thing's: for sure, or if their sentences are alike enough for `context`."""

    context: Context | None
    score: float
    reason: str


class _Limit(Value):
    evidence: float
    fit: float


class _Limits(Value):
    several_words: _Limit
    one_word: _Limit


class _Likeness(Value):
    """What likeness.yaml lists."""

    names: _Limits
    with_context: _Limits
    contexts: Mapping[str, Mapping[Context, float]]


def judge(one: ComparedName, other: ComparedName) -> Judgement | None:
    """What their names alone say, whichever is first; None: they are no candidates."""
    if one.numbers != other.numbers or one.key == other.key:
        return None
    if one.is_korean == other.is_korean:
        return _of_one_script(one, other)
    korean, latin = (one, other) if one.is_korean else (other, one)
    return _across(korean, latin)


def context_limit(model: str, context: Context) -> float | None:
    """How alike the sentences must be by this embedding model; None where nobody measured it."""
    return _limits().contexts.get(model, {}).get(context)


def _across(korean: ComparedName, latin: ComparedName) -> Judgement | None:
    context = Context.ACROSS
    person = is_korean_persons(korean.name) and shares_family(korean.name, latin.name)
    if person or may_be_romanised(korean.name, latin.name):
        if not is_romanised(korean.name, latin.name, person=person):
            return None
        long = len(korean.name) >= _LEAST_SYLLABLES
        sure = not person and long and not _conflict(korean, latin)
        # Many words of two syllables are words besides.
        context = Context.ACROSS if person or long else Context.DOUBTFUL
        return _judgement(korean, latin, None if sure else context, ("is its romanisation", _ROMANISED))
    if not _may_sound_alike(korean, latin):
        return None
    heard = sound(korean.parts, latin.parts)
    words = "several_words" if len(korean.parts) == len(latin.parts) > 1 else "one_word"
    likelihood = 1 / (1 + math.exp((_HALF_SURE - heard.evidence) / _SPREAD))
    told = (f"sounds like it (evidence {heard.evidence:.1f}, fit {heard.fit:.2f})", min(_SURE, likelihood))
    if _reaches(heard, getattr(_limits().names, words)) and len(korean.parts) == len(latin.parts):
        sure = not _conflict(korean, latin) and _WORK not in {korean.family, latin.family}
        return _judgement(korean, latin, None if sure else context, told)
    if _reaches(heard, getattr(_limits().with_context, words)):
        return _judgement(korean, latin, Context.DOUBTFUL, told)
    return None


def _may_sound_alike(korean: ComparedName, latin: ComparedName) -> bool:
    """Whether the names have about as many letters, and are not a Korean person's and another's of several words."""
    letters = len("".join(korean.parts)), len("".join(latin.parts))
    if not letters[0] or not _RATIO[0] < letters[1] / letters[0] < _RATIO[1]:
        return False
    if latin.parts[-1].endswith(_N) and not korean.parts[-1].endswith(_KOREAN_N):
        # Babylonian is not 바빌로니아.
        return len(latin.parts) > 1
    return len(latin.parts) == 1 or korean.family != _PERSON or not is_korean_persons(korean.name)


def _of_one_script(one: ComparedName, other: ComparedName) -> Judgement | None:
    if _conflict(one, other):
        return None
    if one.respelled == other.respelled and len(one.respelled) >= _LEAST_LETTERS:
        return _judgement(one, other, Context.SPELLING, ("is another spelling of it", _RESPELLED))
    if not one.is_korean and _abbreviates(one, other):
        return _judgement(one, other, Context.INITIALS, ("has the same initials and last name", _ABBREVIATED))
    return None


def _abbreviates(one: ComparedName, other: ComparedName) -> bool:
    """Whether the first word of one is the initial of the other's, and all else is the same: E. Markham, Edith Markham."""
    if {one.family, other.family} - {_PERSON} and one.is_typed and other.is_typed:
        return False
    (first, *rest), (other_first, *other_rest) = one.key.split(), other.key.split()
    shorter, longer = sorted((first, other_first), key=len)
    return (
        bool(rest) and rest == other_rest and len(shorter) == 1 < len(longer) and longer.startswith(shorter)
    )


def _conflict(one: ComparedName, other: ComparedName) -> bool:
    return one.is_typed and other.is_typed and one.family != other.family


def _reaches(heard: Sound, limit: _Limit) -> bool:
    return heard.evidence >= limit.evidence and heard.fit >= limit.fit


def _judgement(
    one: ComparedName, other: ComparedName, context: Context | None, told: tuple[str, float]
) -> Judgement:
    reason, score = told
    return Judgement(
        context=context,
        score=round(score if context else _SURE, 2),
        reason=f'"{other.name}" {reason}: "{one.name}".',
    )


@cache
def _limits() -> _Likeness:
    return _Likeness.model_validate(
        load_yaml(files("kg.identity").joinpath("likeness.yaml").read_text("utf-8"))
    )
