"""Whether a decision can be made: what it is about exists, and nobody decided otherwise."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from kg.db.database import Transaction, fetch
from kg.db.queries import decisions as queries
from kg.db.queries import derivation as derivation_queries
from kg.db.queries import graph as graph_queries
from kg.db.queries import suggestions as suggestion_queries
from kg.view.decided import Decided, OriginKey, decisions_about, keys_from_decisions
from schemas.errors import ConflictError, InputError, NotFoundError
from schemas.graph import Decision, Fact, MentionPlace
from schemas.ids import fact_id, mention_id
from schemas.value import Value


class _MentionCount(Value):
    source: str
    mentions: int


class _Count(Value):
    name: str
    count: int


class _Place(Value):
    origin: str
    key: str | None


class FoundMention(Value):
    """A mention of an entity, with what its own id is made of."""

    chunk_id: str
    text: str
    start: int
    end: int
    source: str

    @property
    def id(self) -> str:
        """The id that a split knows it by."""
        return mention_id(self.source, self.text, self.start, self.end)


async def keys_of(tx: Transaction, ids: Sequence[str]) -> Mapping[str, str]:
    """The keys of entities that are there, and were not merged into others.

    Raises:
        NotFoundError: one of them is not an entity of this graph.
        ConflictError: one of them was merged into another.
    """
    merged = (await decisions_about(tx, ids)).resolution.merged_into
    for one in ids:
        if one in merged:
            raise ConflictError(
                f"The entity {one!r} was merged into {merged[one]!r} already.",
                remedy="Name that one instead, or undo the earlier decision first.",
            )
    found = {row.id: row.key for row in await fetch(tx, OriginKey, queries.VISIBLE_KEYS, ids=list(ids))}
    _check_known(ids, found)
    return found


async def keys_of_parts(tx: Transaction, ids: Sequence[str]) -> Mapping[str, str]:
    """The keys of names that are mentioned, each an entity or a part of one.

    Raises:
        NotFoundError: one of them is not mentioned in this graph.
    """
    resolution = (await decisions_about(tx, ids)).resolution
    entities = sorted({resolution.entity_of(one) for one in ids})
    places = await fetch(tx, _Place, derivation_queries.PLACES_OF_ORIGINS, ids=entities)
    known = {place.origin: place.key for place in places if place.origin in ids}
    _check_known(ids, known)
    keys = {origin: key for origin, key in known.items() if key is not None}
    keys |= await keys_from_decisions(tx, known.keys() - keys.keys())
    # A thing told apart from others of its name has its key from the name alone.
    told = sorted(known.keys() - keys.keys())
    return keys | {row.id: row.key for row in await fetch(tx, OriginKey, queries.VISIBLE_KEYS, ids=told)}


def check_apart(decided: Decided, ids: Collection[str]) -> None:
    """Returns when no two things are one that a person said, or split, to be two; `ids` are what is decided about.

    Raises:
        ConflictError: some are.
    """
    entity_of = decided.resolution.entity_of
    about = {entity_of(one) for one in ids}
    for ruling in decided.rulings:
        for one, other in ruling.apart:
            if entity_of(one) == entity_of(other) in about:
                merges = [
                    edge.id
                    for edge in decided.merges
                    if edge.by_person and not edge.undone and entity_of(edge.source) in about
                ]
                raise ConflictError(
                    "One person's decision says that these are two things, another's that they are one.",
                    remedy=f"Undo the one that is wrong first: {', '.join([ruling.id, *merges])}.",
                )


async def check_open(tx: Transaction, ends: tuple[str, str], relation: str) -> None:
    """Returns when no document makes the statement and no decision in force is about it.

    Raises:
        ConflictError: one does, or is.
    """
    statement = fact_id(ends[0], relation, ends[1])
    if await fetch(tx, _Count, suggestion_queries.SUPPORT_OF_STATEMENTS, ids=[statement]):
        raise ConflictError(
            "A document states this already: it is a fact, and no suggestion.",
            remedy="To say that it is not true, reject the fact: citegraph facts reject, or POST /v1/facts/{id}/reject",
        )
    decided = await decisions_about(tx, ends)
    for one in decided.statements:
        if not one.undone and decided.fact_of(one) == statement:
            raise ConflictError(
                f"A person's decision is about this statement already: {one.kind}.",
                remedy=f"Undo that one first: {one.id}.",
            )


async def mentions_to_split(
    tx: Transaction, entity_id: str, sources: Sequence[str], places: Sequence[MentionPlace]
) -> list[FoundMention]:
    """The mentions at these places, where they and all of these documents leave something of the entity.

    Raises:
        InputError: nothing is named, a document or place does not mention the entity, or nothing would stay.
    """
    if not sources and not places:
        raise InputError(
            "Nothing says what is another thing.", remedy="Name documents, or mentions, in which it is meant."
        )
    counts = await fetch(tx, _MentionCount, queries.MENTIONS_BY_SOURCE, entity=entity_id)
    times = Counter({row.source: row.mentions for row in counts})
    for source in sources:
        if not times[source]:
            raise InputError(
                f"The document {source!r} does not mention this entity.",
                remedy="List the entity's mentions to see its documents.",
            )
    rows = [place.model_dump() for place in places]
    found = await fetch(tx, FoundMention, queries.MENTIONS_AT, entity=entity_id, places=rows)
    missing = {(one.chunk_id, one.start) for one in places} - {(one.chunk_id, one.start) for one in found}
    if missing:
        chunk, start = min(missing)
        raise InputError(
            f"The entity is not mentioned at character {start} of the chunk {chunk!r}.",
            remedy="List the entity's mentions to see where they are.",
        )
    going = sum(times[source] for source in set(sources)) + sum(one.source not in sources for one in found)
    if going >= times.total():
        raise InputError(
            "All of its mentions would be another thing, so nothing would be left.",
            remedy="Name fewer of them; to call the entity otherwise, rename it.",
        )
    return found


def _check_known(ids: Sequence[str], found: Collection[str]) -> None:
    for one in ids:
        if one not in found:
            raise NotFoundError(
                f"There is no entity {one!r}.", remedy="Search the entities to see their ids."
            )


def check_two(one: str, other: str, fault: str) -> None:
    """Refuse a decision about one entity and itself.

    Raises:
        ConflictError: they are one; `fault` says what cannot be done.
    """
    if one == other:
        raise ConflictError(fault, remedy="Choose two different entities.")


async def fact_to_reject(tx: Transaction, fact_id: str) -> Fact:
    """The fact of this id, which nobody has rejected.

    Raises:
        NotFoundError: there is no such fact.
        ConflictError: it is rejected already.
    """
    if await fetch(tx, Decision, queries.REJECTIONS_OF, fact=fact_id):
        raise ConflictError(
            f"The fact {fact_id!r} is rejected already.",
            remedy=f"To bring it back: citegraph facts restore {fact_id}, or POST /v1/facts/{fact_id}/restore",
        )
    found = await fetch(tx, Fact, graph_queries.FACTS_BY_ID, ids=[fact_id], renamed=False)
    if not found:
        raise NotFoundError(
            f"There is no fact {fact_id!r}.", remedy="List the facts of an entity to see their ids."
        )
    return found[0]
