"""What comparing two names says: one thing, one thing if their sentences are alike, a question for a person, or nothing."""

import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kg.identity.compared_name import ComparedName
from kg.identity.forms import Context, form_of
from kg.identity.glosses import Reading, english_readings, is_untold, korean_readings, names_a_nation
from kg.identity.letters import korean_parts, latin_parts
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
_ROMANISED, _RESPELLED, _GLOSSED = 0.8, 0.7, 0.85
_LATIN = re.compile("[A-Za-z]+")
_SURE = 0.95
_HALF_SURE, _SPREAD = 10.0, 3.0


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
    beside_words: _Limit
    with_context: _Limits
    contexts: Mapping[str, Mapping[Context, float]]


def judge(one: ComparedName, other: ComparedName) -> Judgement | None:
    """What their names alone say, whichever is first; None: they are no candidates."""
    if one.key == other.key:
        return None
    if one.is_korean == other.is_korean:
        return _of_one_script(one, other)
    if one.numbers != other.numbers:
        return None
    korean, latin = (one, other) if one.is_korean else (other, one)
    return _across(korean, latin)


def context_limit(model: str, context: Context) -> float | None:
    """How alike the sentences must be by this embedding model; None where nobody measured it."""
    return _limits().contexts.get(model, {}).get(context)


def _across(korean: ComparedName, latin: ComparedName) -> Judgement | None:
    return _glossed(korean, latin) or _sounds(korean, latin)


def _sounds(korean: ComparedName, latin: ComparedName) -> Judgement | None:
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


def _glossed(korean: ComparedName, latin: ComparedName) -> Judgement | None:
    """Whether words of the one are said in the other's language, and what is left sounds alike: 낙동강, Nakdong River."""
    if _conflict(korean, latin):
        return None
    for reading in english_readings(latin.name):
        for other in korean_readings(korean.name):
            told = reading.said == other.said and _is_said(other.left, reading.left, len(reading.said))
            if told or _is_untold(korean.name, other, reading):
                sure = other.left or korean.numbers or names_a_nation(other)
                context = None if sure else Context.DOUBTFUL
                return _judgement(korean, latin, context, ("says it in English", _GLOSSED))
    return None


def _is_untold(name: str, korean: Reading, english: Reading) -> bool:
    """Whether only the Korean name says that it is a mountain: 에베레스트산, Everest."""
    return (
        not english.said
        and is_untold(name, korean)
        and _reaches(sound(korean_parts(korean.left), latin_parts(english.left)), _limits().names.one_word)
    )


def _is_said(korean: str, latin: str, said: int) -> bool:
    if not (korean and latin):
        return korean == latin and said > 1
    return is_romanised(korean, latin, person=False) or _reaches(
        sound(korean_parts(korean), latin_parts(latin)), _limits().beside_words
    )


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
    if not one.is_korean:
        form = form_of(one, other)
        return _judgement(one, other, form.context, (form.reason, form.score)) if form else None
    if (
        one.numbers == other.numbers
        and one.respelled == other.respelled
        and _LATIN.findall(one.name) == _LATIN.findall(other.name)
        and len(one.respelled) >= _LEAST_LETTERS
    ):
        return _judgement(one, other, Context.KOREAN_SPELLING, ("is another spelling of it", _RESPELLED))
    return None


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
