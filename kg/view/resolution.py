"""Which entity a mention belongs to, under the decisions in force."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from schemas.value import Value


class MergeEdge(Value):
    """A merge decision as resolution sees it: `source` became part of `target` (ids before any merge).

    `support` counts the visible documents in which a rule found it; a person's decision needs none.
    """

    id: str
    source: str
    target: str
    by_person: bool
    at: datetime
    undone: bool
    support: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which entity each origin belongs to, and which origins gave up their names.

    `merged_into` gives for each origin that was merged away the entity at the end; every other one stays itself.
    `nameless` are the origins that a person merged into another: the entity is called as the person's other one is.
    """

    merged_into: Mapping[str, str]
    nameless: frozenset[str]

    def entity_of(self, origin: str) -> str:
        """The entity that the origin belongs to."""
        return self.merged_into.get(origin, origin)


def resolve(edges: Iterable[MergeEdge], apart: Iterable[tuple[str, str]] = ()) -> Resolution:
    """Where every origin belongs under these decisions; those in `apart` are two things, as a person said.

    Depends on the sets of edges and pairs alone, never on their order. Decisions of persons come first, in the order
    they were made, then those of rules, best supported first; each holds only while its source has no other target and
    no circle arises. A rule's merge that a person undid blocks every rule's merge of the same two, and no rule's merge
    holds that would make one entity of two that are apart, be it through a third.
    """
    forest = _Forest(apart)
    by_person: set[str] = set()
    for edge in _in_order(list(edges)):
        if forest.may_join(edge.source, edge.target) and (edge.by_person or not forest.divides(edge)):
            forest.join(edge.source, edge.target)
            if edge.by_person:
                by_person.add(edge.source)
    paths = {origin: forest.path(origin) for origin in forest.parents}
    return Resolution(
        merged_into={origin: path[-1] for origin, path in paths.items()},
        nameless=frozenset(origin for origin, path in paths.items() if not by_person.isdisjoint(path)),
    )


class _Forest:
    """Origins as they are joined, one below the other."""

    def __init__(self, apart: Iterable[tuple[str, str]]) -> None:
        self.parents: dict[str, str] = {}
        self._below: dict[str, set[str]] = {}
        self._others: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._others[one].add(other)
            self._others[other].add(one)

    def path(self, origin: str) -> list[str]:
        """The origin and all above it, the entity last."""
        path = [origin]
        while path[-1] in self.parents:
            path.append(self.parents[path[-1]])
        return path

    def may_join(self, source: str, target: str) -> bool:
        """Whether the source is not below another already, and no circle would arise."""
        return source not in self.parents and self.path(target)[-1] != source

    def divides(self, edge: MergeEdge) -> bool:
        """Whether a person said of something at one end and something at the other that they are two things."""
        root = self.path(edge.target)[-1]
        return any(
            self.path(other)[-1] == root
            for origin in self._tree(edge.source)
            for other in self._others.get(origin, ())
        )

    def join(self, source: str, target: str) -> None:
        """Put the source, with what is below it, below the target."""
        self.parents[source] = target
        root = self.path(target)[-1]
        self._below[root] = self._tree(root) | self._below.pop(source, {source})

    def _tree(self, root: str) -> set[str]:
        return self._below.get(root, {root})


def _in_order(edges: list[MergeEdge]) -> list[MergeEdge]:
    standing = [edge for edge in edges if not edge.undone]
    persons = sorted((edge for edge in standing if edge.by_person), key=lambda edge: (edge.at, edge.id))
    blocked = {frozenset((edge.source, edge.target)) for edge in edges if edge.undone and not edge.by_person}
    rules = [
        edge
        for edge in standing
        if not edge.by_person and edge.support > 0 and frozenset((edge.source, edge.target)) not in blocked
    ]
    return persons + sorted(rules, key=lambda edge: (-edge.support, edge.id))
