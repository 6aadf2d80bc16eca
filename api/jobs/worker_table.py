"""The processes that run the jobs of one graph, where its job database is shared by several."""

import sqlalchemy as sa

from api.jobs.advisory_lock import lock_key
from api.jobs.owner import JobOwner
from extraction.state.sql_database import SqlDatabase

METADATA = sa.MetaData()
_WORKER = sa.Table(
    "job_worker",
    METADATA,
    sa.Column("id", sa.String(128), primary_key=True),
    sa.Column("host", sa.String(255), nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("address", sa.Text),
    sa.Column("is_worker", sa.Boolean, nullable=False),
)
_HELD = sa.text(
    "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 "
    "AND granted AND mode = 'ExclusiveLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def executor_lock(executor_id: str) -> int:
    """The lock that this worker holds while it lives."""
    return lock_key(f"executor {executor_id}")


def is_listed(executor_id: str) -> sa.Exists:
    """The condition that no other worker has taken over the jobs of this one."""
    return sa.exists().where(_WORKER.c.id == executor_id)


class WorkerTable:
    """Reads and writes the rows of the workers; one whose lock nobody holds is dead."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def add(self, executor_id: str, owner: JobOwner) -> None:
        """List this worker; once more changes nothing."""
        columns = owner.model_dump() | {"id": executor_id}

        def work(connection: sa.Connection) -> None:
            connection.execute(sa.delete(_WORKER).where(_WORKER.c.id == executor_id))
            connection.execute(sa.insert(_WORKER).values(columns))

        await self._database.run(work)

    async def remove(self, executor_id: str) -> None:
        """List it no longer: from now on it ends no job, should it still be at work."""
        query = sa.delete(_WORKER).where(_WORKER.c.id == executor_id)
        await self._database.run(lambda connection: connection.execute(query))

    async def listed(self) -> dict[str, tuple[JobOwner, bool]]:
        """All that are listed, with whether they live."""

        def work(connection: sa.Connection) -> dict[str, tuple[JobOwner, bool]]:
            rows = connection.execute(sa.select(_WORKER)).all()
            held = set(connection.scalars(_HELD))
            return {row.id: (_owner(row), executor_lock(row.id) in held) for row in rows}

        return await self._database.run(work)

    async def living(self) -> tuple[JobOwner, ...]:
        """The processes that run the jobs now; servers and workers before commands."""
        living = [owner for owner, lives in (await self.listed()).values() if lives]
        return tuple(sorted(living, key=lambda owner: (not owner.stays, owner.host, owner.pid)))


def _owner(row: sa.Row[tuple[object, ...]]) -> JobOwner:
    return JobOwner(pid=row.pid, address=row.address, is_worker=row.is_worker, host=row.host)
