"""The decisions that are tied to given origins, and what follows from those in force."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kg.db.database import Transaction, fetch, fetch_count
from kg.db.queries import derivation as queries
from kg.view.new_nodes import stored_ends
from kg.view.resolution import MergeEdge, Resolution, resolve
from kg.view.touched import in_slices
from schemas.ids import fact_id
from schemas.value import Value


class OriginKey(Value):
    """The key that the id of an origin was made from."""

    id: str
    key: str


class Rejection(Value):
    """A person's decision that a statement is not true; `head` and `tail` are ids before any merge.

    Of a `symmetric` one they may change places.
    """

    id: str
    head: str
    relation: str
    tail: str
    undone: bool
    symmetric: bool


@dataclass(frozen=True)
class Decided:
    """All decisions tied to some origins, in force or not, and where those in force put each origin."""

    merges: Sequence[MergeEdge]
    rejections: Sequence[Rejection]
    resolution: Resolution

    @property
    def origins(self) -> frozenset[str]:
        """All ids that the merges are about."""
        return frozenset(end for edge in self.merges for end in (edge.source, edge.target))

    @property
    def entities(self) -> frozenset[str]:
        """The entities that the decisions are about, as they are now."""
        ends = self.origins.union(*((one.head, one.tail) for one in self.rejections))
        return frozenset(self.resolution.entity_of(end) for end in ends)

    def fact_of(self, rejection: Rejection) -> str:
        """The id of the fact that the rejected statement is now."""
        ends = self.resolution.entity_of(rejection.head), self.resolution.entity_of(rejection.tail)
        head, tail = stored_ends(*ends, ("symmetric",) if rejection.symmetric else ())
        return fact_id(head, rejection.relation, tail)

    @property
    def judged(self) -> frozenset[str]:
        """The ids of all facts that were rejected, whether or not that still holds."""
        return frozenset(self.fact_of(rejection) for rejection in self.rejections)

    @property
    def rejected(self) -> frozenset[str]:
        """The ids of the facts that are not true by a person's decision."""
        return frozenset(self.fact_of(rejection) for rejection in self.rejections if not rejection.undone)


async def decisions_about(tx: Transaction, origins: Iterable[str]) -> Decided:
    """Every decision, in force or not, that is tied to these origins: through any chain of merges, or as an end of one."""
    wanted = set(origins)
    if not wanted or await fetch_count(tx, queries.COUNT_DECISIONS) == 0:
        return Decided((), (), resolve(()))
    merges = await _merges(tx, wanted)
    rejections = await _rejections(tx, wanted.union(*((edge.source, edge.target) for edge in merges)))
    # Which fact a rejected statement is now depends on the merges of its other end, too.
    ends = {end for one in rejections for end in (one.head, one.tail)}
    if not ends <= wanted:
        merges = await _merges(tx, wanted | ends)
    return Decided(merges, rejections, resolve(merges))


async def keys_from_decisions(tx: Transaction, ids: Collection[str]) -> dict[str, str]:
    """The keys of the origins that decisions are about; nothing for no ids."""
    if not ids:
        return {}
    rows = await fetch(tx, OriginKey, queries.KEYS_FROM_DECISIONS, ids=sorted(ids))
    return {row.id: row.key for row in rows}


async def _merges(tx: Transaction, origins: Iterable[str]) -> list[MergeEdge]:
    edges: dict[str, MergeEdge] = {}
    known: set[str] = set()
    fresh = set(origins)
    while fresh:
        known |= fresh
        for some in in_slices(sorted(fresh)):
            edges.update(
                {edge.id: edge for edge in await fetch(tx, MergeEdge, queries.MERGES_ABOUT, ids=some)}
            )
        fresh = {end for edge in edges.values() for end in (edge.source, edge.target)} - known
    return list(edges.values())


async def _rejections(tx: Transaction, origins: Iterable[str]) -> list[Rejection]:
    found = {
        one.id: one
        for some in in_slices(sorted(origins))
        for one in await fetch(tx, Rejection, queries.REJECTIONS_ABOUT, ids=some)
    }
    return list(found.values())
