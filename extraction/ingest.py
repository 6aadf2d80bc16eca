"""The ingest use case: documents of the library become a searchable, cited graph."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

from extraction.embedding import embed_chunks
from extraction.mentions.normalisation import FactRules, normalise
from extraction.passes import run_pass
from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.review import adds_anything, without_rejected
from extraction.schema.vocabulary import Vocabulary
from extraction.split.settings import SplitSettings
from extraction.split.splitter import split_document
from extraction.split.task import Splitter
from extraction.state.ledger import ExtractionLedger, PassName
from extraction.state.library import DocumentLibrary
from kg.curation.embedding import embed_pending
from kg.store import Neo4jGraphStore
from schemas.chunk import Chunk
from schemas.document import Document, LoadedDocument
from schemas.document_graph import DocumentGraph
from schemas.errors import NotFoundError
from schemas.extraction import ChunkExtraction, ChunkToExtract
from schemas.graph_schema import BY_RULE, GraphSchema, SchemaMode
from schemas.ports import Embedder, Extractor, Progress, RunStep
from schemas.value import Value

P = ParamSpec("P")
T = TypeVar("T")
DeleteReplaced = Callable[[Sequence[str], Sequence[str]], Coroutine[object, object, None]]
"""Gets the ids of documents that others have replaced, and the sources of those others."""
_DOCUMENTS_AT_ONCE = 50


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
    settling: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a schema is drafted and saved, so that ingests side by side add to one draft."""

    async def delete(self, document_ids: Sequence[str]) -> None:
        """Delete the texts of these documents and what was found in them."""
        await self.ledger.delete(document_ids)
        for identifier in document_ids:
            await asyncio.to_thread(self.library.delete, identifier)


