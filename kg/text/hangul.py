"""The letters of Korean."""

import re

HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
"""A syllable or a letter (Unicode blocks Hangul Syllables and the four of Jamo)."""
HANGUL_SYLLABLE = re.compile("[가-힣]")
"""A whole syllable, for judging what an encoding was: the Japanese of EUC-JP reads as lone letters in Korean CP949."""


def has_hangul(text: str) -> bool:
    """Whether a letter of the text is Korean."""
    return HANGUL.search(text) is not None
