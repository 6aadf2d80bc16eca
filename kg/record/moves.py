"""Relations and types of the record brought under other names in one transaction."""

from collections.abc import Sequence

from kg.db.database import Transaction, execute, fetch, fetch_ids
from kg.db.queries import moves as queries
from kg.view.derivation import rederive
from kg.view.new_nodes import NewFact, create_missing_facts, stored_ends
from kg.view.touched import Touched
from schemas.graph_schema import RelationTrait
from schemas.ids import fact_id
from schemas.value import Value

MOST_AT_ONCE = 20_000
"""Statements and mentions that one transaction moves; more are left to the documents, which are written one by one."""


class RelationMove(Value):
    """A relation that another takes over, `inverted`: with head and tail exchanged; None: it is dropped.

    `traits` are those of the relation that takes it over.
    """

    before: str
    after: str | None
    inverted: bool = False
    traits: tuple[RelationTrait, ...] = ()


class TypeMove(Value):
    """An entity type that another takes over, and the widest type that this one is a kind of."""

    before: str
    after: str
    family: str


class RecordMoves(Value):
    """What a schema calls otherwise than the one before it."""

    relations: tuple[RelationMove, ...] = ()
    types: tuple[TypeMove, ...] = ()


class _Count(Value):
    count: int


class _Fact(Value):
    id: str
    relation: str
    head: str
    tail: str
    qualifiers: tuple[str, ...]
    wordings: tuple[str, ...]


class _Ends(Value):
    source: str
    target: str


async def move_record_names(tx: Transaction, moves: RecordMoves) -> bool:
    """Give the record the other names, and rejected statements too; False, and nothing is done, if that is too much."""
    if not (moves.relations or moves.types):
        return True
    if await _size(tx, moves) > MOST_AT_ONCE:
        return False
    facts = await _move_relations(tx, {move.before: move for move in moves.relations})
    origins = await _move_rejections(tx, moves.relations)
    rows = [move.model_dump() for move in moves.types]
    entities = await fetch_ids(tx, queries.MOVE_TYPES, rows=rows) if rows else []
    await rederive(tx, Touched(entities=frozenset(entities), facts=frozenset(facts), origins=origins))
    return True


async def _size(tx: Transaction, moves: RecordMoves) -> int:
    relations = [move.before for move in moves.relations]
    types = [move.before for move in moves.types]
    statements = await fetch(tx, _Count, queries.COUNT_STATEMENTS, relations=relations)
    mentions = await fetch(tx, _Count, queries.COUNT_MENTIONS, types=types)
    return sum(row.count for row in (*statements, *mentions))


async def _move_relations(tx: Transaction, moves: dict[str, RelationMove]) -> set[str]:
    """The facts that lost or got statements."""
    facts = await fetch(tx, _Fact, queries.FACTS_OF_RELATIONS, relations=sorted(moves))
    targets = {fact.id: found for fact in facts if (found := _target(fact, moves[fact.relation])) is not None}
    await create_missing_facts(tx, {target.id: target for target in targets.values()})
    rows = [
        {
            "id": fact.id,
            "to": targets[fact.id].id,
            "inverted": moves[fact.relation].inverted,
            "traits": list(moves[fact.relation].traits) or None,
        }
        for fact in facts
        if fact.id in targets
    ]
    await execute(tx, queries.MOVE_STATEMENTS, rows=rows)
    await execute(tx, queries.DROP_STATEMENTS, ids=[fact.id for fact in facts if fact.id not in targets])
    return {fact.id for fact in facts} | {target.id for target in targets.values()}


def _target(fact: _Fact, move: RelationMove) -> NewFact | None:
    if move.after is None:
        return None
    ends = (fact.tail, fact.head) if move.inverted else (fact.head, fact.tail)
    head, tail = stored_ends(*ends, move.traits)
    identifier = fact_id(head, move.after, tail, fact.qualifiers)
    return NewFact(identifier, head, move.after, tail, fact.qualifiers, fact.wordings)


async def _move_rejections(tx: Transaction, moves: Sequence[RelationMove]) -> frozenset[str]:
    """The ends of the statements that were rejected, and stay rejected under the other name."""
    rows = [
        {**move.model_dump(exclude={"traits"}), "symmetric": "symmetric" in move.traits}
        for move in moves
        if move.after is not None
    ]
    found = await fetch(tx, _Ends, queries.MOVE_REJECTIONS, rows=rows)
    return frozenset(end for row in found for end in (row.source, row.target))