class Ingest:
    """Two passes over documents that the library holds, then one write.

    Every step may be repeated: chunks come from the library, extractions from the ledger, writes are upserts. Several
    ingests may run side by side, if they share no document; each keeps the schema that it settled on.

    `check` is called between steps, chunks and documents, never within a write: what it raises ends the ingest there.
    `delete_replaced` deletes what was replaced; without one, nobody needs it any more.
    """

    def __init__(
        self,
        parts: IngestParts,
        settings: IngestSettings,
        on_progress: Progress,
        *,
        check: Callable[[], None] = lambda: None,
        delete_replaced: DeleteReplaced | None = None,
    ) -> None:
        self._parts = parts
        self._settings = settings
        self._on_progress = on_progress
        self._check = check
        self._delete_replaced = delete_replaced or self._delete

    async def run(self, document_ids: Sequence[str], run_step: RunStep) -> bool:
        """Bring the documents into the graph; False when a person has to approve the schema draft first."""
        await run_step("split", self._split, document_ids)
        await run_step("loose pass", self._loose_pass, document_ids)
        version = 0
        if self._settings.schema_mode != "open":
            version = await run_step("schema", self._settle_schema)
            if not version:
                return False
            await run_step("strict pass", self._strict_pass, document_ids, version)
        for start in range(0, len(document_ids), _DOCUMENTS_AT_ONCE):
            batch = document_ids[start : start + _DOCUMENTS_AT_ONCE]
            self._report("write", start, len(document_ids))
            await run_step(f"write {start}", self._write, batch, version)
        self._on_progress("write", len(document_ids), len(document_ids))
        return True

    def _report(self, stage: str, done: int, total: int) -> None:
        self._on_progress(stage, done, total)
        self._check()

    async def _split(self, document_ids: Sequence[str]) -> None:
        for done, identifier in enumerate(document_ids, start=1):
            chunks = await asyncio.to_thread(self._split_one, identifier)
            await self._parts.ledger.keep_only(identifier, [chunk.id for chunk in chunks])
            self._report("split", done, len(document_ids))

    def _split_one(self, identifier: str) -> tuple[Chunk, ...]:
        parts, library = self._parts, self._parts.library
        chunks = split_document(
            identifier, library.get(identifier), parts.splitter, self._settings.split, parts.embedder
        )
        library.keep_chunks(identifier, chunks)
        return chunks

    async def _loose_pass(self, document_ids: Sequence[str]) -> None:
        await self._run_pass("loose", document_ids, None)

    async def _settle_schema(self) -> int:
        """The version that this ingest is bound to from now on; 0 when a person has to approve the draft first."""
        async with self._parts.settling:
            self._report("schema", 0, 1)
            return await self._settle_alone()

    async def _settle_alone(self) -> int:
        known = await self._parts.store.reader.schemas.all()
        approved = await self._parts.store.reader.schemas.find_approved()
        draft = await self._draft(approved, version=max((schema.version for schema in known), default=0) + 1)
        if approved is not None:
            draft = without_rejected(
                draft,
                approved,
                [schema for schema in known if schema.status != "draft"],
                similarity=self._settings.draft.similarity,
            )
            if not adds_anything(draft, approved):
                return approved.version
        review = self._settings.schema_mode == "review"
        # What a person made, or had made, is theirs to approve: a rule approves its own drafts only.
        waiting = await self._parts.store.reader.schemas.find_draft(made_by=None if review else BY_RULE)
        if waiting is None or adds_anything(draft, waiting):
            await self._parts.store.schemas.save(draft)
            waiting = draft
        if review:
            return 0
        await self._parts.store.schemas.approve(waiting.version, decided_by=BY_RULE)
        return waiting.version

    async def _draft(self, base: GraphSchema | None, *, version: int) -> GraphSchema:
        return await asyncio.to_thread(
            draft_schema,
            await loose_outcomes(self._parts.library, self._parts.ledger),
            version=version,
            base=base,
            settings=self._settings.draft,
            vocabulary=self._settings.vocabulary,
        )

    async def _strict_pass(self, document_ids: Sequence[str], version: int) -> None:
        await self._run_pass("strict", document_ids, await self._parts.store.reader.schemas.get(version))

    async def _run_pass(
        self, name: PassName, document_ids: Sequence[str], schema: GraphSchema | None
    ) -> None:
        await run_pass(
            name,
            await asyncio.to_thread(self._tasks, document_ids),
            schema=schema,
            extractor=self._parts.extractor,
            ledger=self._parts.ledger,
            on_progress=self._report,
        )

    async def _write(self, document_ids: Sequence[str], schema_version: int) -> None:
        schema = await self._parts.store.reader.schemas.get(schema_version) if schema_version else None
        loaded = {one: await asyncio.to_thread(self._parts.library.get, one) for one in document_ids}
        chunks = await self._chunks_with_vectors(loaded)
        graphs = []
        for identifier in document_ids:
            self._check()
            graphs.append(
                await self._document_graph(identifier, loaded[identifier], chunks[identifier], schema)
            )
        older = [await self._parts.store.reader.documents.find(graph.document.source) for graph in graphs]
        # The last moment to stop: from here on all becomes visible, with vectors.
        self._report("store", 0, len(graphs))
        await self._parts.store.documents.write(graphs, publish=True)
        replaced = [document.id for document in older if document and document.id not in document_ids]
        await self._delete_replaced(replaced, [graph.document.source for graph in graphs])
        await embed_pending(self._parts.store, self._parts.embedder, self._on_progress)

    async def _delete(self, replaced: Sequence[str], _sources: Sequence[str]) -> None:
        await self._parts.delete(replaced)

    async def _chunks_with_vectors(self, loaded: Mapping[str, LoadedDocument]) -> dict[str, list[Chunk]]:
        """The chunks of each document, embedded together: many documents have only one."""
        chunks = [
            chunk for one in loaded for chunk in await asyncio.to_thread(self._parts.library.chunks, one)
        ]
        titles = [loaded[chunk.document_id].title for chunk in chunks]
        found: dict[str, list[Chunk]] = {one: [] for one in loaded}
        for chunk in await embed_chunks(self._parts.embedder, chunks, titles, on_progress=self._report):
            found[chunk.document_id].append(chunk)
        return found

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

    def _tasks(self, document_ids: Sequence[str]) -> list[ChunkToExtract]:
        tasks: list[ChunkToExtract] = []
        for identifier in document_ids:
            title = self._parts.library.get(identifier).title
            chunks = self._parts.library.chunks(identifier)
            tasks += [ChunkToExtract(chunk=chunk, document_title=title) for chunk in chunks]
        return tasks


async def loose_outcomes(
    library: DocumentLibrary, ledger: ExtractionLedger
) -> list[tuple[Chunk, ChunkExtraction]]:
    """What the loose pass found in every chunk that is there, with the chunk."""
    documents = await ledger.documents("loose")
    chunks = await asyncio.to_thread(_chunks_of, library, documents)
    return [
        (chunks[outcome.chunk_id], outcome)
        for outcome in await ledger.outcomes("loose", documents)
        if isinstance(outcome, ChunkExtraction) and outcome.chunk_id in chunks
    ]


def _chunks_of(library: DocumentLibrary, document_ids: Sequence[str]) -> dict[str, Chunk]:
    chunks: dict[str, Chunk] = {}
    for identifier in document_ids:
        with suppress(NotFoundError):  # deleted since it was listed
            chunks |= {chunk.id: chunk for chunk in library.chunks(identifier)}
    return chunks


async def run_directly(
    name: str,  # noqa: ARG001  the form of the port
    step: Callable[P, Coroutine[object, object, T]],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """The result of the step, run now; the `RunStep` of scripts and tests."""
    return await step(*args, **kwargs)


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
        warnings=loaded.warnings,
        schema_version=schema_version,
        least_confidence=least_confidence,
        ingested_at=datetime.now(UTC),
    )
