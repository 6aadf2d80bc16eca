"""A process among those that run the jobs of one graph: known to them by a lock in Postgres that ends with it."""

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, Callable, Collection, Coroutine
from contextlib import asynccontextmanager, suppress
from secrets import token_hex

import psycopg

from api.jobs.advisory_lock import Session, holds_after, lock_key, open_session, session_errors
from api.jobs.owner import JobOwner
from api.jobs.worker_table import WorkerTable, executor_lock
from extraction.state.sql_database import SqlDatabase
from schemas.errors import CiteGraphError, ConflictError

RUNNING = lock_key("jobs are run")
"""Shared by all that run jobs; who wants to be alone with the job database holds it for itself."""
GRACE_S = 5.0
"""So long the lock of a worker has to be free before its jobs are taken over: a Postgres that restarts loses all locks at once."""
_BEAT_S = 1.0
_ANSWER_S = 3.0
"""A database that is silent for so long is lost; less than the servers wait for us."""
_REJOIN_S = 15.0

Act = Callable[[], Coroutine[object, object, None]]


class Worker:
    """This process as one that runs jobs: `id` names it for DBOS, `holds` says whether it may run any now."""

    def __init__(self, url: str, database: SqlDatabase, owner: JobOwner, *, grace_s: float = GRACE_S) -> None:
        """Not one of them yet: see `join`."""
        self._grace_s = grace_s
        host = socket.gethostname()
        self.id = f"{host[:64]}-{os.getpid()}-{token_hex(4)}"
        self.holds = False
        self._url = url
        self._table = WorkerTable(database)
        self._owner = owner.model_copy(update={"host": host})
        self._session: Session | None = None
        self._free_since: dict[str, float] = {}

    async def join(self) -> None:
        """Become one of them.

        Raises:
            ConflictError: a process is alone with the job database now.
            BackendError: Postgres cannot be reached.
        """
        session = self._session = await open_session(self._url)
        if not await holds_after(session, "pg_try_advisory_lock_shared", RUNNING):
            raise ConflictError(
                "another process is alone with the jobs of this graph",
                remedy="wait until its export, import or upgrade has ended",
            )
        with session_errors():
            async with asyncio.timeout(_REJOIN_S):
                await session.execute("SELECT pg_advisory_lock(%s)", [executor_lock(self.id)])
        await self._table.add(self.id, self._owner)
        self.holds = True

    async def leave(self) -> None:
        """Let the others go on with what is left, at once; once more changes nothing."""
        if self._session is None:
            return
        self.holds = False
        try:
            with suppress(CiteGraphError):
                await self._table.remove(self.id)
        finally:
            await self._close()

    async def keep(self, lost: Act) -> None:
        """Watch over the lock, without end: `lost` ends the jobs that run here, for others may go on with them."""
        while True:
            await asyncio.sleep(_BEAT_S)
            if await self._answers():
                continue
            self.holds = False
            await lost()
            await self._join_again()

    async def is_listed(self) -> bool:
        """Whether no other worker has taken over the jobs of this one."""
        return self.id in await self._table.listed()

    async def living(self, executor_ids: Collection[str]) -> set[str]:
        """Those of them that live."""
        listed = await self._table.listed()
        return {each for each in executor_ids if each in listed and listed[each][1]}

    async def long_dead(self, executor_ids: Collection[str]) -> set[str]:
        """Those of them whose jobs may be taken over: that have left, or whose lock has been free for a while."""
        listed, now = await self._table.listed(), time.monotonic()
        lost = {each for each in executor_ids if each in listed and not listed[each][1]}
        self._free_since = {each: self._free_since.get(each, now) for each in lost}
        waited = {each for each, since in self._free_since.items() if now - since >= self._grace_s}
        return waited | (set(executor_ids) - listed.keys())

    @asynccontextmanager
    async def taking_over(self, executor_id: str) -> AsyncIterator[bool]:
        """Whether this process, and no other, may go on with the jobs of that one while the block runs."""
        session = self._session
        if session is None or not self.holds:
            yield False
            return
        key = executor_lock(executor_id)
        if not await holds_after(session, "pg_try_advisory_lock", key):
            yield False
            return
        try:
            await self._table.remove(executor_id)
            yield True
        finally:
            await holds_after(session, "pg_advisory_unlock", key)

    async def _answers(self) -> bool:
        session = self._session
        if session is None:
            return False
        asked = asyncio.create_task(_ask(session))
        done, _ = await asyncio.wait({asked}, timeout=_ANSWER_S)
        if not done:
            asked.cancel()  # not waited for: that may take as long again
        return bool(done) and asked.result()

    async def _join_again(self) -> None:
        while not self.holds:
            await self._close()
            with suppress(CiteGraphError, TimeoutError):
                await self.join()
                return
            await asyncio.sleep(_BEAT_S)

    async def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            with suppress(psycopg.Error):
                await session.close()


async def _ask(session: Session) -> bool:
    try:
        await session.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True
