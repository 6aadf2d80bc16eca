"""Whether a name in Latin letters is how a Korean name is written in them: "Choi Eun-hee", 최은희."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated

from pydantic import BeforeValidator

from kg.identity.letters import latin_parts
from kg.text.word_lists import words
from kg.text.yaml_files import load_yaml
from schemas.value import Value

_PERSON_SYLLABLES = range(2, 5)
_SHORT = range(2, 7)
_FIRST = 0xAC00
_VOWELS, _FINALS = 21, 28
_INITIAL_LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWEL_LETTERS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINAL_LETTERS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def _spellings(text: str) -> tuple[str, ...]:
    return tuple(text.split(" ")) if text else ("",)


Spellings = Annotated[tuple[str, ...], BeforeValidator(_spellings)]


class _OfPersons(Value):
    vowels: Mapping[str, Spellings]
    syllables: Mapping[str, Spellings]


class _Romanisation(Value):
    """What romanisation.yaml lists."""

    initials: Mapping[str, Spellings]
    vowels: Mapping[str, Spellings]
    finals: Mapping[str, Spellings]
    persons: _OfPersons
    families: Annotated[frozenset[str], BeforeValidator(words)]


def is_korean_persons(name: str) -> bool:
    """Whether the name reads as a Korean person's: a family name and a given one, in one word."""
    return len(name) in _PERSON_SYLLABLES and _is_hangul(name) and name[0] in _tables().families


def shares_family(name: str, latin: str) -> bool:
    """Whether the first or last Latin word is how the family name of a Korean person is written."""
    family = _pattern(name[0], person=True)
    parts = latin_parts(latin)
    return len(parts) > 1 and family is not None and any(map(family.fullmatch, (parts[0], parts[-1])))


def may_be_romanised(name: str, latin: str) -> bool:
    """Whether the Latin letters spell as many Korean syllables as a short name in Hangul has, whichever these are."""
    return (
        len(name) in _SHORT
        and _is_hangul(name)
        and bool(_any_syllables(len(name)).fullmatch("".join(latin_parts(latin))))
    )


def is_romanised(name: str, latin: str, *, person: bool) -> bool:
    """Whether the Latin letters spell the Korean syllables, the family name first or last where it is a person's."""
    parts = latin_parts(latin)
    pattern = _pattern(name, person=person)
    if pattern is None or not parts:
        return False
    joined = "".join(parts)
    turned = "".join((*parts[-1:], *parts[:-1]))
    return any(pattern.fullmatch(one) for one in ((joined, turned) if person else (joined,)))


@lru_cache(maxsize=100_000)
def syllables_spelt(letters: str) -> tuple[int, ...]:
    """How many syllables of a Korean name, a person's or a short one, the Latin letters can spell: 2 to 4, often none."""
    if not _any_persons_syllables(_PERSON_SYLLABLES.start, _PERSON_SYLLABLES.stop - 1).fullmatch(letters):
        return ()
    return tuple(
        count
        for count in _PERSON_SYLLABLES
        if _any_persons_syllables(count, count).fullmatch(letters) or _any_syllables(count).fullmatch(letters)
    )


@lru_cache(maxsize=20_000)
def _pattern(name: str, *, person: bool) -> re.Pattern[str] | None:
    joined = name.replace(" ", "")
    if not _is_hangul(joined):
        return None
    return re.compile("".join(f"(?:{'|'.join(_of_syllable(one, person=person))})" for one in joined))


@cache
def _any_syllables(count: int) -> re.Pattern[str]:
    tables = (_tables().initials, _tables().vowels, _tables().finals)
    letters = ["|".join(sorted({one for some in table.values() for one in some})) for table in tables]
    return re.compile(f"(?:(?:{letters[0]})(?:{letters[1]})(?:{letters[2]}|)){{{count}}}")


@cache
def _any_persons_syllables(least: int, most: int) -> re.Pattern[str]:
    """So many syllables, each written officially or as persons write it."""
    tables = _tables()
    vowels = [
        one for table in (tables.vowels, tables.persons.vowels) for some in table.values() for one in some
    ]
    kinds = (
        [one for some in tables.initials.values() for one in some],
        vowels,
        ["", *(one for some in tables.finals.values() for one in some)],
    )
    syllable = "".join(f"(?:{'|'.join(sorted(set(kind), key=len, reverse=True))})" for kind in kinds)
    special = [one for some in tables.persons.syllables.values() for one in some]
    return re.compile(f"(?:{syllable}|{'|'.join(special)}){{{least},{most}}}")


@cache
def _of_syllable(syllable: str, *, person: bool) -> tuple[str, ...]:
    code = ord(syllable) - _FIRST
    initial = _INITIAL_LETTERS[code // (_VOWELS * _FINALS)]
    vowel = _VOWEL_LETTERS[code // _FINALS % _VOWELS]
    final = _FINAL_LETTERS[code % _FINALS]
    vowels = [*_tables().vowels[vowel], *(_tables().persons.vowels.get(vowel, ()) if person else ())]
    special = _tables().persons.syllables.get(syllable, ()) if person else ()
    return (*special, *_joined(_tables().initials[initial], vowels, _tables().finals.get(final, ("",))))


def _joined(*letters: tuple[str, ...] | list[str]) -> Iterator[str]:
    for initial in letters[0]:
        for vowel in letters[1]:
            for final in letters[2]:
                yield initial + vowel + final


def _is_hangul(name: str) -> bool:
    return bool(name) and all("가" <= letter <= "힣" for letter in unicodedata.normalize("NFC", name))


@cache
def _tables() -> _Romanisation:
    content = files("kg.identity").joinpath("romanisation.yaml").read_text("utf-8")
    return _Romanisation.model_validate(load_yaml(content))
