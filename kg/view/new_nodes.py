"""Creating the entities and facts that the record hangs on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.db.database import Transaction, execute, fetch_ids
from kg.db.labels import checked_name, label_of
from kg.db.queries import record as queries
from kg.text.fact_text import circumstances, relation_words
from kg.view.touched import in_slices
from schemas.ids import fact_id


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
    """A fact as it is first written, between entities that exist. With `support` 0 it is hidden, and has no traits yet.

    `qualifiers` tell it from others of its statement, and `wordings` are the same in the words of a text.
    """

    id: str
    head: str
    type: str
    tail: str
    qualifiers: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    support: int = 0
    traits: tuple[str, ...] = ()

    @property
    def statement(self) -> str:
        """The id of the fact without its qualifiers."""
        return fact_id(self.head, self.type, self.tail)


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


def _entity_row(entity: NewEntity) -> dict[str, object]:
    return {**vars(entity), "labels": [label_of(entity.type)] if entity.mentions else []}


def _fact_row(fact: NewFact) -> dict[str, object]:
    name = checked_name(fact.type)
    return {
        **vars(fact),
        # A property without a value is none: facts without qualifiers are as they always were.
        "qualifiers": list(fact.qualifiers) or None,
        "wordings": list(fact.wordings) or None,
        "statement": fact.statement if fact.qualifiers else None,
        "traits": list(fact.traits) or None,
        "words": relation_words(name),
        "circumstances": circumstances(fact.wordings),
        "shown": [name] if fact.support else [],
    }
