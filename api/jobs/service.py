"""Ingest as durable jobs: what survives the request, the crash and the restart."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from api.bootstrap import GraphServices
from api.jobs.admission import Admission
from api.jobs.database import turns
from api.jobs.identity import JobIdentity
from api.jobs.queue import JobQueue, QueueSettings
from api.jobs.row import JobRow, new_row
from api.jobs.runner import JobRunner
from api.jobs.table import UNDER_WAY, UNENDED, WAITING, JobsOverview, JobTable
from api.jobs.view import JobView
from api.jobs.worker import Worker
from api.parts import extractor_name
from extraction.completion import Completion
from extraction.intake import Intake, Upload, versions_in
from extraction.merging.merger import Merger
from extraction.preparation import IngestParts
from extraction.state.ledger import ExtractionLedger
from extraction.state.model_answers import ModelAnswers
from extraction.state.sql_database import SqlDatabase
from schemas.errors import BusyError, ConfigError, ConflictError, NotFoundError
from schemas.graph import Removal
from schemas.job import Job, JobEstimate, JobState
from schemas.ports import Progress

__all__ = ["Jobs", "Upload"]

_POLL_S = 0.2
_PACE_WINDOW_S = 600.0


class Jobs:
    """The ingests of one graph: asked for, watched, cancelled, tried again."""

    def __init__(
        self,
        graph: GraphServices,
        database: SqlDatabase,
        worker: Worker | None = None,
        *,
        first_pause_s: float = 2.0,
    ) -> None:
        """Join the parts; `worker` is this process among those that run the jobs, where it is not alone."""
        self._graph = graph
        self._database = database
        self._table = JobTable(database)
        self.ledger = ExtractionLedger(database)
        answers = ModelAnswers(database)
        settings, ingest = graph.settings, graph.ingest_settings
        self._admission = Admission(
            settings.admission,
            ingest,
            graph.splitter,
            graph.embedder,
            mode=settings.extraction_mode if extractor_name(settings) == "llm" else None,
            merging=settings.merging,
        )
        self.completion = Completion(graph.library, graph.loader, self._admission.measure, answers)
        self._parts = IngestParts(
            graph.store,
            graph.library,
            self.ledger,
            graph.embedder,
            graph.extractor,
            graph.splitter,
            graph.merger(answers),
            self.completion,
            settling=turns(settings, "settling"),
        )
        runner = JobRunner(
            JobTable(database, worker_id=worker.id) if worker else self._table,
            self._parts,
            ingest,
            ready=self._ready,
            delete_replaced=self._delete_replaced,
        )
        self._runner = runner
        queue = QueueSettings(settings.admission.at_once, first_pause_s)
        self.queue = JobQueue(self._table, database, runner, queue, worker)
        self._view = JobView(
            self.ledger, answers, graph.library, runner, two_passes=ingest.schema_mode != "open"
        )
        self._identity = JobIdentity(graph, self._table)
        self._intake = Intake(graph.library, graph.loader, self._admission.measure)
        self._changing = turns(settings, "changing")
        """Held by whoever adds documents or jobs, or takes documents away."""
        self._runs = False
        self._clean = False

    async def start(self) -> None:
        """Take the job database for this graph, at this program's version, and go on with the jobs in it.

        Raises:
            ConfigError: it holds the jobs of another graph, or a newer program's.
        """
        settings = self._graph.settings
        if not settings.shares_jobs:  # else it was claimed before this process joined the others
            await self._table.claim(settings.documents_address, own_file=settings.jobs_url is None)
        await self._identity.note_sources()
        await self.queue.start()
        self._runs = True

    async def join(self) -> None:
        """Work with the jobs of this graph, which another process runs.

        Raises:
            ConfigError: the job database belongs to another graph, or to another version.
        """
        settings = self._graph.settings
        await self._table.check(settings.documents_address, own_file=settings.jobs_url is None)
        if not await self._database.is_current():
            raise ConfigError(
                "the process that runs the jobs is of another version, or has just begun to bring its tables up to date",
                remedy="Run the same version of CiteGraph everywhere; else start this again in a moment.",
            )

    async def submit(self, uploads: Sequence[Upload], *, confirmed: bool = False, held: bool = False) -> Job:
        """The job that ingests these files together; the same files with the same settings are the same job.

        Files that cannot be read, are too large or have the name of one before them are among its warnings; the others
        go in. Where its estimate is above
        the limit, or it is to be `held` in any case, it waits for `confirm`, unless it is `confirmed` already. Scans are
        recognised when it runs.

        Raises:
            DocumentRejectedError: none of the files can go in; nothing was stored.
            BusyError: too many jobs have not ended, those that wait for a person among them; nothing was stored.
        """
        files, refused = await self._intake.load(uploads)
        versions = versions_in(files)
        documents = [document for file in files for document in file.documents]
        estimate = self._admission.estimate([size for file in files for size in file.sizes])
        async with self._changing:
            content = self._identity.fingerprint(versions.values())
            row = await self._table.find_latest(content)
            if row is None or not await self._identity.is_current(row):
                await self._refuse_when_full()
                new = new_row(content, row.generation + 1 if row else 0, versions)
                asks = (held or self._admission.needs_confirmation(estimate)) and not confirmed
                state: JobState = "waiting for confirmation" if asks else "queued"
                lost = [each.within(document.source) for document in documents for each in document.warnings]
                warnings = {"warnings": (*lost, *refused)}
                row = new.model_copy(update={"estimate": estimate, "state": state, **warnings})
                await self._intake.keep(files)
                row = await self._table.add(row)
            elif confirmed:
                row = await self._confirm(row)
        await self.queue.dispatch()
        job = await self._view.of(row)
        unsaid = [warning for warning in refused if warning not in job.warnings]
        return job.model_copy(update={"warnings": (*job.warnings, *unsaid)})

    async def get(self, job_id: str) -> Job:
        """The job as it is now.

        Raises:
            NotFoundError: there is no such job.
        """
        return await self._view.of(await self._table.get(job_id))

    async def list(self, limit: int = 50) -> "list[Job]":
        """The newest jobs first."""
        return [await self._view.of(row) for row in await self._table.newest(limit)]

    async def confirm(self, job_id: str) -> Job:
        """Let a job start that waits because of its estimate; a job that has started stays as it is.

        Raises:
            NotFoundError: there is no such job.
            ConflictError: it was cancelled.
        """
        async with self._changing:
            row = await self._table.get(job_id)
            if row.state == "cancelled":
                raise ConflictError(f"job {job_id} was cancelled", remedy="try it again: retry")
            row = await self._confirm(row)
        await self.queue.dispatch()
        return await self._view.of(row)

    async def cancel(self, job_id: str) -> Job:
        """End a job: at once while it waits, at its next page, chunk or step while it runs. What was paid for is kept.

        Documents that it has written stay; none is written in part. A retry goes on from there.

        Raises:
            NotFoundError: there is no such job.
            ConflictError: it has ended already, in another way.
        """
        async with self._changing:
            row = await self._table.get(job_id)
            if row.state in ("done", "failed"):
                raise ConflictError(f"job {job_id} is {row.state}", remedy="there is nothing to cancel")
            waiting: tuple[JobState, ...] = ("queued", *WAITING)
            if not await self._table.replace(row.ended("cancelled"), attempt=row.attempt, states=waiting):
                await self._table.ask_to_cancel(job_id)
            running = self._runner.find_running(job_id)
            if running:
                running.cancelling = True
        await self.queue.dispatch()
        return await self.get(job_id)

    async def retry(self, job_id: str) -> Job:
        """Try again what failed or was cancelled: the whole job, or the chunks that have no extraction.

        Raises:
            NotFoundError: there is no such job, or its documents were deleted.
            ConflictError: it has not ended, or nothing of it failed.
        """
        async with self._changing:
            row = await self._table.get(job_id)
            await self._refuse_retry(row)
            again = await self._queue_again(row)
        await self.queue.dispatch()
        return await self._view.of(again)

    async def wait(self, job_id: str, on_progress: Progress | None = None) -> Job:
        """The job once it has ended or waits for a person."""
        while (row := await self._table.get(job_id)).state in UNDER_WAY:
            running = self._runner.find_running(job_id)
            stage = running.stage if running else row.stage
            if on_progress and stage and row.state == "running":
                on_progress(stage.name, stage.done, stage.total)
            await asyncio.sleep(_POLL_S)
        return await self._view.of(row)

    @property
    def settling(self) -> AbstractAsyncContextManager[object]:
        """Held while a schema is drafted and saved, or approved."""
        return self._parts.settling

    @property
    def merger(self) -> Merger | None:
        """What asks the chat model about names that the vocabulary lacks, if it is to be asked."""
        return self._parts.merger

    def admit(self, estimate: JobEstimate, *, confirmed: bool) -> JobEstimate:
        """The estimate of questions to the chat model, with its price where prices are set.

        Raises:
            ConflictError: a person has to agree to so much first, and it is not `confirmed`.
        """
        priced = self._admission.priced(estimate)
        if not confirmed and self._admission.needs_confirmation(priced):
            raise ConflictError(
                f"this may need {priced.model_calls:,} model calls, more than may be made without asking",
                remedy="Confirm it (--yes, or confirm=true), or leave the model out (--no-model, or ask_model=false).",
            )
        return priced

    async def resume_reviewed(self) -> tuple[str, ...]:
        """Let the jobs that waited for a person's review go on; their ids, in the order in which they were queued."""
        waiting = await self._table.in_state("waiting for review")
        for row in waiting:
            await self._queue_again(row)
        await self.queue.dispatch()
        return tuple(row.id for row in waiting)

    async def apply_schema(self) -> "tuple[Job, ...]":
        """The jobs that bring all documents under the schema in force; none where all are under it.

        One is for the documents in the graph, and each ingest that runs under another version is followed by one of its
        own. No model is asked: what was found in the documents is stored. Where an approval is still to be put in force,
        one without documents does that first.
        """
        store = self._graph.store
        approved, pending = await store.reader.schemas.find_approved(), await store.name_switch.pending()
        if approved is None:
            return ()
        version = pending.version if pending else approved.version
        async with self._changing:
            others = await store.reader.documents.under_other_schemas(
                version, self._graph.settings.least_confidence
            )
            running = [row for row in await self._table.in_state("running") if row.kind == "ingest"]
            groups = [others, *(dict(zip(row.sources, row.document_ids, strict=False)) for row in running)]
            rows = [await self._schema_row({}, version)] if pending else []
            rows += [await self._schema_row(group, version) for group in groups if group]
        await self.queue.dispatch()
        return tuple([await self._view.of(row) for row in rows])

    async def extract_again(self, *, confirmed: bool = False) -> "tuple[Job, ...]":
        """The job that reads the documents under other schemas again, with the extractor; none where there are none.

        With a chat model it waits for `confirm`, so that its estimate is seen first, unless it is `confirmed` already.

        Raises:
            DocumentRejectedError: a document is too large by now.
        """
        approved = await self._graph.store.reader.schemas.find_approved()
        version = approved.version if approved is not None else 0
        others = (
            await self._graph.store.reader.documents.under_other_schemas(
                version, self._graph.settings.least_confidence
            )
            if version
            else {}
        )
        library = self._graph.library
        versions = {source: each for source, each in others.items() if library.holds(each)}
        if not versions:
            return ()
        sizes = await asyncio.to_thread(
            lambda: [self._admission.measure(library.get(each)) for each in versions.values()]
        )
        estimate = self._admission.estimate(sizes)
        async with self._changing:
            content = self._identity.schema_fingerprint(("again", *versions.values()), version)
            row = await self._table.find_latest(content)
            if row is None or row.state not in UNENDED:
                new = new_row(content, row.generation + 1 if row else 0, versions)
                state = "waiting for confirmation" if estimate.model_calls and not confirmed else "queued"
                row = new.model_copy(update={"estimate": estimate, "state": state})
                row = await self._table.add(row)
            elif confirmed:
                row = await self._confirm(row)
        await self.queue.dispatch()
        return (await self._view.of(row),)

    async def _schema_row(self, versions: Mapping[str, str], schema_version: int) -> JobRow:
        content = self._identity.schema_fingerprint(versions.values(), schema_version)
        row = await self._table.find_latest(content)
        if row is None or row.state not in UNDER_WAY:
            row = new_row(content, row.generation + 1 if row else 0, versions, kind="schema")
            row = await self._table.add(row)
        return row

    async def delete_document(self, document_id: str, *, dry_run: bool = False) -> Removal:
        """Remove a document with its text, its ledger and all that only it supported."""
        if dry_run:
            return await self._graph.curator.delete_document(document_id, dry_run=True)
        return await self._graph.curator.delete_document(document_id, delete=self._delete_with_text)

    async def overview(self) -> JobsOverview:
        """How many jobs are in each state, and how long the first of the queued ones has waited."""
        return await self._table.overview()

    async def still_s(self) -> float:
        """Seconds for which no job has gone on though some are to be done; 0 where none are."""
        overview = await self._table.overview()
        if not (self._runs and (self._runner.running or not overview.jobs.get("running"))):
            return overview.still_s
        if overview.jobs.get("running"):
            return self._runner.still_s
        return min(self._runner.still_s, overview.oldest_s)

    async def ping(self) -> None:
        """Raise BackendError when the job database does not answer."""
        await self._table.ping()

    async def _ready(self) -> None:
        """Once the graph can be written, without what a crash left of documents whose jobs have ended."""
        await self._graph.ensure_ready()
        if self._clean:
            return
        async with self._changing:  # no job begins meanwhile that is not seen here
            unended = await self._table.in_state(*UNENDED)
            await self._graph.clean({each for row in unended for each in row.document_ids})
        self._clean = True

    async def _confirm(self, row: JobRow) -> JobRow:
        queued = row.tried_again()
        if await self._table.replace(queued, attempt=row.attempt, states=("waiting for confirmation",)):
            return queued
        return row

    async def _queue_again(self, row: JobRow) -> JobRow:
        again = row.tried_again()
        await self._table.replace(again, attempt=row.attempt, states=(row.state,))
        return again

    async def _refuse_retry(self, row: JobRow) -> None:
        if row.state in UNDER_WAY:
            raise ConflictError(f"job {row.id} is {row.state}", remedy="wait until it has ended")
        if row.state == "waiting for review":
            raise ConflictError(
                f"job {row.id} is waiting for review",
                remedy="approve the schema draft: citegraph schema approve, or POST /v1/schema/approve",
            )
        if row.state == "waiting for confirmation":
            raise ConflictError(
                f"job {row.id} is waiting for confirmation",
                remedy=f"confirm it: citegraph jobs confirm {row.id}, or POST /v1/jobs/{row.id}/confirm",
            )
        job = await self._view.of(row)
        if row.state == "done" and not (job.loose.failed or job.strict.failed):
            raise ConflictError(f"nothing of job {row.id} failed", remedy="there is nothing to try again")
        if row.document_ids and not any(map(self._graph.library.holds, row.document_ids)):
            raise NotFoundError(f"the documents of job {row.id} were deleted", remedy="ingest them again")

    async def _refuse_when_full(self) -> None:
        unfinished = await self._table.count(*UNENDED)
        if unfinished >= self._graph.settings.admission.max_unfinished:
            waiting = await self._table.count(*WAITING)
            pace_s = await self._table.seconds_a_job(_PACE_WINDOW_S)
            raise BusyError(
                f"{unfinished} jobs have not ended, {waiting} of them wait for a person",
                remedy="Send it again when some have ended; confirm, review or cancel those that wait (`citegraph jobs "
                "list` names them), or raise CITEGRAPH_ADMISSION__MAX_UNFINISHED.",
                retryable=pace_s is not None,
                retry_after_s=pace_s and max(pace_s, 1.0),
            )

    async def _refuse_while_ingesting(self, document_id: str) -> None:
        for row in await self._table.in_state(*UNDER_WAY):
            if document_id in row.document_ids:
                raise ConflictError(
                    f"document {document_id} is being ingested by job {row.id}",
                    remedy="delete it when that job has ended, or cancel the job first",
                )

    async def _delete_with_text(self, document_id: str) -> Removal:
        async with self._changing:
            await self._refuse_while_ingesting(document_id)
            removal = await self._graph.store.documents.delete(document_id)
            await self._parts.delete([document_id])
        return removal

    async def _delete_replaced(
        self, job: JobRow, document_ids: Sequence[str], sources: Sequence[str]
    ) -> None:
        """Delete documents that this job has replaced, but those that another one will bring back.

        With them goes what a crash before this left of older versions of the sources: the graph no longer knows it.
        """
        async with self._changing:
            others = [row for row in await self._table.in_state(*UNENDED) if row.id != job.id]
            needed = {each for row in others if row.kind == "ingest" for each in row.document_ids}
            older = await self._table.ingested_versions(sources)
            left = [each for each in older if self._graph.library.holds(each)]
            await self._parts.delete(sorted({*document_ids, *left} - needed - {*job.document_ids}))
