"""Documents."""

from collections.abc import Sequence

from kg.db.database import ReadDatabase
from kg.db.queries import documents as queries
from schemas.document import Document
from schemas.errors import NotFoundError
from schemas.value import Value


class _Source(Value):
    id: str
    source: str


class _Extractor(Value):
    id: str
    extractor: str


class DocumentReader:
    """The visible documents."""

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def page(self, limit: int = 50, after: str | None = None) -> list[Document]:
        """At most `limit` documents, latest first; `after` is the id of the last one of the page before."""
        return await self._database.rows(Document, queries.LIST_DOCUMENTS, limit=limit, after=after)

    async def get(self, document_id: str) -> Document:
        """The document of this id.

        Raises:
            NotFoundError: there is none, or it is not ready.
        """
        found = await self.by_id([document_id])
        if not found:
            raise NotFoundError(
                f"There is no document {document_id!r}.", remedy="List the documents to see their ids."
            )
        return found[0]

    async def by_id(self, ids: Sequence[str]) -> list[Document]:
        """The documents of these ids, in the order asked for; unknown ones are left out."""
        wanted = list(dict.fromkeys(ids))
        rows = {row.id: row for row in await self._database.rows(Document, queries.BY_ID, ids=wanted)}
        return [rows[one] for one in wanted if one in rows]

    async def under_other_schemas(self, version: int, least_confidence: float = 0.0) -> dict[str, str]:
        """The ids of the documents that are in the graph under another schema or least confidence, by source."""
        rows = await self._database.rows(
            _Source, queries.UNDER_OTHER_SCHEMAS, version=version, least_confidence=least_confidence
        )
        return {row.source: row.id for row in rows}

    async def extractors(self, ids: Sequence[str]) -> dict[str, str]:
        """Which extractor read each of these documents; one without facts is absent."""
        rows = await self._database.rows(_Extractor, queries.EXTRACTORS, ids=list(ids))
        return {row.id: row.extractor for row in rows}

    async def find(self, source: str) -> Document | None:
        """The document that was read from this path, URL or name."""
        found = await self._database.rows(Document, queries.FIND_BY_SOURCE, source=source)
        return found[0] if found else None
