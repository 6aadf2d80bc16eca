"""A benchmark's graph, opened: in a private Neo4j of its own, with settings of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from api.bootstrap import GraphServices, open_graph
from api.jobs.owner import own_jobs
from api.local_server import local_server
from api.settings import Settings, load_settings
from evaluation.benchmark import Benchmark, BenchmarkData, build_benchmark, read_benchmark
from extraction.preparation import IngestParts
from extraction.split.recursive import RecursiveSplitter
from extraction.state.ledger import ExtractionLedger
from extraction.state.sql_database import SqlDatabase
from schemas.ports import Progress


@asynccontextmanager
async def open_benchmark(folder: Path, *, recorded: bool, on_progress: Progress) -> AsyncIterator[Benchmark]:
    """The passages of the folder as a graph in a private Neo4j of its own, ingested the first time only.

    The triples are the recorded ones of `openie.jsonl.gz`, or, where it is missing or `recorded` is False, those of
    the extractor that needs no model. A server that did not run before is stopped at the end.

    Raises:
        InputError: the folder has no readable passages.
        GraphStoreError: Neo4j does not start.
        ConflictError: another process measures with the same passages now.
    """
    data = await asyncio.to_thread(read_benchmark, folder, recorded=recorded)
    settings = _settings(data)
    with own_jobs(settings.graph_dir, None):
        server = local_server(settings)
        was_running = server.status().running
        try:
            async with open_graph(settings, on_progress=on_progress) as graph:
                yield await _build(graph, data, on_progress)
        finally:
            if not was_running:
                await server.stop()


async def _build(graph: GraphServices, data: BenchmarkData, on_progress: Progress) -> Benchmark:
    await graph.ensure_ready()
    with closing(SqlDatabase(graph.settings.jobs_database_url)) as database:
        await database.migrate()
        ledger = ExtractionLedger(database)
        parts = IngestParts(
            graph.store, graph.library, ledger, graph.embedder, data.extractor(), RecursiveSplitter()
        )
        return await build_benchmark(data, parts, graph.retriever, on_progress)


def _settings(data: BenchmarkData) -> Settings:
    """Settings of a graph that belongs to just this data, extraction and embedding model."""
    return load_settings(
        graph=f"eval-{data.fingerprint(load_settings().embedding_model)}",
        neo4j_uri=None,
        schema_mode="open",
        openai_api_key=None,
        openai_base_url=None,
        jobs_url=None,
    )
