"""Whether everything that a request needs is there."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from api.bootstrap import GraphServices
from api.jobs.service import Jobs
from api.warm_up import WarmUp
from kg.disk_errors import try_writing
from schemas.errors import BackendError, CiteGraphError
from schemas.value import Value

FRESH_S = 2.0


class Check(Value):
    """One thing that has to be there, and what to do where it is not."""

    name: str
    ok: bool
    message: str = ""
    remedy: str = ""


class Readiness(Value):
    """All checks; `ready` when each is ok."""

    ready: bool
    checks: tuple[Check, ...]


class ReadinessProbe:
    """Checks at most once in `FRESH_S` seconds; in between its last finding counts."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._last: Readiness | None = None
        self._at = 0.0

    async def check(
        self, graph: GraphServices, jobs: Jobs, warm_up: WarmUp | None, timeout_s: float
    ) -> Readiness:
        """The state of Neo4j, its indexes, the jobs, the data folder and, where they are loaded ahead, of the models."""
        async with self._lock:
            if self._last is None or time.monotonic() - self._at > FRESH_S:
                self._last = await _check_all(graph, jobs, warm_up, timeout_s)
                self._at = time.monotonic()
            return self._last


async def _check_all(graph: GraphServices, jobs: Jobs, warm_up: WarmUp | None, timeout_s: float) -> Readiness:
    neo4j = await _check("neo4j", lambda: graph.store.reader.ping(timeout_s))
    indexes = (
        await _check("indexes", graph.ensure_ready)
        if neo4j.ok
        else Check(name="indexes", ok=False, message="not known while Neo4j is away")
    )
    queue = await _check("jobs", lambda: _check_jobs(jobs, graph.settings.stalled_after_s))
    disk = await _check("disk", lambda: asyncio.to_thread(try_writing, graph.settings.graph_dir))
    checks = (neo4j, indexes, queue, disk, *([_warm(warm_up)] if warm_up else ()))
    return Readiness(ready=all(check.ok for check in checks), checks=checks)


async def _check_jobs(jobs: Jobs, stalled_after_s: float) -> None:
    still_s = await jobs.still_s()
    if still_s > stalled_after_s:
        raise BackendError(
            f"jobs are to be done, and none has gone on for {still_s / 60:.0f} minutes",
            remedy="See what they wait for: GET /v1/jobs, and the server's log. A restart loses nothing: they go on.",
        )
    await jobs.ping()


def _warm(warm_up: WarmUp) -> Check:
    message, remedy = (
        "The models are being loaded.",
        "Wait for some seconds; questions are answered already, slowly.",
    )
    if isinstance(warm_up.error, CiteGraphError):
        message, remedy = str(warm_up.error), warm_up.error.remedy
    elif warm_up.error is not None:
        message = f"A first question failed: {type(warm_up.error).__name__}."
        remedy = "Look into the log of the server for what it failed at, then start it again."
    return (
        Check(name="models", ok=True)
        if warm_up.is_done
        else Check(name="models", ok=False, message=message, remedy=remedy)
    )


async def _check(name: str, probe: Callable[[], Awaitable[None]]) -> Check:
    try:
        await probe()
    except CiteGraphError as error:
        return Check(name=name, ok=False, message=str(error), remedy=error.remedy)
    return Check(name=name, ok=True)
