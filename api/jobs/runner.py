"""What one attempt of a job does, from its first step to its last state."""

import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from api.jobs.patience import patience
from api.jobs.row import JobRow
from api.jobs.table import UNDER_WAY, JobTable
from extraction.completion import Completed, Completion
from extraction.ingest import Ingest
from extraction.intake import refusal
from extraction.preparation import IngestParts, IngestSettings
from extraction.schema.update import ReadDocuments, SchemaUpdate
from schemas.errors import CiteGraphError, DocumentRejectedError
from schemas.job import JobStage, JobState
from schemas.ports import RunStep
from schemas.spans import ERROR, Notes, Span, span
from schemas.warning import REFUSED, IngestWarning

P = ParamSpec("P")
T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_FIRST_PAUSE_S = 2.0

DeleteReplaced = Callable[[JobRow, Sequence[str], Sequence[str]], Coroutine[object, object, None]]


class JobCancelled(Exception):  # noqa: N818
    """Ends an attempt that was asked to stop."""


class RunningJob:
    """A running job: its row, where it is, for those who watch it, and whether it shall stop; kept in memory only."""

    def __init__(self, row: JobRow) -> None:
        self.row = row
        self.stage = JobStage(name="starting")
        self.cancelling = False
        self._moved_at = time.monotonic()

    @property
    def still_s(self) -> float:
        """Seconds since its progress last changed."""
        return time.monotonic() - self._moved_at

    def report(self, name: str, done: int, total: int) -> None:
        """Note the progress; has the form of `schemas.ports.Progress`."""
        stage = JobStage(name=name, done=done, total=total)
        if stage != self.stage:
            self.stage, self._moved_at = stage, time.monotonic()

    def go_on(self, name: str, done: int, total: int) -> None:
        """Note the progress, and return unless the job shall stop.

        Raises:
            JobCancelled: it shall.
        """
        self.report(name, done, total)
        self.check()

    def check(self) -> None:
        """Return unless the job shall stop.

        Raises:
            JobCancelled: it shall.
        """
        if self.cancelling:
            raise JobCancelled


