"""The jobs of a graph, by what this process has to do with them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Literal

from api.bootstrap import GraphServices
from api.jobs.database import prepare_job_database
from api.jobs.owner import has_worker, own_jobs
from api.jobs.service import Jobs
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

    An owner or a worker runs them while the block runs, resumed where they were; a sender only queues them for another
    process, and so does an owner that does not serve, where a worker is. `first_pause_s` is how long a step whose backend is away
    waits before it tries again for the first time.

    Raises:
        ConflictError: another process owns the job file; the message names its address when it serves.
        ConfigError: the job database belongs to another graph, or to a newer program.
    """
    settings = graph.settings
    if role == "sender" or (role == "owner" and address is None and has_worker(settings.graph_dir)):
        await prepare_job_database(settings)
        async with _opened(graph, first_pause_s) as jobs:
            await jobs.join()
            yield jobs
        return
    with own_jobs(settings.graph_dir, address, is_worker=role == "worker"):
        async with _opened(graph, first_pause_s) as jobs:
            await jobs.start()
            yield jobs


@asynccontextmanager
async def _opened(graph: GraphServices, first_pause_s: float) -> AsyncIterator[Jobs]:
    with closing(SqlDatabase(graph.settings.jobs_database_url)) as database:
        jobs = Jobs(graph, database, first_pause_s=first_pause_s)
        try:
            yield jobs
        finally:
            await jobs.queue.stop()
            jobs.completion.close()
