"""Jobs on a real graph and a real job file: what uploads, deletions and a failing database may do to each other."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from api.bootstrap import Graph
from api.jobs.service import Jobs, Upload, open_jobs
from api.jobs.table import JobTable
from api.jobs.workflow import has_ended
from api.settings import load_settings
from extraction.state.sql_database import JobDatabase
from kg.store import Neo4jGraphStore
from schemas.errors import NotFoundError
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractionOutcome
from schemas.graph_schema import GraphSchema
from tests.fakes.embedder import FakeEmbedder

ADA = Upload(name="notes.txt", content=b"Ada wrote the Notes.")
BOB = Upload(name="notes.txt", content=b"Bob wrote other notes.")
ZOE = Upload(name="letter.txt", content=b"Zoe wrote a letter.")


class GatedExtractor:
    """Finds nothing in any chunk, and that only while its gate is open."""

    name = fingerprint = "gated"

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()

    def cache_key(self, task: ChunkToExtract, schema: GraphSchema | None) -> str:
        return f"{task.chunk.id} {schema is None}"

    async def extract(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> AsyncIterator[ExtractionOutcome]:
        for task in tasks:
            await self.gate.wait()
            yield ChunkExtraction(chunk_id=task.chunk.id)


@pytest.fixture
def extractor() -> GatedExtractor:
    return GatedExtractor()


@pytest.fixture
def graph(store: Neo4jGraphStore, embedder: FakeEmbedder, extractor: GatedExtractor, tmp_path: Path) -> Graph:
    graph = Graph(load_settings(home=tmp_path, schema_mode="open", jobs_url=None), store, None)
    graph.embedder, graph.extractor = embedder, extractor
    return graph


@asynccontextmanager
async def running_jobs(graph: Graph) -> AsyncIterator[Jobs]:
    async with open_jobs(graph) as opened:
        yield opened
    # DBOS gives the event loop threads of its own and ends them with itself; the tests share the loop.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())


@pytest.fixture
async def jobs(graph: Graph) -> AsyncIterator[Jobs]:
    async with running_jobs(graph) as opened:
        yield opened


def run_sql(graph: Graph, statement: str) -> None:
    with closing(sqlite3.connect(graph.settings.jobs_file)) as database, database:
        database.execute(statement)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(1_000):
        if await condition():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


@pytest.mark.parametrize("refused", ["'running', 'failed'", "'done', 'failed'"])
async def test_a_job_that_could_not_tell_how_it_ended_is_done_after_a_restart(
    graph: Graph, refused: str
) -> None:
    async with running_jobs(graph) as jobs:
        run_sql(
            graph,
            f"CREATE TRIGGER full BEFORE UPDATE ON ingest_job WHEN NEW.state IN ({refused})"
            " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        )
        job = await jobs.submit([ADA])
        with closing(JobDatabase(graph.settings.jobs_database_url)) as database:
            row = await JobTable(database).get(job.id)
        await until(lambda: has_ended(row))
        assert (await jobs.get(job.id)).state in {"queued", "running"}
    run_sql(graph, "DROP TRIGGER full")
    async with running_jobs(graph) as jobs:
        assert (await jobs.wait(job.id)).state == "done"
    assert [document.source for document in await graph.store.reader.documents.page()] == [ADA.name]


async def test_the_last_upload_of_a_name_wins(jobs: Jobs, graph: Graph, extractor: GatedExtractor) -> None:
    first = await jobs.wait((await jobs.submit([ADA])).id)
    extractor.gate.clear()
    second = await jobs.submit([BOB])
    third = await jobs.submit([ADA])
    assert third.id not in {first.id, second.id}
    assert (await jobs.submit([ADA])).id == third.id
    extractor.gate.set()
    assert [(await jobs.wait(job.id)).state for job in (second, third)] == ["done", "done"]
    (document,) = await graph.store.reader.documents.page()
    assert graph.library.get(document.id).text == ADA.content.decode()


async def test_the_same_file_twice_in_one_upload_is_one_document(jobs: Jobs) -> None:
    job = await jobs.wait((await jobs.submit([ADA, ADA])).id)
    assert (job.state, len(job.document_ids)) == ("done", 1)


async def test_an_upload_during_its_deletion_is_ingested_afterwards(jobs: Jobs, graph: Graph) -> None:
    (identifier,) = (await jobs.wait((await jobs.submit([ADA])).id)).document_ids
    with closing(sqlite3.connect(graph.settings.jobs_file, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")  # holds up the deletion before its last part
        deletion = asyncio.create_task(jobs.delete_document(identifier))
        await until(lambda: _is_empty(graph))
        upload = asyncio.create_task(jobs.submit([ADA]))
        await asyncio.sleep(0.3)
        database.execute("COMMIT")
    await deletion
    job = await jobs.wait((await upload).id)
    assert (job.state, job.error) == ("done", "")
    assert graph.library.holds(identifier)


async def _is_empty(graph: Graph) -> bool:
    return not await graph.store.reader.documents.page()


async def test_a_retry_passes_over_what_was_deleted(jobs: Jobs, graph: Graph) -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    run_sql(graph, f"CREATE TRIGGER full BEFORE INSERT ON extraction_outcome {refuse}")
    failed = await jobs.wait((await jobs.submit([ADA, ZOE])).id)
    assert failed.state == "failed"
    run_sql(graph, "DROP TRIGGER full")
    ada, zoe = failed.document_ids
    graph.library.discard(ada)
    assert (await jobs.retry(failed.id)).state == "queued"
    job = await jobs.wait(failed.id)
    assert (job.state, job.error) == ("done", "")
    assert [document.id for document in await graph.store.reader.documents.page()] == [zoe]


async def test_a_retry_of_nothing_is_refused(jobs: Jobs, graph: Graph) -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    run_sql(graph, f"CREATE TRIGGER full BEFORE INSERT ON extraction_outcome {refuse}")
    failed = await jobs.wait((await jobs.submit([ADA])).id)
    graph.library.discard(failed.document_ids[0])
    with pytest.raises(NotFoundError, match="were deleted"):
        await jobs.retry(failed.id)


async def test_a_job_that_waited_in_vain_says_for_what(
    jobs: Jobs, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.jobs.workflow._FIRST_PAUSE_S", 0.01)
    run_sql(
        graph,
        "CREATE TRIGGER away BEFORE INSERT ON extraction_outcome BEGIN INSERT INTO nowhere VALUES (1); END",
    )
    job = await jobs.wait((await jobs.submit([ADA])).id)
    assert job.state == "failed"
    assert job.error.startswith("the job database failed")
    assert "CITEGRAPH_JOBS_URL" in job.remedy
