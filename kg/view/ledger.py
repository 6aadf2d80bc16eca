"""What persons decide about entities and facts, and undoing it."""

from collections.abc import Sequence

from kg.db.database import Database, Transaction, execute, fetch, fetch_ids
from kg.db.labels import label_of
from kg.db.queries import decisions as queries
from kg.read.decisions import only
from kg.view.decided import decisions_about
from kg.view.decision_checks import (
    check_open,
    check_two,
    fact_to_reject,
    keys_of,
    keys_of_parts,
    mentions_to_split,
)
from kg.view.decision_entry import Why, new_decision, outcome_of, undo_decisions, write_decision
from kg.view.new_nodes import stored_ends
from schemas.errors import ConflictError, NotFoundError
from schemas.graph import Decision, DecisionKind, DecisionOutcome, MentionPlace
from schemas.ids import entity_id


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
            check_two(source_id, target_id, "An entity cannot be merged into itself.")
            keys = await keys_of(tx, [source_id, target_id])
            decision = new_decision("merge", source_id, target_id, Why(reason=reason, decided_by=decided_by))
            await write_decision(tx, decision, keys)
            return await outcome_of(tx, decision, dry_run=dry_run)

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
            check_two(one_id, other_id, "An entity cannot be kept apart from itself.")
            pair = {one_id, other_id}
            rulings = (await decisions_about(tx, pair)).rulings
            if any({*known} == pair for one in rulings for known in one.apart):
                raise ConflictError(
                    "They are kept apart already.", remedy="List the decisions to see which hold."
                )
            keys = await keys_of_parts(tx, [one_id, other_id])
            decision = new_decision("separate", one_id, other_id, Why(reason=reason, decided_by=decided_by))
            await write_decision(tx, decision, keys)
            return await outcome_of(tx, decision, dry_run=dry_run)

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
            plan = new_decision("split", entity, entity, why)
            target = entity_id(keys[entity], plan.id)
            decision = plan.model_copy(
                update={
                    "target_origin": target,
                    "value": name,
                    "sources": tuple(sorted(set(sources))),
                    "mentions": tuple(sorted({one.id for one in found})),
                }
            )
            await write_decision(
                tx,
                decision,
                {**keys, target: keys[entity]},
                origins=origins,
                mention_sources=sorted({one.source for one in found}),
            )
            return await outcome_of(tx, decision, dry_run=dry_run)

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
            fact = await fact_to_reject(tx, fact_id)
            why = Why(reason=reason or f"{fact.text}: not true", decided_by=decided_by)
            decision = new_decision("reject", fact.head, fact.tail, why).model_copy(
                update={"relation": fact.type, "qualifiers": tuple(one.identity for one in fact.qualifiers)}
            )
            await write_decision(tx, decision, await keys_of(tx, [fact.head, fact.tail]))
            await execute(tx, queries.MARK_SYMMETRIC, id=decision.id, fact=fact_id)
            return await outcome_of(tx, decision, dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def judge_suggestion(
        self, statement: tuple[str, str, str], why: Why, *, accepted: bool, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision that the statement (head id, relation type, tail id), which no document makes, holds or does not.

        It makes no fact, and hides none that a document states later.

        Raises:
            NotFoundError: an end is not an entity of this graph.
            ConflictError: a document states it, a person judged it already, or both ends are one.
        """

        async def work(tx: Transaction) -> DecisionOutcome:
            head, relation, tail = statement
            check_two(head, tail, "A statement about one entity and itself cannot be judged.")
            keys = await keys_of(tx, [head, tail])
            traits = ["symmetric"] if await fetch_ids(tx, queries.IS_SYMMETRIC, relation=relation) else []
            ends = stored_ends(head, tail, traits)
            await check_open(tx, ends, relation)
            kind: DecisionKind = "accept suggestion" if accepted else "reject suggestion"
            decision = new_decision(kind, *ends, why).model_copy(update={"relation": relation})
            await write_decision(tx, decision, keys)
            if traits:
                await execute(tx, queries.SET_SYMMETRIC, id=decision.id)
            return await outcome_of(tx, decision, dry_run=dry_run)

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
            return await undo_decisions(tx, found, dry_run=dry_run)

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
            return await undo_decisions(tx, [found], dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)

    async def _describe(
        self, kind: DecisionKind, entity: str, value: str, why: Why, *, dry_run: bool
    ) -> DecisionOutcome:
        async def work(tx: Transaction) -> DecisionOutcome:
            keys = await keys_of(tx, [entity])
            decision = new_decision(kind, entity, entity, why).model_copy(update={"value": value})
            await write_decision(tx, decision, keys)
            return await outcome_of(tx, decision, dry_run=dry_run)

        return await self._database.write(work, dry_run=dry_run)
