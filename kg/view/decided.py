"""The decisions that are tied to given origins, and what follows from those in force."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.db.database import Transaction, fetch, fetch_count
from kg.db.queries import derivation as queries
from kg.view.new_nodes import stored_ends
from kg.view.resolution import MergeEdge, Resolution, resolve
from kg.view.ruling import STATEMENT_KINDS, Ruling, chosen_names, chosen_types
from kg.view.split import Splits
from kg.view.touched import in_slices
from schemas.ids import fact_id
from schemas.value import Value


class OriginKey(Value):
    """The key that the id of an origin was made from."""

    id: str
    key: str


@dataclass(frozen=True)
class Decided:
    """All decisions tied to some origins, in force or not, and what those in force make of each origin."""

    merges: Sequence[MergeEdge] = ()
    rulings: Sequence[Ruling] = ()

    @cached_property
    def resolution(self) -> Resolution:
        """Which entity each origin, or part of one, belongs to."""
        return resolve(self.merges, [pair for one in self.rulings for pair in one.apart])

    @cached_property
    def splits(self) -> Splits:
        """Which part of a split name each mention belongs to."""
        return Splits(self.rulings)

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The types that persons gave entities, by the entity's id."""
        return chosen_types(self.rulings, self.resolution)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names that persons gave entities, by the entity's id."""
        return chosen_names(self.rulings, self.resolution)

    @cached_property
    def ids(self) -> frozenset[str]:
        """All ids, before any merge, that the decisions are about."""
        merged = {end for edge in self.merges for end in (edge.source, edge.target)}
        return frozenset(merged.union(*(one.ends for one in self.rulings)))

    @cached_property
    def entities(self) -> frozenset[str]:
        """The entities that the decisions are about, as they are now."""
        return frozenset(self.resolution.entity_of(one) for one in self.ids)

    @cached_property
    def judged(self) -> frozenset[str]:
        """The ids of all facts that were rejected, whether or not that still holds."""
        return frozenset(self.fact_of(one) for one in self.rejections)

    @cached_property
    def rejected(self) -> frozenset[str]:
        """The ids of the facts that are not true by a person's decision."""
        return frozenset(self.fact_of(one) for one in self.rejections if not one.undone)

    @property
    def rejections(self) -> Sequence[Ruling]:
        """The decisions that statements are not true."""
        return [one for one in self.rulings if one.kind == "reject"]

    @property
    def statements(self) -> Sequence[Ruling]:
        """All decisions on statements: those that they are not true, and those on suggestions."""
        return [one for one in self.rulings if one.kind in STATEMENT_KINDS]

    def ends_of(self, statement: Ruling) -> tuple[str, str]:
        """Head and tail of the statement as they are now."""
        ends = self.resolution.entity_of(statement.source), self.resolution.entity_of(statement.target)
        return stored_ends(*ends, ("symmetric",) if statement.symmetric else ())

    def fact_of(self, statement: Ruling) -> str:
        """The id of the fact that the statement is now, or would be."""
        head, tail = self.ends_of(statement)
        return fact_id(head, statement.relation or "", tail, statement.qualifiers)


async def decisions_about(tx: Transaction, origins: Iterable[str]) -> Decided:
    """Every decision, in force or not, that is tied to these origins: through any chain of decisions on entities.

    Decisions on statements are those with such an entity at one end.
    """
    wanted = set(origins)
    if not wanted or await fetch_count(tx, queries.COUNT_DECISIONS) == 0:
        return Decided()
    decided = await _tied(tx, wanted)
    ends = {end for one in decided.statements for end in one.ends}
    if not ends:
        return decided
    # Which fact a statement is now depends on the decisions on its other end, too.
    known = {one.id for one in decided.statements}
    wider = await _tied(tx, wanted | ends)
    rulings = [one for one in wider.rulings if one.kind not in STATEMENT_KINDS or one.id in known]
    return Decided(wider.merges, rulings)


async def keys_from_decisions(tx: Transaction, ids: Collection[str]) -> dict[str, str]:
    """The keys of the origins that decisions are about; nothing for no ids."""
    if not ids:
        return {}
    rows = await fetch(tx, OriginKey, queries.KEYS_FROM_DECISIONS, ids=sorted(ids))
    return {row.id: row.key for row in rows}


async def _tied(tx: Transaction, origins: Iterable[str]) -> Decided:
    merges: dict[str, MergeEdge] = {}
    rulings: dict[str, Ruling] = {}
    known: set[str] = set()
    fresh = set(origins)
    while fresh:
        known |= fresh
        for some in in_slices(sorted(fresh)):
            merges |= {edge.id: edge for edge in await fetch(tx, MergeEdge, queries.MERGES_ABOUT, ids=some)}
            rulings |= {one.id: one for one in await fetch(tx, Ruling, queries.RULINGS_ABOUT, ids=some)}
        fresh = {end for edge in merges.values() for end in (edge.source, edge.target)}
        fresh |= {end for one in rulings.values() if one.kind not in STATEMENT_KINDS for end in one.ends}
        fresh -= known
    return Decided(list(merges.values()), list(rulings.values()))
