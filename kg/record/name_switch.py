"""Other names of relations and types for more of the graph than one transaction should change.

The new form is written beside the old one, a slice of the graph in each transaction, and nobody sees it. One small
transaction puts it in force, and readers see all of it from then on (`kg.db.queries.names_in_force`). Then the old form is
cleared away, again in slices, each derived as after any other write; what follows from it (typed relationships, labels, what
is shown once) is brought about with that, and no Cypher of others runs meanwhile. Every step looks at what is there, so that
it may be done again after an interruption. Nothing else is written to the graph from beginning to end.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import LiteralString

from kg.db.database import Database, Transaction, execute, fetch, fetch_ids
from kg.db.queries import derivation
from kg.db.queries import moves as move_queries
from kg.db.queries import name_switch as queries
from kg.db.queries import settings as settings_queries
from kg.record.moves import RecordMoves, StatedFact, create_takers, move_rejections
from kg.record.put_in_force import put_in_force
from kg.view.decided import decisions_about
from kg.view.derivation import rederive
from kg.view.entities import NameCount, StoredEntity, decided_view
from kg.view.facts import StoredFact, fact_view
from kg.view.touched import Touched
from schemas.value import Value

_AT_ONCE = 1000
_READ_TIMEOUT_S = 300.0
OnSlice = Callable[[int, int], Awaitable[None]]
"""Hears between two slices how many of how many facts and entities are done; what it raises ends the work there."""


class PendingSwitch(Value):
    """A schema that is approved and not yet in force, or whose old names are not yet cleared away."""

    version: int
    decided_by: str
    reason: str
    moves: RecordMoves

    @property
    def relations(self) -> list[str]:
        """The old names of relations."""
        return [move.before for move in self.moves.relations]

    @property
    def new_relations(self) -> list[str]:
        """The relations that take those over."""
        return [move.after for move in self.moves.relations if move.after is not None]

    @property
    def types(self) -> list[str]:
        """The old names of entity types."""
        return [move.before for move in self.moves.types]


class _Stored(Value):
    switch: str
    renamed: bool


class NameSwitch:
    """Brings about what an approval has begun: `stage`, `put_in_force` and `clear`, in this order, or `abandon`.

    `at_once` is how many facts or entities one transaction changes, with all their statements and mentions.
    """

    def __init__(self, database: Database, *, at_once: int = _AT_ONCE) -> None:
        self._database = database
        self._at_once = at_once

    async def pending(self) -> PendingSwitch | None:
        """What is to be brought about, or is under way."""
        found = await self._stored()
        return PendingSwitch.model_validate_json(found.switch) if found else None

    async def is_in_force(self) -> bool:
        """Whether it is only the old names that are still to be cleared away."""
        found = await self._stored()
        return found is not None and found.renamed

    async def stage(self, pending: PendingSwitch, on_slice: OnSlice) -> None:
        """Write the new form beside the old one."""
        facts = await self._ids(queries.FACTS_TO_MOVE, relations=pending.relations)
        entities = await self._ids(queries.ENTITIES_TO_MOVE, types=pending.types)

        async def stage_facts(tx: Transaction, ids: Sequence[str]) -> None:
            await _stage_facts(tx, ids, pending)

        async def stage_types(tx: Transaction, ids: Sequence[str]) -> None:
            await _stage_types(tx, ids, pending)

        await self._in_slices((facts, stage_facts), (entities, stage_types), on_slice)

    async def put_in_force(self, pending: PendingSwitch) -> None:
        """Let the version, and all that is written beside the old form, be in force; again changes nothing."""

        async def work(tx: Transaction) -> None:
            if (await fetch(tx, _Stored, queries.PENDING))[0].renamed:
                return
            await put_in_force(tx, pending.version, pending.decided_by, pending.reason)
            await execute(tx, queries.REJECT_NEXT_FACTS)
            await move_rejections(tx, pending.moves.relations)
            await execute(tx, queries.PUT_IN_FORCE)
            await execute(tx, settings_queries.BUMP_VERSION, changes=1)

        await self._database.write(work, while_switching=True)

    async def clear(self, pending: PendingSwitch, on_slice: OnSlice) -> None:
        """Clear the old form away, and derive from the new one what is shown; then the graph may be changed again."""
        rejected = await self._ids(queries.REJECTED_ENDS, relations=pending.new_relations)
        rows = [move.model_dump() for move in pending.moves.types]

        async def clear_facts(tx: Transaction, ids: Sequence[str]) -> None:
            await execute(tx, queries.KEEP_STATEMENTS, ids=ids, kept=True)
            await rederive(tx, Touched(facts=frozenset(ids), origins=frozenset(rejected)))

        async def clear_types(tx: Transaction, ids: Sequence[str]) -> None:
            await execute(tx, queries.MOVE_TYPES_OF, ids=ids, rows=rows)
            await execute(tx, queries.FORGET_NEXT_TYPES, ids=ids)
            await rederive(tx, Touched(entities=frozenset(ids)))

        await self._in_slices(*await self._moved(clear_facts, clear_types), on_slice)
        await self._end()

    async def abandon(self, pending: PendingSwitch) -> None:
        """Take what was written beside the old form away again; for what is not in force yet."""
        rejected = await self._ids(
            queries.REJECTED_ENDS, relations=[*pending.relations, *pending.new_relations]
        )

        async def drop_facts(tx: Transaction, ids: Sequence[str]) -> None:
            await execute(tx, queries.KEEP_STATEMENTS, ids=ids, kept=False)
            await rederive(tx, Touched(facts=frozenset(ids), origins=frozenset(rejected)))

        async def drop_types(tx: Transaction, ids: Sequence[str]) -> None:
            await execute(tx, queries.FORGET_NEXT_TYPES, ids=ids)

        await self._in_slices(*await self._moved(drop_facts, drop_types), _go_on)
        await self._end()

    async def _moved(
        self, with_facts: "_Work", with_entities: "_Work"
    ) -> "tuple[tuple[list[str], _Work], tuple[list[str], _Work]]":
        facts, entities = await self._ids(queries.MOVED_FACTS), await self._ids(queries.MOVED_ENTITIES)
        return (facts, with_facts), (entities, with_entities)

    async def _stored(self) -> _Stored | None:
        found = await self._database.rows(_Stored, queries.PENDING)
        return found[0] if found else None

    async def _ids(self, query: LiteralString, **parameters: object) -> list[str]:
        return await self._database.read(
            lambda tx: fetch_ids(tx, query, **parameters), timeout_s=_READ_TIMEOUT_S
        )

    async def _in_slices(
        self, facts: "tuple[list[str], _Work]", entities: "tuple[list[str], _Work]", on_slice: OnSlice
    ) -> None:
        total, done = len(facts[0]) + len(entities[0]), 0
        for ids, work in (facts, entities):
            for start in range(0, len(ids), self._at_once):
                await on_slice(done, total)
                some = ids[start : start + self._at_once]
                await self._database.write(_of(work, some), while_switching=True)
                done += len(some)
        await on_slice(done, total)

    async def _end(self) -> None:
        async def work(tx: Transaction) -> None:
            await execute(tx, queries.END)
            await execute(tx, settings_queries.BUMP_VERSION, changes=1)

        await self._database.write(work, while_switching=True)


_Work = Callable[[Transaction, Sequence[str]], Awaitable[None]]


async def begin_switch(tx: Transaction, pending: PendingSwitch) -> None:
    """Let nothing else change the graph until this is brought about."""
    await execute(tx, queries.BEGIN, switch=pending.model_dump_json())


async def _go_on(_done: int, _total: int) -> None:
    """Nobody listens."""


def _of(work: _Work, ids: Sequence[str]) -> Callable[[Transaction], Awaitable[None]]:
    return lambda tx: work(tx, ids)


async def _stage_facts(tx: Transaction, ids: Sequence[str], pending: PendingSwitch) -> None:
    facts = await fetch(tx, StatedFact, queries.UNMOVED_FACTS, ids=ids, relations=pending.relations)
    rows = await create_takers(tx, facts, {move.before: move for move in pending.moves.relations})
    await execute(tx, move_queries.COPY_STATEMENTS, rows=rows)
    await execute(tx, queries.STATEMENTS_STAND_UNTIL_THEN, ids=[fact.id for fact in facts])
    await execute(tx, queries.NAME_NEXT_FACTS, rows=rows)
    touched = sorted({fact.id for fact in facts} | {str(row["to"]) for row in rows})
    rejected = set(await fetch_ids(tx, queries.NEXT_REJECTED, ids=touched))
    stated = await fetch(tx, StoredFact, queries.NEXT_FACTS, ids=touched)
    supports = [{"id": fact.id, "support": fact_view(fact, rejected).support} for fact in stated]
    await execute(tx, queries.SET_NEXT_SUPPORT, rows=supports)


async def _stage_types(tx: Transaction, ids: Sequence[str], pending: PendingSwitch) -> None:
    decided = await decisions_about(tx, ids)
    stored = await fetch(tx, StoredEntity, derivation.READ_ENTITIES, ids=ids)
    rows = [
        {"id": one.id, "type": decided_view(one.id, _renamed(one.names, pending), decided).type}
        for one in stored
    ]
    await execute(tx, queries.SET_NEXT_TYPES, rows=rows)


def _renamed(names: Iterable[NameCount], pending: PendingSwitch) -> list[NameCount]:
    moves = {move.before: move for move in pending.moves.types}
    return [
        one._replace(type=moves[one.type].after, family=moves[one.type].family) if one.type in moves else one
        for one in names
    ]
