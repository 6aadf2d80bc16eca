"""What one job does, from its first step to its last state."""

import logging
from datetime import UTC, datetime

from api.job_table import JobRow, JobTable
from extraction.ingest import Ingest, IngestParts, IngestSettings
from schemas.errors import CiteGraphError
from schemas.job import JobState
from schemas.ports import RunStep

_LOG = logging.getLogger(__name__)


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

    def __init__(self, table: JobTable, parts: IngestParts, settings: IngestSettings) -> None:
        self._table = table
        self._parts = parts
        self.settings = settings
        self._stages: dict[str, JobStage] = {}

    def find_stage(self, job_id: str) -> JobStage | None:
        """Where the job is, if this process runs it now."""
        return self._stages.get(job_id)

    async def run(self, job_id: str, run_step: RunStep) -> None:
        """Bring the job to "done", "failed" or "waiting for review"."""
        row = (await self._table.get(job_id)).model_copy(update={"state": "running"})
        await self._table.update(row)
        stage = self._stages[job_id] = JobStage()
        try:
            settled = await Ingest(self._parts, self.settings, stage).run(row.document_ids, run_step)
            await self._end(row, "done" if settled else "waiting for review")
        except CiteGraphError as error:
            await self._end(row, "failed", error=str(error), remedy=error.remedy)
        except Exception as error:  # noqa: BLE001 - the top of a worker: a surprise ends this job, not the others
            _LOG.exception("job %s failed", job_id)
            await self._end(
                row, "failed", error=f"internal error: {error!r}", remedy="see the log, then retry the job"
            )
        finally:
            del self._stages[job_id]

    async def _end(self, row: JobRow, state: JobState, *, error: str = "", remedy: str = "") -> None:
        ended = {"state": state, "error": error, "remedy": remedy, "finished_at": datetime.now(UTC)}
        await self._table.update(row.model_copy(update=ended))
