"""`citegraph jobs`: what became of the ingests."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.ingest import end_with, show_job
from api.cli.output import progress_bar, say_json, say_table
from api.cli.remote import Server, find_server
from api.cli.session import read_settings, ready_jobs, run_async

if TYPE_CHECKING:
    from api.settings import Settings
    from schemas.job import Job

app = typer.Typer(help="What became of the ingests, and trying again what failed.", no_args_is_help=True)


@app.command("list")
def list_jobs(
    *,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many of the newest.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the newest jobs.

    Example: citegraph jobs list --limit 5
    """
    settings = read_settings()
    jobs = run_async(_list(settings, limit))
    if as_json:
        say_json(jobs)
        return
    rows = [
        (
            job.id,
            job.state,
            str(len(job.document_ids)),
            f"{job.loose.failed + job.strict.failed}",
            job.error[:60],
        )
        for job in jobs
    ]
    say_table(("job", "state", "documents", "failed chunks", "error"), rows)


@app.command("retry")
def retry(job_id: Annotated[str, typer.Argument(help="Id of the job.")]) -> None:
    """Try again what failed in a job: all of it, or the chunks that have no extraction.

    Example: citegraph jobs retry 0123456789abcdef01234567-0
    """
    settings = read_settings()
    job = run_async(_retry(settings, job_id))
    show_job(job)
    end_with([job])


async def _list(settings: "Settings", limit: int) -> "list[Job]":
    address = find_server(settings)
    if address:
        return await Server(address, settings).list_jobs(limit)
    async with ready_jobs(settings) as jobs:
        return await jobs.list(limit)


async def _retry(settings: "Settings", job_id: str) -> "Job":
    address = find_server(settings)
    if address:
        return await Server(address, settings).retry_job(job_id)
    async with ready_jobs(settings) as jobs:
        with progress_bar() as on_progress:
            return await jobs.wait((await jobs.retry(job_id)).id, on_progress)
