"""What persons decide about entities and facts, and undoing it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from kg.db.database import Database, Transaction, execute, fetch
from kg.db.labels import label_of
from kg.db.queries import decisions as queries
from kg.db.queries import graph as graph_queries
from kg.read.decisions import only
from kg.view.decided import decisions_about
from kg.view.decision_checks import check_apart, keys_of, keys_of_parts, mentions_to_split
from kg.view.derivation import rederive
from kg.view.touched import Touched
from schemas.errors import ConflictError, NotFoundError
from schemas.graph import Decision, DecisionKind, DecisionOutcome, Entity, Fact, MentionPlace
from schemas.ids import decision_id, entity_id
from schemas.value import Value


class Why(Value):
    """Who decides something, and for what reason."""

    reason: str
    decided_by: str


class DecisionWriter:
    """The ledger of decisions. All methods clear the vectors of what changes its name: see `Curator`.

    Each decision holds until it is undone, also for documents that come later. A `dry_run` says what would be.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def merge(
        self, source_id: str, target_id: str, *, reason: str, decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision by which the entity `source_id` is part of `target_id` from now on.

        Raises:
            NotFoundError: one of them is not an entity of this graph.
            ConflictError: they are one already, one of them was merged into another before, or a person said that
                they, or what is merged with them, are two.
        """

        async def work(tx: Transaction) -> DecisionOutcome:
            _check_two(source_id, target_id, "An entity cannot be merged into itself.")
            keys = await keys_of(tx, [source_id, target_id])
            decision = _decision("merge", source_id, target_id, Why(reason=reason, decided_by=decided_by))
            await _write(tx, decision, keys)
            return await _outcome(tx, decision, dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def separate(
        self, one_id: str, other_id: str, *, reason: str, decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision by which two entities, or two parts of one, are different things, and no rule joins them.

        Raises:
            NotFoundError: one of them is not mentioned in this graph.
            ConflictError: that is said already, or a person merged them.
        """

        async def work(tx: Transaction) -> DecisionOutcome:
            _check_two(one_id, other_id, "An entity cannot be kept apart from itself.")
            pair = {one_id, other_id}
            rulings = (await decisions_about(tx, pair)).rulings
            if any({*known} == pair for one in rulings for known in one.apart):
                raise ConflictError(
                    "They are kept apart already.", remedy="List the decisions to see which hold."
                )
            keys = await keys_of_parts(tx, [one_id, other_id])
            decision = _decision("separate", one_id, other_id, Why(reason=reason, decided_by=decided_by))
            await _write(tx, decision, keys)
            return await _outcome(tx, decision, dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def retype(
        self, entity: str, type_name: str, *, reason: str, decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision by which the entity of this id has this type, whatever its mentions say.

        Raises:
            NotFoundError: there is no such entity.
            ConflictError: it was merged into another.
            SchemaViolationError: the type is no name.
        """
        label_of(type_name)
        return await self._describe(
            "retype", entity, type_name, Why(reason=reason, decided_by=decided_by), dry_run=dry_run
        )

    async def rename(
        self, entity: str, name: str, *, reason: str, decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision by which the entity of this id is shown, and found, by this name; its texts stay as they are.

        Raises:
            NotFoundError: there is no such entity.
            ConflictError: it was merged into another.
        """
        return await self._describe(
            "rename", entity, name, Why(reason=reason, decided_by=decided_by), dry_run=dry_run
        )

    async def split(
        self,
        entity: str,
        sources: Sequence[str],
        places: Sequence[MentionPlace],
        *,
        name: str | None = None,
        why: Why,
        dry_run: bool = False,
    ) -> DecisionOutcome:
        """The decision by which what these documents, and the mentions at these places, name so is another thing.

        The new entity is called `name`, or as it is written. Later versions of the documents follow; mentions do where
        their chunk stays word for word.

        Raises:
            NotFoundError: there is no such entity.
            ConflictError: it was merged into another.
            InputError: nothing is named, it is not mentioned there, or nothing of it would stay.
        """

        async def work(tx: Transaction) -> DecisionOutcome:
            keys = await keys_of(tx, [entity])
            found = await mentions_to_split(tx, entity, sources, places)
            decided = await decisions_about(tx, [entity])
            origins = sorted(
                one for one in decided.ids | {entity} if decided.resolution.entity_of(one) == entity
            )
            plan = _decision("split", entity, entity, why)
            target = entity_id(keys[entity], plan.id)
            decision = plan.model_copy(
                update={
                    "target_origin": target,
                    "value": name,
                    "sources": tuple(sorted(set(sources))),
                    "mentions": tuple(sorted({one.id for one in found})),
                }
            )
            await _write(
                tx,
                decision,
                {**keys, target: keys[entity]},
                origins=origins,
                mention_sources=sorted({one.source for one in found}),
            )
            return await _outcome(tx, decision, dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def reject(
        self, fact_id: str, *, reason: str, decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision by which the fact is not true: nobody sees it, whatever documents state it.

        Raises:
            NotFoundError: there is no such fact.
            ConflictError: it is rejected already.
        """

        async def work(tx: Transaction) -> DecisionOutcome:
            fact = await _fact_to_reject(tx, fact_id)
            why = Why(reason=reason or f"{fact.text}: not true", decided_by=decided_by)
            decision = _decision("reject", fact.head, fact.tail, why).model_copy(
                update={"relation": fact.type, "qualifiers": tuple(one.identity for one in fact.qualifiers)}
            )
            await _write(tx, decision, await keys_of(tx, [fact.head, fact.tail]))
            await execute(tx, queries.MARK_SYMMETRIC, id=decision.id, fact=fact_id)
            return await _outcome(tx, decision, dry_run=dry_run)

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
            found = only(decision_id, await fetch(tx, Decision, queries.GET_DECISION, id=decision_id))
            if found.undone_at is not None:
                raise ConflictError(
                    "This decision is undone already.", remedy="List the decisions to see which hold."
                )
            return await _undo(tx, [found], dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def _describe(
        self, kind: DecisionKind, entity: str, value: str, why: Why, *, dry_run: bool
    ) -> DecisionOutcome:
        async def work(tx: Transaction) -> DecisionOutcome:
            keys = await keys_of(tx, [entity])
            decision = _decision(kind, entity, entity, why).model_copy(update={"value": value})
            await _write(tx, decision, keys)
            return await _outcome(tx, decision, dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)


def _decision(kind: DecisionKind, source: str, target: str, why: Why) -> Decision:
    at = datetime.now(UTC)
    return Decision(
        id=decision_id(kind, "person", source, target, at.isoformat()),
        kind=kind,
        source_origin=source,
        target_origin=target,
        reason=why.reason,
        score=1.0,
        decided_by=why.decided_by,
        at=at,
    )


def _check_two(one: str, other: str, fault: str) -> None:
    if one == other:
        raise ConflictError(fault, remedy="Choose two different entities.")


async def _fact_to_reject(tx: Transaction, fact_id: str) -> Fact:
    if await fetch(tx, Decision, queries.REJECTIONS_OF, fact=fact_id):
        raise ConflictError(
            f"The fact {fact_id!r} is rejected already.",
            remedy=f"To bring it back: citegraph facts restore {fact_id}, or POST /v1/facts/{fact_id}/restore",
        )
    found = await fetch(tx, Fact, graph_queries.FACTS_BY_ID, ids=[fact_id], renamed=False)
    if not found:
        raise NotFoundError(
            f"There is no fact {fact_id!r}.", remedy="List the facts of an entity to see their ids."
        )
    return found[0]


async def _write(
    tx: Transaction,
    decision: Decision,
    keys: Mapping[str, str],
    *,
    origins: Sequence[str] = (),
    mention_sources: Sequence[str] = (),
) -> None:
    """Put the decision into the ledger; of a split the ids that it divides, and the documents of its mentions.

    Raises:
        ConflictError: it says of two things that they are one, or of one that it is two, against another decision.
    """
    row: dict[str, object] = {
        **decision.model_dump(exclude_none=True, exclude={"sources", "mentions", "qualifiers"}),
        "by_person": True,
        "source_key": keys[decision.source_origin],
        "target_key": keys[decision.target_origin],
    }
    if decision.qualifiers:
        row["qualifiers"] = list(decision.qualifiers)
    if decision.kind == "split":
        row |= {
            "origins": list(origins),
            "sources": list(decision.sources),
            "mentions": list(decision.mentions),
            "mention_sources": list(mention_sources),
        }
    labels = ["Split"] if decision.kind == "split" else []
    await execute(tx, queries.WRITE_DECISION, decision=row, labels=labels)
    ends = (decision.source_origin, decision.target_origin)
    check_apart(await decisions_about(tx, ends), ends)


async def _undo(tx: Transaction, decisions: Sequence[Decision], *, dry_run: bool) -> DecisionOutcome:
    """The first of these decisions, undone with the others, which are all about the same."""
    at = datetime.now(UTC)
    await execute(tx, queries.UNDO, ids=[one.id for one in decisions], at=at)
    return await _outcome(tx, decisions[0].model_copy(update={"undone_at": at}), dry_run=dry_run)


async def _outcome(tx: Transaction, decision: Decision, *, dry_run: bool) -> DecisionOutcome:
    ends = (decision.target_origin, decision.source_origin)
    await rederive(tx, Touched(origins=frozenset(ends)))
    decided = await decisions_about(tx, ends)
    ids = list(dict.fromkeys(decided.resolution.entity_of(end) for end in ends))
    entities = {
        row.id: row for row in await fetch(tx, Entity, graph_queries.ENTITIES_BY_ID, ids=ids, renamed=False)
    }
    facts = [decided.fact_of(one) for one in decided.rejections if one.id == decision.id]
    return DecisionOutcome(
        decision=decision,
        entities=tuple(entities[one] for one in ids if one in entities),
        facts=tuple(await fetch(tx, Fact, queries.STATED_FACTS, ids=facts)),
        dry_run=dry_run,
    )
