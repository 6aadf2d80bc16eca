"""One Neo4j database: sessions, transactions and typed rows."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncResult,
    AsyncSession,
    Query,
    unit_of_work,
)
from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError
from neo4j.time import DateTime
from pydantic import SecretStr

from kg.db.errors import store_errors
from kg.db.metrics import measured
from kg.db.queries import settings as queries
from kg.db.queries.server import PING
from schemas.errors import ConfigError, GraphStoreError
from schemas.value import Value

Transaction = AsyncManagedTransaction
Row = TypeVar("Row", bound=Value)
Extra = TypeVar("Extra", bound=Value)
Result = TypeVar("Result")
Work = Callable[[Transaction], Awaitable[Result]]

READ_TIMEOUT_S = 30.0
WRITE_TIMEOUT_S = 600.0
_GRACE_S = 3.0
"""Neo4j looks every two seconds which transactions have run out of time."""
_CONNECT_TIMEOUT_S = 5.0
_SWITCHING_S = 10.0
_RENAMED = "$renamed"
_RETRY_BUDGET_S = 2.0
"""Three attempts within three seconds: somebody may be waiting. Jobs have patience of their own."""


class Runner(Protocol):
    """What runs statements."""

    async def run(self, query: str, parameters: dict[str, object] | None = None, /) -> AsyncResult:
        """The result of one statement."""


class ReadDatabase:
    """One database, opened for reading only: Neo4j refuses whatever would change it."""

    def __init__(self, driver: AsyncDriver, name: str) -> None:
        self._driver = driver
        self._name = name
        self._renamed = False

    def session(self, *, fetch_size: int = 1000) -> AsyncSession:
        """A session in which the server lets nothing be written."""
        return self._driver.session(
            database=self._name, default_access_mode=READ_ACCESS, fetch_size=fetch_size
        )

    async def read(self, work: Work[Result], *, timeout_s: float = READ_TIMEOUT_S) -> Result:
        """What `work` returns, run in a read transaction; it may run more than once, all within `timeout_s`."""
        with store_errors(), measured("read"):
            # The server ends the transaction, unless it does not answer at all.
            async with asyncio.timeout(timeout_s + _GRACE_S), self.session() as session:
                return await session.execute_read(_bounded(work, timeout_s))

    async def rows(
        self, row: type[Row], query: str, *, timeout_s: float = READ_TIMEOUT_S, **parameters: object
    ) -> list[Row]:
        """All rows of one read query; `$renamed` in it says which names are in force (`kg.record.name_switch`)."""

        async def work(runner: Runner) -> list[Row]:
            if _RENAMED not in query:
                return await fetch(runner, row, query, **parameters)
            fields = tuple(row.model_fields)
            return [
                _checked(row, fields, values)
                for values in await self._rows_in_force(runner, query, fields, parameters)
            ]

        return await self._one_by_one(work, timeout_s)

    async def pairs(
        self, row: type[Row], beside: type[Extra], query: str, **parameters: object
    ) -> list[tuple[Row, Extra]]:
        """All rows of one read query, each as a value and what the query says beside it."""

        async def work(runner: Runner) -> list[tuple[Row, Extra]]:
            fields, extra = tuple(row.model_fields), tuple(beside.model_fields)
            return [
                (
                    _checked(row, fields, values[: len(fields)]),
                    _checked(beside, extra, values[len(fields) :]),
                )
                for values in await self._rows_in_force(runner, query, fields + extra, parameters)
            ]

        return await self._one_by_one(work, READ_TIMEOUT_S)

    async def count(self, query: str) -> int:
        """The number that a read query counts."""

        async def work(tx: Transaction) -> int:
            return await fetch_count(tx, query)

        return await self.read(work)

    async def _one_by_one(self, work: Callable[[Runner], Awaitable[Result]], timeout_s: float) -> Result:
        """What `work` returns, each of its statements a transaction of its own: one way there and back where `read` has three.

        Where that fails and may go through later, it is left to `read`, which tries again.
        """
        with store_errors():
            try:
                async with asyncio.timeout(timeout_s + _GRACE_S), self.session() as session:
                    with measured("read"):
                        return await work(_EachByItself(session, timeout_s))
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable():
                    raise
        return await self.read(work, timeout_s=timeout_s)

    async def _rows_in_force(
        self, runner: Runner, query: str, fields: Sequence[str], parameters: Mapping[str, object]
    ) -> Sequence[Sequence[object]]:
        """The rows by the names in force at their end: read again by the others where these were changed meanwhile."""
        given = _unprinted(parameters)
        while True:
            result = await runner.run(_with_names(query, fields), given | {"renamed": self._renamed})
            record = await result.single(strict=True)
            if record["renamed"] == self._renamed:
                rows: Sequence[Sequence[object]] = record["rows"]
                return rows
            self._renamed = record["renamed"]

    async def check_connection(self) -> None:
        """Return when the database answers; fail at once, without another attempt, when it does not."""
        with store_errors():
            await self._driver.verify_connectivity()  # drops connections from before a restart of the server
            async with self.session() as session:
                await (await session.run(PING)).consume()


class Database(ReadDatabase):
    """One database, opened for writing too."""

    async def write(
        self,
        work: Work[Result],
        *,
        timeout_s: float = WRITE_TIMEOUT_S,
        dry_run: bool = False,
        while_switching: bool = False,
    ) -> Result:
        """What `work` returns, committed; writers take turns, and `work` may run more than once.

        Whatever `work` raises rolls everything back, and so does a `dry_run` once it has its result. `while_switching`:
        it may be done while the graph's names are changed (`kg.record.name_switch`).

        Raises:
            ConfigError: the database was never migrated.
            GraphStoreError: the graph's names are being changed, and this has to wait.
        """
        results: list[Result] = []

        async def alone(tx: Transaction) -> Result:
            await _wait_for_turn(tx, while_switching=while_switching)
            result = await work(tx)
            if dry_run:
                results.append(result)
                raise _DryRun
            return result

        try:
            return await self._write(_bounded(alone, timeout_s))
        except _DryRun:
            return results[-1]

    async def change(self, query: str, **parameters: object) -> None:
        """Run one statement in a transaction of its own, without waiting for other writers: for setting up."""

        async def work(tx: Transaction) -> None:
            await execute(tx, query, **parameters)

        await self._write(work)

    async def _write(self, work: Work[Result]) -> Result:
        with store_errors(), measured("write"):
            async with self._driver.session(database=self._name, default_access_mode=WRITE_ACCESS) as session:
                return await session.execute_write(work)


def open_driver(uri: str, *, user: str, password: SecretStr) -> AsyncDriver:
    """A driver that reports nothing to its maker and gives up on a dead server within seconds.

    Raises:
        ConfigError: the address is not one of Neo4j's.
    """
    try:
        return AsyncGraphDatabase.driver(
            uri,
            auth=(user, password.get_secret_value()),
            telemetry_disabled=True,
            notifications_min_severity="OFF",
            connection_timeout=_CONNECT_TIMEOUT_S,
            connection_acquisition_timeout=30.0,
            max_transaction_retry_time=_RETRY_BUDGET_S,
            user_agent="citegraph",
        )
    except (ValueError, ConfigurationError) as error:
        raise ConfigError(
            f"{uri!r} is not the address of a Neo4j server.",
            remedy="Set NEO4J_URI to something like bolt://127.0.0.1:7687.",
        ) from error


async def fetch(tx: Runner, row: type[Row], query: str, **parameters: object) -> list[Row]:
    """The rows of a query, each checked against the form the caller expects; its columns are the form's fields."""
    fields = tuple(row.model_fields)
    return [_checked(row, fields, values) for values in await _raw_rows(tx, query, fields, parameters)]


