"""Which names are worth comparing, found without trying every pair.

What two names must share is fine enough that few do, and depends on each name alone: what else is in the graph never
decides whether two are compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kg.identity.compared_name import ComparedName
from kg.identity.english_words import (
    content_words,
    core_words,
    given_names_meant,
    name_parts,
    reign_of,
    skeleton,
    strict_words,
)
from kg.identity.glosses import english_readings, is_untold, korean_readings
from kg.identity.letters import korean_letters, latin_parts
from kg.identity.romanisation import syllables_spelt

_LEAST_CONSONANTS = 2
_LEAST_ACRONYM = 4
_ENOUGH_CONSONANTS = 4
_SYLLABLES = range(2, 5)
_WORDS = range(1, 4)
_MOST_CONSONANTS = 24
_SOFT = (
    (re.compile("ph"), "f"),
    (re.compile("sch|tch|ch|sh|th|c(?=[eiy])|g(?=[eiy])"), "s"),
    (re.compile("x"), "ks"),
    (re.compile("gh"), ""),
    (re.compile("(?<=[aeiouy])r(?![aeiouy])"), ""),
)
_HARD = (
    (re.compile("ph"), "f"),
    (re.compile("x"), "ks"),
    (re.compile("ck|ch|gh"), "k"),
    (re.compile("ng"), "n"),
)
_ROMANISED = (
    (re.compile("ch"), "j"),
    (re.compile("sh"), "s"),
    (re.compile("ng"), "n"),
    # No Korean syllable has an r before another consonant, as Park has.
    (re.compile("(?<=[aeiou])r(?![aeiouy])"), ""),
)
_LATIN = {"t": "dtsjz", "k": "kgcq", "b": "bv", "p": "pf", "m": "m", "n": "n", "l": "lr"}
_KOREAN = {
    "t": "\u1103\u1104\u1110\u1109\u110a\u110c\u110d\u110e\u11ae\u11ba\u11bb\u11bd\u11be\u11c0",
    "k": "\u1100\u1101\u110f\u11a8\u11a9\u11bf",
    "b": "\u1107\u1108\u11b8",
    "p": "\u1111\u11c1",
    "m": "\u1106\u11b7",
    "n": "\u1102\u11ab\u11bc",
    "l": "\u1105\u11af",
}
_CLASSES = {
    ord(letter): kind for table in (_LATIN, _KOREAN) for kind, some in table.items() for letter in some
}
_OTHER = re.compile("[^tkbpmnl]")
_DOUBLED = re.compile(r"(.)\1+")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){4,10}")


class Blocks:
    """Names by what they have in common."""

    def __init__(self, names: Iterable[ComparedName]) -> None:
        """Hold these names; takes time in proportion to their number."""
        self._names: Mapping[str, ComparedName] = {name.origin: name for name in names}
        self._blocks: defaultdict[str, list[str]] = defaultdict(list)
        for origin in sorted(self._names):
            for block in stored_under(self._names[origin]):
                self._blocks[block].append(origin)

    def near(self, name: ComparedName) -> list[ComparedName]:
        """The other names that share a block with this one, by id."""
        found = {origin for block in looked_for_under(name) for origin in self._blocks.get(block, ())}
        return [self._names[origin] for origin in sorted(found - {name.origin})]


def stored_under(name: ComparedName) -> set[str]:
    """The blocks that hold the name."""
    script = "korean" if name.is_korean else "latin"
    return {*_spelling(name), *(f"{script} {sound}" for sound in (*_sounds(name), *_said(name)))}


def looked_for_under(name: ComparedName) -> set[str]:
    """The blocks in which names like this one are."""
    script = "latin" if name.is_korean else "korean"
    return {*_spelling(name), *(f"{script} {sound}" for sound in (*_sounds(name), *_said(name)))}


def _spelling(name: ComparedName) -> Iterator[str]:
    if name.is_korean:
        yield f"spelt {name.respelled}"
        return
    words = content_words(name.name)
    yield f"words {' '.join(sorted(words))}"
    yield f"letters {''.join(strict_words(name.name))}"
    yield f"core {' '.join(core_words(name.name))}"
    parts = name_parts(name.name)
    if len(parts) > 1 and len(parts[-1]) > 1:
        yield from (f"initial {full[0]} {parts[-1]}" for full in given_names_meant(parts[0]))
        consonants = [skeleton(part) for part in parts]
        if len("".join(consonants)) >= _ENOUGH_CONSONANTS:
            yield f"skeleton {'.'.join(consonants)}"
    if reign := reign_of(name.name):
        yield f"reign {reign}"
    yield from _letters(name.name)


def _letters(name: str) -> Iterator[str]:
    """The initials of a name of several words, with and without little words, and what may be such letters."""
    if _ACRONYM.fullmatch(name):
        yield f"initials {name.replace('.', '').lower()}"
    for letters in {"".join(word[0] for word in words) for words in (strict_words(name), latin_parts(name))}:
        if len(letters) >= _LEAST_ACRONYM:
            yield f"initials {letters}"


def _said(name: ComparedName) -> Iterator[str]:
    """The words that are said in both languages, and the consonants of what is left."""
    if name.is_korean:
        for reading in korean_readings(name.name):
            letters = _consonants(korean_letters(reading.left), 0)
            yield f"said {' '.join(reading.said)} {letters}"
            # Of mountains English has the name alone.
            if is_untold(name.name, reading) and len(letters) > 1:
                yield f"said  {letters}"
        return
    for reading in english_readings(name.name):
        if not reading.said and len(name.parts) > 1:
            continue
        yield from (
            f"said {' '.join(reading.said)} {_consonants(reading.left, way)}" for way in _ALL_READINGS
        )


def _sounds(name: ComparedName) -> Iterator[str]:
    """The classes of the consonants of all words, and the same without one of them."""
    yield from (f"joined {sound}" for sound in _joined(name))
    for reading in _KOREAN_READINGS if name.is_korean else _LATIN_READINGS:
        whole = "".join(sorted(_consonants(part, reading) + "." for part in name.parts))
        if not _LEAST_CONSONANTS <= len(whole) - len(name.parts) <= _MOST_CONSONANTS:
            continue
        yield whole
        if len(whole) - len(name.parts) >= _ENOUGH_CONSONANTS:
            yield from (whole[:at] + whole[at + 1 :] for at in range(len(whole)) if whole[at] != ".")


def _joined(name: ComparedName) -> Iterator[str]:
    """The same for all words as one, with the number of syllables that they may spell.

    A short Korean word may be a person's whole name, 최은희 Choi Eun-hee; what spells no Korean syllables is no such name's.
    """
    if name.is_korean:
        if len(name.name) in _SYLLABLES and len(name.parts) == 1:
            yield f"{len(name.name)} {_consonants(name.parts[0], 0).replace('p', 'b')}"
    elif len(name.parts) in _WORDS:
        for order in (name.parts, (*name.parts[-1:], *name.parts[:-1])):
            letters = "".join(order)
            whole = _consonants(letters, _OF_KOREAN).replace("p", "b")
            # The family name 이 has no consonant, Lee and Rhee have.
            for sound in {whole, whole.removeprefix("l")}:
                yield from (f"{count} {sound}" for count in syllables_spelt(letters))


@lru_cache(maxsize=100_000)
def _consonants(part: str, reading: int) -> str:
    for pattern, sound in _READINGS[reading]:
        part = pattern.sub(sound, part)
    return _DOUBLED.sub(r"\1", _OTHER.sub("", part.translate(_CLASSES)))


_READINGS = ((), _SOFT, _HARD, _ROMANISED)
_KOREAN_READINGS, _LATIN_READINGS, _OF_KOREAN = (0,), (1, 2), 3
_ALL_READINGS = (*_LATIN_READINGS, _OF_KOREAN)
