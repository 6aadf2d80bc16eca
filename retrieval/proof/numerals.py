"""Numbers written in words."""

from decimal import Decimal

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
NUMERALS = "|".join(sorted([*_VALUES, *_SCALES], key=len, reverse=True))
"""Pattern of one word of an English number."""
_KOREAN_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_KOREAN_ONES = {
    word: number
    for number, forms in enumerate(
        ("하나 한", "둘 두", "셋 세 석 서", "넷 네 넉", "다섯", "여섯", "일곱", "여덟", "아홉"), start=1
    )
    for word in forms.split()
}


def numeral_value(words: str) -> Decimal | None:
    """The value of English number words ("two hundred and five"); None where they are not one number."""
    total = current = 0
    for word in words.casefold().replace("-", " ").replace(" and ", " ").split():
        if word in _VALUES:
            current += _VALUES[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
        else:
            return None
    return Decimal(total + current)


def korean_value(word: str) -> int:
    """The value of a native Korean number up to 99 in the form before a counter (스물네)."""
    tens = next((ten for ten in _KOREAN_TENS if word.startswith(ten)), "")
    return _KOREAN_TENS.get(tens, 0) + _KOREAN_ONES.get(word[len(tens) :], 0)
