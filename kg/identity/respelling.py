"""What spellings of one name in one script share: Käthe Müller and Kaethe Mueller, 도스토옙스키 and 도스토예프스키."""

import re
from functools import lru_cache

from kg.identity.letters import korean_letters, latin_letters
from kg.text.hangul import has_hangul

_SPACE = re.compile(r"[\s\-‐‑·/]+")
_LATIN = (
    (re.compile("sch|sh"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("ck|c(?![eiyh])|q"), "k"),
    (re.compile("[aou]e"), lambda match: match[0][0]),
    (re.compile("y|ij|ie|j(?=[aou])"), "i"),
    (re.compile("w"), "v"),
    (re.compile("(?<=.)e$"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
# Strong and breathed consonants as plain ones, a consonant below a syllable as one with ㅡ behind it.
_PLAIN = str.maketrans(
    {
        **dict(zip("\u1101\u1104\u1108\u110a\u110d", "\u1100\u1103\u1107\u1109\u110c", strict=True)),
        **dict(zip("\u110f\u1110\u1111\u110e", "\u1100\u1103\u1107\u110c", strict=True)),
        **dict(
            zip(
                "\u11a8\u11ab\u11ae\u11af\u11b7\u11b8\u11ba",
                "\u1100\u1102\u1103\u1105\u1106\u1107\u1109",
                strict=True,
            )
        ),
        "\u1162": "\u1166",
        "\u1168": "\u1166",
        "\u1164": "\u1166",
        "\u1173": None,
    }
)
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def respelled(name: str) -> str:
    """The letters that spellings of the name share, a space between words."""
    respell = _korean if has_hangul(name) else _latin
    return " ".join(filter(None, map(respell, _SPACE.split(name))))


def _korean(word: str) -> str:
    return _DOUBLED.sub(r"\1", korean_letters(word).translate(_PLAIN))


def _latin(word: str) -> str:
    letters = latin_letters(word)
    for pattern, plain in _LATIN:
        letters = pattern.sub(plain, letters)
    return letters
