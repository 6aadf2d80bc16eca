"""Entities and aliases as their mentions make them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.db.database import Transaction, execute, fetch
from kg.db.labels import label_of
from kg.db.queries import derivation as queries
from kg.text.entity_type import TypeVote, voted_type
from kg.text.name_key import name_key
from kg.view.decided import Decided
from kg.view.touched import in_slices
from schemas.value import Value


class NameCount(NamedTuple):
    """How often an origin is written so with this type; `surface_key` is None where it is the same as `key`."""

    origin: str
    type: str
    family: str
    surface: str
    key: str
    surface_key: str | None
    visible: bool
    times: int


class AliasName(NamedTuple):
    """A key under which an entity is found, and the surface form it comes from."""

    key: str
    surface: str


class StoredEntity(Value):
    """An entity as it is, with all names its mentions give it."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    mentions: int
    names: tuple[NameCount, ...]
    stored: tuple[AliasName, ...]
    kind_only: bool | None


@dataclass(frozen=True)
class EntityView:
    """An entity as its mentions make it."""

    name: str
    type: str
    aliases: tuple[str, ...]
    mentions: int
    keys: frozenset[AliasName]


@dataclass(frozen=True)
class DerivedEntities:
    """What became of some entities: ids that are renamed, names no longer visible, ids that no mention holds."""

    renamed: tuple[str, ...]
    hidden: tuple[str, ...]
    empty: tuple[str, ...]


def entity_view(
    names: Sequence[NameCount],
    nameless: Collection[str] = (),
    *,
    name: str | None = None,
    type_name: str | None = None,
) -> EntityView:
    """Name, type, aliases and number of mentions, counting visible documents only.

    The name is the most frequent surface form; of equals the longest, of these the smallest; the type is voted. An origin
    that is `nameless` gives them only where no other does. Before any document is visible the others give a name to embed.
    `name` and `type_name` are what a person chose; the entity is found by its name, too.
    """
    visible = [one for one in names if one.visible]
    shown = visible or names
    times: Counter[str] = Counter()
    types: Counter[TypeVote] = Counter()
    for one in [one for one in shown if one.origin not in nameless] or shown:
        times[one.surface] += one.times
        types[TypeVote(one.type, one.family)] += one.times
    best = min(times, key=lambda surface: (-times[surface], -len(surface), surface))
    keys = {
        AliasName(key, one.surface)
        for one in visible
        for key in (one.key, one.surface_key)
        if key is not None
    }
    if name and visible:
        keys.add(AliasName(name_key(name), name))
    return EntityView(
        name=name or best,
        type=type_name or voted_type(types),
        aliases=tuple(sorted({alias.surface for alias in keys})),
        mentions=sum(one.times for one in visible),
        keys=frozenset(keys),
    )


async def derive_entities(tx: Transaction, ids: Sequence[str], decided: Decided) -> DerivedEntities:
    """Make the entities' names, types, aliases, counts and labels those of their mentions; leave the empty ones."""
    renamed: list[str] = []
    hidden: list[str] = []
    empty: list[str] = []
    for some in in_slices(ids):
        stored = await fetch(tx, StoredEntity, queries.READ_ENTITIES, ids=some)
        empty += [entity.id for entity in stored if not entity.names]
        hidden += [entity.name for entity in stored if entity.mentions and not _mentions(entity)]
        renamed += await _write(
            tx,
            [(entity, decided_view(entity.id, entity.names, decided)) for entity in stored if entity.names],
        )
    return DerivedEntities(tuple(renamed), tuple(hidden), tuple(empty))


def decided_view(entity: str, names: Sequence[NameCount], decided: Decided) -> EntityView:
    """The entity as these names and the decisions about it make it."""
    return entity_view(
        names,
        decided.resolution.nameless,
        name=decided.names.get(entity),
        type_name=decided.types.get(entity),
    )


async def delete_entities(tx: Transaction, ids: Sequence[str]) -> None:
    """Delete these entities and their aliases."""
    for some in in_slices(ids):
        await execute(tx, queries.DELETE_ENTITIES, ids=some)


def _mentions(entity: StoredEntity) -> int:
    return sum(name.times for name in entity.names if name.visible)


async def _write(tx: Transaction, pairs: Sequence[tuple[StoredEntity, EntityView]]) -> list[str]:
    await _run(tx, queries.DELETE_ALIASES, [row for old, new in pairs for row in _stale_aliases(old, new)])
    changed = [(old, new) for old, new in pairs if _differs(old, new)]
    labels = [
        (old, new, _label(old, old.type, old.mentions), _label(old, new.type, new.mentions))
        for old, new in changed
    ]
    unlabelled: list[dict[str, object]] = [
        {"id": old.id, "label": was} for old, _, was, now in labels if was and was != now
    ]
    await _run(tx, queries.UNLABEL_ENTITIES, unlabelled)
    shown = [{**_row(old, new), "label": now} for old, new, was, now in labels if now and was != now]
    await _run(tx, queries.SHOW_ENTITIES, shown)
    others = [_row(old, new) for old, new, was, now in labels if not now or was == now]
    await _run(tx, queries.UPDATE_ENTITIES, others)
    renamed = [old.id for old, new in changed if old.name != new.name]
    if renamed:
        await execute(tx, queries.CLEAR_ENTITY_VECTORS, ids=renamed)
    return renamed


def _differs(old: StoredEntity, new: EntityView) -> bool:
    shown = (new.name, new.type, new.aliases, new.mentions)
    return (old.name, old.type, old.aliases, old.mentions) != shown or set(old.stored) != new.keys


def _row(old: StoredEntity, new: EntityView) -> dict[str, object]:
    return {
        "id": old.id,
        "name": new.name,
        "type": new.type,
        "aliases": list(new.aliases),
        "mentions": new.mentions,
        "fresh": sorted(list(alias) for alias in new.keys.difference(old.stored)),
    }


def _label(entity: StoredEntity, type_name: str, mentions: int) -> str | None:
    """The label of an entity's type; one that nobody sees has none, nor one that is but the kind of others."""
    return label_of(type_name) if mentions and not entity.kind_only else None


def _stale_aliases(old: StoredEntity, new: EntityView) -> list[dict[str, object]]:
    stale = sorted(set(old.stored) - new.keys)
    return [{"entity": old.id, "key": alias.key, "surface": alias.surface} for alias in stale]


async def _run(tx: Transaction, query: str, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        await execute(tx, query, rows=list(rows))
