"""Finding chunks, entities and facts by meaning and by words."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from kg.db.fulltext import any_of, index_for
from kg.db.queries import graph as graph_queries
from kg.db.queries import search as queries
from kg.db.store_part import StorePart
from schemas.entity import Entity
from schemas.fact import Fact
from schemas.retrieval import RankedChunk
from schemas.value import Value

DocumentIds = Sequence[str] | None
_MOST = 1000


class _Found(Protocol):
    @property
    def visible(self) -> bool: ...


Found = TypeVar("Found", bound=_Found)


class _FoundChunk(Value):
    chunk_id: str
    score: float
    visible: bool


class _FoundEntity(Entity):
    score: float
    visible: bool


class _FoundFact(Fact):
    score: float
    visible: bool


class Search(StorePart):
    """Ranked reads; vectors have shape (dimensions,), and scores of nearness are 0..1, higher is better."""

    async def nearest_chunks(
        self, vector: Sequence[float], k: int, document_ids: DocumentIds = None
    ) -> list[RankedChunk]:
        """The k chunks nearest in meaning, best first; exact where documents are chosen, else by the vector index."""
        wanted = [float(number) for number in vector]
        if document_ids is not None:
            rows = await self._database.rows(
                _FoundChunk,
                queries.NEAREST_CHUNKS_OF_DOCUMENTS,
                vector=wanted,
                document_ids=list(document_ids),
                k=k,
            )
            return _ranked(rows)

        async def ask(fetch: int) -> list[_FoundChunk]:
            return await self._database.rows(_FoundChunk, queries.NEAREST_CHUNKS, vector=wanted, fetch=fetch)

        return _ranked(await _visible(ask, k))

    async def keyword_chunks(
        self, query_words: Sequence[str], k: int, document_ids: DocumentIds = None
    ) -> list[RankedChunk]:
        """The k chunks that hold the rarest of these words most often, best first.

        `score` is the index's own (BM25, 0 upwards, not comparable between questions).
        """
        words = any_of(query_words)
        if not words:
            return []
        rows = await self._database.rows(
            _FoundChunk,
            queries.KEYWORD_CHUNKS,
            index=index_for(query_words),
            words=words,
            document_ids=None if document_ids is None else list(document_ids),
            k=k,
        )
        return _ranked(rows)

    async def nearest_entities(self, vector: Sequence[float], k: int) -> list[tuple[Entity, float]]:
        """The k entities whose names are nearest in meaning, with their scores, best first."""
        wanted = [float(number) for number in vector]

        async def ask(fetch: int) -> list[_FoundEntity]:
            return await self._database.rows(
                _FoundEntity, graph_queries.NEAREST_ENTITIES, vector=wanted, fetch=fetch
            )

        rows = await _visible(ask, k)
        return [(Entity(**row.model_dump(exclude={"score", "visible"})), row.score) for row in rows]

    async def nearest_facts(self, vector: Sequence[float], k: int) -> list[tuple[Fact, float]]:
        """The k facts nearest in meaning, with their scores, best first."""
        wanted = [float(number) for number in vector]

        async def ask(fetch: int) -> list[_FoundFact]:
            return await self._database.rows(
                _FoundFact, graph_queries.NEAREST_FACTS, vector=wanted, fetch=fetch
            )

        rows = await _visible(ask, k)
        return [(Fact(**row.model_dump(exclude={"score", "visible"})), row.score) for row in rows]


async def _visible(ask: Callable[[int], Awaitable[list[Found]]], k: int) -> list[Found]:
    # The vector index knows nothing of visibility: ask for more until k visible ones came or it has no more.
    fetch = k
    while True:
        rows = await ask(fetch)
        seen = [row for row in rows if row.visible]
        if len(seen) >= k or len(rows) < fetch or fetch >= _MOST:
            return seen[:k]
        fetch = min(_MOST, fetch * 4)


def _ranked(rows: Sequence[_FoundChunk]) -> list[RankedChunk]:
    return [RankedChunk(chunk_id=row.chunk_id, score=row.score) for row in rows]
