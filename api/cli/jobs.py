"""`citegraph jobs`: what became of the ingests."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.ingest import end_with, show_job
from api.cli.output import progress_bar, say_json, say_table
from api.cli.remote import Server, find_server
from api.cli.session import read_settings, ready_jobs, run_async

if TYPE_CHECKING:
    from api.cli.remote import JobChange
    from api.settings import Settings
    from schemas.job import Job

app = typer.Typer(
    help="What became of the ingests: try again what failed, start what waits, end what is too much.",
    no_args_is_help=True,
)
JobId = Annotated[str, typer.Argument(help="Id of the job, as `jobs list` shows it.")]


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
            " ".join(job.error.split())[:60],
        )
        for job in jobs
    ]
    say_table(("job", "state", "documents", "failed chunks", "error"), rows)


@app.command("retry")
def retry(job_id: JobId) -> None:
    """Try again what failed in a job, or was cancelled: all of it, or the chunks that have no extraction.

    Example: citegraph jobs retry 0123456789abcdef01234567-0
    """
    _change(job_id, "retry")


@app.command("confirm")
def confirm(job_id: JobId) -> None:
    """Start a job that waits because of what it may cost.

    Example: citegraph jobs confirm 0123456789abcdef01234567-0
    """
    _change(job_id, "confirm")


@app.command("cancel")
def cancel(job_id: JobId) -> None:
    """End a job: at once while it waits, at its next chunk while it runs. What was paid for is kept for a retry.

    Example: citegraph jobs cancel 0123456789abcdef01234567-0
    """
    _change(job_id, "cancel")


def _change(job_id: str, change: "JobChange") -> None:
    job = run_async(_changed(read_settings(), job_id, change))
    show_job(job)
    if change != "cancel":
        end_with([job])


async def _list(settings: "Settings", limit: int) -> "list[Job]":
    address = find_server(settings)
    if address:
        return await Server(address, settings).list_jobs(limit)
    async with ready_jobs(settings) as jobs:
        return await jobs.list(limit)


async def _changed(settings: "Settings", job_id: str, change: "JobChange") -> "Job":
    address = find_server(settings)
    if address:
        return await Server(address, settings).change_job(job_id, change)
    async with ready_jobs(settings) as jobs:
        changes = {"retry": jobs.retry, "confirm": jobs.confirm, "cancel": jobs.cancel}
        await changes[change](job_id)
        with progress_bar() as on_progress:
            return await jobs.wait(job_id, on_progress)
