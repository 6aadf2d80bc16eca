"""Documents."""

from collections.abc import Mapping, Sequence

from kg.db.database import ReadDatabase
from kg.db.fulltext import exactly, index_for
from kg.db.queries import documents as queries
from schemas.document import Document, Language, pack_facets, unpack_facets
from schemas.errors import NotFoundError
from schemas.value import Value


class _Source(Value):
    id: str
    source: str


class _Extractor(Value):
    id: str
    extractor: str


class DocumentCount(Value):
    """How many documents there are, and the titles of the first of them."""

    count: int
    titles: tuple[str, ...]


class _Id(Value):
    id: str


class _FacetCount(Value):
    facet: str
    documents: int


class FacetValue(Value):
    """A value of a field, and how many documents state it."""

    value: str
    documents: int


class StatingRecord(Value):
    """A record: a document of which fields are stated, each as name and value in one string (`schemas.document.unpack_facets`)."""

    id: str
    facets: tuple[str, ...]


class _TitleInLanguage(Value):
    language: Language
    title: str


class MentioningDocument(Value):
    """A document that mentions something, and the first of its chunks that does."""

    id: str
    title: str
    chunk_id: str


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

    async def count(self, titles: int = 0, document_ids: Sequence[str] | None = None) -> DocumentCount:
        """How many documents there are, with at most so many titles, in the order in which they came."""
        (found,) = await self._database.rows(
            DocumentCount, queries.DOCUMENT_TITLES, limit=titles, document_ids=_chosen(document_ids)
        )
        return found

    async def with_facets(
        self, facets: Mapping[str, Sequence[str]], document_ids: Sequence[str] | None = None
    ) -> list[str]:
        """The ids of the documents that state one of the values of each of the facets, whatever their case."""
        wanted = [
            [packed.lower() for packed in pack_facets({name: tuple(values)})]
            for name, values in facets.items()
        ]
        rows = await self._database.rows(
            _Id, queries.WITH_FACETS, facets=wanted, document_ids=_chosen(document_ids)
        )
        return [row.id for row in rows]

    async def facet_values(self, limit: int = 1_000) -> dict[str, tuple[FacetValue, ...]]:
        """The values of each facet, the most frequent first, `limit` in all at the most."""
        found: dict[str, tuple[FacetValue, ...]] = {}
        for row in await self._database.rows(_FacetCount, queries.FACET_VALUES, limit=limit):
            ((name, (value,)),) = unpack_facets([row.facet]).items()
            found[name] = (*found.get(name, ()), FacetValue(value=value, documents=row.documents))
        return found

    async def records(self) -> list[StatingRecord]:
        """All documents that have facets, with them."""
        return await self._database.rows(StatingRecord, queries.RECORDS)

    async def title_of_each_language(self) -> dict[Language, str]:
        """For each language in which there are documents the title of one of them."""
        rows = await self._database.rows(_TitleInLanguage, queries.TITLE_OF_EACH_LANGUAGE)
        return {row.language: row.title for row in rows}

    async def mentioning(
        self,
        words: str,
        entities: Sequence[str] = (),
        document_ids: Sequence[str] | None = None,
        *,
        limit: int = 1_000,
    ) -> list[MentioningDocument]:
        """At most `limit` documents that have these words one behind the other, or name one of the entities."""
        return await self._database.rows(
            MentioningDocument,
            queries.MENTIONING,
            index=index_for([words]),
            words=exactly(words),
            entities=list(entities),
            document_ids=_chosen(document_ids),
            limit=limit,
        )

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


def _chosen(ids: Sequence[str] | None) -> list[str] | None:
    return None if ids is None else list(ids)
