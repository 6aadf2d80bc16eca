"""Creating the entities and facts that the record hangs on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.db.database import Transaction, execute, fetch_ids
from kg.db.labels import checked_name, label_of
from kg.db.queries import record as queries
from kg.view.touched import in_slices


@dataclass(frozen=True)
class NewEntity:
    """An entity as it is first written. With `mentions` 0 it is hidden, and name and type hold until it is derived.

    `keys` are pairs of an alias key and the surface form it comes from.
    """

    id: str
    name: str
    key: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class NewFact:
    """A fact as it is first written, between entities that exist. With `support` 0 it is hidden, and has no traits yet."""

    id: str
    head: str
    type: str
    tail: str
    support: int = 0
    traits: tuple[str, ...] = ()


def stored_ends(head: str, tail: str, traits: Collection[str]) -> tuple[str, str]:
    """The ends of the fact that says so: where they may change places, in the order of their ids, so that it is one fact."""
    first, second = sorted((head, tail)) if "symmetric" in traits else (head, tail)
    return first, second


async def create_missing_entities(tx: Transaction, entities: Mapping[str, NewEntity]) -> set[str]:
    """The ids of those that did not exist; all of them do now."""
    created: set[str] = set()
    for some in in_slices(sorted(entities)):
        known = set(await fetch_ids(tx, queries.KNOWN_ENTITIES, ids=some))
        new = [entities[one] for one in some if one not in known]
        if new:
            await execute(tx, queries.CREATE_ENTITIES, rows=[_entity_row(entity) for entity in new])
        created.update(entity.id for entity in new)
    return created


async def create_missing_facts(tx: Transaction, facts: Mapping[str, NewFact]) -> set[str]:
    """The ids of those that did not exist; all of them do now, visible ones with their typed relationship."""
    created: set[str] = set()
    for some in in_slices(sorted(facts)):
        known = set(await fetch_ids(tx, queries.KNOWN_FACTS, ids=some))
        new = [facts[one] for one in some if one not in known]
        if new:
            await execute(tx, queries.CREATE_FACTS, rows=[_fact_row(fact) for fact in new])
        created.update(fact.id for fact in new)
    return created


def relation_words(relation: str) -> str:
    """The relation type as a reader says it: BORN_IN is "born in"."""
    return relation.replace("_", " ").lower()


def _entity_row(entity: NewEntity) -> dict[str, object]:
    return {**vars(entity), "labels": [label_of(entity.type)] if entity.mentions else []}


def _fact_row(fact: NewFact) -> dict[str, object]:
    name = checked_name(fact.type)
    shown = {"shown": [name] if fact.support else [], "traits": list(fact.traits) or None}
    return {**vars(fact), "words": relation_words(name), **shown}
