"""The letters of Korean."""

import re

HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
"""A syllable or a letter (Unicode blocks Hangul Syllables and the four of Jamo)."""
_LATIN = re.compile("[A-Za-z]")
_HANJA = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
HANGUL_SYLLABLE = re.compile("[가-힣]")
"""A whole syllable, for judging what an encoding was: the Japanese of EUC-JP reads as lone letters in Korean CP949."""


def is_hanja(text: str) -> bool:
    """Whether the text is of Chinese characters alone."""
    return _HANJA.fullmatch(text) is not None


def has_hangul(text: str) -> bool:
    """Whether a letter of the text is Korean."""
    return HANGUL.search(text) is not None


def is_korean_alone(text: str) -> bool:
    """Whether the text has Korean letters and no Latin ones."""
    return has_hangul(text) and _LATIN.search(text) is None