async def fetch_ids(tx: Transaction, query: str, **parameters: object) -> list[str]:
    """The column `id` of a query."""
    result = await tx.run(f"CALL () {{{query}}} RETURN collect(id) AS ids", _unprinted(parameters))
    record = await result.single(strict=True)
    return [str(one) for one in record["ids"]]


async def fetch_count(tx: Transaction, query: str) -> int:
    """The column `count` of a query of one row."""
    (row,) = await fetch(tx, _Count, query)
    return row.count


async def execute(tx: Transaction, query: str, **parameters: object) -> None:
    """Run a query to its end."""
    result = await tx.run(query, _unprinted(parameters))
    await result.consume()


def native(value: object) -> object:
    """The value with Neo4j's date and time turned into Python's."""
    return value.to_native() if isinstance(value, DateTime) else value


class _EachByItself:
    """Runs each statement in a transaction of its own."""

    def __init__(self, session: AsyncSession, timeout_s: float) -> None:
        self._session = session
        self._timeout_s = timeout_s

    async def run(self, query: str, parameters: dict[str, object] | None = None, /) -> AsyncResult:
        """The result of the statement, which the server ends after the time."""
        return await self._session.run(Query(query, timeout=self._timeout_s), parameters)


class _Unprinted(list[object]):
    """A list that is short in a log."""

    def __repr__(self) -> str:
        return f"[{len(self)} items]"


