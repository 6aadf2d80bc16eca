"""What one job does, from its first step to its last state."""

import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime

from tenacity import AsyncRetrying, retry_if_exception, stop_after_delay, wait_exponential

from api.jobs.table import JobRow, JobTable
from extraction.ingest import Forget, Ingest, IngestParts, IngestSettings
from schemas.errors import BackendError, CiteGraphError
from schemas.job import JobState
from schemas.ports import RunStep

_LOG = logging.getLogger(__name__)


_PATIENCE_S = 60


def is_worth_retrying(error: BaseException) -> bool:
    """Whether the same call may go through a little later."""
    return isinstance(error, BackendError) and error.retryable


class JobStage:
    """Where a running job is, for those who watch it; kept in memory only."""

    def __init__(self) -> None:
        self.name = "queued"
        self.done = 0
        self.total = 0

    def __call__(self, name: str, done: int, total: int) -> None:
        """Note the progress; has the form of `schemas.ports.Progress`."""
        self.name, self.done, self.total = name, done, total


class JobRunner:
    """Runs the jobs of one graph and keeps their rows true."""

    def __init__(
        self,
        table: JobTable,
        parts: IngestParts,
        settings: IngestSettings,
        *,
        ready: Callable[[], Coroutine[object, object, None]],
        forget: Forget,
    ) -> None:
        self._table = table
        self._parts = parts
        self._ready = ready
        self._forget = forget
        self.settings = settings
        self._stages: dict[str, JobStage] = {}

    def find_stage(self, job_id: str) -> JobStage | None:
        """Where the job is, if this process runs it now."""
        return self._stages.get(job_id)

    async def run(self, job_id: str, run_step: RunStep) -> None:
        """Bring the job to "done", "failed" or "waiting for review"."""
        row = (await self._table.get(job_id)).model_copy(update={"state": "running"})
        stage = self._stages[job_id] = JobStage()
        try:
            await self._table.update(row)
            await self._wait_for_graph()
            ingest = Ingest(self._parts, self.settings, stage, forget=self._forget)
            settled = await ingest.run(self._undeleted(row), run_step)
            await self._end(row, "done" if settled else "waiting for review")
        except CiteGraphError as error:
            await self._end(row, "failed", error=str(error), remedy=error.remedy)
        except Exception as error:  # noqa: BLE001 - the top of a worker: a surprise ends this job, not the others
            _LOG.exception("job %s failed", job_id)
            await self._end(
                row,
                "failed",
                error=f"internal error: {type(error).__name__}",
                remedy="see the log, then retry the job",
            )
        finally:
            del self._stages[job_id]

    def _undeleted(self, row: JobRow) -> Sequence[str]:
        """The job's documents but those deleted before it was tried again; where none is left, the job has to say so."""
        return tuple(filter(self._parts.library.holds, row.document_ids)) or row.document_ids

    async def _wait_for_graph(self) -> None:
        """A job that a restart resumes may be quicker than Neo4j is to come up."""
        patience = AsyncRetrying(
            retry=retry_if_exception(is_worth_retrying),
            stop=stop_after_delay(_PATIENCE_S),
            wait=wait_exponential(max=10),
            reraise=True,
        )
        await patience(self._ready)

    async def _end(self, row: JobRow, state: JobState, *, error: str = "", remedy: str = "") -> None:
        ended = {"state": state, "error": error, "remedy": remedy, "finished_at": datetime.now(UTC)}
        await self._table.update(row.model_copy(update=ended))
