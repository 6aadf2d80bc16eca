"""Which entity a mention belongs to, under the decisions in force."""

from collections.abc import Iterable
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


def resolve_heads(edges: Iterable[MergeEdge]) -> dict[str, str]:
    """For each origin that was merged away, the origin it ends at; every other origin is its own head.

    Depends on the set of edges alone, never on their order. Decisions of persons come first, in the order they were
    made, then those of rules, best supported first; each holds only while its source has no other target and no
    circle arises. A rule's merge that a person undid blocks every rule's merge of the same two.
    """
    parents: dict[str, str] = {}
    for edge in _in_order(list(edges)):
        if edge.source not in parents and _root(parents, edge.target) != edge.source:
            parents[edge.source] = edge.target
    return {origin: _root(parents, origin) for origin in parents}


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


def _root(parents: dict[str, str], origin: str) -> str:
    while origin in parents:
        origin = parents[origin]
    return origin
