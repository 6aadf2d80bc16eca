"""The DBOS workflow around an attempt of a job: after a crash it goes on with the first step that has no stored result."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from dbos import DBOS, DBOSConfig, SetWorkflowID

from api.jobs.patience import patience
from api.jobs.row import JobRow
from api.jobs.runner import JobRunner
from api.jobs.table import UNDER_WAY, JobTable
from api.jobs.takeover import Takeover
from api.jobs.worker import Worker
from extraction.state.sql_database import SqlDatabase
from schemas.job import JobKind, JobStage

P = ParamSpec("P")
T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_WORKFLOW = "ingest"
_LOOK_S = 1.0
"""How often the table is looked at for what other processes have done."""
_CHECK_S = 10.0
"""How often it is looked for jobs that have ended without its being stored."""
_TELL_AGAIN_S = 5.0
"""So long a task may take to clean up."""
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
        self,
        table: JobTable,
        database: SqlDatabase,
        runner: JobRunner,
        settings: QueueSettings,
        worker: Worker | None = None,
    ) -> None:
        """Run the jobs of this table; `worker` is this process among those that do, where it is not alone."""
        self._worker = worker
        self._keeper: asyncio.Task[None] | None = None
        self._checked_at = time.monotonic()
        self._let_go: set[str] = set()
        self._takeover = Takeover(worker, _APPLICATION_VERSION) if worker else None
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
            "executor_id": self._executor_id,
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
        await self._register("ingest", worker_concurrency=self._settings.at_once)
        await self._register("schema", global_concurrency=1)
        await self._resume()
        self._dispatcher = asyncio.create_task(self._dispatch_again_and_again())
        if self._worker is not None:
            keeping = self._worker.keep(self._stop_running)
            self._keeper = asyncio.create_task(keeping)

    async def stop(self) -> None:
        """Stop DBOS; a job under way stays as it is and goes on at the next start."""
        if self._workflow is None:
            return
        self._stopped = True
        own = (self._dispatcher, self._keeper)
        await _cancelled({*self._tasks, *(task for task in own if task is not None)})
        if self._worker is not None:
            await self._worker.leave()
        # After all else, which needs its threads.
        await asyncio.to_thread(DBOS.destroy)
        # DBOS has given the loop threads of its own, which ended with it: the loop goes on with others.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())

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
            if self._worker is not None and await self._worker.living([status.executor_id or ""]):
                return False
            await DBOS.cancel_workflow_async(status.workflow_id)  # by steps that this program no longer has
            return True
        return status.status not in _GOING_ON

    async def _register(self, kind: JobKind, **limits: int) -> None:
        await DBOS.register_queue_async(
            kind,
            worker_concurrency=limits.get("worker_concurrency"),
            global_concurrency=limits.get("global_concurrency"),
            polling_interval_sec=0.5,
        )

    @property
    def _executor_id(self) -> str:
        return self._worker.id if self._worker else "local"

    async def _stop_running(self) -> None:
        """End what runs here: this process can no longer be told from one that is dead."""
        _LOG.warning(
            "the lock on the job database is lost: the jobs of this process stop until it has it again"
        )
        await _cancelled(self._tasks)

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
            await self._run_if_allowed(job_id, attempt)
        except asyncio.CancelledError:
            self._let_go.add(_workflow(job_id, attempt))
            raise
        finally:
            self._ended.set()

    async def _run_if_allowed(self, job_id: str, attempt: int) -> None:
        if self._worker is not None and not self._worker.holds:
            raise asyncio.CancelledError("others may have taken over")
        await self._runner.run(job_id, attempt, self._durable_step)
        if self._worker is not None and not await self._worker.is_listed():
            raise asyncio.CancelledError("others have taken over")

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
                if self._takeover is not None:
                    await self._takeover.look(self._let_go)
                if time.monotonic() - self._checked_at > _CHECK_S:
                    self._checked_at = time.monotonic()
                    await self._resume()
            except Exception:  # noqa: BLE001 - a loop that ends would leave all jobs where they are
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
        """Run a step whose result survives a restart; a backend that is away for ten minutes does not fail it.

        Raises:
            BackendError: it is away for longer.
        """

        async def patiently(*args: P.args, **kwargs: P.kwargs) -> T:
            result: T = await patience(self._settings.first_pause_s)(step, *args, **kwargs)
            return result

        return await DBOS.run_step_async({"name": name}, patiently, *args, **kwargs)


async def _cancelled(tasks: "Iterable[asyncio.Task[T]]") -> None:
    """Once these have ended, as they are told to, again and again: what fails while a task ends may hide that it was told."""
    ending = set(tasks)
    while ending:
        for task in ending:
            task.cancel()
        ended, ending = await asyncio.wait(ending, timeout=_TELL_AGAIN_S)
        await asyncio.gather(*ended, return_exceptions=True)


def _workflow_id(row: JobRow) -> str:
    return _workflow(row.id, row.attempt)


def _workflow(job_id: str, attempt: int) -> str:
    return f"{job_id}.{attempt}"
