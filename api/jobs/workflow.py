"""The DBOS workflow around a job: after a crash it goes on with the first step that has no stored result."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Coroutine
from typing import ParamSpec, TypeVar

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig, DBOSConfiguredInstance, SetWorkflowID, StepOptions, error

from api.jobs.runner import JobRunner, is_worth_retrying
from api.jobs.table import JobRow

P = ParamSpec("P")
T = TypeVar("T")
_QUEUE = "ingest"
_GOING_ON = frozenset({"ENQUEUED", "DELAYED", "PENDING"})
_FIRST_PAUSE_S = 2.0
_APPLICATION_VERSION = "1"
"""Moves only when the steps of a job change, so that an update does not strand the jobs under way."""


async def durable_step(
    name: str, step: Callable[P, Coroutine[object, object, T]], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run a step whose result survives a restart; a backend that is away for a minute does not fail it.

    Raises:
        BackendError: it is away for longer.
    """
    options: StepOptions = {
        "name": name,
        "retries_allowed": True,
        "max_attempts": 6,
        "interval_seconds": _FIRST_PAUSE_S,
        "backoff_rate": 2.0,
        "should_retry": is_worth_retrying,
    }
    try:
        return await DBOS.run_step_async(options, step, *args, **kwargs)
    except error.DBOSMaxStepRetriesExceeded as exhausted:
        raise exhausted.errors[-1] from None  # which says what is away, and the remedy


@DBOS.dbos_class()
class IngestWorkflow(DBOSConfiguredInstance):
    """The workflow, bound to the runner of the graph that is open now."""

    def __init__(self) -> None:
        super().__init__("ingest")
        self.runner: JobRunner | None = None
        self._tasks: set[asyncio.Task[object]] = set()

    @DBOS.workflow()
    async def run(self, job_id: str) -> None:
        """Run one attempt of a job; DBOS takes up again what ends in a `CancelledError`."""
        task = asyncio.current_task()
        if self.runner is None or task is None:
            raise asyncio.CancelledError("no graph is open")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await self.runner.run(job_id, durable_step)

    async def stop(self) -> None:
        """Cancel what runs and let nothing more begin."""
        self.runner = None
        tasks = set(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


WORKFLOW = IngestWorkflow()


async def launch(runner: JobRunner, database_url: str) -> None:
    """Start DBOS on the running event loop, and with it every job that a crash interrupted."""
    config: DBOSConfig = {
        "name": "citegraph",
        "system_database_url": database_url,
        "application_version": _APPLICATION_VERSION,
        "executor_id": "local",
        "log_level": "ERROR",
        "enable_otlp": False,
    }
    WORKFLOW.runner = runner
    DBOS(config=config)
    DBOS.launch()
    await DBOS.register_queue_async(_QUEUE, worker_concurrency=1, polling_interval_sec=0.2)


@sa.event.listens_for(sa.Engine, "connect")
def _teach_milliseconds(connection: object, _record: object) -> None:
    # From Python 3.12 on DBOS asks SQLite for the time by unixepoch('subsec'), which is NULL before SQLite 3.42; many
    # a system has such a one under its newer Pythons.
    if isinstance(connection, sqlite3.Connection) and sqlite3.sqlite_version_info < (3, 42):
        connection.create_function("unixepoch", 1, lambda _precision: time.time())


async def shut_down() -> None:
    """Stop DBOS; a job under way stays as it is and goes on at the next launch."""
    await WORKFLOW.stop()  # first: the end of a step needs the threads of DBOS
    await asyncio.to_thread(DBOS.destroy)


async def has_ended(row: JobRow) -> bool:
    """Whether DBOS is through with this attempt of the job; its row tells so too, unless it could not be written."""
    status = await DBOS.get_workflow_status_async(_workflow_id(row))
    return status is not None and status.status not in _GOING_ON


async def enqueue(row: JobRow) -> None:
    """Queue this attempt of the job; the same attempt twice is queued once."""
    with SetWorkflowID(_workflow_id(row)):
        await DBOS.enqueue_workflow_async(_QUEUE, WORKFLOW.run, row.id)


def _workflow_id(row: JobRow) -> str:
    return f"{row.id}.{row.attempt}"
