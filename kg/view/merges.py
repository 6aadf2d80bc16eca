"""Merging entities, and undoing it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from kg.db.database import Database, Transaction, execute, fetch
from kg.db.queries import decisions as queries
from kg.db.queries import graph as graph_queries
from kg.read.decisions import only
from kg.view.derivation import rederive
from kg.view.merged_into import OriginKey, resolution_of
from kg.view.touched import Touched
from schemas.errors import ConflictError, NotFoundError
from schemas.graph import Decision, DecisionOutcome, Entity
from schemas.ids import decision_id


class MergeWriter:
    """The ledger of merges. Both methods clear the vectors of what changes its name: see `Curator`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def merge(
        self, source_id: str, target_id: str, *, reason: str, decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision by which the entity `source_id` is part of `target_id` from now on, until undone.

        Raises:
            NotFoundError: one of them is not an entity of this graph.
            ConflictError: they are one already, or one of them was merged into another before.
        """

        async def work(tx: Transaction) -> DecisionOutcome:
            if source_id == target_id:
                raise ConflictError(
                    "An entity cannot be merged into itself.", remedy="Choose two different entities."
                )
            ends = await _ends(tx, source_id, target_id)
            at = datetime.now(UTC)
            key = decision_id("merge", "person", source_id, target_id, at.isoformat())
            await execute(
                tx,
                queries.WRITE_MERGE,
                id=key,
                source=source_id,
                target=target_id,
                reason=reason,
                decided_by=decided_by,
                at=at,
                source_key=ends[source_id],
                target_key=ends[target_id],
            )
            return await _outcome(tx, await _get(tx, key), dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def undo(self, decision_id: str, *, dry_run: bool = False) -> DecisionOutcome:
        """The decision, undone: what it joined is as if it had never been joined.

        A rule's merge that is undone stays undone, whatever documents come.

        Raises:
            NotFoundError: there is no such decision.
            ConflictError: it is undone already.
        """

        async def work(tx: Transaction) -> DecisionOutcome:
            found = await _get(tx, decision_id)
            if found.undone_at is not None:
                raise ConflictError(
                    "This decision is undone already.", remedy="List the decisions to see which hold."
                )
            await execute(tx, queries.UNDO, id=decision_id, at=datetime.now(UTC))
            return await _outcome(tx, await _get(tx, decision_id), dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)


async def _outcome(tx: Transaction, decision: Decision, *, dry_run: bool) -> DecisionOutcome:
    ends = (decision.target_origin, decision.source_origin)
    await rederive(tx, Touched(origins=frozenset(ends)))
    resolution = await resolution_of(tx, ends)
    ids = list(dict.fromkeys(resolution.entity_of(end) for end in ends))
    entities = {row.id: row for row in await fetch(tx, Entity, graph_queries.ENTITIES_BY_ID, ids=ids)}
    return DecisionOutcome(
        decision=decision, entities=tuple(entities[one] for one in ids if one in entities), dry_run=dry_run
    )


async def _get(tx: Transaction, decision_id: str) -> Decision:
    return only(decision_id, await fetch(tx, Decision, queries.GET_DECISION, id=decision_id))


async def _ends(tx: Transaction, source_id: str, target_id: str) -> Mapping[str, str]:
    merged = (await resolution_of(tx, (source_id, target_id))).merged_into
    for one in (source_id, target_id):
        if one in merged:
            raise ConflictError(
                f"The entity {one!r} was merged into {merged[one]!r} already.",
                remedy="Merge that one instead, or undo the earlier decision first.",
            )
    found = {
        row.id: row.key for row in await fetch(tx, OriginKey, queries.MERGE_ENDS, ids=[source_id, target_id])
    }
    for one in (source_id, target_id):
        if one not in found:
            raise NotFoundError(
                f"There is no entity {one!r}.", remedy="Search the entities to see their ids."
            )
    return found
