"""The calls of the last minute, in the job database: all processes that share it count together."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TypeVar

import sqlalchemy as sa

from api.jobs.advisory_lock import lock_key
from extraction.state.sql_database import SqlDatabase, time_of
from schemas.rates import MinuteLimits, Turn

METADATA = sa.MetaData()
_CALL = sa.Table(
    "counted_call",
    METADATA,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("at", sa.Double, nullable=False),
    sa.Column("tokens", sa.Integer, nullable=False),
    sa.Index("ix_counted_call_name_at", "name", "at"),
)
_WINDOW_S = 60.0
T = TypeVar("T")


class CallTable:
    """Counts calls by name: within any minute no more of them begin, with no more tokens, than the limits say."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def take(self, name: str, limits: MinuteLimits, tokens: int = 0) -> Turn:
        """Count a call that begins now, or say how long it has to wait at least; one of more tokens than may be waits for a minute of its own.

        Raises:
            BackendError: the job database failed.
        """
        most = limits.tokens
        fitting = tokens if most is None else min(tokens, most)

        def work(connection: sa.Connection) -> Turn:
            now = _begin(connection, name)
            found = [connection.scalar(query) for query in _blocking(name, limits, fitting)]
            if blocking := [at for at in found if at is not None]:
                return Turn(wait_s=max(blocking) + _WINDOW_S - now)
            row = sa.insert(_CALL).values(name=name, at=now, tokens=fitting).returning(_CALL.c.id)
            return Turn(call=connection.scalar(row))

        return await self._to_its_end(work)

    async def correct(self, call: int, tokens: int) -> None:
        """Note how many tokens the call had; of one that is longer ago than a minute nothing is known any more.

        Raises:
            BackendError: the job database failed.
        """
        query = sa.update(_CALL).where(_CALL.c.id == call).values(tokens=tokens)
        await self._to_its_end(lambda connection: connection.execute(query))

    async def _to_its_end(self, work: Callable[[sa.Connection], T]) -> T:
        """What `work` gives. Who is cancelled waits for it: a connection in use would stay open when the database is closed."""
        running = asyncio.ensure_future(self._database.run(work))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.wait([running])
            raise


def _begin(connection: sa.Connection, name: str) -> float:
    """The time, by one clock for all, once nobody else counts calls of this name; what has left the window is forgotten.

    So is what lies in the future by more than the window: the clock was set back.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(lock_key(f"calls {name}"))))
    now = time_of(connection).timestamp()
    past = sa.or_(_CALL.c.at <= now - _WINDOW_S, _CALL.c.at > now + _WINDOW_S)
    connection.execute(sa.delete(_CALL).where(_CALL.c.name == name, past))
    return now


def _blocking(name: str, limits: MinuteLimits, tokens: int) -> Iterator[sa.Select[float | None]]:
    """For each limit the time of that call, if there is one, which has to leave the window before the next one can be made."""
    newest_first = (_CALL.c.at.desc(), _CALL.c.id.desc())
    if limits.requests is not None:
        newest = sa.select(_CALL.c.at).where(_CALL.c.name == name).order_by(*newest_first)
        yield newest.offset(limits.requests - 1).limit(1)
    if limits.tokens is not None:
        summed = sa.func.sum(_CALL.c.tokens).over(order_by=newest_first).label("tokens")
        counted = sa.select(_CALL.c.at, summed).where(_CALL.c.name == name).subquery()
        yield sa.select(sa.func.max(counted.c.at)).where(counted.c.tokens > limits.tokens - tokens)
