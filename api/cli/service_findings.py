"""What `citegraph doctor` says of the service: its jobs, its keys, and what watches it."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from api.cli.finding import Finding, broken
from api.cli.remote import error_of
from api.jobs.database import living_owners
from api.jobs.owner import JobOwner
from api.jobs.table import UNDER_WAY, WAITING, JobsOverview, JobTable
from api.keys.table import ApiKeyTable
from api.settings import Settings
from api.telemetry import takes_spans
from extraction.state.sql_database import SqlDatabase
from schemas.api_key import ApiKey
from schemas.errors import BackendError, CiteGraphError

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
_SOON = timedelta(days=14)


async def service_findings(settings: Settings) -> tuple[Finding, ...]:
    """Look at the processes that run the jobs, if there are any, at the job database, and at the collector of traces."""
    owners = await _owners(settings)
    owner = next((one for one in owners if one.host in ("", socket.gethostname())), None)
    return (
        await _jobs(settings, owners),
        await _server(settings, owner),
        await _metrics(settings, owner),
        await _keys(settings),
        await _traces(settings),
    )


async def _from_database(settings: Settings, read: Callable[[SqlDatabase], Awaitable[T]]) -> T | None:
    """What is read from the job database; None where there is none of this version, for none is made or changed here."""
    if settings.jobs_url is None and not settings.jobs_file.exists():
        return None
    with closing(SqlDatabase(settings.jobs_database_url)) as database:
        return await read(database) if await database.is_current() else None


async def _owners(settings: Settings) -> tuple[JobOwner, ...]:
    try:
        return await living_owners(settings)
    except BackendError:  # which the finding on the jobs says
        return ()


async def _jobs(settings: Settings, owners: Sequence[JobOwner]) -> Finding:
    try:
        overview = await _from_database(settings, lambda database: JobTable(database).overview())
    except BackendError as error:
        return broken("jobs", error)
    return judged_jobs(overview or JobsOverview(jobs={}, oldest_s=0.0), owners, settings.stalled_after_s)


def judged_jobs(overview: JobsOverview, owners: Sequence[JobOwner], stalled_after_s: float) -> Finding:
    """Whether the jobs that are to be done go on, and which ones somebody has to look at."""
    counts = {state: count for state, count in overview.jobs.items() if state not in ("done", "cancelled")}
    where = [_holder(owner) for owner in owners] or ["no process holds them"]
    message = "; ".join((*where, *(f"{count} {state}" for state, count in counts.items() if count)))
    if not owners and any(counts.get(state) for state in UNDER_WAY):
        remedy = "Start `citegraph serve`, or `citegraph worker`: they go on where they were."
        return Finding(name="jobs", state="broken", message=message, remedy=remedy)
    if not counts.get("running") and overview.oldest_s > stalled_after_s:
        remedy = "See the log of that process for what they wait for. A restart loses nothing: they go on."
        waited = f"; the first has waited for {overview.oldest_s / 60:.0f} minutes, and none runs"
        return Finding(name="jobs", state="broken", message=message + waited, remedy=remedy)
    remedy = ""
    if any(counts.get(state) for state in (*WAITING, "failed")):
        remedy = "`citegraph jobs list` says what those that failed or wait for a person need."
    return Finding(name="jobs", state="ok", message=message, remedy=remedy)


def _holder(owner: JobOwner) -> str:
    alone = "a worker" if owner.is_worker else "a command that is running"
    holder = f"the server at {owner.address}" if owner.address else alone
    place = f"process {owner.pid} on {owner.host}" if owner.host else f"process {owner.pid}"
    return f"{holder} holds them ({place})"


async def _server(settings: Settings, owner: JobOwner | None) -> Finding:
    return await _called("server", settings, owner, "/readyz", "is ready")


async def _metrics(settings: Settings, owner: JobOwner | None) -> Finding:
    return await _called("metrics", settings, owner, "/metrics", "has them for Prometheus, at /metrics")


async def _called(name: str, settings: Settings, owner: JobOwner | None, path: str, found: str) -> Finding:
    if owner is None or owner.address is None:
        return Finding(name=name, state="off", message="no server runs the jobs of this graph")
    import httpx

    key = settings.api_key.get_secret_value() if settings.api_key else ""
    try:
        async with httpx.AsyncClient(
            base_url=owner.address,
            headers={"X-API-Key": key} if key else {},
            timeout=settings.neo4j_timeout_s,
            trust_env=False,
        ) as client:
            return _judged(name, owner.address, await client.get(path), found)
    except httpx.HTTPError as error:
        return Finding(
            name=name,
            state="broken",
            message=f"{owner.address}{path} does not answer ({type(error).__name__})",
            remedy=f"See the log of process {owner.pid}.",
        )


def _judged(name: str, address: str, response: "httpx.Response", found: str) -> Finding:
    if response.is_success:
        return Finding(name=name, state="ok", message=f"{address} {found}")
    return broken(name, error_of(response))


async def _keys(settings: Settings) -> Finding:
    try:
        made = await _from_database(settings, lambda database: ApiKeyTable(database).all())
    except CiteGraphError as error:
        return broken("keys", error)
    return judged_keys(made or [], datetime.now(UTC))


def judged_keys(made: list[ApiKey], now: datetime) -> Finding:
    """How many keys open, and which have come to their end or soon will."""
    kept = [key for key in made if key.revoked_at is None]
    ended = [key for key in kept if key.expires_at is not None and key.expires_at <= now]
    ending = [key for key in kept if key.expires_at is not None and now < key.expires_at <= now + _SOON]
    if not kept:
        return Finding(name="keys", state="ok", message="none was made beside the server's own")
    parts = [f"{len(kept) - len(ended)} open"]
    parts += [f"{key.id} for {key.name} ended on {key.expires_at:%Y-%m-%d}" for key in ended]
    parts += [f"{key.id} for {key.name} ends on {key.expires_at:%Y-%m-%d}" for key in ending]
    remedy = "For a new one: citegraph keys create; to be rid of an old one: citegraph keys revoke ID."
    return Finding(
        name="keys", state="ok", message="; ".join(parts), remedy=remedy if ended or ending else ""
    )


async def _traces(settings: Settings) -> Finding:
    endpoint = settings.otlp_endpoint
    if endpoint is None:
        return Finding(
            name="traces", state="off", message="none are made: OTEL_EXPORTER_OTLP_ENDPOINT is not set"
        )
    if await asyncio.to_thread(takes_spans, endpoint):
        return Finding(name="traces", state="ok", message=f"{endpoint} takes them")
    return Finding(
        name="traces",
        state="broken",
        message=f"{endpoint} does not take them",
        remedy="Check OTEL_EXPORTER_OTLP_ENDPOINT, that a collector runs there and takes OTLP over HTTP, and, where it wants a key, "
        "OTEL_EXPORTER_OTLP_HEADERS.",
    )
