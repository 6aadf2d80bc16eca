"""The places of nodes in arrays, by their ids."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
"""Ids of 128 bits, shape (n, 2)."""
Places = NDArray[np.int64]

UNKNOWN = -1


def words_of(ids: Iterable[str]) -> Words:
    """Ids in hexadecimal, also several of them in one string, as numbers."""
    return np.frombuffer(bytes.fromhex("".join(ids)), dtype=np.uint64).reshape(-1, 2)


class NodeTable(NamedTuple):
    """Ids, each at one place, which it keeps; a table with more of them is another one.

    `words` has the ids in the order of their places, `firsts` their first halves in ascending order, `order` the places
    of these. Ids are digests, and are looked up by their first half: among ten million of them two have the same one with
    a chance of three in a million.
    """

    words: Words
    firsts: NDArray[np.uint64]
    order: NDArray[np.int32]

    @classmethod
    def of(cls, words: Words) -> "NodeTable":
        """A table of these ids, which may repeat, in ascending order."""
        firsts, where = np.unique(words[:, 0], return_index=True)
        return cls(words[where], firsts, np.arange(len(firsts), dtype=np.int32))

    def __len__(self) -> int:
        return len(self.words)

    def find(self, firsts: NDArray[np.uint64]) -> Places:
        """The places of the ids with these first halves, `UNKNOWN` for those that are not there."""
        if not len(self.firsts):
            return np.full(len(firsts), UNKNOWN, dtype=np.int64)
        near = np.minimum(np.searchsorted(self.firsts, firsts), len(self.firsts) - 1)
        return np.where(self.firsts[near] == firsts, self.order[near], UNKNOWN).astype(np.int64)

    def find_id(self, identifier: str) -> int:
        """The place of one id, or `UNKNOWN`."""
        return int(self.find(words_of([identifier])[:, 0])[0])

    def id_at(self, place: int) -> str:
        """The id at this place."""
        return bytes(self.words[place]).hex()

    def with_more(self, words: Words) -> "NodeTable":
        """This table with those of the ids that it lacks at places of their own, after all others."""
        new = NodeTable.of(words[self.find(words[:, 0]) == UNKNOWN])
        if not len(new):
            return self
        at = np.searchsorted(self.firsts, new.firsts)
        places = np.arange(len(self), len(self) + len(new), dtype=np.int32)
        return NodeTable(
            np.vstack([self.words, new.words]),
            np.insert(self.firsts, at, new.firsts),
            np.insert(self.order, at, places),
        )
