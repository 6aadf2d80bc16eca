"""Which names are one thing's, of those that were compared."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.identity.blocking import Blocks
from kg.identity.compared_name import ComparedName
from kg.identity.judgement import Judgement, judge

Pair = frozenset[str]


class Candidate(NamedTuple):
    """Two names that may be one thing's: `source` would become part of `target`."""

    source: ComparedName
    target: ComparedName
    judgement: Judgement

    @property
    def ends(self) -> Pair:
        """The ids of both."""
        return frozenset((self.source.origin, self.target.origin))


Decides = Callable[[Candidate], bool]
"""Whether the sentences of two names that may be one thing's are alike enough."""


def candidates(names: Collection[ComparedName], changed: Collection[str]) -> dict[Pair, Candidate]:
    """What the names that changed may be one with, and what that may be one with, and so on.

    The result for a name depends on the names alone, not on which of them changed.
    """
    by_origin = {name.origin: name for name in names}
    blocks = Blocks(names)
    found: dict[Pair, Candidate] = {}
    fresh = {origin for origin in changed if origin in by_origin}
    known: set[str] = set()
    judged: set[Pair] = set()
    while fresh:
        known |= fresh
        near = [pair for origin in sorted(fresh) for pair in _near(by_origin[origin], blocks, judged)]
        found |= {pair.ends: pair for pair in near}
        fresh = {end for pair in near for end in pair.ends} - known
    return found


def merges(pairs: Mapping[Pair, Candidate], apart: Collection[Pair]) -> Iterator[Candidate]:
    """The pairs to merge, one fewer than names in each cluster; `pairs` are those that are one thing's.

    Two clusters become one only where every name of the one is one thing's with every name of the other, and none of
    these pairs is `apart`.
    """
    clusters: dict[str, list[ComparedName]] = {}
    for pair in _strongest_first(pairs.values()):
        left, right = (clusters.setdefault(end.origin, [end]) for end in (pair.source, pair.target))
        across = [frozenset((one.origin, other.origin)) for one in left for other in right]
        if left is not right and all(ends in pairs and ends not in apart for ends in across):
            joined = left + right
            clusters.update({name.origin: joined for name in joined})
    for cluster in {id(some): some for some in clusters.values()}.values():
        kept, *others = sorted(cluster, key=_rank)
        yield from (pairs[frozenset((other.origin, kept.origin))] for other in others)


def settled(pairs: Mapping[Pair, Candidate], is_alike: Decides) -> dict[Pair, Candidate]:
    """The pairs whose names are enough, or whose sentences are alike."""
    return {ends: pair for ends, pair in pairs.items() if pair.judgement.context is None or is_alike(pair)}


def _near(name: ComparedName, blocks: Blocks, judged: set[Pair]) -> Iterator[Candidate]:
    for other in blocks.near(name):
        ends = frozenset((name.origin, other.origin))
        if ends in judged:
            continue
        judged.add(ends)
        judgement = judge(name, other)
        if judgement is not None:
            target, source = sorted((name, other), key=_rank)
            yield Candidate(source, target, judgement)


def _strongest_first(pairs: Iterable[Candidate]) -> list[Candidate]:
    return sorted(pairs, key=lambda one: (-one.judgement.score, one.target.origin, one.source.origin))


def _rank(name: ComparedName) -> tuple[bool, int, str, str]:
    """English names first, then longer ones: others become part of them."""
    return name.is_korean, -len(name.key), name.key, name.origin
