"""Chunks: by id, by their neighbours, by meaning and by words."""

from collections.abc import Sequence

from kg.db.database import ReadDatabase
from kg.db.fulltext import any_of, exactly, index_for
from kg.db.queries import documents as queries
from kg.db.queries import search as search_queries
from kg.read.nearest import LOOKED_THROUGH, Nearness, nearest_visible
from schemas.chunk import Chunk
from schemas.errors import InputError
from schemas.retrieval import RankedChunk
from schemas.value import Value

DocumentIds = Sequence[str] | None
MAX_REACH = 10
_ENOUGH = 5


class _Centre(Value):
    centre: str


class _ChunkId(Value):
    chunk_id: str


class PagePlace(Value):
    """A chunk on a page, which is the stretch `start:end` of the document; of a last page `end` is that of the chunk."""

    chunk_id: str
    document_id: str
    start: int
    end: int


class _Word(Value):
    word: str


class _Near(Value):
    place: int
    chunk_id: str
    score: float


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

    async def on_page(self, page: str, document_ids: DocumentIds = None) -> list[PagePlace]:
        """The chunks on the page with this label (in lower case), or, where pages have none, of this number; by document."""
        return await self._database.rows(
            PagePlace,
            queries.CHUNKS_ON_PAGE,
            page=page,
            document_ids=None if document_ids is None else list(document_ids),
        )

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

    async def nearest_to_each(
        self, vectors: Sequence[Sequence[float]], k: int, document_ids: DocumentIds = None
    ) -> list[list[RankedChunk]]:
        """For each vector, in their order, at most k of the chunks nearest in meaning, best first, all in one query.

        Exact where documents are chosen, else by the vector index; `score` as in `nearest`.
        """
        query = search_queries.NEAREST_CHUNKS_TO_EACH
        if document_ids is not None:
            query = search_queries.NEAREST_CHUNKS_OF_DOCUMENTS_TO_EACH
        found: list[list[RankedChunk]] = [[] for _ in vectors]
        if not found:
            return found
        rows = await self._database.rows(
            _Near,
            query,
            vectors=[[float(number) for number in vector] for vector in vectors],
            k=k,
            fetch=LOOKED_THROUGH * k,
            document_ids=None if document_ids is None else list(document_ids),
        )
        for row in rows:
            found[row.place].append(RankedChunk(chunk_id=row.chunk_id, score=row.score))
        return found

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

    async def used(self, words: Sequence[str]) -> set[str]:
        """Those of the words that stand in some document, in whatever form the language's index takes for the same."""
        if not words:
            return set()
        rows = await self._database.rows(
            _Word,
            search_queries.USED_WORDS,
            words=list(words),
            queries=[exactly(word) for word in words],
            indexes=[index_for([word]) for word in words],
            limit=_ENOUGH,
        )
        return {row.word for row in rows}
