"""The jobs of a graph, by what this process has to do with them."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Literal

from api.bootstrap import GraphServices
from api.jobs.database import claim_job_database, living_owners, prepare_job_database
from api.jobs.owner import JobOwner, own_jobs
from api.jobs.service import Jobs
from api.jobs.worker import Worker
from api.settings import Settings
from extraction.state.sql_database import SqlDatabase

JobsRole = Literal["owner", "worker", "sender"]


@asynccontextmanager
async def open_jobs(
    graph: GraphServices,
    *,
    role: JobsRole = "owner",
    address: str | None = None,
    first_pause_s: float = 2.0,
) -> AsyncIterator[Jobs]:
    """The jobs of this graph; `address` is where this process serves, if it does.

    An owner or a worker runs them while the block runs, resumed where they were: alone with a job file, with Postgres beside
    others. A sender only queues them for another process, and so does an owner that does not serve, where others run them all.
    `first_pause_s` is how long a step whose backend is away waits before it tries again for the first time.

    Raises:
        ConflictError: another process owns the job file, or is alone with the database for now; the message names its
            address when it serves.
        ConfigError: the job database belongs to another graph, or to a newer program.
    """
    settings = graph.settings
    if role == "sender" or (role == "owner" and address is None and await _leaves_to_others(settings)):
        await prepare_job_database(settings)
        with closing(SqlDatabase(settings.jobs_database_url)) as database:
            async with _ended(Jobs(graph, database, first_pause_s=first_pause_s)) as jobs:
                await jobs.join()
                yield jobs
        return
    owner = JobOwner(pid=os.getpid(), address=address, is_worker=role == "worker")
    run = _run_beside_others if settings.shares_jobs else _run_alone
    async with run(graph, owner, first_pause_s) as jobs:
        yield jobs


@asynccontextmanager
async def _run_alone(graph: GraphServices, owner: JobOwner, first_pause_s: float) -> AsyncIterator[Jobs]:
    settings = graph.settings
    with (
        own_jobs(settings.graph_dir, owner.address, is_worker=owner.is_worker),
        closing(SqlDatabase(settings.jobs_database_url)) as database,
    ):
        async with _ended(Jobs(graph, database, first_pause_s=first_pause_s)) as jobs:
            await jobs.start()
            yield jobs


@asynccontextmanager
async def _run_beside_others(
    graph: GraphServices, owner: JobOwner, first_pause_s: float
) -> AsyncIterator[Jobs]:
    settings = graph.settings
    await claim_job_database(settings)
    with closing(SqlDatabase(settings.jobs_database_url)) as database:
        worker = Worker(settings.jobs_database_url, database, owner)
        try:
            await worker.join()
            async with _ended(Jobs(graph, database, worker, first_pause_s=first_pause_s)) as jobs:
                await jobs.start()
                yield jobs
        finally:
            await worker.leave()


async def _leaves_to_others(settings: Settings) -> bool:
    """Whether a command need not run its jobs: a worker does or, with Postgres, a server."""
    living = await living_owners(settings)
    return any(owner.is_worker or (settings.shares_jobs and owner.stays) for owner in living)


@asynccontextmanager
async def _ended(jobs: Jobs) -> AsyncIterator[Jobs]:
    try:
        yield jobs
    finally:
        await jobs.queue.stop()
        jobs.completion.close()
