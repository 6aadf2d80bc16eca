"""Relations and types of the record brought under other names, in one transaction where they are few enough."""

from collections.abc import Mapping, Sequence

from kg.db.database import Transaction, execute, fetch, fetch_ids
from kg.db.queries import moves as queries
from kg.view.derivation import rederive
from kg.view.new_nodes import NewFact, create_missing_facts, stored_ends
from kg.view.touched import Touched
from schemas.graph_schema import RelationTrait
from schemas.ids import fact_id
from schemas.value import Value

MOST_AT_ONCE = 20_000
"""Statements and mentions that one transaction moves; more are written beside the old names first (`kg.record.name_switch`)."""


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


class StatedFact(Value):
    """A fact as it is stated under the old name."""

    id: str
    relation: str
    head: str
    tail: str
    qualifiers: tuple[str, ...]
    wordings: tuple[str, ...]


class _Ends(Value):
    source: str
    target: str


async def count_moves(tx: Transaction, moves: RecordMoves) -> int:
    """How many statements and mentions get another name."""
    relations = [move.before for move in moves.relations]
    types = [move.before for move in moves.types]
    statements = await fetch(tx, _Count, queries.COUNT_STATEMENTS, relations=relations) if relations else []
    mentions = await fetch(tx, _Count, queries.COUNT_MENTIONS, types=types) if types else []
    return sum(row.count for row in (*statements, *mentions))


async def move_record_names(tx: Transaction, moves: RecordMoves) -> None:
    """Give the record the other names, and rejected statements too."""
    if not (moves.relations or moves.types):
        return
    facts = await _move_relations(tx, {move.before: move for move in moves.relations})
    origins = await move_rejections(tx, moves.relations)
    rows = [move.model_dump() for move in moves.types]
    entities = await fetch_ids(tx, queries.MOVE_TYPES, rows=rows) if rows else []
    await rederive(tx, Touched(entities=frozenset(entities), facts=frozenset(facts), origins=origins))


async def _move_relations(tx: Transaction, moves: dict[str, RelationMove]) -> set[str]:
    """The facts that lost or got statements."""
    facts = await fetch(tx, StatedFact, queries.FACTS_OF_RELATIONS, relations=sorted(moves))
    rows = await create_takers(tx, facts, moves)
    await execute(tx, queries.MOVE_STATEMENTS, rows=rows)
    taken = {str(row["id"]) for row in rows}
    await execute(tx, queries.DROP_STATEMENTS, ids=[fact.id for fact in facts if fact.id not in taken])
    return {fact.id for fact in facts} | {str(row["to"]) for row in rows}


async def create_takers(
    tx: Transaction, facts: Sequence[StatedFact], moves: Mapping[str, RelationMove]
) -> list[dict[str, object]]:
    """For each fact that is not dropped, which one takes its statements over, and how; those exist now."""
    takers = {fact.id: found for fact in facts if (found := _taker(fact, moves[fact.relation])) is not None}
    await create_missing_facts(tx, {taker.id: taker for taker in takers.values()})
    return [
        {
            "id": fact.id,
            "to": takers[fact.id].id,
            "inverted": moves[fact.relation].inverted,
            "traits": list(moves[fact.relation].traits) or None,
        }
        for fact in facts
        if fact.id in takers
    ]


def _taker(fact: StatedFact, move: RelationMove) -> NewFact | None:
    if move.after is None:
        return None
    ends = (fact.tail, fact.head) if move.inverted else (fact.head, fact.tail)
    head, tail = stored_ends(*ends, move.traits)
    identifier = fact_id(head, move.after, tail, fact.qualifiers)
    return NewFact(identifier, head, move.after, tail, fact.qualifiers, fact.wordings)


async def move_rejections(tx: Transaction, moves: Sequence[RelationMove]) -> frozenset[str]:
    """The ends of the statements that were rejected, and stay rejected under the other name."""
    rows = [
        {**move.model_dump(exclude={"traits"}), "symmetric": "symmetric" in move.traits}
        for move in moves
        if move.after is not None
    ]
    found = await fetch(tx, _Ends, queries.MOVE_REJECTIONS, rows=rows)
    return frozenset(end for row in found for end in (row.source, row.target))
