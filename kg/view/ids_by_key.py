"""The migration by which an entity's id follows from its key: before, a name with two types was two entities."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, TypeVar

from kg.db.database import WRITE_TIMEOUT_S, Database, Transaction, execute, fetch, fetch_ids
from kg.db.queries import ids_by_key as queries
from kg.db.queries import record as record_queries
from kg.db.queries import settings as settings_queries
from kg.text.name_key import has_legal_form, name_key
from kg.view.derivation import rederive
from kg.view.facts import facts_beside
from kg.view.touched import Touched
from schemas.ids import LEGAL_FORM, decision_id, entity_id, fact_id
from schemas.value import Value

_AT_ONCE = 500
_PERSON = "Person"


class _Name(NamedTuple):
    origin: str
    type: str
    key: str
    surfaces: tuple[str, ...]


class _Entity(Value):
    id: str
    mentions: int
    names: tuple[_Name, ...]


class _Merge(Value):
    id: str
    by_person: bool
    source_type: str
    source_key: str
    target_type: str
    target_key: str


class _Ends(NamedTuple):
    head: str | None
    tail: str | None


class _Fact(Value):
    id: str
    type: str
    head: str
    tail: str
    origins: tuple[_Ends, ...]


Read = TypeVar("Read", _Entity, _Fact)


@dataclass(frozen=True)
class _Ids:
    """The new id of each name: by what it was made from until now, and by the old id."""

    people: frozenset[str]
    """Keys of people's names."""
    informal: frozenset[tuple[str, str]]
    """(type, key) of names that are written without a legal form, too."""
    moved: Mapping[str, str]

    def of(self, type_name: str, key: str) -> str:
        """The id of the name that had this type."""
        company = type_name != _PERSON and key in self.people and (type_name, key) not in self.informal
        return entity_id(key, LEGAL_FORM if company else "")

    def now(self, old: str) -> str:
        """The id that takes the place of an old one; itself where it is new already."""
        return self.moved.get(old, old)


Step = Callable[[Transaction, Sequence[Read], _Ids], Awaitable[None]]


async def make_ids_by_key(database: Database) -> None:
    """Give mentions, evidence, decisions, entities and facts their new ids, and join what is one entity now.

    Everything goes in small transactions, and once it was cut off it starts again and ends the same. An entity keeps its
    vector. A person and the company of that name, which every mention wrote with a legal form, stay two.
    """
    ids = await _ids(database)
    while await database.write(lambda tx: _rename_merges(tx, ids)):
        pass
    async for entities in _batches(database, _Entity, queries.NAMES_OF_ENTITIES):
        await _write(database, _rename_entities, entities, ids)
    async for facts in _batches(database, _Fact, queries.ENDS_OF_EVIDENCE):
        await _write(database, _rename_facts, facts, ids)
    async for entities in _batches(database, _Entity, queries.NAMES_OF_ENTITIES):
        await _write(database, _derive, entities, ids)


async def _ids(database: Database) -> _Ids:
    names = [
        name
        async for entities in _batches(database, _Entity, queries.NAMES_OF_ENTITIES)
        for entity in entities
        for name in entity.names
    ]
    people = frozenset(name.key for name in names if name.type == _PERSON)
    informal = frozenset((name.type, name.key) for name in names if _is_informal(name))
    ids = _Ids(people, informal, {})
    moved = {_id_by_type(name.type, name.key): ids.of(name.type, name.key) for name in names}
    return _Ids(people, informal, moved)


def _is_informal(name: _Name) -> bool:
    own = [surface for surface in name.surfaces if name_key(surface) == name.key]
    return not own or not all(has_legal_form(surface) for surface in own)


def _id_by_type(type_name: str, key: str) -> str:
    """The id that an entity of this type and key had until now."""
    return sha256("\x1f".join(("entity", type_name, key, "")).encode()).hexdigest()[:32]


async def _batches(database: Database, row: type[Read], query: str) -> AsyncIterator[list[Read]]:
    after = ""
    while rows := await database.rows(row, query, timeout_s=WRITE_TIMEOUT_S, after=after, limit=_AT_ONCE):
        yield rows
        after = rows[-1].id