class JobRunner:
    """Runs the jobs of one graph and keeps their rows true; `delete_replaced` gets a job, what it has replaced, and where."""

    def __init__(
        self,
        table: JobTable,
        parts: IngestParts,
        settings: IngestSettings,
        *,
        ready: Callable[[], Coroutine[object, object, None]],
        delete_replaced: DeleteReplaced,
    ) -> None:
        self._table = table
        self._parts = parts
        self._ready = ready
        self._delete_replaced = delete_replaced
        self._settings = settings
        self._running: dict[str, RunningJob] = {}
        self._ended_at = time.monotonic()

    def find_running(self, job_id: str) -> RunningJob | None:
        """The job, if this process runs it now."""
        return self._running.get(job_id)

    @property
    def running(self) -> tuple[RunningJob, ...]:
        """The jobs that this process runs now."""
        return tuple(self._running.values())

    @property
    def still_s(self) -> float:
        """Seconds since the progress of any running job last changed; where none runs, since the last one ended."""
        ended_s = time.monotonic() - self._ended_at
        return min((running.still_s for running in self._running.values()), default=ended_s)

    async def run(self, job_id: str, attempt: int, run_step: RunStep) -> None:
        """Bring the job to the end of this attempt; does nothing when it was cancelled or is at a later one."""
        row = await self._table.get(job_id)
        if row.attempt != attempt or row.state not in UNDER_WAY:
            return
        notes: Notes = {"citegraph.job.id": job_id, "citegraph.job.attempt": attempt}
        with span(f"job {row.kind}", notes, kind="consumer", parent=row.traceparent) as job:
            await self._run(row, _with_spans(run_step), job)

    async def _run(self, row: JobRow, run_step: RunStep, job: Span) -> None:
        running = self._running[row.id] = RunningJob(row.model_copy(update={"state": "running"}))
        running.cancelling = row.cancelling
        try:
            if await self._table.replace(running.row, attempt=row.attempt, states=UNDER_WAY):
                await self._work(running, run_step)
        except JobCancelled:
            await self._end(running.row, "cancelled")
        except CiteGraphError as error:
            job.note({ERROR: type(error).__name__})
            await self._end(running.row, "failed", error=str(error), remedy=error.remedy)
        except Exception as error:  # noqa: BLE001 - the top of a worker: a surprise ends this job, not the others
            job.note({ERROR: type(error).__name__})
            _LOG.exception("job %s failed", row.id)
            fault = f"internal error: {type(error).__name__}"
            await self._end(running.row, "failed", error=fault, remedy="see the log, then retry the job")
        finally:
            if self._running.get(row.id) is running:  # and not the next attempt, which may have begun already
                del self._running[row.id]
            self._ended_at = time.monotonic()

    async def _work(self, running: RunningJob, run_step: RunStep) -> None:
        running.check()
        await self._wait_for_graph()
        if running.row.kind == "schema":
            warnings = await self._update(running).run(running.row.document_ids, run_step)
            await self._end(running.row.model_copy(update={"warnings": warnings}), "done")
        elif await self._ingest(running, run_step):
            await self._end(running.row, "done")
        else:
            await self._wait_for_review(running.row)

    def _update(self, running: RunningJob) -> SchemaUpdate:
        parts = self._parts
        return SchemaUpdate(
            parts.store,
            ReadDocuments(parts.library, parts.ledger, self._settings.fact_rules),
            parts.embedder,
            running.report,
            extractor=parts.extractor.name,
            check=running.check,
        )

    async def _ingest(self, running: RunningJob, run_step: RunStep) -> bool:
        """Whether the documents are in the graph; else a person has to approve the schema draft first."""
        if self._parts.completion is not None:
            await run_step("complete", self._complete, running, self._parts.completion)
        ingest = Ingest(
            self._parts,
            self._settings,
            running.report,
            check=running.check,
            delete_replaced=partial(self._delete_replaced, running.row),
        )
        settled = await ingest.run(self._undeleted(running.row), run_step)
        if not settled:
            running.check()
        return settled

    async def _complete(self, running: RunningJob, completion: Completion) -> None:
        """Recognise and describe what the documents await; those that turn out to be none are left out of the job.

        Raises:
            DocumentRejectedError: all turned out so.
        """
        completed = await completion.run(self._undeleted(running.row), running.go_on)
        if not (completed.warnings or completed.refused):
            return
        before = running.row
        row = _with_completed(before, completed).model_copy(update={"cancelling": running.cancelling})
        await self._table.replace(row, attempt=row.attempt, states=UNDER_WAY)
        running.row = row
        await completion.end(list(completed.warnings))
        await self._delete_replaced(row, await self._without_text(before, completed), ())

    async def _without_text(self, row: JobRow, completed: Completed) -> list[str]:
        """The documents that turned out to be none, but those that an earlier job has put into the graph."""
        find = self._parts.store.reader.documents.find
        versions = dict(zip(row.document_ids, row.sources, strict=True))
        stored = {one: await find(versions[one]) for one in completed.refused}
        return [one for one, document in stored.items() if document is None or document.id != one]

    async def _wait_for_review(self, row: JobRow) -> None:
        await self._end(row, "waiting for review")
        if await self._parts.store.reader.schemas.find_draft() is None:
            # It was approved before the job was seen to wait, so that nobody let it go on.
            waiting = await self._table.get(row.id)
            again = waiting.tried_again()
            await self._table.replace(again, attempt=row.attempt, states=("waiting for review",))

    def _undeleted(self, row: JobRow) -> Sequence[str]:
        """The job's documents but those deleted before it was tried again; where none is left, the job has to say so."""
        return tuple(filter(self._parts.library.holds, row.document_ids)) or row.document_ids

    async def _wait_for_graph(self) -> None:
        """A job that a restart resumes may be quicker than Neo4j is to come up."""
        await patience(_FIRST_PAUSE_S)(self._ready)

    async def _end(self, row: JobRow, state: JobState, *, error: str = "", remedy: str = "") -> None:
        ended = row.ended(state, error=error, remedy=remedy)
        await self._table.replace(ended, attempt=row.attempt, states=UNDER_WAY)


def _with_spans(run_step: RunStep) -> RunStep:
    """The same, with a span for each step that is run; one whose result is stored is not."""

    async def run(
        name: str, step: Callable[P, Coroutine[object, object, T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        @wraps(step)
        async def spanned(*args: P.args, **kwargs: P.kwargs) -> T:
            with span(name):
                return await step(*args, **kwargs)

        return await run_step(name, spanned, *args, **kwargs)

    return run


def _with_completed(row: JobRow, completed: Completed) -> JobRow:
    """The job with the warnings of documents that have their text now, and without those that have none.

    Raises:
        DocumentRejectedError: none is left.
    """
    versions = dict(zip(row.document_ids, row.sources, strict=True))
    left = {
        identifier: source for identifier, source in versions.items() if identifier not in completed.refused
    }
    if not left:
        first = next(iter(completed.refused.values()))
        more = f", and so for all {len(versions)} documents" if len(versions) > 1 else ""
        raise DocumentRejectedError(f"{first}{more}", remedy=first.remedy)
    found = [warning for warnings in completed.warnings.values() for warning in warnings]
    found += [refusal(versions[identifier], error) for identifier, error in completed.refused.items()]
    again = [versions[identifier] for identifier in completed.warnings]
    # An attempt before this one may have said something else of the same documents.
    kept = [one for one in row.warnings if one.kind == REFUSED or not _is_about(one, again)]
    warnings = dict.fromkeys((*kept, *found))
    return row.model_copy(
        update={
            "document_ids": tuple(left),
            "sources": tuple(left.values()),
            "warnings": tuple(warnings),
        }
    )


def _is_about(warning: IngestWarning, sources: Sequence[str]) -> bool:
    return any(warning.place == source or warning.place.startswith(f"{source}, ") for source in sources)
