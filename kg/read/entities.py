"""Entities."""

from collections.abc import Iterable, Sequence

from kg.db.database import ReadDatabase
from kg.db.fulltext import any_beginning, like
from kg.db.queries import graph as queries
from kg.read.grouping import CountByName, chunks_by_node
from kg.read.nearest import Nearness, nearest_visible
from schemas.errors import NotFoundError
from schemas.graph import Entity, EntityMention, EntityPart
from schemas.value import Value


class _Key(Value):
    wanted: str


class _Named(Value):
    id: str
    name: str


class NameInChunk(Value):
    """An entity's name, and where in the chunk it is mentioned."""

    chunk_id: str
    start: int
    entity_id: str
    name: str


class _Vector(Value):
    id: str
    embedding: tuple[float, ...]


class UnrelatedEntities(Value):
    """How many entities texts of a language name, and how many of these are in no fact."""

    language: str
    entities: int
    in_no_fact: int


class NamedEntity(Value):
    """An entity as one place names it."""

    id: str
    name: str
    type: str
    surface: str


class EntityReader:
    """The visible entities."""

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def search(self, query: str = "", type: str = "", limit: int = 50) -> list[Entity]:  # noqa: A002
        """At most `limit` entities, best first: by words of the name when `query` has any, else by mentions."""
        words = any_beginning(query.split())
        text = queries.SEARCH_ENTITIES if words else queries.LIST_ENTITIES
        return await self._database.rows(Entity, text, words=words, type=type, limit=limit)

    async def after(self, entity_id: str, limit: int) -> list[Entity]:
        """At most `limit` entities whose ids come after this one, by id."""
        return await self._database.rows(Entity, queries.ENTITIES_AFTER, after=entity_id, limit=limit)

    async def like(self, words: Sequence[str], limit: int = 50) -> list[Entity]:
        """For each word at most `limit` entities with a word in their names that is spelled nearly so, all by id."""
        queries_of_words = [query for word in words if (query := like(word))]
        return await self._database.rows(Entity, queries.ENTITIES_LIKE, words=queries_of_words, limit=limit)

    async def get(self, entity_id: str) -> Entity:
        """The entity of this id.

        Raises:
            NotFoundError: there is none (it may have been merged into another).
        """
        found = await self.by_id([entity_id])
        if not found:
            raise NotFoundError(
                f"There is no entity {entity_id!r}.",
                remedy="Search the entities; this one may have been merged into another.",
            )
        return found[0]

    async def by_id(self, ids: Sequence[str]) -> list[Entity]:
        """The entities of these ids, in the order asked for; unknown ones are left out."""
        wanted = list(dict.fromkeys(ids))
        rows = {row.id: row for row in await self._database.rows(Entity, queries.ENTITIES_BY_ID, ids=wanted)}
        return [rows[one] for one in wanted if one in rows]

    async def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of these entities by id; unknown ones are left out."""
        rows = await self._database.rows(_Named, queries.ENTITY_NAMES, ids=list(ids))
        return {row.id: row.name for row in rows}

    async def unrelated(self, document_ids: Sequence[str]) -> list[UnrelatedEntities]:
        """For each language of these documents the entities that they name, and those that are in no fact."""
        return await self._database.rows(
            UnrelatedEntities, queries.IN_NO_FACT, document_ids=list(document_ids)
        )

    async def by_key(self, keys: Sequence[str]) -> list[tuple[str, Entity]]:
        """Every entity that has one of these alias keys, with that key; a key may belong to several."""
        wanted = list(dict.fromkeys(keys))
        rows = await self._database.pairs(Entity, _Key, queries.ENTITIES_BY_KEY, keys=wanted)
        return [(key.wanted, entity) for entity, key in rows]

    async def nearest(self, vector: Sequence[float], k: int) -> list[tuple[Entity, float]]:
        """The k entities whose names are nearest in meaning, with their scores (0..1), best first.

        `vector` has shape (dimensions,).
        """
        wanted = [float(number) for number in vector]

        async def ask(fetch: int) -> list[tuple[Entity, Nearness]]:
            return await self._database.pairs(
                Entity, Nearness, queries.NEAREST_ENTITIES, vector=wanted, fetch=fetch
            )

        return await nearest_visible(ask, k)

    async def parts(self, entity_id: str) -> list[EntityPart]:
        """The names that are part of the entity by decisions, the most mentioned first; one that nothing was merged into has one."""
        return await self._database.rows(EntityPart, queries.PARTS_OF_ENTITY, entity=entity_id)

    async def mentions(
        self, entity_id: str, source: str | None = None, *, limit: int = 50, skip: int = 0
    ) -> list[EntityMention]:
        """At most `limit` of the places that name the entity, by document, after the first `skip`."""
        return await self._database.rows(
            EntityMention, queries.MENTIONS_OF_ENTITY, entity=entity_id, source=source, limit=limit, skip=skip
        )

    async def named_at(self, chunk_id: str, start: int, end: int) -> list[NamedEntity]:
        """The entities that the chunk names between `start` and `end` of its document, in the order of the text."""
        return await self._database.rows(
            NamedEntity, queries.ENTITIES_NAMED_AT, chunk=chunk_id, start=start, end=end
        )

    async def names_in(self, chunk_ids: Sequence[str]) -> list[NameInChunk]:
        """The entities that these chunks mention, by chunk and place."""
        return await self._database.rows(NameInChunk, queries.NAMES_IN_CHUNKS, ids=list(chunk_ids))

    async def vectors(self, ids: Sequence[str]) -> dict[str, tuple[float, ...]]:
        """The vectors of these entities' names by id; an entity that has none is absent."""
        rows = await self._database.rows(_Vector, queries.ENTITY_VECTORS, ids=list(ids))
        return {row.id: row.embedding for row in rows}

    async def types(self) -> list[tuple[str, int]]:
        """Every entity type with its number of entities, most frequent first."""
        return [(row.name, row.count) for row in await self._database.rows(CountByName, queries.ENTITY_TYPES)]

    async def chunks(
        self, entity_ids: Sequence[str], limit: int = 20, document_ids: Sequence[str] | None = None
    ) -> dict[str, list[str]]:
        """For each entity the ids of at most `limit` chunks that name it, those that name it most often first."""
        return await chunks_by_node(
            self._database, queries.CHUNKS_OF_ENTITIES, entity_ids, limit=limit, document_ids=document_ids
        )
