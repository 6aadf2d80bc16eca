"""What persons decide about entities and facts, and undoing it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from kg.db.database import Database, Transaction, execute, fetch
from kg.db.queries import decisions as queries
from kg.db.queries import graph as graph_queries
from kg.read.decisions import only
from kg.view.decided import Decided, OriginKey, decisions_about
from kg.view.derivation import rederive
from kg.view.touched import Touched
from schemas.errors import ConflictError, NotFoundError
from schemas.graph import Decision, DecisionOutcome, Entity, Fact
from schemas.ids import decision_id


class DecisionWriter:
    """The ledger of decisions. All methods clear the vectors of what changes its name: see `Curator`.

    Each decision holds until it is undone, also for documents that come later. A `dry_run` says what would be.
    """

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
            keys = await _ends(tx, source_id, target_id)
            decision = _decision("merge", source_id, target_id, reason=reason, decided_by=decided_by)
            await _write(tx, decision, keys)
            return await _outcome(tx, [decision], dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def reject(
        self, fact_id: str, *, reason: str, decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision by which the fact is not true: nobody sees it, whatever documents state it, until undone.

        Raises:
            NotFoundError: there is no such fact.
            ConflictError: it is rejected already.
        """

        async def work(tx: Transaction) -> DecisionOutcome:
            if await fetch(tx, Decision, queries.REJECTIONS_OF, fact=fact_id):
                raise ConflictError(
                    f"The fact {fact_id!r} is rejected already.",
                    remedy=f"To bring it back: citegraph facts restore {fact_id}, or POST /v1/facts/{fact_id}/restore",
                )
            found = await fetch(tx, Fact, graph_queries.FACTS_BY_ID, ids=[fact_id])
            if not found:
                raise NotFoundError(
                    f"There is no fact {fact_id!r}.", remedy="List the facts of an entity to see their ids."
                )
            fact = found[0]
            decision = _decision(
                "reject",
                fact.head,
                fact.tail,
                relation=fact.type,
                reason=reason or f"{fact.text}: not true",
                decided_by=decided_by,
            )
            await _write(tx, decision, await _ends(tx, fact.head, fact.tail))
            await execute(tx, queries.MARK_SYMMETRIC, id=decision.id, fact=fact_id)
            return await _outcome(tx, [decision], dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def restore(self, fact_id: str, *, dry_run: bool = False) -> DecisionOutcome:
        """The latest decision that rejected the fact, undone with all others that did: the fact is back with its support.

        Raises:
            NotFoundError: there is no such rejected fact.
        """

        async def work(tx: Transaction) -> DecisionOutcome:
            found = await fetch(tx, Decision, queries.REJECTIONS_OF, fact=fact_id)
            if not found:
                raise NotFoundError(
                    f"There is no rejected fact {fact_id!r}.",
                    remedy="List the rejected facts: citegraph facts list --rejected, or GET /v1/facts?rejected=true. "
                    "While no document states it, only its decision can be undone.",
                )
            return await _undo(tx, found, dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def undo(self, decision_id: str, *, dry_run: bool = False) -> DecisionOutcome:
        """The decision, undone: what it is about is as if it had never been made.

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
            return await _undo(tx, [found], dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)


def _decision(
    kind: str, source: str, target: str, *, reason: str, decided_by: str, relation: str | None = None
) -> Decision:
    at = datetime.now(UTC)
    return Decision.model_validate(
        {
            "id": decision_id(kind, "person", source, target, at.isoformat()),
            "kind": kind,
            "source_origin": source,
            "target_origin": target,
            "relation": relation,
            "reason": reason,
            "score": 1.0,
            "decided_by": decided_by,
            "at": at,
        }
    )


async def _write(tx: Transaction, decision: Decision, keys: Mapping[str, str]) -> None:
    row = {
        **decision.model_dump(exclude_none=True),
        "by_person": True,
        "source_key": keys[decision.source_origin],
        "target_key": keys[decision.target_origin],
    }
    await execute(tx, queries.WRITE_DECISION, decision=row)


async def _undo(tx: Transaction, decisions: Sequence[Decision], *, dry_run: bool) -> DecisionOutcome:
    at = datetime.now(UTC)
    await execute(tx, queries.UNDO, ids=[one.id for one in decisions], at=at)
    undone = [one.model_copy(update={"undone_at": at}) for one in decisions]
    return await _outcome(tx, undone, dry_run=dry_run)


async def _outcome(tx: Transaction, decisions: Sequence[Decision], *, dry_run: bool) -> DecisionOutcome:
    """What the first of these decisions led to, which all are about the same."""
    decision = decisions[0]
    ends = (decision.target_origin, decision.source_origin)
    await rederive(tx, Touched(origins=frozenset(ends)))
    decided = await decisions_about(tx, ends)
    ids = list(dict.fromkeys(decided.resolution.entity_of(end) for end in ends))
    entities = {row.id: row for row in await fetch(tx, Entity, graph_queries.ENTITIES_BY_ID, ids=ids)}
    facts = [decided.fact_of(one) for one in decided.rejections if one.id == decision.id]
    return DecisionOutcome(
        decision=decision,
        entities=tuple(entities[one] for one in ids if one in entities),
        facts=tuple(await fetch(tx, Fact, queries.STATED_FACTS, ids=facts)),
        dry_run=dry_run,
    )


async def _get(tx: Transaction, decision_id: str) -> Decision:
    return only(decision_id, await fetch(tx, Decision, queries.GET_DECISION, id=decision_id))


async def _ends(tx: Transaction, source_id: str, target_id: str) -> Mapping[str, str]:
    """The keys of two entities that are there, and were not merged into others."""
    ids = [source_id, target_id]
    _check_not_merged(await decisions_about(tx, ids), ids)
    found = {row.id: row.key for row in await fetch(tx, OriginKey, queries.VISIBLE_KEYS, ids=ids)}
    for one in ids:
        if one not in found:
            raise NotFoundError(
                f"There is no entity {one!r}.", remedy="Search the entities to see their ids."
            )
    return found


def _check_not_merged(decided: Decided, ids: Sequence[str]) -> None:
    merged = decided.resolution.merged_into
    for one in ids:
        if one in merged:
            raise ConflictError(
                f"The entity {one!r} was merged into {merged[one]!r} already.",
                remedy="Merge that one instead, or undo the earlier decision first.",
            )
