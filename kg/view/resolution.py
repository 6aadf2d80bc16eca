"""Which entity a mention belongs to, under the decisions in force."""

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


def resolve(edges: Iterable[MergeEdge]) -> Resolution:
    """Where every origin belongs under these decisions.

    Depends on the set of edges alone, never on their order. Decisions of persons come first, in the order they were
    made, then those of rules, best supported first; each holds only while its source has no other target and no
    circle arises. A rule's merge that a person undid blocks every rule's merge of the same two.
    """
    parents: dict[str, str] = {}
    by_person: set[str] = set()
    for edge in _in_order(list(edges)):
        if edge.source not in parents and _path(parents, edge.target)[-1] != edge.source:
            parents[edge.source] = edge.target
            if edge.by_person:
                by_person.add(edge.source)
    paths = {origin: _path(parents, origin) for origin in parents}
    return Resolution(
        merged_into={origin: path[-1] for origin, path in paths.items()},
        nameless=frozenset(origin for origin, path in paths.items() if not by_person.isdisjoint(path)),
    )


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


def _path(parents: dict[str, str], origin: str) -> list[str]:
    path = [origin]
    while path[-1] in parents:
        path.append(parents[path[-1]])
    return path
