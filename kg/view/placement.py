"""Moving mentions and evidence to the entities and facts they belong to under the decisions in force."""

from collections.abc import Collection, Mapping, Sequence

from kg.db.database import Transaction, execute, fetch
from kg.db.queries import derivation as queries
from kg.view.decided import Decided, keys_from_decisions
from kg.view.new_nodes import NewEntity, NewFact, create_missing_entities, create_missing_facts, stored_ends
from kg.view.parts import assign_parts
from kg.view.told_apart import ToldApart
from kg.view.touched import Touched
from schemas.ids import fact_id
from schemas.value import Value


class _Place(Value):
    """`origin` is the part of the name, where it was split; its key is with the decision then."""

    entity: str
    origin: str
    key: str | None


class _EvidencePlace(Value):
    fact: str
    type: str
    head: str
    tail: str
    head_origin: str
    tail_origin: str
    traits: tuple[str, ...]
    qualifiers: tuple[str, ...]
    wordings: tuple[str, ...]


async def move_record(tx: Transaction, touched: Touched, decided: Decided, told: ToldApart) -> Touched:
    """What moving touched: every mention and piece of evidence of these origins now hangs where it belongs.

    `decided` holds all decisions tied to what was touched, after the change, `told` the names that mean several things.
    A decision that is gone shows in the touched origins alone: what it had joined must come apart.
    """
    resolution = decided.resolution
    about = touched.origins | decided.ids
    if told.origins:
        about |= told.ids
    if not about:
        return Touched()
    restated = await assign_parts(tx, about | touched.entities, decided, told)
    places = await fetch(tx, _Place, queries.PLACES_OF_ORIGINS, ids=sorted(about))
    wrong = [place for place in places if resolution.entity_of(place.origin) != place.entity]
    if not wrong and not restated:
        return Touched()
    targets = {place.origin: resolution.entity_of(place.origin) for place in wrong}
    await _create_targets(tx, targets, places, told.keys)
    await execute(
        tx,
        queries.MOVE_MENTIONS,
        rows=[
            {"entity": place.entity, "origin": place.origin, "to": targets[place.origin]} for place in wrong
        ],
    )
    left = {place.origin: place.entity for place in wrong}
    entities = {one: resolution.entity_of(one) for one in about}
    facts = await _move_evidence(tx, restated.union(left.values()), left, entities)
    return Touched(restated.union(left.values(), targets.values()), facts)


async def _create_targets(
    tx: Transaction, targets: Mapping[str, str], places: Sequence[_Place], told: Mapping[str, str]
) -> None:
    keys = {**told, **{place.origin: place.key for place in places if place.key is not None}}
    # A person may have merged into an entity whose last document has gone: only the decision still knows its key.
    keys |= await keys_from_decisions(tx, set(targets.values()) - keys.keys())
    await create_missing_entities(
        tx, {target: NewEntity(id=target, name=keys[target], key=keys[target]) for target in targets.values()}
    )


async def _move_evidence(
    tx: Transaction, holders: Collection[str], left: Mapping[str, str], entities: Mapping[str, str]
) -> frozenset[str]:
    """The facts from and to which evidence moved; `left` says where a name was, `entities` where it belongs.

    `holders` are the entities whose facts may have such evidence.
    """
    rows = await fetch(tx, _EvidencePlace, queries.EVIDENCE_OF_ENTITIES, ids=sorted(holders))
    moves = [(row, _fact_of(row, left, entities)) for row in rows]
    moves = [(row, fact) for row, fact in moves if fact.id != row.fact]
    await create_missing_facts(tx, {fact.id: fact for _, fact in moves})
    await execute(
        tx,
        queries.MOVE_EVIDENCE,
        rows=[
            {"fact": row.fact, "head_origin": row.head_origin, "tail_origin": row.tail_origin, "to": fact.id}
            for row, fact in moves
        ],
    )
    return frozenset(one for row, fact in moves for one in (row.fact, fact.id))


def _fact_of(row: _EvidencePlace, left: Mapping[str, str], entities: Mapping[str, str]) -> NewFact:
    first = entities.get(row.head_origin, row.head)
    second = entities.get(row.tail_origin, row.tail)
    if "symmetric" in row.traits:
        # Its head may be what the words call tail: the end that stays is the one where the other was not.
        if row.head_origin not in entities and row.tail_origin in entities:
            first = _other_end(row, {left.get(row.tail_origin, second), second})
        if row.tail_origin not in entities and row.head_origin in entities:
            second = _other_end(row, {left.get(row.head_origin, first), first})
    head, tail = stored_ends(first, second, row.traits)
    identifier = fact_id(head, row.type, tail, row.qualifiers)
    return NewFact(identifier, head, row.type, tail, row.qualifiers, row.wordings)


def _other_end(row: _EvidencePlace, one: Collection[str]) -> str:
    """The end of the fact that is none of these ids, under which the name may be there."""
    return row.tail if row.head in one else row.head
