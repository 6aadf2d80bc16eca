"""Locks and workers on a real Postgres: who lives, who is dead, and who may go on with its jobs."""

import asyncio
import gc
import time
import warnings
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine

from api.jobs.advisory_lock import AdvisoryLock
from api.jobs.database import claim_job_database, living_owners, own_job_database
from api.jobs.owner import JobOwner
from api.jobs.row import new_row
from api.jobs.table import JobTable
from api.jobs.worker import Worker
from api.settings import Settings, load_settings
from extraction.state.sql_database import SqlDatabase
from schemas.errors import BackendError, ConflictError
from schemas.job import JobStage
from tests.conftest import new_database
from tests.integration.test_jobs import until

_END_SESSIONS = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"


@pytest.fixture
async def settings(postgres_url: str, tmp_path: Path) -> Settings:
    url = new_database(postgres_url, "several")
    settings = load_settings(home=tmp_path, jobs_url=url)
    await claim_job_database(settings)
    return settings


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[SqlDatabase]:
    with closing(SqlDatabase(settings.jobs_database_url)) as opened:
        yield opened


def _worker(settings: Settings, database: SqlDatabase, *, address: str | None = None) -> Worker:
    owner = JobOwner(pid=7, address=address, is_worker=address is None)
    return Worker(settings.jobs_database_url, database, owner, grace_s=0.3)


async def test_one_task_at_a_time_holds_a_lock_and_who_stops_waiting_leaves_it(settings: Settings) -> None:
    locks = [AdvisoryLock(settings.jobs_database_url, "turn") for _ in range(2)]
    inside, most = 0, 0

    async def work(lock: AdvisoryLock) -> None:
        nonlocal inside, most
        async with lock:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1

    await asyncio.gather(*(work(locks[number % 2]) for number in range(6)))
    assert (inside, most) == (0, 1)
    async with locks[0]:
        waiting = asyncio.create_task(work(locks[1]))
        await asyncio.sleep(0.2)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await work(locks[1])


async def test_who_is_cancelled_at_any_moment_leaves_no_session_open(settings: Settings) -> None:
    async def work() -> None:
        async with AdvisoryLock(settings.jobs_database_url, "turn"):
            pass

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResourceWarning)
        for moment in range(240):
            task = asyncio.create_task(work())
            await asyncio.sleep(moment / 10_000)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        gc.collect()
    assert [str(one.message) for one in caught if one.category is ResourceWarning] == []


async def test_a_database_that_is_away_is_said() -> None:
    with pytest.raises(BackendError, match="job database") as caught:
        async with AdvisoryLock("postgresql://nobody@127.0.0.1:9/none", "turn"):
            pass
    assert caught.value.retryable


async def test_a_dead_worker_is_taken_over_by_one_and_ends_no_job_any_more(
    settings: Settings, database: SqlDatabase
) -> None:
    dead, heir, late = (_worker(settings, database) for _ in range(3))
    for each in (dead, heir, late):
        await each.join()
    table = JobTable(database, worker_id=dead.id)
    row = new_row("f" * 24, 0, {"a.txt": "a"})
    await table.add(row)
    assert await table.replace(row, attempt=0, states=("queued",))
    assert await heir.long_dead({dead.id, late.id}) == set()
    await dead._close()
    assert await heir.long_dead({dead.id}) == set(), "it may come back"
    await asyncio.sleep(0.4)
    assert await heir.long_dead({dead.id}) == {dead.id}
    async with heir.taking_over(dead.id) as taken, late.taking_over(dead.id) as taken_twice:
        assert (taken, taken_twice) == (True, False)
    async with late.taking_over(heir.id) as taken:
        assert not taken, "it lives"
    assert not await dead.is_listed()
    assert not await table.replace(row.ended("failed"), attempt=0, states=("queued",))
    assert (await table.get(row.id)).state == "queued"
    await late.leave()
    await late.leave()
    assert await heir.long_dead({late.id}) == {late.id}, "who left is waited for no longer"
    assert await heir.living([heir.id, late.id, "local"]) == {heir.id}
    await heir.leave()


async def test_a_worker_that_lost_its_session_lets_go_and_comes_back(
    settings: Settings, database: SqlDatabase
) -> None:
    worker = _worker(settings, database)
    await worker.join()
    held_when_lost: list[bool] = []

    async def lost() -> None:
        held_when_lost.append(worker.holds)

    keeping = asyncio.create_task(worker.keep(lost))
    await database.run(lambda connection: connection.execute(sa.text(_END_SESSIONS)).all())

    async def is_back() -> bool:
        return bool(held_when_lost) and worker.holds

    await until(is_back)
    assert held_when_lost == [False]
    assert await worker.living([worker.id]) == {worker.id}
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    await worker.leave()


@pytest.mark.parametrize("ahead_s", [3600, -3600])
async def test_of_machines_whose_clocks_differ_the_database_tells_the_time(
    database: SqlDatabase, settings: Settings, ahead_s: int
) -> None:
    assert settings.shares_jobs
    table, began = JobTable(database), datetime.now(UTC)
    elsewhere = time_machine.travel(time.time() + ahead_s, tick=True)
    with elsewhere:
        first = new_row("a" * 24, 0, {"a.txt": "a"})
        await table.add(first)
    second = new_row("b" * 24, 0, {"b.txt": "b"})
    await table.add(second)
    stored = await table.in_state("queued")
    assert [row.id for row in stored] == [first.id, second.id]
    assert began <= stored[0].created_at < stored[1].created_at <= datetime.now(UTC)
    with elsewhere:
        running = stored[0].model_copy(update={"state": "running"})
        assert await table.replace(running, attempt=0, states=("queued",))
        await table.note_progress(running.id, JobStage(name="reading", done=1, total=2))
        overview = await table.overview()
    for found in (overview, await table.overview()):
        assert 0 <= found.still_s < 10
        assert 0 <= found.oldest_s < 10
    with elsewhere:
        assert await table.replace(running.ended("failed"), attempt=0, states=("running",))
        again = (await table.get(running.id)).tried_again()
        await table.replace(again, attempt=0, states=("failed",))
    assert [row.id for row in await table.in_state("queued")] == [second.id, again.id]
    assert await table.replace((await table.get(second.id)).ended("done"), attempt=0, states=("queued",))
    finished_at = (await table.get(second.id)).finished_at
    assert finished_at is not None
    assert began < finished_at <= datetime.now(UTC)
    assert await table.seconds_a_job(600) == pytest.approx(0, abs=10)


async def test_who_wants_to_be_alone_with_the_jobs_is_so_or_told_why_not(
    settings: Settings, database: SqlDatabase
) -> None:
    worker, server = _worker(settings, database), _worker(settings, database, address="http://127.0.0.1:8000")
    await worker.join()
    await server.join()
    assert [owner.is_worker for owner in await living_owners(settings)] in ([True, False], [False, True])
    with pytest.raises(ConflictError, match="run by other processes"):
        async with own_job_database(settings):
            pass
    await worker.leave()
    await server.leave()
    assert await living_owners(settings) == ()
    async with own_job_database(settings):
        with pytest.raises(ConflictError, match="alone with the jobs"):
            await worker.join()
    await worker._close()
