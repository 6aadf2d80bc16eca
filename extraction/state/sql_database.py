"""The database that holds the jobs, the failures and the model cache."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from schemas.errors import BackendError

T = TypeVar("T")


class JobDatabase:
    """A SQLite file (the default, private to its owner) or a Postgres database; errors come out as ours."""

    def __init__(self, url: str) -> None:
        """Open the database at this SQLAlchemy URL.

        Raises:
            BackendError: it cannot be opened.
        """
        try:
            self.engine = _engine(sa.make_url(url))
        except (sa.exc.SQLAlchemyError, OSError) as error:
            raise BackendError(
                f"the job database cannot be opened: {error}",
                remedy="check CITEGRAPH_JOBS_URL and CITEGRAPH_HOME",
            ) from error

    async def run(self, work: Callable[[sa.Connection], T]) -> T:
        """The result of `work` in one transaction, run in a thread.

        Raises:
            BackendError: the database failed; nothing of the transaction is kept.
        """
        try:
            return await asyncio.to_thread(self._in_transaction, work)
        except sa.exc.SQLAlchemyError as error:
            raise BackendError(
                f"the job database failed: {error}",
                remedy="check CITEGRAPH_JOBS_URL and the free space on its disk",
                retryable=not isinstance(error, sa.exc.IntegrityError),
            ) from error

    def close(self) -> None:
        """Give its connections back."""
        self.engine.dispose()

    def _in_transaction(self, work: Callable[[sa.Connection], T]) -> T:
        with self.engine.begin() as connection:
            return work(connection)


def _engine(address: sa.URL) -> sa.Engine:
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(
            address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True
        )
    file = Path(address.database or "")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    engine = sa.create_engine(address, connect_args={"timeout": 30}, hide_parameters=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    return engine
