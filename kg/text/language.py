"""Which language a text is written in."""

import re

import py3langid

from kg.text.hangul import HANGUL
from kg.text.word_lists import words
from schemas.document import Language

_SAMPLE_CHARS = 20_000
_HANGUL_SHARE = 0.2
_LATIN_SHARE = 0.5
_MIN_FOREIGN = 3
_ENGLISH_SHARE = 0.12
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_ENGLISH = words(
    "the of and to in is was for on with as by at from that it its his her he she are were be been has had have "
    "this which who not or but they their an when where what after into also during than"
)
# German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish and Vietnamese, without what is English too.
_FOREIGN = words(
    "der das und den von zu mit ist im für auf dem nicht ein eine als auch sich wurde des le la les un une et du "
    "dans est pour que qui sur par plus avec el los las una y del se por con su fue como más il di che è della per "
    "gli nel sono o os um uma em para da do dos foi não het een van en op te zijn werd voor och att som av är på "
    "i w na się z jest que và của"
)


def detect_language(text: str) -> Language:
    """Language of the text, judged by its script, a model of letter sequences and its commonest words.

    The model takes short English sentences full of foreign names for other languages, so it is believed only where
    common English words are few; bare names and a few words without a clue are English. Text counts as Korean when a
    fifth of its letters are Hangul, since Korean prose is full of Latin names.
    """
    sample = text[:_SAMPLE_CHARS]
    letters = sum(character.isalpha() for character in sample)
    if not letters:
        return "other"
    if len(HANGUL.findall(sample)) >= _HANGUL_SHARE * letters:
        return "ko"
    if len(_LATIN.findall(sample)) < _LATIN_SHARE * letters:
        return "other"
    return "en" if _is_english(sample) else "other"


def _is_english(text: str) -> bool:
    words = _WORD.findall(text)
    plain = [word for word in words if word.islower()]
    english = sum(word.casefold() in _ENGLISH for word in words)
    foreign = [word for word in map(str.casefold, words) if word in _FOREIGN]
    if len(foreign) > english and len(set(foreign)) >= _MIN_FOREIGN:
        return False
    if len(plain) < _MIN_FOREIGN or english > max(len(foreign), _ENGLISH_SHARE * len(words)):
        return True
    language, _ = py3langid.classify(text)
    return bool(language == "en")
