"""Names in Hangul of which words are said in English: 낙동강 and Nakdong River, 프랑스 혁명 and French Revolution."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from kg.identity.english_words import strict_words
from kg.text.yaml_files import load_yaml

_NUMBER = re.compile(r"제? ?\d+ ?(?:차|회|대|호|번|편|년|세)?")
_GAP = re.compile(r"[\s\-·]+")
_UNTOLD = ("산맥", "산")
_LEAST_UNTOLD = 2
_NATIONS = frozenset(
    [
        "american",
        "british",
        "chinese",
        "europe",
        "french",
        "german",
        "italian",
        "japanese",
        "korean",
        "roman",
        "russian",
        "soviet",
    ]
)
_LONGEST = 5
_MOST_SYLLABLES = 16
_MOST_READINGS = 40


class Reading(NamedTuple):
    """What of a name is said in words of both languages, by the first English word of each, and the letters that are left."""

    said: tuple[str, ...]
    left: str


@lru_cache(maxsize=20_000)
def korean_readings(name: str) -> tuple[Reading, ...]:
    """The readings of a name in Hangul in which something is said; the rest is one stretch of syllables, or nothing."""
    joined = _GAP.sub("", _NUMBER.sub("", name))
    if not 1 < len(joined) <= _MOST_SYLLABLES or not all("가" <= letter <= "힣" for letter in joined):
        return ()
    return tuple(dict.fromkeys(_readings(joined)))[:_MOST_READINGS]


@lru_cache(maxsize=20_000)
def english_readings(name: str) -> tuple[Reading, ...]:
    """The same of a name in Latin letters: its words that are listed, the others joined."""
    words = strict_words(name)
    said = [_english().get(word) for word in words]
    left = "".join(word for word, one in zip(words, said, strict=True) if one is None)
    found = tuple(sorted(one for one in said if one is not None))
    return (Reading(found, left),)


def names_a_nation(reading: Reading) -> bool:
    """Whether a country is among what is said: 한국은행, but no 민주당."""
    return not _NATIONS.isdisjoint(reading.said)


def is_untold(name: str, reading: Reading) -> bool:
    """Whether only the kind is said of the name in Hangul, which English leaves out: 에베레스트산, Everest."""
    left = len(reading.left)
    return name.endswith(_UNTOLD) and len(reading.said) == 1 and _LEAST_UNTOLD <= left < len(name)


def _readings(joined: str) -> Iterator[Reading]:
    ends = {0: [()]} | {end: found for end in range(1, len(joined) + 1) if (found := _said(joined[:end]))}
    starts = {len(joined): [()]} | {
        start: found for start in range(len(joined)) if (found := _said(joined[start:]))
    }
    for end, before in ends.items():
        for start, behind in starts.items():
            said = [(*one, *other) for one in before for other in behind]
            if end <= start:
                yield from (Reading(tuple(sorted(each)), joined[end:start]) for each in said if each)
        # The last syllable may be written and said, too: Gyeongbokgung Palace.
    for last in _korean().get(joined[-1], ()):
        yield Reading((last,), joined)


@lru_cache(maxsize=50_000)
def _said(syllables: str) -> list[tuple[str, ...]]:
    """All ways to read the syllables as listed words alone."""
    if not syllables:
        return [()]
    return [
        (word, *rest)
        for length in range(1, min(_LONGEST, len(syllables)) + 1)
        for word in _korean().get(syllables[:length], ())
        for rest in _said(syllables[length:])
    ][:_MOST_READINGS]


@cache
def _korean() -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for english, korean in _listed().items():
        for word in korean.split():
            found[word].append(english.split()[0])
    return {word: tuple(each) for word, each in found.items()}


@cache
def _english() -> Mapping[str, str]:
    return {word: english.split()[0] for english in _listed() for word in english.split()}


@cache
def _listed() -> Mapping[str, str]:
    found: Mapping[str, str] = load_yaml(files("kg.identity").joinpath("glosses.yaml").read_text("utf-8"))
    return found
