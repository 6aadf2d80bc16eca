"""The job database, for those who read and write in it beside the jobs."""

from contextlib import closing

from api.jobs.owner import own_jobs
from api.jobs.table import JobTable
from api.settings import Settings
from extraction.state.sql_database import SqlDatabase
from schemas.errors import ConflictError


async def prepare_job_database(settings: Settings) -> None:
    """See to it that its tables are up to date: the process that owns the jobs does so, or, where there is none, this one.

    Raises:
        ConfigError: it holds the jobs of another graph, or a newer program's.
        BackendError: it cannot be opened, or failed.
    """
    with closing(SqlDatabase(settings.jobs_database_url)) as database:
        if await database.is_current():
            return
    try:
        with own_jobs(settings.graph_dir, None), closing(SqlDatabase(settings.jobs_database_url)) as database:
            folder = str(settings.graph_dir.absolute())
            await JobTable(database).claim(folder, own_file=settings.jobs_url is None)
    except ConflictError:
        return
