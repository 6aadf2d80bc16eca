"""The ingest use case: documents of the library become a searchable, cited graph."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import ParamSpec, TypeVar

from extraction.passes import run_pass
from extraction.preparation import DocumentIds, IngestParts, IngestSettings, Preparation
from extraction.schema.draft import draft_schema
from extraction.schema.merges import NO_MERGES, Merges
from extraction.schema.review import adds_anything, without_rejected
from extraction.schema.wordings import with_new_wordings
from extraction.split.splitter import split_document
from extraction.state.ledger import ExtractionLedger, PassName
from extraction.state.library import DocumentLibrary
from kg.curation.embedding import compare_names, embed_pending
from kg.text.lemma import relation_lemma
from schemas.chunk import Chunk
from schemas.errors import NotFoundError
from schemas.extraction import ChunkExtraction, ChunkToExtract, Triple
from schemas.graph_schema import BY_RULE, GraphSchema
from schemas.ports import Progress, RunStep

P = ParamSpec("P")
T = TypeVar("T")
DeleteReplaced = Callable[[Sequence[str], Sequence[str]], Coroutine[object, object, None]]
"""Gets the ids of documents that others have replaced, and the sources of those others."""
_DOCUMENTS_AT_ONCE = 50
_POLL_S = 0.5


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
        version = await self.read(document_ids, run_step)
        if version is None:
            return False
        async with Preparation(self._parts, self._settings, self._report) as preparation:
            for start in range(0, len(document_ids), _DOCUMENTS_AT_ONCE):
                batch, after = (
                    tuple(document_ids[place : place + _DOCUMENTS_AT_ONCE])
                    for place in (start, start + _DOCUMENTS_AT_ONCE)
                )
                self._report("write", start, len(document_ids))
                await run_step(f"write {start}", self._write, preparation, batch, after, version)
        await run_step("compare names", self._compare_names)
        self._on_progress("write", len(document_ids), len(document_ids))
        return True

    async def read(self, document_ids: Sequence[str], run_step: RunStep) -> int | None:
        """Have an outcome of both passes for every chunk, and give the version of the schema that holds; what is known is not read again.

        0 without a schema, None when a person has to approve the draft first.
        """
        await run_step("split", self._split, document_ids)
        await run_step("loose pass", self._loose_pass, document_ids)
        if self._settings.schema_mode == "open":
            return 0
        version = await run_step("schema", self._settle_schema, document_ids)
        if not version:
            return None
        await run_step("strict pass", self._strict_pass, document_ids, version)
        return version

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

    async def _settle_schema(self, document_ids: Sequence[str]) -> int:
        """The version that this ingest is bound to from now on; 0 when a person has to approve the draft first."""
        await self._wait_for_names()
        async with self._parts.settling:
            self._report("schema", 0, 1)
            return await self._settle_alone(document_ids[0])

    async def _settle_alone(self, document_id: str) -> int:
        known = await self._parts.store.reader.schemas.all()
        approved = next((schema for schema in known if schema.status == "approved"), None)
        version = max((schema.version for schema in known), default=0) + 1
        draft = await self._draft(approved, version, document_id)
        if approved is not None:
            judged = [schema for schema in known if schema.status != "draft"]
            similarity = self._settings.draft.similarity
            draft = await asyncio.to_thread(without_rejected, draft, approved, judged, similarity=similarity)
            if not adds_anything(draft, approved):
                return await self._take_wordings(with_new_wordings(draft, approved, judged), approved)
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

    async def _take_wordings(self, widened: GraphSchema | None, approved: GraphSchema) -> int:
        """The version with further wordings of what was approved, which needs no person; else the approved one."""
        if widened is None:
            return approved.version
        await self._parts.store.schemas.save(widened)
        await self._parts.store.schemas.approve(widened.version, decided_by=BY_RULE)
        return widened.version

    async def _draft(self, base: GraphSchema | None, version: int, document_id: str) -> GraphSchema:
        outcomes = await loose_outcomes(self._parts.library, self._parts.ledger)
        return await asyncio.to_thread(
            draft_schema,
            outcomes,
            version=version,
            base=base,
            settings=self._settings.draft,
            vocabulary=self._settings.vocabulary,
            merges=await self._merges(outcomes, base, document_id),
        )

    async def _merges(
        self, outcomes: Sequence[tuple[Chunk, ChunkExtraction]], base: GraphSchema | None, document_id: str
    ) -> Merges:
        """What a chat model says of the names that nothing knows; its cost is counted to the document."""
        merger, vocabulary = self._parts.merger, self._settings.vocabulary
        if merger is None or vocabulary is None:
            return NO_MERGES
        merged = await merger.merge(
            outcomes,
            base,
            vocabulary,
            document_id=document_id,
            on_progress=lambda done, total: self._report("merge names", done, total),
        )
        return merged.merges

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

    async def _write(
        self, preparation: Preparation, batch: DocumentIds, after: DocumentIds, schema_version: int
    ) -> None:
        graphs = await preparation.graphs(batch, schema_version)
        await self._wait_for_names()
        older = [await self._parts.store.reader.documents.find(graph.document.source) for graph in graphs]
        # The last moment to stop: from here on all becomes visible, with vectors.
        self._report("store", 0, len(graphs))
        preparation.begin(after, schema_version)
        await self._parts.store.documents.write(graphs, publish=True)
        replaced = [document.id for document in older if document and document.id not in batch]
        await self._delete_replaced(replaced, [graph.document.source for graph in graphs])
        await embed_pending(self._parts.store, self._parts.embedder, self._on_progress)

    async def _wait_for_names(self) -> None:
        """While the graph is brought under the names of another schema nothing else changes it."""
        while await self._parts.store.name_switch.pending() is not None:
            self._report("wait for the schema", 0, 1)
            await asyncio.sleep(_POLL_S)

    async def _compare_names(self) -> None:
        await self._wait_for_names()
        await compare_names(self._parts.store, self._parts.embedder, self._on_progress)

    async def _delete(self, replaced: Sequence[str], _sources: Sequence[str]) -> None:
        await self._parts.delete(replaced)

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


async def stated_outcomes(
    library: DocumentLibrary, ledger: ExtractionLedger
) -> list[tuple[Chunk, ChunkExtraction]]:
    """As `loose_outcomes`, with what a chat model stated besides in the strict pass and the schema had no place for."""
    strict = await ledger.outcomes("strict", await ledger.documents("strict"))
    lost = {
        outcome.chunk_id: [one.statement for one in outcome.dropped if one.statement is not None]
        for outcome in strict
        if isinstance(outcome, ChunkExtraction)
    }
    return [
        (chunk, _with_lost(outcome, lost.get(chunk.id, [])))
        for chunk, outcome in await loose_outcomes(library, ledger)
    ]


def _with_lost(loose: ChunkExtraction, lost: Sequence[Triple]) -> ChunkExtraction:
    """The outcome with the statements that it does not have, whatever their types."""
    known = {_said(triple) for triple in loose.triples}
    more = {_said(triple): triple for triple in lost if _said(triple) not in known}
    return loose.model_copy(update={"triples": (*loose.triples, *more.values())}) if more else loose


def _said(triple: Triple) -> tuple[str, str, str]:
    return triple.head.casefold(), relation_lemma(triple.relation).name, triple.tail.casefold()


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
