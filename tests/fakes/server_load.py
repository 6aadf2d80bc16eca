"""Whether a Neo4j is at work, seen from outside: by its transactions and by the time its process uses."""

import asyncio
import time
from urllib.parse import urlsplit

import psutil
from neo4j import AsyncDriver

_BUSY_SHARE = 0.25
_LOOK_S = 0.5
_TRANSACTIONS = (
    "SHOW TRANSACTIONS YIELD currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW' RETURN count(*) AS n"
)


def server_process(uri: str) -> psutil.Process:
    """The process that listens at this address."""
    port = urlsplit(uri).port
    listening = [one for one in psutil.net_connections("tcp") if one.status == psutil.CONN_LISTEN]
    return psutil.Process(
        next(one.pid for one in listening if one.laddr and one.laddr.port == port and one.pid)
    )


async def seconds_until_idle(driver: AsyncDriver, process: psutil.Process, *, patience_s: float) -> float:
    """Seconds until no query runs and the process uses less than a quarter of a core; `patience_s` if it never does.

    On a busy machine the server's own time counts, where that is less.
    """
    started, used_before = time.monotonic(), _used(process)
    while time.monotonic() - started < patience_s:
        waited = min(time.monotonic() - started, _used(process) - used_before)
        used = _used(process)
        await asyncio.sleep(_LOOK_S)
        share = (_used(process) - used) / _LOOK_S
        records, _, _ = await driver.execute_query(_TRANSACTIONS)
        if share < _BUSY_SHARE and records[0]["n"] == 0:
            return waited
    return patience_s


def _used(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
