"""Ids of entities and facts that must be derived again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kg.db.database import Transaction, fetch, fetch_ids
from kg.db.queries import derivation as queries
from schemas.value import Value

Item = TypeVar("Item")
SLICE = 5000
"""Rows sent with one query: enough to keep the server busy, few enough to keep one plan's memory small."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Ids of the entities and facts whose view must be derived again.

    `origins` are the ends of merge decisions that are made, undone, supported or no longer supported by the change.
    """

    entities: frozenset[str] = field(default_factory=frozenset)
    facts: frozenset[str] = field(default_factory=frozenset)
    origins: frozenset[str] = field(default_factory=frozenset)

    def __or__(self, other: "Touched") -> "Touched":
        return Touched(self.entities | other.entities, self.facts | other.facts, self.origins | other.origins)


class _Pair(Value):
    source: str
    target: str


async def touched_by(tx: Transaction, document_ids: Sequence[str]) -> Touched:
    """All entities and facts that depend on these documents, and all origins that these documents say are one."""
    ids = list(document_ids)
    entities = set(await fetch_ids(tx, queries.TOUCHED_ENTITIES, ids=ids))
    facts = set(await fetch_ids(tx, queries.TOUCHED_FACTS, ids=ids))
    pairs = await fetch(tx, _Pair, queries.TOUCHED_DECISIONS, ids=ids)
    origins = frozenset(end for row in pairs for end in (row.source, row.target))
    return Touched(frozenset(entities), frozenset(facts), origins)


async def ends_of(tx: Transaction, fact_ids: Iterable[str]) -> Touched:
    """The entities at the ends of these facts."""
    ends = [
        end for some in in_slices(fact_ids) for end in await fetch_ids(tx, queries.ENDS_OF_FACTS, ids=some)
    ]
    return Touched(entities=frozenset(ends))


def in_slices(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists of at most `SLICE`; nothing for no items."""
    everything = list(items)
    for start in range(0, len(everything), SLICE):
        yield everything[start : start + SLICE]
