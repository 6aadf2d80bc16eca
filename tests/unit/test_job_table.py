"""Rows of jobs in a real database."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.jobs.row import new_row
from api.jobs.table import JobTable
from extraction.state.sql_database import SqlDatabase
from schemas.errors import BackendError, ConfigError
from schemas.job import JobState


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqlDatabase]:
    with closing(SqlDatabase(f"sqlite:///{tmp_path}/jobs.sqlite3")) as opened:
        yield opened


async def test_a_job_database_belongs_to_one_graph(database: SqlDatabase) -> None:
    table = JobTable(database)
    for _ in range(2):
        await table.claim("/data/one", own_file=False)
    with pytest.raises(ConfigError, match="belongs to the graph in /data/one") as caught:
        await table.claim("/data/two", own_file=False)
    assert "CITEGRAPH_JOBS_URL" in caught.value.remedy


async def test_a_job_file_that_was_moved_with_its_graph_is_still_its_own(database: SqlDatabase) -> None:
    table = JobTable(database)
    await table.claim("/old/place", own_file=True)
    await table.claim("/new/place", own_file=True)
    with pytest.raises(ConfigError):
        await table.claim("/old/place", own_file=False)


async def test_the_pace_is_that_of_the_jobs_that_ended_lately(database: SqlDatabase) -> None:
    table, now = JobTable(database), datetime.now(UTC)
    await table.claim("/data", own_file=True)
    assert await table.seconds_a_job(600) is None

    async def add(content: str, state: JobState, ago_s: int) -> None:
        at = now - timedelta(seconds=ago_s)
        row = new_row(content, 0, {content: content})
        await table.add(row.model_copy(update={"state": state, "queued_at": at, "finished_at": at}))

    await add("running", "running", 100)
    await add("earlier", "done", 200)
    await add("waiting", "waiting for review", 10)
    assert await table.seconds_a_job(600) == pytest.approx(100, abs=5)
    ended: tuple[JobState, ...] = ("done", "failed", "cancelled", "done")
    for number, state in enumerate(ended):
        await add(f"lately {number}", state, 50)
    assert await table.seconds_a_job(600) == pytest.approx(25, abs=5)
    assert await table.seconds_a_job(80) == pytest.approx(20, abs=5)


async def test_an_error_tells_nothing_of_what_was_to_be_written(database: SqlDatabase) -> None:
    table = JobTable(database)
    await table.claim("/data", own_file=True)
    row = new_row("content", 0, {"notes.txt": "a-secret-document"})
    await table.add(row)
    with pytest.raises(BackendError) as caught:
        await table.add(row)
    assert "a-secret-document" not in str(caught.value)
    assert not caught.value.retryable
