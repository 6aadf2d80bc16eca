"""Which part of a split name a mention, or an end of a statement, belongs to."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.view.ruling import Ruling


class Spot(NamedTuple):
    """A mention of a name in a document: which part of the name it is, in which chunk, and where in the document's text."""

    part: str
    chunk_id: str
    at: int


class Splits:
    """The splits in force.

    A mention goes with the first that names its document or itself; what is split off may be split again, later.
    """

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        standing = [one for one in rulings if one.kind == "split" and not one.undone]
        self._splits = sorted(standing, key=lambda one: (one.at, one.id))
        self.origins = frozenset(origin for one in standing for origin in one.origins)

    def of(self, origin: str) -> frozenset[str]:
        """The documents that a person said to mean something else by this name."""
        return frozenset(source for one in self._splits if origin in one.origins for source in one.sources)

    def __bool__(self) -> bool:
        return bool(self._splits)

    def part_of(self, origin: str, source: str, mention: str, thing: str | None = None) -> str:
        """The id, before any merge, of what the mention names; `mention` is its id, `source` that of its document.

        `thing` is what the document means by the name where nobody said otherwise; it may have been split, too.
        """
        part = self._divided(origin, source, mention)
        return self._divided(thing, source, mention) if thing is not None and part == origin else part

    def _divided(self, part: str, source: str, mention: str) -> str:
        for split in self._splits:
            if part in split.origins and (source in split.sources or mention in split.mentions):
                part = split.target
        return part


def part_at(spots: Sequence[Spot], chunk_id: str, start: int, end: int) -> str | None:
    """The part that a statement at `start` to `end` of the document's text is about: that of the mention inside it.

    `spots` are the document's mentions of the name. Without one inside it is the nearest of the chunk, then of the
    document; None without any.
    """

    def distance(spot: Spot) -> tuple[bool, int, int]:
        return spot.chunk_id != chunk_id, max(start - spot.at, spot.at - end, 0), spot.at

    return min(spots, key=distance).part if spots else None
