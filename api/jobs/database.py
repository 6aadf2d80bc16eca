"""The job database, for those who read and write in it beside the jobs."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress

from api.jobs.advisory_lock import AdvisoryLock, holds_after, open_session
from api.jobs.owner import JobOwner, find_owner, own_jobs
from api.jobs.shared_lock import SharedLock
from api.jobs.table import JobTable
from api.jobs.worker import RUNNING
from api.jobs.worker_table import WorkerTable
from api.settings import Settings
from extraction.state.sql_database import SqlDatabase
from schemas.errors import ConflictError


def turns(settings: Settings, name: str) -> AbstractAsyncContextManager[object]:
    """A lock that all processes of this graph hold in turn: in Postgres, where the jobs are there, else a file beside them."""
    if settings.shares_jobs:
        return AdvisoryLock(settings.jobs_database_url, name)
    return SharedLock(settings.graph_dir / f"{name}.lock")


@asynccontextmanager
async def own_job_database(settings: Settings) -> AsyncIterator[SqlDatabase]:
    """The job database at this program's version, while no other process runs the jobs.

    Raises:
        ConflictError: another process runs them.
        ConfigError: it holds the jobs of another graph, or a newer program's.
    """
    async with _alone(settings):
        with closing(SqlDatabase(settings.jobs_database_url)) as database:
            await JobTable(database).claim(settings.documents_address, own_file=settings.jobs_url is None)
            yield database


async def claim_job_database(settings: Settings) -> None:
    """See to it that its tables are up to date: those who run jobs may share them only then.

    Raises:
        ConflictError: they are not, and processes of another version run the jobs.
        ConfigError: it holds the jobs of another graph, or a newer program's.
        BackendError: it cannot be opened, or failed.
    """
    folder, own_file = settings.documents_address, settings.jobs_url is None
    async with turns(settings, "opening"):
        with closing(SqlDatabase(settings.jobs_database_url)) as database:
            known = await JobTable(database).check(folder, own_file=own_file)
            if known is not None and await database.is_current():
                return
        async with own_job_database(settings):
            pass


async def prepare_job_database(settings: Settings) -> None:
    """The same for those who run none: where others do, it is theirs to do.

    Raises:
        ConfigError: it holds the jobs of another graph, or a newer program's.
        BackendError: it cannot be opened, or failed.
    """
    with suppress(ConflictError):
        await claim_job_database(settings)


async def living_owners(settings: Settings) -> tuple[JobOwner, ...]:
    """The processes that run the jobs of this graph now, servers and workers first.

    Raises:
        BackendError: the job database failed.
    """
    if not settings.shares_jobs:
        owner = find_owner(settings.graph_dir)
        return (owner,) if owner else ()
    with closing(SqlDatabase(settings.jobs_database_url)) as database:
        return await WorkerTable(database).living() if await database.is_current() else ()


@asynccontextmanager
async def _alone(settings: Settings) -> AsyncIterator[None]:
    if not settings.shares_jobs:
        with own_jobs(settings.graph_dir, None):
            yield
        return
    session = await open_session(settings.jobs_database_url)
    try:
        if not await holds_after(session, "pg_try_advisory_lock", RUNNING):
            raise ConflictError(
                f"the jobs of {settings.graph_dir} are run by other processes",
                remedy="stop the servers and workers of this graph first",
            )
        yield
    finally:
        await session.close()
