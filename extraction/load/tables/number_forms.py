"""Forms of numbers of spreadsheets: the code of ECMA-376, part 1, 18.8.30, which older files have too."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

Shown = Mapping[tuple[int, int], str]
"""What is shown in cells, by row and column, which count from 0."""

_PERCENT_FORMS = {"9": "0%", "10": "0.00%"}
_DATE_FORMS = frozenset(map(str, (*range(14, 18), 22)))
_FIRST_DAY = dt.datetime(1899, 12, 30)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_EXPONENT = re.compile(r"[Ee][+-]0+")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].')
_DIGITS = re.compile(r"[0#?](?:[0#?,. ]*[0#?])?")
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_DECIMALS = re.compile(r"\.([0#?]+)")
_UNIT_CHARS = 12


def form_of(number: str, own: Mapping[str, str]) -> str:
    """The form with this number, of the file's own ones or of those that all have; nothing where it shows no unit and no date."""
    return own.get(number) or _PERCENT_FORMS.get(number) or ("yyyy-mm-dd" if number in _DATE_FORMS else "")


def shown_in_form(value: str, form: str) -> str | None:
    """The number as a form of Excel's shows it; None where the number alone says as much."""
    try:
        return _in_form(Decimal(value), form)
    except InvalidOperation:  # it is no number, or one with more digits than anybody shows
        return None


def has_unit(words: str) -> bool:
    """Whether there are letters or a sign of money among the words."""
    return any(sign.isalpha() or sign in "$€£¥₩" for sign in words)


def _in_form(number: Decimal, form: str) -> str | None:
    positive = _CURRENCY.sub(lambda found: f'"{found[1]}"', form.partition(";")[0])
    positive = _EXPONENT.sub("", _IN_BRACKETS.sub("", positive))
    bare = _LITERAL.sub("", positive)
    if _DATE_LETTERS.search(bare):
        return _day(number) if number < 0 else None
    digits = _DIGITS.search(bare)
    if digits is None:
        return None
    if "%" in bare:
        return f"{_rounded(number * 100, bare)}%"
    before, after = _units(positive)
    plain = _plain(number)
    # A number such as 007 is a name.
    places = digits[0].count("0") if digits[0].isdecimal() else 0
    padded = plain.zfill(places)
    return f"{before}{padded}{after}" if before or after or padded != plain else None


def _units(form: str) -> tuple[str, str]:
    """The words and signs before and behind the digits."""
    written = _LITERAL.sub(lambda found: (found[1] or found[2] or "").translate(_NO_DIGITS), form)
    digits = _DIGITS.search(written)
    if digits is None:
        return "", ""
    before, after = written[: digits.start()], written[digits.end() :]
    units = [unit if has_unit(unit) else "" for unit in (before, after)]
    return units[0].lstrip()[:_UNIT_CHARS], units[1].rstrip()[:_UNIT_CHARS]


_NO_DIGITS = str.maketrans("", "", "0#?")


def _rounded(number: Decimal, form: str) -> str:
    decimals = _DECIMALS.search(form)
    places = Decimal(1).scaleb(-len(decimals[1])) if decimals else Decimal(1)
    return f"{number.quantize(places, ROUND_HALF_UP):f}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _day(number: Decimal) -> str | None:
    try:
        moment = _FIRST_DAY + dt.timedelta(days=float(number))
    except (OverflowError, ValueError):
        return None
    return moment.isoformat(" ", timespec="seconds").removesuffix(" 00:00:00")
