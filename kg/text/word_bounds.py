"""Where words begin and end, in scripts with spaces, in Korean with its particles, and in scripts without bounds."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from kg.text.hangul import HANGUL

_CharacterClass = Literal["letter", "digit", "hangul", "none"]

# Scripts that write words without spaces: a name may begin and end anywhere in them.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
)

# Case particles, auxiliary particles and forms of the copula, after an optional plural or title.
_PARTICLE = (
    "에게서|에게|에서|에|께서|께|한테서|한테|으로부터|로부터|으로서|로서|으로써|로써|으로|로|부터|까지|처럼|만큼|보다|마다|조차|마저"
    "|밖에|이라도|라도|이라고|라고|이라는|라는|이라|라|이란|란|이나|나|이나마|이든|든|이랑|랑|하고|와|과|은|는|이|가|을|를|의|도|만|뿐|및"
    "|이었[가-힣]*|였[가-힣]*|이다|입니다|이며|며|이고|고|이자|이지만|지만|인데|인|일|이던"
)
_PARTICLES = re.compile(rf"(?:들|님|씨)?(?:{_PARTICLE}){{0,3}}")
_PARTICLES_THEN_BOUND = re.compile(rf"{_PARTICLES.pattern}(?![가-힣])")


def is_hangul(letter: str) -> bool:
    """Whether the character is a Hangul syllable or letter."""
    return HANGUL.match(letter) is not None


def starts_word(text: str, start: int) -> bool:
    """Whether no word of the text runs across `start`."""
    if start == 0 or start >= len(text):
        return True
    before, first = _class_of(text[start - 1]), _class_of(text[start])
    if "none" in {before, first}:
        return True
    return (before == "hangul") != (first == "hangul")


def ends_word(text: str, end: int) -> bool:
    """Whether a word of the text ends at `end`, or only Korean particles are between `end` and its end."""
    if end == 0 or end >= len(text):
        return True
    last, after = _class_of(text[end - 1]), _class_of(text[end])
    if "none" in {last, after}:
        return True
    if after == "hangul":
        # A number is followed by a counter (1443년), so the change of script is the bound.
        return last == "digit" or _PARTICLES_THEN_BOUND.match(text, end) is not None
    return last == "hangul"


def with_particle(word: str, bare: str) -> bool:
    """Whether `word` is the Korean word `bare` with particles."""
    if not word.startswith(bare) or not is_hangul(word[-1]):
        return False
    return _PARTICLES.fullmatch(word, len(bare)) is not None


@lru_cache(maxsize=4096)
def _class_of(letter: str) -> _CharacterClass:
    if _UNSPACED.match(letter):
        return "none"
    if is_hangul(letter):
        return "hangul"
    if letter.isnumeric():
        return "digit"
    marks_or_letter = letter.isalpha() or unicodedata.category(letter).startswith("M")
    return "letter" if marks_or_letter else "none"
