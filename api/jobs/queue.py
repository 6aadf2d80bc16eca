"""The DBOS workflow around an attempt of a job: after a crash it goes on with the first step that has no stored result."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from dbos import DBOS, DBOSConfig, SetWorkflowID, StepOptions, error

from api.jobs.runner import JobRunner, is_worth_retrying
from api.jobs.table import UNDER_WAY, JobRow, JobTable
from extraction.state.sql_database import SqlDatabase
from schemas.errors import CiteGraphError
from schemas.job import JobKind, JobStage

P = ParamSpec("P")
T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_WORKFLOW = "ingest"
_LOOK_S = 1.0
"""How often the table is looked at for what other processes have done."""
_GOING_ON = frozenset({"ENQUEUED", "DELAYED", "PENDING"})
_APPLICATION_VERSION = "4"
"""Moves only when the steps of a job change: jobs under way are then tried again by the new steps."""


@dataclass(frozen=True)
class QueueSettings:
    """How many jobs run side by side, and how long a step waits before it tries again for the first time."""

    at_once: int = 3
    first_pause_s: float = 2.0


class JobQueue:
    """Runs queued jobs, a few side by side; those that share a source one after the other, as they were queued.

    So the last upload of a name wins, and no document is paid for or written by two jobs at a time.
    """

    def __init__(
        self, table: JobTable, database: SqlDatabase, runner: JobRunner, settings: QueueSettings
    ) -> None:
        self._table = table
        self._database = database
        self._runner = runner
        self._settings = settings
        self._tasks: set[asyncio.Task[object]] = set()
        self._stopped = False
        self._dispatching = asyncio.Lock()
        self._ended = asyncio.Event()
        self._dispatcher: asyncio.Task[None] | None = None
        self._workflow: Callable[[str, int], Coroutine[object, object, None]] | None = None
        self._handed_over: set[str] = set()
        self._seen: tuple[int, str] = (0, "")
        self._noted: dict[str, JobStage] = {}

    async def start(self) -> None:
        """Start DBOS on the running event loop, and with it every job that a crash interrupted."""
        config: DBOSConfig = {
            "name": "citegraph",
            "system_database_engine": self._database.engine,
            "application_version": _APPLICATION_VERSION,
            "executor_id": "local",
            "log_level": "ERROR",
            "enable_otlp": False,
        }
        DBOS(config=config)

        @DBOS.workflow(name=_WORKFLOW)
        async def run(job_id: str, attempt: int) -> None:
            await self._run(job_id, attempt)

        self._workflow = run
        DBOS.launch()
        # Ingests wait while a schema is put in force: they must not keep the job that does it waiting.
        at_once: dict[JobKind, int] = {"ingest": self._settings.at_once, "schema": 1}
        for kind, count in at_once.items():
            await DBOS.register_queue_async(kind, worker_concurrency=count, polling_interval_sec=0.5)
        await self._resume()
        self._dispatcher = asyncio.create_task(self._dispatch_again_and_again())

    async def stop(self) -> None:
        """Stop DBOS; a job under way stays as it is and goes on at the next start."""
        if self._workflow is None:
            return
        self._stopped = True
        tasks = {*self._tasks, *([self._dispatcher] if self._dispatcher else [])}
        for task in tasks:
            task.cancel()
        await asyncio.gather(
            *tasks, return_exceptions=True
        )  # before DBOS, whose threads the end of a step needs
        await asyncio.to_thread(DBOS.destroy)

    async def dispatch(self) -> None:
        """Hand over to DBOS every queued job that shares no source with one queued before it and not yet ended.

        Where another process runs the jobs nothing happens here: it sees them in the table.
        """
        if self._workflow is None:
            return
        async with self._dispatching:
            busy: set[str] = set()
            rows = await self._table.in_state(*UNDER_WAY)
            for row in rows:
                workflow = _workflow_id(row)
                if (
                    row.state == "queued"
                    and workflow not in self._handed_over
                    and busy.isdisjoint(row.sources)
                ):
                    with SetWorkflowID(workflow):  # the same attempt twice is queued once
                        await DBOS.enqueue_workflow_async(row.kind, self._workflow, row.id, row.attempt)
                    self._handed_over.add(workflow)
                busy |= set(row.sources)
            self._handed_over.intersection_update(map(_workflow_id, rows))

    async def has_ended(self, row: JobRow) -> bool:
        """Whether DBOS is through with this attempt of the job; its row says so too, unless it could not be written."""
        status = await DBOS.get_workflow_status_async(_workflow_id(row))
        if status is None:
            return row.state == "running"
        if status.status in _GOING_ON and status.app_version != _APPLICATION_VERSION:
            await DBOS.cancel_workflow_async(status.workflow_id)  # by steps that this program no longer has
            return True
        return status.status not in _GOING_ON

    async def _resume(self) -> None:
        """Queue what was stored but not queued, and again what ended without its state being stored."""
        for row in await self._table.in_state(*UNDER_WAY):
            if await self.has_ended(row):
                latest = await self._table.get(row.id)  # it may have ended just now
                again = latest.ended("cancelled") if latest.cancelling else latest.tried_again()
                await self._table.replace(again, attempt=row.attempt, states=UNDER_WAY)
        await self.dispatch()

    async def _run(self, job_id: str, attempt: int) -> None:
        """Run one attempt of a job; DBOS takes up again what ends in a `CancelledError`."""
        task = asyncio.current_task()
        if self._stopped or task is None:
            raise asyncio.CancelledError("no graph is open")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            await self._runner.run(job_id, attempt, self._durable_step)
        finally:
            self._ended.set()

    async def _dispatch_again_and_again(self) -> None:
        """After each job, and when another process has queued one; what others ask of running jobs is seen, too."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), _LOOK_S)
            try:
                if self._ended.is_set() or await self._is_changed():
                    self._ended.clear()
                    await self.dispatch()
                await self._exchange()
            except CiteGraphError:
                _LOG.warning("the jobs that wait could not be looked at", exc_info=True)
                await asyncio.sleep(self._settings.first_pause_s)
                self._ended.set()

    async def _is_changed(self) -> bool:
        """Whether jobs were queued, or taken back, since this was asked last."""
        before, self._seen = self._seen, await self._table.queue_mark()
        return self._seen != before

    async def _exchange(self) -> None:
        """Tell other processes where the running jobs are, and hear from them which shall stop."""
        running = self._runner.running
        stages = {job.row.id: job.stage for job in running}
        for job_id, stage in stages.items():
            if self._noted.get(job_id) != stage:
                await self._table.note_progress(job_id, stage)
        self._noted = stages
        if running:
            stopping = await self._table.asked_to_cancel()
            for job in running:
                job.cancelling = job.cancelling or job.row.id in stopping

    async def _durable_step(
        self, name: str, step: Callable[P, Coroutine[object, object, T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a step whose result survives a restart; a backend that is away for a minute does not fail it.

        Raises:
            BackendError: it is away for longer.
        """
        options: StepOptions = {
            "name": name,
            "retries_allowed": True,
            "max_attempts": 6,
            "interval_seconds": self._settings.first_pause_s,
            "backoff_rate": 2.0,
            "should_retry": is_worth_retrying,
        }
        try:
            return await DBOS.run_step_async(options, step, *args, **kwargs)
        except error.DBOSMaxStepRetriesExceeded as exhausted:
            raise exhausted.errors[-1] from None  # which says what is away, and the remedy


def _workflow_id(row: JobRow) -> str:
    return f"{row.id}.{row.attempt}"
