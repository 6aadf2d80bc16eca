"""Names as letters that sound: small Latin letters, and the letters of Korean syllables."""

import re
import unicodedata
from functools import lru_cache

from kg.text.name_key import fold_accents

_NOT_LATIN = re.compile("[^a-z]")
_SILENT_INITIAL = "\u110b"
_NOT_KOREAN = re.compile("[^\u1100-\u11ff]")
_LATIN_GAP = re.compile(r"[\s\-‐‑·/]+")
_KOREAN_GAP = re.compile(r"[\s\-·]+")


@lru_cache(maxsize=50_000)
def latin_letters(word: str) -> str:
    """The word in small letters without accents, marks and other scripts."""
    return _NOT_LATIN.sub("", fold_accents(word.casefold()))


@lru_cache(maxsize=50_000)
def korean_letters(word: str) -> str:
    """Consonants and vowels of the syllables, final consonants apart from others; without the silent ㅇ."""
    return _NOT_KOREAN.sub("", unicodedata.normalize("NFD", word).replace(_SILENT_INITIAL, ""))


def latin_parts(name: str) -> tuple[str, ...]:
    """The letters of each word."""
    return tuple(letters for word in _LATIN_GAP.split(name) if (letters := latin_letters(word)))


def korean_parts(name: str) -> tuple[str, ...]:
    """The letters of each word in Hangul."""
    return tuple(letters for word in _KOREAN_GAP.split(name) if (letters := korean_letters(word)))
