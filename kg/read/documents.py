"""Reading documents and chunks."""

from collections.abc import Sequence

from kg.db.queries import documents as queries
from kg.db.store_part import StorePart
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.errors import InputError, NotFoundError
from schemas.value import Value

MAX_REACH = 10


class GraphCounts(Value):
    """How much of each is visible."""

    documents: int
    chunks: int
    entities: int
    facts: int


class _Neighbour(Chunk):
    centre: str


class DocumentReads(StorePart):
    """Documents and their chunks, visible ones only; chunks come without their vectors."""

    async def documents(self, limit: int = 50, after: str | None = None) -> list[Document]:
        """At most `limit` documents, latest first; `after` is the id of the last one of the page before."""
        return await self._database.rows(Document, queries.LIST_DOCUMENTS, limit=limit, after=after)

    async def get_document(self, document_id: str) -> Document:
        """The document of this id.

        Raises:
            NotFoundError: there is none, or it is not ready.
        """
        found = await self._database.rows(Document, queries.GET_DOCUMENT, id=document_id)
        if not found:
            raise NotFoundError(
                f"There is no document {document_id!r}.", remedy="List the documents to see their ids."
            )
        return found[0]

    async def find_document(self, source: str) -> Document | None:
        """The document that was read from this path, URL or name."""
        found = await self._database.rows(Document, queries.FIND_BY_SOURCE, source=source)
        return found[0] if found else None

    async def chunks_of(self, document_id: str) -> list[Chunk]:
        """All chunks of a document in order; empty when there is no such document."""
        return await self._database.rows(Chunk, queries.CHUNKS_OF_DOCUMENT, id=document_id)

    async def chunks_by_id(self, ids: Sequence[str]) -> list[Chunk]:
        """The chunks of these ids, in the order asked for; unknown ones are left out."""
        rows = await self._database.rows(Chunk, queries.CHUNKS_BY_ID, ids=list(dict.fromkeys(ids)))
        by_id = {row.id: row for row in rows}
        return [by_id[one] for one in dict.fromkeys(ids) if one in by_id]

    async def neighbourhoods(self, ids: Sequence[str], reach: int) -> dict[str, list[Chunk]]:
        """For each chunk: itself and up to `reach` chunks on each side in its own document, in the document's order.

        Raises:
            InputError: `reach` is not in 0..10.
        """
        if not 0 <= reach <= MAX_REACH:
            raise InputError(f"A window of {reach} chunks is not possible.", remedy=f"Use 0 to {MAX_REACH}.")
        rows = await self._database.rows(
            _Neighbour, queries.NEIGHBOURHOODS, ids=list(dict.fromkeys(ids)), reach=reach
        )
        found: dict[str, list[Chunk]] = {}
        for row in rows:
            found.setdefault(row.centre, []).append(Chunk(**row.model_dump(exclude={"centre"})))
        return found

    async def counts(self) -> GraphCounts:
        """How many documents, chunks, entities and facts are visible."""
        (row,) = await self._database.rows(GraphCounts, queries.DOCUMENT_COUNTS)
        return row
