"""Facts."""

from collections.abc import Sequence

from kg.db.database import ReadDatabase
from kg.db.queries import graph as queries
from kg.db.queries.cypher_templates import STATEMENTS_OF
from kg.db.queries.surroundings import RELATIONS_AT
from kg.read.grouping import CountByName, chunks_by_node
from kg.read.nearest import Nearness, nearest_visible
from schemas.graph import Fact
from schemas.value import Value

_TRAINING_TIMEOUT_S = 300.0
_FACTS_READ = 2_000
_FACTS_STATED = 20
_CHUNKS_EACH = 3


class _TrainingFact(Value):
    head: str
    relation: str
    tail: str


class FactPattern(Value):
    """Between which types a relation is stated, and by how many facts."""

    head: str
    relation: str
    tail: str
    facts: int


class Statement(Value):
    """A fact in words, and one of the chunks that state it."""

    fact_id: str
    text: str
    chunk_id: str


class RelationAt(Value):
    """A relation that an entity has: which way (`outgoing`: the entity is the head), to what, how often.

    `examples` are names at the other end, `qualifier` is a circumstance of one of the facts ("start: 1999") or empty;
    `reduced` counts the facts that have no typed relationship.
    """

    entity_id: str
    entity_type: str
    outgoing: bool
    relation: str
    other_type: str
    facts: int
    reduced: int
    examples: tuple[str, ...]
    qualifier: str


class FactEvidence(Value):
    """Where a chunk states a fact, the characters `start:end` of its text, and how sure that is (0..1)."""

    fact_id: str
    chunk_id: str
    start: int
    end: int
    confidence: float


class FactProof(Value):
    """A place that states a fact, in its words; `page` counts from 1."""

    fact_id: str
    document_id: str
    source: str
    title: str
    page: int | None
    words: str


class FactReader:
    """The visible facts."""

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def of(
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

    async def page(self, relation: str | None = None, limit: int = 100) -> list[Fact]:
        """At most `limit` facts, best supported first."""
        return await self._database.rows(Fact, queries.LIST_FACTS, relation=relation, limit=limit)

    async def after(self, fact_id: str, limit: int) -> list[Fact]:
        """At most `limit` facts whose ids come after this one, by id."""
        return await self._database.rows(Fact, queries.FACTS_AFTER, after=fact_id, limit=limit)

    async def proofs(self, fact_ids: Sequence[str]) -> list[FactProof]:
        """The places that state these facts, by fact and in the documents' order."""
        return await self._database.rows(FactProof, queries.PROOFS_OF_FACTS, ids=list(fact_ids))

    async def rejected(
        self, entity_id: str | None = None, relation: str | None = None, limit: int = 100
    ) -> list[Fact]:
        """Facts that a person said are not true, the latest first; `support` is what they would have if restored."""
        return await self._database.rows(
            Fact, queries.REJECTED_FACTS, entity_id=entity_id, relation=relation, limit=limit
        )

    async def patterns(self) -> list[FactPattern]:
        """The forms that facts have, those of the most facts first."""
        return await self._database.rows(FactPattern, queries.FACT_PATTERNS)

    async def by_id(self, ids: Sequence[str]) -> list[Fact]:
        """The facts of these ids, in the order asked for; unknown ones are left out."""
        wanted = list(dict.fromkeys(ids))
        rows = {row.id: row for row in await self._database.rows(Fact, queries.FACTS_BY_ID, ids=wanted)}
        return [rows[one] for one in wanted if one in rows]

    async def nearest(self, vector: Sequence[float], k: int) -> list[tuple[Fact, float]]:
        """The k facts nearest in meaning, with their scores (0..1), best first; `vector` has shape (dimensions,)."""
        wanted = [float(number) for number in vector]

        async def ask(fetch: int) -> list[tuple[Fact, Nearness]]:
            return await self._database.pairs(
                Fact, Nearness, queries.NEAREST_FACTS, vector=wanted, fetch=fetch
            )

        return await nearest_visible(ask, k)

    async def types(self) -> list[tuple[str, int]]:
        """Every relation type with its number of facts, most frequent first."""
        return [
            (row.name, row.count) for row in await self._database.rows(CountByName, queries.RELATION_TYPES)
        ]

    async def chunks(
        self, fact_ids: Sequence[str], limit: int = 20, document_ids: Sequence[str] | None = None
    ) -> dict[str, list[str]]:
        """For each fact the ids of at most `limit` chunks that state it, in the documents' order."""
        return await chunks_by_node(
            self._database, queries.CHUNKS_OF_FACTS, fact_ids, limit=limit, document_ids=document_ids
        )

    async def statements(
        self, entity_ids: Sequence[str], relations: Sequence[str], document_ids: Sequence[str] | None = None
    ) -> list[Statement]:
        """The facts of these relations that have one of the entities as head or tail, best supported first.

        Of an entity in very many facts only some are looked at, so that the time is bounded.
        """
        return await self._database.rows(
            Statement,
            STATEMENTS_OF,
            entities=list(dict.fromkeys(entity_ids)),
            relations=list(relations),
            document_ids=None if document_ids is None else list(document_ids),
            read=_FACTS_READ,
            facts=_FACTS_STATED,
            chunks=_CHUNKS_EACH,
        )

    async def relations_at(self, entity_ids: Sequence[str], examples: int = 3) -> list[RelationAt]:
        """The relations that these entities have, the most frequent first.

        Of an entity in very many facts only some are looked at, so that the time is bounded.
        """
        return await self._database.rows(
            RelationAt,
            RELATIONS_AT,
            entities=list(dict.fromkeys(entity_ids)),
            examples=examples,
            read=_FACTS_READ,
        )

    async def evidence(self, fact_ids: Sequence[str]) -> list[FactEvidence]:
        """The places that state these facts, by fact and in the documents' order; those without a place are left out."""
        return await self._database.rows(
            FactEvidence, queries.EVIDENCE_OF_FACTS, ids=list(dict.fromkeys(fact_ids))
        )

    async def for_training(self) -> list[tuple[str, str, str]]:
        """Every statement as (head id, relation type, tail id), once whatever its qualifiers, in a fixed order."""
        rows = await self._database.rows(_TrainingFact, queries.TRAINING_FACTS, timeout_s=_TRAINING_TIMEOUT_S)
        return [(row.head, row.relation, row.tail) for row in rows]
