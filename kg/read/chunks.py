"""Chunks: by id, by their neighbours, by meaning and by words."""

from collections.abc import Sequence

from kg.db.database import ReadDatabase
from kg.db.fulltext import any_of, index_for
from kg.db.queries import documents as queries
from kg.db.queries import search as search_queries
from kg.read.nearest import Nearness, nearest_visible
from schemas.chunk import Chunk
from schemas.errors import InputError
from schemas.retrieval import RankedChunk
from schemas.value import Value

DocumentIds = Sequence[str] | None
MAX_REACH = 10


class _Centre(Value):
    centre: str


class _ChunkId(Value):
    chunk_id: str


class _Vector(Value):
    id: str
    embedding: tuple[float, ...]


class ChunkReader:
    """The chunks of visible documents, without their vectors."""

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def by_id(self, ids: Sequence[str]) -> list[Chunk]:
        """The chunks of these ids, in the order asked for; unknown ones are left out."""
        wanted = list(dict.fromkeys(ids))
        rows = {row.id: row for row in await self._database.rows(Chunk, queries.CHUNKS_BY_ID, ids=wanted)}
        return [rows[one] for one in wanted if one in rows]

    async def vectors(self, ids: Sequence[str]) -> dict[str, tuple[float, ...]]:
        """The vectors of these chunks by id; a chunk that has none is absent."""
        rows = await self._database.rows(_Vector, queries.CHUNK_VECTORS, ids=list(ids))
        return {row.id: row.embedding for row in rows}

    async def neighbourhoods(self, ids: Sequence[str], reach: int) -> dict[str, list[Chunk]]:
        """For each chunk: itself and up to `reach` chunks on each side in its own document, in the document's order.

        Raises:
            InputError: `reach` is not in 0..10.
        """
        if not 0 <= reach <= MAX_REACH:
            raise InputError(f"A window of {reach} chunks is not possible.", remedy=f"Use 0 to {MAX_REACH}.")
        rows = await self._database.pairs(
            Chunk, _Centre, queries.NEIGHBOURHOODS, ids=list(dict.fromkeys(ids)), reach=reach
        )
        found: dict[str, list[Chunk]] = {}
        for chunk, of in rows:
            found.setdefault(of.centre, []).append(chunk)
        return found

    async def nearest(
        self, vector: Sequence[float], k: int, document_ids: DocumentIds = None
    ) -> list[RankedChunk]:
        """The k chunks nearest in meaning, best first; exact where documents are chosen, else by the vector index.

        `vector` has shape (dimensions,); `score` is 0..1, higher is better.
        """
        wanted = [float(number) for number in vector]
        if document_ids is not None:
            return await self._database.rows(
                RankedChunk,
                search_queries.NEAREST_CHUNKS_OF_DOCUMENTS,
                vector=wanted,
                document_ids=list(document_ids),
                k=k,
            )

        async def ask(fetch: int) -> list[tuple[_ChunkId, Nearness]]:
            return await self._database.pairs(
                _ChunkId, Nearness, search_queries.NEAREST_CHUNKS, vector=wanted, fetch=fetch
            )

        return [
            RankedChunk(chunk_id=chunk.chunk_id, score=score)
            for chunk, score in await nearest_visible(ask, k)
        ]

    async def by_words(
        self, query_words: Sequence[str], k: int, document_ids: DocumentIds = None
    ) -> list[RankedChunk]:
        """The k chunks that hold the rarest of these words most often, best first.

        `score` is the index's own (BM25, 0 upwards, not comparable between questions).
        """
        words = any_of(query_words)
        if not words:
            return []
        return await self._database.rows(
            RankedChunk,
            search_queries.KEYWORD_CHUNKS,
            index=index_for(query_words),
            words=words,
            document_ids=None if document_ids is None else list(document_ids),
            k=k,
        )
