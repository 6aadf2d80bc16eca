"""Jobs on a real graph and a real job file: what uploads, deletions and a failing database may do to each other."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from api.bootstrap import Graph
from api.ingest_workflow import has_ended
from api.job_table import JobTable
from api.jobs import Jobs, Upload, open_jobs
from api.settings import load_settings
from extraction.job_database import JobDatabase
from kg.store import Neo4jGraphStore
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractionOutcome
from schemas.graph_schema import GraphSchema
from tests.fakes.embedder import FakeEmbedder

ADA = Upload(name="notes.txt", content=b"Ada wrote the Notes.")


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
    assert [document.source for document in await graph.store.documents()] == [ADA.name]
