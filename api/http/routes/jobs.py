"""What became of the documents that were sent."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query

from api.http.deps import AnyJobsDep, JobsDep
from api.http.examples import JOB
from api.http.openapi import example, problems
from schemas.job import Job
from schemas.value import Value

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])
_CHANGED = example(JOB, status=HTTPStatus.ACCEPTED) | problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)


class JobPage(Value):
    """Jobs, newest first."""

    items: tuple[Job, ...]


@router.get("", responses=example(JobPage(items=(JOB,))))
async def list_jobs(jobs: AnyJobsDep, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> JobPage:
    """The newest jobs."""
    return JobPage(items=tuple(await jobs.list(limit)))


@router.get("/{job_id}", responses=example(JOB) | problems(HTTPStatus.NOT_FOUND))
async def get_job(job_id: str, jobs: AnyJobsDep) -> Job:
    """How far a job is, what failed and what it cost."""
    return await jobs.get(job_id)


@router.post(
    "/{job_id}/retry",
    status_code=HTTPStatus.ACCEPTED,
    responses=_CHANGED,
)
async def retry_job(job_id: str, jobs: JobsDep) -> Job:
    """Try again what failed or was cancelled: the whole job, or the chunks that have no extraction."""
    return await jobs.retry(job_id)


@router.post(
    "/{job_id}/confirm",
    status_code=HTTPStatus.ACCEPTED,
    responses=_CHANGED,
)
async def confirm_job(job_id: str, jobs: JobsDep) -> Job:
    """Let a job start that waits because of its `estimate`; one that has started stays as it is."""
    return await jobs.confirm(job_id)


@router.post(
    "/{job_id}/cancel",
    status_code=HTTPStatus.ACCEPTED,
    responses=_CHANGED,
)
async def cancel_job(job_id: str, jobs: AnyJobsDep) -> Job:
    """End a job: at once while it waits, at its next chunk or step while it runs (`cancelling` until then).

    What was paid for is kept, and a retry goes on from there. Documents that it has written stay, each of them whole.
    """
    return await jobs.cancel(job_id)
