"""Forms of one name in Latin letters: initials, short given names, words in another order, other spellings, letters."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from kg.identity.compared_name import ComparedName
from kg.identity.english_words import (
    content_words,
    core_words,
    given_names_meant,
    may_be_turned,
    name_parts,
    reign_of,
    skeleton,
    strict_words,
)
from kg.text.acronym import is_acronym_of

_PERSON, _ORGANISATION, _PLACE = "Person", "Organization", "Place"
_LEAST_LETTERS = 7
_LEAST_ACRONYM = 4
_LEAST_SKELETON = 5
_TWO = 2


class Context(StrEnum):
    """For which of the limits the sentences are compared."""

    ACROSS = "across"
    DOUBTFUL = "doubtful"
    SPELLING = "spelling"
    INITIALS = "initials"
    MIDDLE = "middle"
    NICKNAME = "nickname"
    SOUND = "sound"
    TURNED = "turned"
    KIND = "kind"
    ACRONYM = "acronym"
    KOREAN_SPELLING = "korean_spelling"


class Form(NamedTuple):
    """How two names are forms of one: surely, or if their sentences are alike enough for `context`."""

    context: Context | None
    reason: str
    score: float


def form_of(one: ComparedName, other: ComparedName) -> Form | None:
    """The likeliest form by which two names in Latin letters, whose types do not speak against it, are one."""
    return next(_forms(one, other), None)


def _forms(one: ComparedName, other: ComparedName) -> Iterator[Form]:
    if one.numbers == other.numbers:
        yield from _spelt_alike(one, other)
        if _may_be(_PERSON, one, other):
            if (reign := reign_of(one.name)) and reign == reign_of(other.name):
                yield Form(Context.TURNED, "has the same name and number as a ruler", 0.6)
            yield from _of_persons(name_parts(one.name), name_parts(other.name))
        if not _are(_PERSON, one, other):
            yield from _of_others(one, other)
    if not _may_be(_PERSON, one, other) or not one.is_typed or not other.is_typed:
        yield from _acronyms(one, other)


def _spelt_alike(one: ComparedName, other: ComparedName) -> Iterator[Form]:
    words, others = strict_words(one.name), strict_words(other.name)
    letters = len("".join(words))
    if words == others and len(words) >= _TWO and letters >= _LEAST_LETTERS:
        yield Form(None, "is another way to write it", 0.9)
    if "".join(words) == "".join(others) and letters >= _LEAST_ACRONYM:
        yield Form(None if letters >= _LEAST_LETTERS else Context.KIND, "has the same letters", 0.85)
    if letters < _LEAST_LETTERS or not _respelt_alike(one.name, other.name):
        return
    # Jean and Jeanne are two.
    if not _may_be(_PERSON, one, other) or _end(words[0]) == _end(others[0]):
        yield Form(Context.SPELLING, "is another spelling of it", 0.7)


def _respelt_alike(one: str, other: str) -> bool:
    """Whether they are spellings of one name, in which letters that stand alone do not differ."""
    letters = [[part for part in name_parts(each) if len(part) == 1] for each in (one, other)]
    return content_words(one) == content_words(other) and letters[0] == letters[1]


def _of_persons(parts: tuple[str, ...], others: tuple[str, ...]) -> Iterator[Form]:
    if min(len(parts), len(others)) < _TWO:
        return
    if parts == others:
        yield Form(None, "is another way to write it", 0.9)
    if sorted(parts) == sorted(others) and len(parts) == _TWO:
        yield Form(Context.TURNED, "has the same words in another order", 0.6)
    if parts[-1] == others[-1]:
        (first, *more), (other_first, *others_more) = parts[:-1], others[:-1]
        if _agree(first, other_first) and all(map(_agree, more, others_more)):
            if len(more) == len(others_more):
                yield Form(None if more else Context.INITIALS, "has the same initials and last name", 0.5)
            elif len(first) > 1 < len(other_first):
                yield Form(Context.MIDDLE, "leaves out a middle name", 0.5)
        if not more and not others_more and given_names_meant(first) & given_names_meant(other_first):
            yield Form(Context.NICKNAME, "has a short form of the given name", 0.5)
    if len(parts) == len(others) and _sound_alike(parts, others):
        yield Form(Context.SOUND, "sounds like it", 0.5)


def _agree(one: str, other: str) -> bool:
    """Whether they are one word, or one is the initial of the other."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) == 1 and longer.startswith(shorter))


def _sound_alike(parts: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether all words have the same consonants, the given names the same kind of end: Erik is no Erika."""
    skeletons = [[skeleton(part) for part in each] for each in (parts, others)]
    return (
        skeletons[0] == skeletons[1]
        and len("".join(skeletons[0])) >= _LEAST_SKELETON
        and _end(parts[0]) == _end(others[0])
        and min(len(part) for part in (*parts, *others)) > 1
    )


def _end(word: str) -> str:
    return {"a": "a", "e": "e", "i": "y", "y": "y"}.get(word[-1], "")


def _of_others(one: ComparedName, other: ComparedName) -> Iterator[Form]:
    words, others = strict_words(one.name), strict_words(other.name)
    if sorted(words) == sorted(others) and len(words) >= _TWO and may_be_turned(words):
        yield Form(Context.TURNED, "has the same words in another order", 0.6)
    if core_words(one.name) == core_words(other.name) and not _are(_PLACE, one, other):
        core = core_words(one.name)
        sure = len(core) >= _TWO and one.family == other.family == _ORGANISATION
        if core and len("".join(core)) >= _LEAST_ACRONYM:
            yield Form(None if sure else Context.KIND, "has no word for the kind of body", 0.6)


def _acronyms(one: ComparedName, other: ComparedName) -> Iterator[Form]:
    short, long = sorted((one.name, other.name), key=len)
    letters = sum(map(str.isalpha, short))
    if letters >= _LEAST_ACRONYM and is_acronym_of(short, long):
        yield Form(Context.ACRONYM, "has the initials of its words", 0.6)


def _may_be(family: str, one: ComparedName, other: ComparedName) -> bool:
    return all(each.family == family or not each.is_typed for each in (one, other))


def _are(family: str, one: ComparedName, other: ComparedName) -> bool:
    return family in {one.family, other.family}