async def _rename_merges(tx: Transaction, ids: _Ids) -> bool:
    """Whether some merges still had types, and so their old ids."""
    merges = await fetch(tx, _Merge, queries.MERGES_BY_TYPE, limit=_AT_ONCE)
    rows = [_merge_row(merge, ids) for merge in merges]
    empty = [row["id"] for row, merge in zip(rows, merges, strict=True) if _joins_nothing(row, merge)]
    await execute(tx, queries.DELETE_MERGES, ids=empty)
    rows = [row for row in rows if row["id"] not in empty]
    known = set(await fetch_ids(tx, queries.KNOWN_MERGES, ids=[row["to"] for row in rows]))
    first = {row["to"]: row["id"] for row in reversed(rows)}
    renamed = [
        row
        for row in rows
        if row["to"] == row["id"] or (row["to"] not in known and first[row["to"]] == row["id"])
    ]
    await execute(tx, queries.RENAME_MERGES, rows=renamed)
    await execute(tx, queries.JOIN_MERGES, rows=[row for row in rows if row not in renamed])
    return bool(merges)


def _merge_row(merge: _Merge, ids: _Ids) -> dict[str, str]:
    source = ids.of(merge.source_type, merge.source_key)
    target = ids.of(merge.target_type, merge.target_key)
    to = merge.id if merge.by_person else decision_id("merge", source, target)
    return {"id": merge.id, "to": to, "source": source, "target": target}


def _joins_nothing(row: Mapping[str, str], merge: _Merge) -> bool:
    """Whether a rule joined what is one entity anyway; what a person decided stays in the ledger."""
    return row["source"] == row["target"] and not merge.by_person


async def _rename_entities(tx: Transaction, entities: Sequence[_Entity], ids: _Ids) -> None:
    mentions = [
        {"entity": entity.id, "origin": name.origin, "to": ids.now(name.origin)}
        for entity in entities
        for name in entity.names
        if ids.now(name.origin) != name.origin
    ]
    await execute(tx, queries.RENAME_MENTIONS, rows=mentions)
    moves = {
        ids.now(entity.id): entity.id
        for entity in sorted(entities, key=lambda entity: (entity.mentions, entity.id))
        if ids.now(entity.id) != entity.id
    }
    taken = set(await fetch_ids(tx, record_queries.KNOWN_ENTITIES, ids=sorted(moves)))
    rows = [{"id": old, "to": new} for new, old in moves.items() if new not in taken]
    await execute(tx, queries.RENAME_ENTITIES, rows=rows)


async def _rename_facts(tx: Transaction, facts: Sequence[_Fact], ids: _Ids) -> None:
    evidence = [
        {
            "fact": fact.id,
            "head_origin": ends.head,
            "tail_origin": ends.tail,
            "head": ids.now(ends.head),
            "tail": ids.now(ends.tail),
        }
        for fact in facts
        for ends in fact.origins
        if ends.head is not None and ends.tail is not None
    ]
    await execute(tx, queries.RENAME_EVIDENCE, rows=evidence)
    moves = {fact_id(fact.head, fact.type, fact.tail): fact.id for fact in facts}
    rows = [{"id": old, "to": new} for new, old in moves.items() if new != old]
    taken = set(await fetch_ids(tx, record_queries.KNOWN_FACTS, ids=[row["to"] for row in rows]))
    rows = [row for row in rows if row["to"] not in taken]
    await execute(tx, queries.RENAME_FACTS, rows=rows)
    # A trained link predictor knows the old ids: it is out of date now.
    await execute(tx, settings_queries.BUMP_VERSION, changes=len(rows))


async def _derive(tx: Transaction, entities: Sequence[_Entity], ids: _Ids) -> None:
    names = frozenset(entity.id for entity in entities)
    origins = frozenset(name.origin for entity in entities for name in entity.names)
    facts = await facts_beside(tx, sorted(names))
    await rederive(tx, Touched(names, frozenset(facts), origins | names | {ids.now(one) for one in names}))


async def _write(database: Database, step: Step[Read], rows: Sequence[Read], ids: _Ids) -> None:
    await database.write(lambda tx: step(tx, rows, ids))
