"""Creating the entities and facts that the record hangs on."""

from collections.abc import Iterable, Mapping

from kg.database import Transaction, execute, fetch
from kg.labels import checked_name, label_of
from kg.queries import write as queries
from kg.touched import Id, in_slices
from schemas.value import Value


class NewEntity(Value):
    """An entity as it is first written; `name` holds until the first derivation."""

    id: str
    name: str
    type: str
    key: str


class NewFact(Value):
    """A fact as it is first written, between entities that exist."""

    id: str
    head: str
    type: str
    tail: str


async def create_missing_entities(tx: Transaction, entities: Mapping[str, NewEntity]) -> None:
    """All of these exist; none is visible by this."""
    for some in in_slices(sorted(entities)):
        known = {row.id for row in await fetch(tx, Id, queries.KNOWN_ENTITIES, ids=some)}
        rows = [entities[one].model_dump() for one in some if one not in known]
        for row in rows:
            label_of(str(row["type"]))
        if rows:
            await execute(tx, queries.CREATE_ENTITIES, rows=rows)


async def create_missing_facts(tx: Transaction, facts: Iterable[NewFact]) -> None:
    """All of these exist; none is visible by this."""
    by_id = {fact.id: fact for fact in facts}
    for some in in_slices(sorted(by_id)):
        known = {row.id for row in await fetch(tx, Id, queries.KNOWN_FACTS, ids=some)}
        rows = [
            {**by_id[one].model_dump(), "words": relation_words(checked_name(by_id[one].type))}
            for one in some
            if one not in known
        ]
        if rows:
            await execute(tx, queries.CREATE_FACTS, rows=rows)


def relation_words(relation: str) -> str:
    """The relation type as a reader says it: BORN_IN is "born in"."""
    return relation.replace("_", " ").lower()