def _unprinted(parameters: Mapping[str, object]) -> dict[str, object]:
    # The driver makes the log line of every query, with all parameters, also where nobody reads the log: for vectors
    # that takes longer than sending them.
    return {
        name: _Unprinted(value) if isinstance(value, list) else value for name, value in parameters.items()
    }


async def _raw_rows(
    tx: Runner, query: str, fields: Sequence[str], parameters: Mapping[str, object]
) -> Sequence[Sequence[object]]:
    result = await tx.run(_in_one_record(query, fields), _unprinted(parameters))
    rows: Sequence[Sequence[object]] = (await result.single(strict=True))["rows"]
    return rows


def _checked(row: type[Row], fields: Sequence[str], values: Sequence[object]) -> Row:
    return row.model_validate({field: native(value) for field, value in zip(fields, values, strict=True)})


def _in_one_record(query: str, fields: Sequence[str]) -> str:
    # The asynchronous driver spends 0.1 ms on every record, however small: ten thousand rows in one record take a
    # tenth of the time they take one by one.
    columns = ", ".join(f"`{field}`" for field in fields)
    return f"CALL () {{{query}}} RETURN collect([{columns}]) AS rows"


def _with_names(query: str, fields: Sequence[str]) -> str:
    columns = ", ".join(f"`{field}`" for field in fields)
    return f"CALL () {{{query}}} WITH collect([{columns}]) AS rows {queries.NAMES_IN_FORCE}"


class _DryRun(Exception):  # noqa: N818
    """Ends a transaction that must not commit."""


class _Count(Value):
    count: int


class _Turn(Value):
    switching: bool


async def _wait_for_turn(tx: Transaction, *, while_switching: bool) -> None:
    # Locking the settings node makes writers take turns, in whatever process they are: two ingests that meet
    # the same entity could otherwise each derive it without the other's mentions.
    turns = await fetch(tx, _Turn, queries.LOCK)
    if not turns:
        raise ConfigError(
            "This Neo4j database was not set up for CiteGraph.",
            remedy="Call migrate first; `citegraph ingest` does.",
        )
    if turns[0].switching and not while_switching:
        raise GraphStoreError(
            "The graph is being brought under the names of another schema, and cannot be changed meanwhile.",
            remedy="Try again when that job has ended; `citegraph schema apply` goes on with it where it was interrupted.",
            retryable=True,
            retry_after_s=_SWITCHING_S,
        )


def _bounded(work: Work[Result], timeout_s: float) -> Work[Result]:
    bounded: Work[Result] = unit_of_work(timeout=timeout_s)(work)
    return bounded
