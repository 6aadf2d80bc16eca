"""Ingest as durable jobs: what survives the request, the crash and the restart."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256

from api.bootstrap import Graph
from api.jobs.owner import own_jobs
from api.jobs.runner import JobRunner
from api.jobs.table import JobRow, JobTable, new_row
from api.jobs.workflow import enqueue, has_ended, launch, shut_down
from extraction.ingest import IngestParts
from extraction.load.loader import load_bytes
from extraction.state.ledger import ExtractionLedger
from extraction.state.sql_database import JobDatabase
from schemas.document import LoadedDocument
from schemas.errors import ConflictError, DocumentRejectedError, NotFoundError
from schemas.graph_schema import GraphSchema
from schemas.job import ChunkCounts, Job, JobState
from schemas.ports import Progress
from schemas.removal import Removal
from schemas.value import Value

_POLL_S = 0.2
_UNDER_WAY: tuple[JobState, ...] = ("queued", "running")
_UNENDED: tuple[JobState, ...] = (*_UNDER_WAY, "waiting for review")


class Upload(Value):
    """A file as it came: its name (which becomes the document's source) and bytes."""

    name: str
    content: bytes
    media_type: str | None = None


class Jobs:
    """Runs the ingests of one graph, one after the other, and remembers them."""

    def __init__(self, graph: Graph, database: JobDatabase) -> None:
        self._graph = graph
        self._table = JobTable(database)
        self.ledger = ExtractionLedger(database)
        self._parts = IngestParts(graph.store, graph.library, self.ledger, graph.embedder, graph.extractor)
        self.runner = JobRunner(
            self._table,
            self._parts,
            graph.ingest_settings,
            ready=graph.ensure_clean,
            forget=self._forget_replaced,
        )
        self._changing = asyncio.Lock()
        """Held by whoever adds documents or jobs, or takes documents away."""

    async def create_tables(self) -> None:
        """Make the tables where they are missing.

        Raises:
            ConfigError: they hold the jobs of another graph.
        """
        await self._table.create()
        settings = self._graph.settings
        await self._table.claim(str(settings.graph_dir.absolute()), own_file=settings.jobs_url is None)
        await self.ledger.create_tables()

    async def resume(self) -> None:
        """Queue what was stored but not queued, and again what ended untold; the rest DBOS resumes by itself."""
        for row in await self._table.in_state(*_UNDER_WAY):
            if not await has_ended(row):
                if row.state == "queued":
                    await enqueue(row)
            elif (await self._table.get(row.id)).state in _UNDER_WAY:  # it may have ended just now
                await self._queue_again(row)

    async def submit(self, uploads: Sequence[Upload]) -> Job:
        """The job that ingests these files together; the same files with the same settings are the same job.

        Raises:
            DocumentRejectedError: one of the files cannot be read, or two of one name differ; nothing was stored.
        """
        loaded: list[tuple[list[LoadedDocument], bytes]] = []
        for upload in uploads:
            documents = await asyncio.to_thread(
                load_bytes,
                upload.name,
                upload.content,
                media_type=upload.media_type,
                max_bytes=self._graph.settings.max_upload_bytes,
            )
            loaded.append((documents, upload.content))
        _refuse_two_of_one_name([document for documents, _ in loaded for document in documents])
        async with self._changing:
            return await self._submit(await asyncio.to_thread(self._keep, loaded))

    async def submit_documents(self, documents: Sequence[LoadedDocument]) -> Job:
        """As `submit`, for documents that were loaded already."""
        async with self._changing:
            return await self._submit([self._graph.library.keep(document) for document in documents])

    async def get(self, job_id: str) -> Job:
        """The job as it stands.

        Raises:
            NotFoundError: there is no such job.
        """
        return await self._job(await self._table.get(job_id))

    async def list(self, limit: int = 50) -> "list[Job]":
        """The newest jobs first."""
        return [await self._job(row) for row in await self._table.newest(limit)]

    async def retry(self, job_id: str) -> Job:
        """Try again what failed: the whole job, or the chunks that have no extraction.

        Raises:
            NotFoundError: there is no such job.
            ConflictError: it is still under way, or nothing of it failed.
        """
        async with self._changing:
            row = await self._table.get(job_id)
            job = await self._job(row)
            if row.state in _UNDER_WAY:
                raise ConflictError(f"job {job_id} is {row.state}", remedy="wait until it has ended")
            if row.state == "waiting for review":
                raise ConflictError(
                    f"job {job_id} is waiting for review",
                    remedy="approve the schema draft: citegraph schema approve, or POST /v1/schema/approve",
                )
            if row.state != "failed" and not (job.loose.failed or job.strict.failed):
                raise ConflictError(f"nothing of job {job_id} failed", remedy="there is nothing to try again")
            if not any(map(self._graph.library.holds, row.document_ids)):
                raise NotFoundError(f"the documents of job {job_id} were deleted", remedy="ingest them again")
            return await self._job(await self._queue_again(row))

    async def wait(self, job_id: str, on_progress: Progress | None = None) -> Job:
        """The job once it is done, failed or waiting for review."""
        while (row := await self._table.get(job_id)).state in _UNDER_WAY:
            stage = self.runner.find_stage(job_id)
            if on_progress and stage:
                on_progress(stage.name, stage.done, stage.total)
            await asyncio.sleep(_POLL_S)
        return await self._job(row)

    async def approve_schema(self, version: int, *, decided_by: str) -> GraphSchema:
        """Approve a draft and let the jobs that waited for it go on."""
        schema = await self._graph.store.schemas.approve(version, decided_by=decided_by)
        for row in await self._table.in_state("waiting for review"):
            await self._queue_again(row)
        return schema

    async def delete_document(self, document_id: str, *, dry_run: bool = False) -> Removal:
        """Remove a document with its text, its ledger and all that only it supported."""
        if dry_run:
            return await self._graph.store.documents.delete(document_id, dry_run=True)
        async with self._changing:
            await self._refuse_while_ingesting(document_id)
            removal = await self._graph.store.documents.delete(document_id)
            await self._parts.forget([document_id])
        return removal

    async def ping(self) -> None:
        """Raise BackendError when the job database does not answer."""
        await self._table.ping()

    def _keep(self, loaded: Sequence[tuple[Sequence[LoadedDocument], bytes]]) -> Sequence[str]:
        return [
            identifier
            for documents, original in loaded
            for identifier in self._graph.library.keep_all(documents, original)
        ]

    async def _submit(self, document_ids: Sequence[str]) -> Job:
        document_ids = tuple(dict.fromkeys(document_ids))
        content = self._fingerprint(document_ids)
        latest = await self._table.find_latest(content)
        if latest and await self._still_stands(latest):
            return await self._job(latest)
        row = new_row(content, latest.generation + 1 if latest else 0, document_ids)
        await self._table.add(row)
        await enqueue(row)
        return await self._job(row)

    async def _queue_again(self, row: JobRow) -> JobRow:
        again = row.model_copy(
            update={
                "attempt": row.attempt + 1,
                "state": "queued",
                "error": "",
                "remedy": "",
                "finished_at": None,
            }
        )
        await self._table.update(again)
        await enqueue(again)
        return again

    async def _still_stands(self, row: JobRow) -> bool:
        if row.state == "failed" or await self._will_be_replaced(row):
            return False
        if row.state != "done":
            return True
        try:
            for identifier in row.document_ids:
                await self._graph.store.reader.documents.get(identifier)
        except NotFoundError:
            return False
        return True

    async def _will_be_replaced(self, row: JobRow) -> bool:
        """Whether a job that has not ended will put another version in the place of one of these documents."""
        unended = await self._table.in_state(*_UNENDED)
        later = [other for other in unended if row.state == "done" or other.created_at > row.created_at]
        if not later:
            return False
        mine = await asyncio.to_thread(self._versions, row)
        for other in later:
            theirs = await asyncio.to_thread(self._versions, other)
            if any(mine.get(source, version) != version for source, version in theirs.items()):
                return True
        return False

    def _versions(self, row: JobRow) -> dict[str, str]:
        library = self._graph.library
        return {library.get(one).source: one for one in row.document_ids if library.holds(one)}

    async def _forget_replaced(self, document_ids: Sequence[str]) -> None:
        """Forget documents that a job has replaced, but those that a later job brings back."""
        async with self._changing:
            needed = {one for row in await self._table.in_state(*_UNENDED) for one in row.document_ids}
            await self._parts.forget([one for one in document_ids if one not in needed])

    def _fingerprint(self, document_ids: Sequence[str]) -> str:
        parts = [
            *sorted(document_ids),
            self.runner.settings.model_dump_json(),
            self._graph.extractor.fingerprint,
            self._graph.embedder.model,
        ]
        return sha256("\x1f".join(parts).encode()).hexdigest()

    async def _refuse_while_ingesting(self, document_id: str) -> None:
        for row in await self._table.in_state(*_UNDER_WAY):
            if document_id in row.document_ids:
                raise ConflictError(
                    f"document {document_id} is being ingested by job {row.id}",
                    remedy="delete it when that job has ended",
                )

    async def _job(self, row: JobRow) -> Job:
        ids = row.document_ids
        total = await asyncio.to_thread(lambda: sum(map(self._graph.library.count_chunks, ids)))
        strict_total = 0 if self.runner.settings.schema_mode == "open" else total
        stage = self.runner.find_stage(row.id)
        account = await self.ledger.summary(ids)
        return Job(
            id=row.id,
            state=row.state,
            stage=f"{stage.name} {stage.done}/{stage.total}" if stage else "",
            document_ids=ids,
            loose=await self.ledger.counts("loose", ids, total),
            strict=await self.ledger.counts("strict", ids, strict_total) if strict_total else ChunkCounts(),
            failures=account.failures,
            left_out=account.left_out,
            usage=account.usage,
            error=row.error,
            remedy=row.remedy,
            created_at=row.created_at,
            finished_at=row.finished_at,
        )


def _refuse_two_of_one_name(documents: Sequence[LoadedDocument]) -> None:
    versions: dict[str, str] = {}
    for document in documents:
        if versions.setdefault(document.source, document.sha256) != document.sha256:
            raise DocumentRejectedError(
                f"two different files are called {document.source}; one would replace the other",
                remedy="Give each a name of its own, such as its path.",
            )


@asynccontextmanager
async def open_jobs(graph: Graph, *, address: str | None = None) -> AsyncIterator[Jobs]:
    """The jobs of this graph, resumed where they were; `address` is where this process serves, if it does.

    Raises:
        ConflictError: another process owns the job file; the message names its address when it serves.
        ConfigError: the job database belongs to another graph.
    """
    with own_jobs(graph.settings.graph_dir, address):
        database = JobDatabase(graph.settings.jobs_database_url)
        try:
            jobs = Jobs(graph, database)
            await jobs.create_tables()
            await launch(jobs.runner, graph.settings.jobs_database_url)
            await jobs.resume()
            try:
                yield jobs
            finally:
                await shut_down()
        finally:
            database.close()
