"""Locks in the Postgres of the jobs: held by a session, and given back by its end, on whatever machine it was."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from types import TracebackType

import psycopg
import sqlalchemy as sa

from schemas.errors import BackendError

Session = psycopg.AsyncConnection[tuple[object, ...]]

_CONNECT_S = 5
_IDLE_S, _PROBE_S, _PROBES = 5, 2, 3
"""A silent end of a session is asked after so many seconds, so often, before it counts as gone: both ends do so."""
_SILENT_MS = 1_000 * (_IDLE_S + _PROBES * _PROBE_S)


def lock_key(name: str) -> int:
    """The number by which Postgres knows the lock of this name."""
    return int.from_bytes(sha256(f"citegraph {name}".encode()).digest()[:8], "big", signed=True)


@contextmanager
def session_errors() -> Iterator[None]:
    """Let what Postgres raises come out as ours.

    Raises:
        BackendError: the block met an error of Postgres.
    """
    try:
        yield
    except psycopg.Error as error:
        raise BackendError(
            f"the job database failed: {str(error).strip()}",
            remedy="check CITEGRAPH_JOBS_URL, and that Postgres runs there",
            retryable=True,
        ) from error


async def open_session(url: str) -> Session:
    """A session that holds locks while it lasts; a machine that is gone loses it within some ten seconds.

    Raises:
        BackendError: Postgres cannot be reached.
    """
    address = sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with session_errors():
        session = await psycopg.AsyncConnection.connect(
            address,
            autocommit=True,
            connect_timeout=_CONNECT_S,
            keepalives_idle=_IDLE_S,
            keepalives_interval=_PROBE_S,
            keepalives_count=_PROBES,
            tcp_user_timeout=_SILENT_MS,
        )
        try:
            await _notice_absence(session)
        except BaseException:
            await session.close()
            raise
    return session


async def _notice_absence(session: Session) -> None:
    """Let the server ask after this end, too."""
    probes = {"keepalives_idle": _IDLE_S, "keepalives_interval": _PROBE_S, "keepalives_count": _PROBES}
    for name, value in {**probes, "user_timeout": _SILENT_MS}.items():
        await session.execute("SELECT set_config(%s, %s, false)", [f"tcp_{name}", str(value)])


async def holds_after(session: Session, function: str, key: int) -> bool:
    """Whether the lock is held once this function of Postgres that tries for it has been called.

    Raises:
        BackendError: the session is lost.
    """
    with session_errors():
        row = await (await session.execute(f"SELECT {function}(%s)", [key])).fetchone()
    return bool(row and row[0])


class AdvisoryLock:
    """Held by one task of one process at a time, of all that use this database; who asked first has it first."""

    def __init__(self, url: str, name: str) -> None:
        self._here = asyncio.Lock()
        self._url = url
        self._key = lock_key(name)
        self._session: Session | None = None

    async def __aenter__(self) -> None:
        """Wait for the turn.

        Raises:
            BackendError: Postgres cannot be reached.
        """
        await self._here.acquire()
        try:
            self._session = await open_session(self._url)
            with session_errors():
                await self._session.execute("SELECT pg_advisory_lock(%s)", [self._key])
        except BaseException:
            await self._give_back()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next one go on."""
        await self._give_back()

    async def _give_back(self) -> None:
        session, self._session = self._session, None
        try:
            if session is not None:
                await _end(session)
        finally:
            self._here.release()


async def _end(session: Session) -> None:
    """Give back its locks at once, which its end does only when the server sees it; it ends though this is cancelled."""
    try:
        with suppress(psycopg.Error):  # a session that is lost has given them back already
            await session.execute("SELECT pg_advisory_unlock_all()")
    finally:
        await session.close()
