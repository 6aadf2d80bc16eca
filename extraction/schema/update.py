"""The graph under the names of an approved schema, and documents that were read under another brought under it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

from extraction.embedding import embed_chunks
from extraction.mentions.normalisation import EVERYTHING, FactRules, normalise
from extraction.schema.application import apply_schema
from extraction.state.ledger import ExtractionLedger
from extraction.state.library import DocumentLibrary
from kg.curation.embedding import compare_names, embed_pending
from kg.store import Neo4jGraphStore
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.document_graph import DocumentGraph
from schemas.errors import NotFoundError
from schemas.extraction import ChunkExtraction, Dropped
from schemas.graph_schema import GraphSchema
from schemas.ports import Embedder, Progress, RunStep
from schemas.warning import IngestWarning

_DOCUMENTS_AT_ONCE = 50
_NAMED = 5


@dataclass(frozen=True)
class ReadDocument:
    """The chunks of a document and what was found in each of them; empty for one in which nothing could be."""

    chunks: tuple[Chunk, ...]
    found: tuple[ChunkExtraction, ...]

    def under(self, schema: GraphSchema) -> list[ChunkExtraction]:
        """What of it the schema keeps, in its names."""
        languages = {chunk.id: chunk.language for chunk in self.chunks}
        return [apply_schema(each, schema, language=languages[each.chunk_id]) for each in self.found]


class ReadDocuments:
    """What was found in the documents, as it is stored: the loose outcome of a chunk, else the strict one.

    The loose outcome comes first because no earlier schema has shaped it: what one merged another may tell apart.
    `rules` say which of it becomes facts.
    """

    def __init__(
        self, library: DocumentLibrary, ledger: ExtractionLedger, rules: FactRules = EVERYTHING
    ) -> None:
        self._library = library
        self._ledger = ledger
        self.rules = rules

    async def find(self, document_id: str) -> ReadDocument | None:
        """The document; None where the outcome of one of its chunks is not stored."""
        try:
            chunks = await asyncio.to_thread(self._library.chunks, document_id)
        except NotFoundError:
            return None
        outcomes = [
            *await self._ledger.outcomes("strict", [document_id]),
            *await self._ledger.outcomes("loose", [document_id]),
        ]
        if {chunk.id for chunk in chunks} - {outcome.chunk_id for outcome in outcomes}:
            return None
        found = {each.chunk_id: each for each in outcomes if isinstance(each, ChunkExtraction)}
        return ReadDocument(chunks, tuple(found[chunk.id] for chunk in chunks if chunk.id in found))

    async def note_left_out(self, document_id: str, dropped: Sequence[Dropped]) -> None:
        """Keep what was left out of the document, for the account of its job."""
        await self._ledger.record_left_out(document_id, dropped)


class SchemaUpdate:
    """Writes documents again under the schema in force, from what was found in them; no model is asked.

    Each document is replaced in one transaction. `extractor` is named where nothing says which one read a document. `check` is called between documents: what it raises ends the update
    there, and doing it again goes on.
    """

    def __init__(
        self,
        store: Neo4jGraphStore,
        read: ReadDocuments,
        embedder: Embedder,
        on_progress: Progress,
        *,
        extractor: str,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._rules = read.rules
        self._extractor = extractor
        self._store = store
        self._read = read
        self._embedder = embedder
        self._on_progress = on_progress
        self._check = check

    async def run(self, document_ids: Sequence[str], run_step: RunStep) -> tuple[IngestWarning, ...]:
        """Bring those of the documents under the schema and the least confidence that are visible and not under both yet.

        Before that, what an approval has begun is put in force.
        """
        await run_step(
            "switch names", switch_names, self._store, self._embedder, self._on_progress, self._check
        )
        version = await run_step("schema", self._version)
        left: list[str] = []
        for start in range(0, len(document_ids) if version else 0, _DOCUMENTS_AT_ONCE):
            batch = document_ids[start : start + _DOCUMENTS_AT_ONCE]
            place = (start, len(document_ids))
            left += await run_step(f"apply {start}", self._apply, batch, version, place)
        self._on_progress("apply the schema", len(document_ids), len(document_ids))
        return (_left_as_they_were(left),) if left else ()

    async def _version(self) -> int:
        approved = await self._store.reader.schemas.find_approved()
        return approved.version if approved is not None else 0

    async def _apply(self, document_ids: Sequence[str], version: int, place: tuple[int, int]) -> list[str]:
        """The sources of the documents whose outcomes are not stored."""
        schema = await self._store.reader.schemas.get(version)
        extractors = await self._store.reader.documents.extractors(document_ids)
        left: list[str] = []
        for index, document in enumerate(await self._store.reader.documents.by_id(document_ids)):
            self._on_progress("apply the schema", place[0] + index, place[1])
            self._check()
            if (document.schema_version, document.least_confidence) == (
                version,
                self._rules.least_confidence,
            ):
                continue
            read = await self._read.find(document.id)
            if read is None:
                left.append(document.source)
                continue
            graph = await self._graph(document, read, schema, extractors)
            await self._store.documents.write([graph], publish=True)
        await compare_names(self._store, self._embedder, self._on_progress)
        return left

    async def _graph(
        self, document: Document, read: ReadDocument, schema: GraphSchema, extractors: Mapping[str, str]
    ) -> DocumentGraph:
        normalised = await asyncio.to_thread(
            lambda: normalise(
                document.model_copy(
                    update={
                        "schema_version": schema.version,
                        "least_confidence": self._rules.least_confidence,
                    }
                ),
                read.chunks,
                read.under(schema),
                schema=schema,
                extractor=extractors.get(document.id, self._extractor),
                rules=self._rules,
            )
        )
        await self._read.note_left_out(document.id, normalised.dropped)
        return normalised.graph.model_copy(update={"chunks": await self._with_vectors(document, read.chunks)})

    async def _with_vectors(self, document: Document, chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
        known = await self._store.reader.chunks.vectors([chunk.id for chunk in chunks])
        missing = [chunk for chunk in chunks if chunk.id not in known]
        made = await embed_chunks(
            self._embedder, missing, [document.title] * len(missing), on_progress=self._on_progress
        )
        vectors = known | {chunk.id: chunk.embedding for chunk in made}
        return tuple(chunk.model_copy(update={"embedding": vectors[chunk.id]}) for chunk in chunks)


async def switch_names(
    store: Neo4jGraphStore, embedder: Embedder, on_progress: Progress, check: Callable[[], None]
) -> None:
    """Put the schema in force that is approved for more of the graph than one transaction changes, if there is one.

    Until then what `check` raises takes all of it back; after that it goes on to its end.
    """
    switch = store.name_switch
    pending = await switch.pending()
    if pending is None:
        return

    async def report(name: str, done: int, total: int) -> None:
        on_progress(name, done, total)

    async def report_or_stop(done: int, total: int) -> None:
        async with AsyncExitStack() as stopping:
            stopping.push_async_callback(switch.abandon, pending)
            check()
            stopping.pop_all()
        await report("write the new names", done, total)

    if not await switch.is_in_force():
        await switch.stage(pending, report_or_stop)
        await embed_pending(store, embedder, on_progress)
        await switch.put_in_force(pending)
    await switch.clear(pending, partial(report, "clear the old names away"))


def _left_as_they_were(sources: Sequence[str]) -> IngestWarning:
    more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    return IngestWarning(
        kind="not under the new schema",
        place=", ".join(sources[:_NAMED]) + more,
        count=len(sources),
        remedy="What was found in them is no longer stored, so they stay as they were: ingest them again.",
    )
