"""Merge decisions connected to given origins."""

from collections.abc import Collection, Iterable

from kg.db.database import Transaction, fetch, fetch_count
from kg.db.queries import derivation as queries
from kg.view.resolution import MergeEdge, Resolution, resolve
from kg.view.touched import in_slices
from schemas.value import Value


class OriginKey(Value):
    """The key that the id of an origin was made from."""

    id: str
    key: str


async def decisions_about(tx: Transaction, origins: Iterable[str]) -> list[MergeEdge]:
    """Every merge decision, in force or not, that is tied to these origins through any chain of decisions."""
    if await fetch_count(tx, queries.COUNT_DECISIONS) == 0:
        return []
    edges: dict[str, MergeEdge] = {}
    known: set[str] = set()
    fresh = set(origins)
    while fresh:
        known |= fresh
        for some in in_slices(sorted(fresh)):
            edges.update(
                {edge.id: edge for edge in await fetch(tx, MergeEdge, queries.DECISIONS_ABOUT, ids=some)}
            )
        fresh = {end for edge in edges.values() for end in (edge.source, edge.target)} - known
    return list(edges.values())


async def resolution_of(tx: Transaction, origins: Iterable[str]) -> Resolution:
    """Where these origins belong now."""
    return resolve(await decisions_about(tx, origins))


async def keys_from_decisions(tx: Transaction, ids: Collection[str]) -> dict[str, str]:
    """The keys of the origins that decisions are about; nothing for no ids."""
    if not ids:
        return {}
    rows = await fetch(tx, OriginKey, queries.KEYS_FROM_DECISIONS, ids=sorted(ids))
    return {row.id: row.key for row in rows}
