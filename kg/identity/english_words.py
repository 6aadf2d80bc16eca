"""The words of a name in Latin letters, as far as forms of one name share them."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated

from pydantic import BeforeValidator

from kg.identity.letters import latin_letters
from kg.identity.respelling import respelled
from kg.text.word_lists import words
from kg.text.yaml_files import load_yaml
from schemas.value import Value

Words = Annotated[frozenset[str], BeforeValidator(words)]
_GAP = re.compile(r"[\s,;:/()\"“”·–—-]+")
_ROMAN = re.compile(r"[IVX]+")
_INITIALS = re.compile(r"(?:[A-Z]\.)+|[A-Z]")
_RULER = re.compile(
    r"(?:(?:King|Queen|Pope|Emperor|Empress|Tsar|Sultan|Shah|Prince|Duke) )?(?P<name>[A-Z]\w+(?: [A-Z]\w+)? [IVX]+)"
    r"(?: of (?:the )?[A-Z][\w ]+)?"
)
_CLASSES = {
    letter: kind
    for kind, some in {
        "t": "dt",
        "k": "kgcqx",
        "b": "bpfvw",
        "m": "m",
        "n": "n",
        "l": "l",
        "r": "r",
        "s": "sz",
        "j": "j",
    }.items()
    for letter in some
}
_SOFT = (
    (re.compile("tch|ch"), "j"),
    (re.compile("sch|sh"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("kh|gh|qu|ck"), "k"),
    (re.compile("dh|th"), "t"),
    (re.compile("c(?=[eiy])"), "s"),
)
_DOUBLED = re.compile(r"(.)\1+")


class _NameWords(Value):
    """What name_words.yaml lists."""

    minor: Words
    nicknames: Mapping[str, Words]
    of_bodies: Words
    of_clubs: Words
    spellings: Mapping[str, str]
    not_turned: Words


@lru_cache(maxsize=50_000)
def content_words(name: str) -> tuple[str, ...]:
    """The words that tell, in one spelling and in the order of the name, without little words and numbers."""
    return tuple(map(respelled, strict_words(name)))


@lru_cache(maxsize=50_000)
def strict_words(name: str) -> tuple[str, ...]:
    """The same, spelt as they are but for what two countries write in two ways."""
    return tuple(
        _one_spelling(word)
        for part in _GAP.split(name)
        if (word := latin_letters(part)) and word not in _listed().minor and not _ROMAN.fullmatch(part)
    )


@lru_cache(maxsize=50_000)
def core_words(name: str) -> tuple[str, ...]:
    """The same without what says only that it is a company or a club."""
    plain = tuple(
        part
        for part in _GAP.split(name)
        if latin_letters(part) not in _listed().of_bodies | _listed().of_clubs
    )
    return strict_words(" ".join(plain))


@lru_cache(maxsize=50_000)
def name_parts(name: str) -> tuple[str, ...]:
    """The words of a person's name, initials one by one ("j"), the family name last where a comma says so."""
    family, comma, given = name.partition(", ")
    ordered = f"{given} {family}" if comma and given and " " not in family else name
    found: list[str] = []
    for part in _GAP.split(ordered):
        letters = latin_letters(part)
        if letters:
            found += letters if _INITIALS.fullmatch(part) else [letters]
    return tuple(found)


@lru_cache(maxsize=50_000)
def given_names_meant(word: str) -> frozenset[str]:
    """The full given names that the word may be short for, and itself."""
    return frozenset({word, *(full for full, short in _listed().nicknames.items() if word in short)})


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The consonants of the word in the classes that spellings of one sound share."""
    for pattern, sound in _SOFT:
        word = pattern.sub(sound, word)
    return _DOUBLED.sub(r"\1", "".join(_CLASSES.get(letter, "") for letter in word))


def reign_of(name: str) -> str | None:
    """The name and number of a ruler, who has one: "King George VI", "George VI of the United Kingdom"."""
    found = _RULER.fullmatch(name)
    return found["name"].lower() if found else None


def may_be_turned(parts: tuple[str, ...]) -> bool:
    """Whether the words in another order are the same thing's: no university's and so on."""
    return not _listed().not_turned.intersection(parts)


def _one_spelling(word: str) -> str:
    singular = word.removesuffix("s")
    known = _listed().spellings
    return known.get(word) or (f"{known[singular]}s" if singular in known else word)


@cache
def _listed() -> _NameWords:
    return _NameWords.model_validate(
        load_yaml(files("kg.identity").joinpath("name_words.yaml").read_text("utf-8"))
    )
