"""Numbers in words with their unit, English and Korean."""

import re
from decimal import Decimal
from functools import lru_cache

_SCALES = {
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "만": 4,
    "억": 8,
    "조": 12,
    "백만": 6,
    "천만": 7,
}
_UNITS = {
    "km": "km kilometre kilometres kilometer kilometers 킬로미터",
    "m": "m metre metres meter meters 미터",
    "cm": "cm centimetre centimetres centimeter centimeters 센티미터",
    "mi": "mi mile miles 마일",
    "ft": "ft foot feet 피트",
    "km2": "km2 km² ㎢ square-kilometres square-kilometers square-kilometre square-kilometer 제곱킬로미터",
    "m2": "m2 m² ㎡ square-metres square-meters 제곱미터",
    "ha": "ha hectare hectares 헥타르",
    "kg": "kg kilogram kilograms kilogramme kilogrammes 킬로그램",
    "t": "t tonne tonnes ton tons 톤",
    "%": "% percent per-cent 퍼센트 프로",
    "person": "people person persons inhabitants residents 명 인 사람",
    "USD": "$ us$ usd dollar dollars us-dollars 달러",
    "EUR": "€ eur euro euros 유로",
    "GBP": "£ gbp pound pounds 파운드",
    "KRW": "₩ krw won 원",
    "JPY": "¥ jpy yen 엔",
}
_UNIT_OF = {word.replace("-", " "): unit for unit, words in _UNITS.items() for word in words.split()}
_CURRENCY = r"(?P<before>us\$|[$€£₩¥])?\s?"
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE = r"(?:\s?(?P<scale>" + "|".join(sorted(_SCALES, key=len, reverse=True)) + r"))?"
_QUANTITY = re.compile(rf"{_CURRENCY}{_NUMBER}{_SCALE}(?:\s?(?P<unit>[^\d\s][^\d]*[²2]?))?")
_MAX_CHARS = 60


@lru_cache(maxsize=20_000)
def normal_quantity(words: str) -> str | None:
    """Value and unit, such as "2500000 USD", "12.5 km" or "47"; None where the words are no number with a known unit."""
    if len(words) > _MAX_CHARS:
        return None
    found = _QUANTITY.fullmatch(" ".join(words.casefold().split()))
    if found is None or (found["before"] and found["unit"]):
        return None
    unit = (found["before"] or found["unit"] or "").strip()
    if unit and unit not in _UNIT_OF:
        return None
    value = Decimal(found["number"].replace(",", "")).scaleb(_SCALES.get(found["scale"] or "", 0))
    return f"{value.normalize():f} {_UNIT_OF.get(unit, '')}".rstrip()


def same_unit(word: str, other: str) -> bool:
    """Whether the two words are one unit: "kg" and "kilograms", 명 and 사람."""
    unit = _UNIT_OF.get(word.casefold())
    return unit is not None and unit == _UNIT_OF.get(other.casefold())
