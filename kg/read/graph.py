"""Reading entities and facts."""

from collections.abc import Sequence

from kg.db.fulltext import any_beginning
from kg.db.queries import graph as queries
from kg.db.store_part import StorePart
from schemas.entity import Entity
from schemas.errors import NotFoundError
from schemas.fact import Fact
from schemas.value import Value


class _KeyedEntity(Entity):
    wanted: str


class _Count(Value):
    name: str
    count: int


class _ChunkOf(Value):
    of: str
    chunk_id: str


class _TrainingFact(Value):
    head: str
    relation: str
    tail: str


class GraphReads(StorePart):
    """Entities and facts, visible ones only."""

    async def entities(self, query: str = "", type: str = "", limit: int = 50) -> list[Entity]:  # noqa: A002
        """At most `limit` entities, best first: by words of the name when `query` has any, else by mentions."""
        words = any_beginning(query.split())
        text = queries.SEARCH_ENTITIES if words else queries.LIST_ENTITIES
        return await self._database.rows(Entity, text, words=words, type=type, limit=limit)

    async def get_entity(self, entity_id: str) -> Entity:
        """The entity of this id.

        Raises:
            NotFoundError: there is none (it may have been merged into another).
        """
        found = await self._database.rows(Entity, queries.GET_ENTITY, id=entity_id)
        if not found:
            raise NotFoundError(
                f"There is no entity {entity_id!r}.",
                remedy="Search the entities; this one may have been merged into another.",
            )
        return found[0]

    async def entities_by_id(self, ids: Sequence[str]) -> list[Entity]:
        """The entities of these ids, in the order asked for; unknown ones are left out."""
        rows = await self._database.rows(Entity, queries.ENTITIES_BY_ID, ids=list(dict.fromkeys(ids)))
        by_id = {row.id: row for row in rows}
        return [by_id[one] for one in dict.fromkeys(ids) if one in by_id]

    async def entities_by_key(self, keys: Sequence[str]) -> list[tuple[str, Entity]]:
        """Every entity that has one of these alias keys, with that key; a key may belong to several."""
        rows = await self._database.rows(
            _KeyedEntity, queries.ENTITIES_BY_KEY, keys=list(dict.fromkeys(keys))
        )
        return [(row.wanted, Entity(**row.model_dump(exclude={"wanted"}))) for row in rows]

    async def relation_types(self) -> list[tuple[str, int]]:
        """Every relation type with its number of facts, most frequent first."""
        return [(row.name, row.count) for row in await self._database.rows(_Count, queries.RELATION_TYPES)]

    async def entity_types(self) -> list[tuple[str, int]]:
        """Every entity type with its number of entities, most frequent first."""
        return [(row.name, row.count) for row in await self._database.rows(_Count, queries.ENTITY_TYPES)]

    async def facts_of(
        self, entity_ids: Sequence[str], relation: str | None = None, limit: int = 100
    ) -> list[Fact]:
        """At most `limit` facts that have one of these entities as head or tail, best supported first."""
        return await self._database.rows(
            Fact,
            queries.FACTS_OF_ENTITIES,
            entity_ids=list(dict.fromkeys(entity_ids)),
            relation=relation,
            limit=limit,
        )

    async def facts_by_id(self, ids: Sequence[str]) -> list[Fact]:
        """The facts of these ids, in the order asked for; unknown ones are left out."""
        rows = await self._database.rows(Fact, queries.FACTS_BY_ID, ids=list(dict.fromkeys(ids)))
        by_id = {row.id: row for row in rows}
        return [by_id[one] for one in dict.fromkeys(ids) if one in by_id]

    async def chunks_of_facts(
        self, fact_ids: Sequence[str], limit: int = 20, document_ids: Sequence[str] | None = None
    ) -> dict[str, list[str]]:
        """For each fact the ids of at most `limit` chunks that state it, in the documents' order."""
        return await self._chunks_of(queries.CHUNKS_OF_FACTS, fact_ids, limit, document_ids)

    async def chunks_of_entities(
        self, entity_ids: Sequence[str], limit: int = 20, document_ids: Sequence[str] | None = None
    ) -> dict[str, list[str]]:
        """For each entity the ids of at most `limit` chunks that name it, those that name it most often first."""
        return await self._chunks_of(queries.CHUNKS_OF_ENTITIES, entity_ids, limit, document_ids)

    async def facts_for_training(self) -> list[tuple[str, str, str]]:
        """Every fact as (head id, relation type, tail id), in a fixed order."""
        rows = await self._database.rows(_TrainingFact, queries.TRAINING_FACTS, timeout_s=300.0)
        return [(row.head, row.relation, row.tail) for row in rows]

    async def _chunks_of(
        self, query: str, ids: Sequence[str], limit: int, document_ids: Sequence[str] | None
    ) -> dict[str, list[str]]:
        rows = await self._database.rows(
            _ChunkOf,
            query,
            ids=list(dict.fromkeys(ids)),
            limit=limit,
            document_ids=None if document_ids is None else list(document_ids),
        )
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row.of, []).append(row.chunk_id)
        return found
