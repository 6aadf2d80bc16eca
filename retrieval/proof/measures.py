"""Numbers and dates of a text in one form: "thirty-six" 36, "1.5 kilometres" 1500 m, "the fifth of March 1920" 1920-03-05."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.text.dates import YEAR_IN_TEXT
from retrieval.proof.numerals import NUMERALS, korean_value, numeral_value
from retrieval.proof.reading import Kind, Word

_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]}|\.)?" if len(name) > 4 else name for name in _MONTH_NAMES)
_MONTH = rf"(?:sept\.?|{_MONTH})"
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
            "twenty-second",
            "twenty-third",
            "twenty-fourth",
            "twenty-fifth",
            "twenty-sixth",
            "twenty-seventh",
            "twenty-eighth",
            "twenty-ninth",
            "thirtieth",
            "thirty-first",
        ],
        start=1,
    )
}
_DAY = rf"(?P<day>\d{{1,2}}(?:[snrt][tdh])?|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_YEAR = rf"(?P<year>{YEAR_IN_TEXT})"
_NAMED = rf"(?P<month>{_MONTH})"
_DATES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:the )?{_DAY}(?: of)? {_NAMED}\b(?:,? {_YEAR}\b)?",
        rf"\b{_NAMED} (?:the )?{_DAY}\b(?!,\d)(?:,? {_YEAR}\b)?",
        rf"\b{_NAMED},?(?: of)? {_YEAR}\b",
        rf"(?<!\d){_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
        rf"\b{_YEAR}\. ?(?P<month>\d{{1,2}})\. ?(?:(?P<day>\d{{1,2}})\.?)?",
        rf"{_YEAR}년(?: ?(?P<month>\d{{1,2}})월(?: ?(?P<day>\d{{1,2}})일)?)?",
        r"(?P<month>\d{1,2})월(?: ?(?P<day>\d{1,2})일)?",
        rf"(?<![\d.,$€£]){_YEAR}(?![\d%]|[,.]\d)",
        rf"\b(?P<month>{'|'.join(name for name in _MONTH_NAMES if name not in {'may', 'march'})})\b",
        r"(?<=[a-z] )(?P<month>(?-i:May|March))\b",
    )
)
_CENTURY = re.compile(
    rf"\b(?:(?P<number>\d{{1,2}})(?:[snrt][tdh])|(?P<ordinal>{'|'.join(_ORDINALS)}))[ -]century\b|(?<!\d)(?P<korean>\d{{1,2}})세기",
    re.IGNORECASE,
)
_DECADE = re.compile(r"(?<!\d)(\d{3})0(?:['’]?s\b|년대)")
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_KOREAN_SCALES = {"백": 2, "천": 3, "만": 4, "백만": 6, "천만": 7, "억": 8, "조": 12}
_UNITS: dict[str, tuple[str, str]] = {
    word: (unit, factor)
    for names, unit, factor in (
        ("km kilometre kilometres kilometer kilometers 킬로미터", "m", "1000"),
        ("m metre metres meter meters 미터", "m", "1"),
        ("cm centimetre centimetres centimeter centimeters 센티미터", "m", "0.01"),
        ("mm millimetre millimetres millimeter millimeters 밀리미터", "m", "0.001"),
        ("kg kilo kilos kilogram kilograms kilogramme kilogrammes 킬로그램", "g", "1000"),
        ("g gram grams gramme grammes 그램", "g", "1"),
        ("t tonne tonnes ton tons 톤", "g", "1000000"),
        ("l litre litres liter liters 리터", "l", "1"),
        ("ml millilitre millilitres milliliter milliliters 밀리리터", "l", "0.001"),
        ("% percent 퍼센트 프로", "%", "1"),
        ("hour hours 시간", "h", "1"),
        ("minute minutes 분", "min", "1"),
        ("dozen", "", "12"),
    )
    for word in names.split()
}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!no )(?<!any )\b(?:{NUMERALS})(?:[ -](?:and )?(?:{NUMERALS}))*\b)"
    rf"(?: ?(?P<scale>{'|'.join(_SCALES)}|{'|'.join(sorted(_KOREAN_SCALES, key=len, reverse=True))}))?"
    rf"(?:[ -]?(?P<unit>{_UNIT}|per cent)(?![a-z]))?",
    re.IGNORECASE,
)
_HALF = re.compile(r"\bhalf\b(?= (?:of|the|its|their|all))|절반", re.IGNORECASE)
_KOREAN_COUNTED = re.compile(
    r"(?<![가-힣])(?P<number>(?:열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔)?(?:하나|한|둘|두|셋|세|석|서|넷|네|넉|다섯|여섯|일곱|여덟|아홉)?)"
    r"(?= ?(?:명|사람|개|마리|권|대|번|채|살|곳|가지|달|시간|척|그루|장|편|곡|잔|송이|켤레|벌|차례|배|군데|점|층|자루|해|쪽|팀|건|분의|분[이은을가]))"
)


@dataclass(frozen=True)
class Measure:
    """A number or a date at its place in the text."""

    start: int
    end: int
    word: Word


def located_measures(text: str) -> list[Measure]:
    """The numbers and dates of the text, in order, none within another."""
    found: list[Measure] = []
    for measure in (*_spans_of_years(text), *_dates(text), *_halves(text), *_numbers(text), *_korean(text)):
        if not any(one.start < measure.end and measure.start < one.end for one in found):
            found.append(measure)
    return sorted(found, key=lambda one: one.start)


def _spans_of_years(text: str) -> Iterator[Measure]:
    """Centuries and decades: "18*" for the 19th century, "193*" for the 1930s."""
    for match in _CENTURY.finditer(text):
        written = match["number"] or match["korean"]
        number = int(written) if written else _ORDINALS[match["ordinal"].casefold()]
        yield Measure(match.start(), match.end(), Word(f"{number - 1:02}*", Kind.DATE))
    for match in _DECADE.finditer(text):
        yield Measure(match.start(), match.end(), Word(f"{match[1]}*", Kind.DATE))


def _dates(text: str) -> Iterator[Measure]:
    for form in _DATES:
        for match in form.finditer(text):
            parts = match.groupdict()
            month = _month(parts.get("month"))
            year, day = parts.get("year"), _day(parts.get("day"))
            value = "-".join(
                part for part in (year or ("" if month else None), month, day) if part is not None
            )
            yield Measure(match.start(), match.end(), Word(value, Kind.DATE))


def _month(text: str | None) -> str | None:
    if text is None:
        return None
    if text.isdigit():
        return f"{int(text):02}"
    return f"{[name[:3] for name in _MONTH_NAMES].index(text[:3].casefold()) + 1:02}"


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    plain = text.casefold()
    return f"{_ORDINALS.get(plain) or int(re.sub('[^0-9]', '', plain)):02}"


def _halves(text: str) -> Iterator[Measure]:
    for match in _HALF.finditer(text):
        yield Measure(match.start(), match.end(), Word("50 %", Kind.NUMBER))


def _numbers(text: str) -> Iterator[Measure]:
    for match in _NUMBER.finditer(text):
        digits = match["number"].replace(",", "")
        value = Decimal(digits) if digits[0].isdigit() else numeral_value(digits)
        if value is None:
            continue
        scale = (match["scale"] or "").casefold()
        value = value.scaleb(_SCALES.get(scale, _KOREAN_SCALES.get(scale, 0)))
        unit, factor = _UNITS.get((match["unit"] or "").casefold().replace("per cent", "percent"), ("", "1"))
        yield Measure(match.start(), match.end(), Word(_written(value * Decimal(factor), unit), Kind.NUMBER))


def _korean(text: str) -> Iterator[Measure]:
    for match in _KOREAN_COUNTED.finditer(text):
        if match["number"]:
            value = Decimal(korean_value(match["number"]))
            yield Measure(match.start(), match.end(), Word(_written(value, ""), Kind.NUMBER))


def _written(value: Decimal, unit: str) -> str:
    return f"{value.normalize():f} {unit}".rstrip()
