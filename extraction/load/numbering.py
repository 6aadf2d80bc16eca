"""Numbers of lists and headings, as word processors and browsers write them."""

from collections.abc import Callable

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST_ROMAN = 3_999


def roman_number(number: int) -> str:
    """The number in Roman figures, in capitals; in Arabic ones where there is none."""
    if not 1 <= number <= _MOST_ROMAN:
        return str(number)
    parts = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)


def letter_number(number: int) -> str:
    """The number as small letters: a to z, then aa, bb and so on, as word processors count."""
    if number < 1:
        return str(number)
    round_, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (round_ + 1)


def in_format(number: int, kind: str) -> str:
    """The number in a format of Office Open XML (`ST_NumberFormat`); in Arabic figures where it is not known."""
    form = _FORMATS.get(kind)
    return form(number) if form else str(number)


def _from(characters: str) -> Callable[[int], str]:
    """A format whose numbers are these characters, one after the other."""
    return lambda number: characters[number - 1] if 1 <= number <= len(characters) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letter_number,
    "upperLetter": lambda number: letter_number(number).upper(),
    "lowerRoman": lambda number: roman_number(number).lower(),
    "upperRoman": roman_number,
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "ganada": _from("가나다라마바사아자차카타파하"),
    "chosung": _from("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "koreanCounting": _from("일이삼사오육칠팔구십"),
    "koreanDigital": _from("일이삼사오육칠팔구"),
    "ideographDigital": _from("一二三四五六七八九"),
    "chineseCounting": _from("一二三四五六七八九十"),
    "none": lambda _number: "",
}
