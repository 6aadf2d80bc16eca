"""The SQL database of the jobs: a SQLite file or Postgres, brought to the version that this program knows."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from schemas.errors import BackendError, ConfigError

if TYPE_CHECKING:
    from alembic.config import Config

T = TypeVar("T")
_MIGRATIONS = "extraction.state:migrations"
_VERSION_TABLE = "citegraph_version"
_SERVER_TIME = sa.text("SELECT clock_timestamp()")


class SqlDatabase:
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

    async def migrate(self) -> None:
        """Bring the tables to this program's version, in one transaction; free when they are.

        Only for the process that owns the jobs.

        Raises:
            ConfigError: a newer program made them; nothing was changed.
            BackendError: the database failed; nothing was changed.
        """
        await self.run(_migrate)

    async def is_current(self) -> bool:
        """Whether the tables have this program's version.

        Raises:
            BackendError: the database failed.
        """
        return await self.run(_is_current)

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


def time_of(connection: sa.Connection) -> datetime:
    """The time by the clock that all who use this database have in common: its server's; that of this machine, where it is a file."""
    if connection.dialect.name == "sqlite":
        return datetime.now(UTC)
    at: datetime = connection.execute(_SERVER_TIME).scalar_one()
    return at.astimezone(UTC)


def _engine(address: sa.URL) -> sa.Engine:
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(
            address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, hide_parameters=True
        )
    file = Path(address.database or "")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    engine = sa.create_engine(address, connect_args={"timeout": 30}, hide_parameters=True)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # DBOS works through this engine too, and counts on writers that take the lock when they begin.
    connection.isolation_level = "IMMEDIATE"
    connection.execute("PRAGMA foreign_keys=ON")
    # From Python 3.12 on DBOS asks SQLite for the time by unixepoch('subsec'), which is NULL before SQLite 3.42; many
    # a system has such a one under its newer Pythons.
    if sqlite3.sqlite_version_info < (3, 42):
        connection.create_function("unixepoch", 1, lambda _precision: time.time())


def _migrate(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "BEGIN IMMEDIATE"
        )  # else each DDL statement would be a transaction of its own
    config = _migrations(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    newer = _versions(connection) - known
    if newer:
        raise ConfigError(
            f"the job database has version {', '.join(sorted(newer))}, which this program does not know",
            remedy="Run the newer CiteGraph that wrote it, or give this one a job database of its own: "
            "set CITEGRAPH_HOME or CITEGRAPH_JOBS_URL to another.",
        )
    command.upgrade(config, "head")


def _is_current(connection: sa.Connection) -> bool:
    from alembic.script import ScriptDirectory

    return _versions(connection) == set(ScriptDirectory.from_config(_migrations(connection)).get_heads())


def _migrations(connection: sa.Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection, "version_table": _VERSION_TABLE})
    config.set_main_option("script_location", _MIGRATIONS)
    config.set_main_option("path_separator", "os")
    return config


def _versions(connection: sa.Connection) -> set[str]:
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"version_table": _VERSION_TABLE})
    return set(context.get_current_heads())
