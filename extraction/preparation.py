"""What is written of documents: made ahead, while the database is at work on those before them."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from extraction.completion import Completion
from extraction.embedding import embed_chunks
from extraction.mentions.normalisation import FactRules, normalise
from extraction.merging.merger import Merger
from extraction.schema.draft import DraftSettings
from extraction.schema.vocabulary import Vocabulary
from extraction.split.settings import SplitSettings
from extraction.split.task import Splitter
from extraction.state.ledger import ExtractionLedger, PassName
from extraction.state.library import DocumentLibrary
from kg.store import Neo4jGraphStore
from schemas.chunk import Chunk
from schemas.document import Document, LoadedDocument
from schemas.document_graph import DocumentGraph
from schemas.extraction import ChunkExtraction
from schemas.graph_schema import GraphSchema, SchemaMode
from schemas.ports import Embedder, Extractor, Progress
from schemas.value import Value

DocumentIds = tuple[str, ...]


class IngestSettings(Value):
    """How documents are split, how the graph's vocabulary is made, and how sure a statement must be to become a fact."""

    schema_mode: SchemaMode = "auto"
    split: SplitSettings = SplitSettings()
    draft: DraftSettings = DraftSettings()
    vocabulary: Vocabulary | None = None
    least_confidence: float = 0.0

    @property
    def fact_rules(self) -> FactRules:
        """Which statements become facts."""
        return FactRules(vocabulary=self.vocabulary, least_confidence=self.least_confidence)


@dataclass(frozen=True)
class IngestParts:
    """What an ingest works with."""

    store: Neo4jGraphStore
    library: DocumentLibrary
    ledger: ExtractionLedger
    embedder: Embedder
    extractor: Extractor
    splitter: Splitter
    merger: Merger | None = None
    completion: Completion | None = None
    vectors: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """Vectors of chunks that are known, by the chunk's id."""
    settling: AbstractAsyncContextManager[object] = field(default_factory=asyncio.Lock)
    """Held while a schema is drafted and saved, so that ingests side by side add to one draft."""

    async def delete(self, document_ids: Sequence[str]) -> None:
        """Delete the texts of these documents and what was found in them."""
        await self.ledger.delete(document_ids)
        for identifier in document_ids:
            await asyncio.to_thread(self.library.delete, identifier)


class Preparation:
    """Chunks with their vectors, mentions and evidence of documents, from what the passes found.

    `on_progress` hears of the vectors; what it raises ends the preparation. Leaving the block ends what is under way.
    """

    def __init__(self, parts: IngestParts, settings: IngestSettings, on_progress: Progress) -> None:
        self._parts = parts
        self._settings = settings
        self._on_progress = on_progress
        self._begun: dict[DocumentIds, asyncio.Task[list[DocumentGraph]]] = {}

    def begin(self, document_ids: DocumentIds, schema_version: int) -> None:
        """Begin with these documents, unless that was done; without any nothing happens."""
        if document_ids and document_ids not in self._begun:
            task = asyncio.create_task(self._graphs(document_ids, schema_version))
            self._begun[document_ids] = task

    async def graphs(self, document_ids: DocumentIds, schema_version: int) -> list[DocumentGraph]:
        """What is to be written of each; waited for where it was begun."""
        self.begin(document_ids, schema_version)
        return await self._begun.pop(document_ids)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._begun.values():
            task.cancel()
        await asyncio.gather(*self._begun.values(), return_exceptions=True)

    async def _graphs(self, document_ids: DocumentIds, schema_version: int) -> list[DocumentGraph]:
        store, library = self._parts.store, self._parts.library
        schema = await store.reader.schemas.get(schema_version) if schema_version else None
        loaded = {one: await asyncio.to_thread(library.get, one) for one in document_ids}
        chunks = await self._chunks_with_vectors(loaded)
        return [await self._document_graph(one, loaded[one], chunks[one], schema) for one in document_ids]

    async def _chunks_with_vectors(self, loaded: Mapping[str, LoadedDocument]) -> dict[str, list[Chunk]]:
        """The chunks of each document, embedded together: many documents have only one."""
        chunks = [
            self._with_known_vector(chunk)
            for one in loaded
            for chunk in await asyncio.to_thread(self._parts.library.chunks, one)
        ]
        titles = [loaded[chunk.document_id].title for chunk in chunks]
        found: dict[str, list[Chunk]] = {one: [] for one in loaded}
        for chunk in await embed_chunks(self._parts.embedder, chunks, titles, on_progress=self._on_progress):
            found[chunk.document_id].append(chunk)
        return found

    def _with_known_vector(self, chunk: Chunk) -> Chunk:
        vector = self._parts.vectors.get(chunk.id)
        return chunk if vector is None else chunk.model_copy(update={"embedding": tuple(vector)})

    async def _document_graph(
        self, identifier: str, loaded: LoadedDocument, chunks: Sequence[Chunk], schema: GraphSchema | None
    ) -> DocumentGraph:
        pass_name: PassName = "strict" if schema is not None else "loose"
        found = [
            outcome
            for outcome in await self._parts.ledger.outcomes(pass_name, [identifier])
            if isinstance(outcome, ChunkExtraction)
        ]
        normalised = await asyncio.to_thread(
            normalise,
            _as_document(
                identifier,
                loaded,
                schema_version=schema.version if schema is not None else 0,
                least_confidence=self._settings.least_confidence,
            ),
            chunks,
            found,
            schema=schema,
            extractor=self._parts.extractor.name,
            rules=self._settings.fact_rules,
        )
        await self._parts.ledger.record_left_out(identifier, normalised.dropped)
        return normalised.graph


def _as_document(
    identifier: str, loaded: LoadedDocument, *, schema_version: int, least_confidence: float
) -> Document:
    return Document(
        id=identifier,
        source=loaded.source,
        sha256=loaded.sha256,
        title=loaded.title,
        uri=loaded.uri,
        media_type=loaded.media_type,
        language=loaded.language,
        page_starts=loaded.page_starts,
        page_labels=loaded.page_labels,
        blocks=loaded.blocks,
        facets=loaded.facets,
        warnings=loaded.warnings,
        schema_version=schema_version,
        least_confidence=least_confidence,
        ingested_at=datetime.now(UTC),
    )
