"""What is measured, opened: a folder in a private Neo4j of its own, or the graph in use as it is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from hashlib import sha256
from pathlib import Path

from api.bootstrap import GraphServices, open_graph
from api.jobs.opening import open_jobs
from api.jobs.owner import own_jobs
from api.jobs.service import Upload
from api.measured_server import server_for_measuring
from api.parts import FORMATS, build_extractor
from api.settings import Settings, load_settings
from evaluation.benchmark import (
    PASSAGES,
    Benchmark,
    BenchmarkData,
    build_benchmark,
    graph_benchmark,
    read_benchmark,
)
from extraction.load.file_search import find_files
from extraction.load.loader import Loader
from extraction.preparation import IngestParts
from extraction.split.recursive import RecursiveSplitter
from extraction.state.ledger import ExtractionLedger
from extraction.state.sql_database import SqlDatabase
from schemas.errors import BackendError
from schemas.ports import Progress

_RULES = "rules"
_WITHOUT_MODEL = {"openai_api_key": None, "openai_base_url": None, "extractor": _RULES}


@asynccontextmanager
async def open_benchmark(
    folder: Path, *, recorded: bool, on_progress: Progress, model: bool = False
) -> AsyncIterator[Benchmark]:
    """What is in the folder as a graph in a private Neo4j of its own, ingested the first time only.

    That are the passages of `passages.jsonl.gz`, where there are some: their triples are the recorded ones of
    `openie.jsonl.gz`, or, where it is missing or `recorded` is False, those of the extractor that needs no model. Else it
    is every document that can be read, ingested without a chat model. With `model` the configured chat model answers
    questions. A server that did not run before is stopped at the end.

    Raises:
        InputError: the folder has no readable passages or documents.
        GraphStoreError: Neo4j does not start.
        ConflictError: another process measures with the same folder now.
    """
    if (folder / PASSAGES).is_file():
        data = await asyncio.to_thread(read_benchmark, folder, recorded=recorded)
        settings = _settings(
            data.fingerprint(load_settings().embedding_model), model=model, schema_mode="open"
        )
        with own_jobs(settings.graph_dir, None):
            async with _own_graph(settings, on_progress) as graph:
                yield await _of_passages(graph, data, on_progress)
    else:
        uploads = await asyncio.to_thread(_read_documents, folder, load_settings().max_upload_bytes)
        settings = _settings(_fingerprint(uploads, load_settings(extractor=_RULES)), model=model)
        async with _own_graph(settings, on_progress, uploads) as graph:
            yield await graph_benchmark(folder.name, graph.store, graph.retriever, graph.answerer)


@asynccontextmanager
async def open_graph_in_use(
    settings: Settings, on_progress: Progress, *, model: bool = False
) -> AsyncIterator[Benchmark]:
    """The graph that the settings name, as it is; its documents are neither read again nor changed.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    if not model:
        settings = settings.model_copy(update=_WITHOUT_MODEL)
    async with open_graph(settings, on_progress=on_progress) as graph:
        await graph.ensure_ready()
        yield await graph_benchmark(settings.graph, graph.store, graph.retriever, graph.answerer)


@asynccontextmanager
async def _own_graph(
    settings: Settings, on_progress: Progress, uploads: list[Upload] | None = None
) -> AsyncIterator[GraphServices]:
    """A graph with these files in it; its server is stopped at the end unless it ran before."""
    async with server_for_measuring(settings):
        if uploads:
            await _ingest(settings, uploads, on_progress)
        async with open_graph(settings, on_progress=on_progress) as graph:
            await graph.ensure_ready()
            yield graph


async def _of_passages(graph: GraphServices, data: BenchmarkData, on_progress: Progress) -> Benchmark:
    with closing(SqlDatabase(graph.settings.jobs_database_url)) as database:
        await database.migrate()
        ledger = ExtractionLedger(database)
        parts = IngestParts(
            graph.store, graph.library, ledger, graph.embedder, data.extractor(), RecursiveSplitter()
        )
        return await build_benchmark(data, parts, graph.retriever, on_progress, graph.answerer)


async def _ingest(settings: Settings, uploads: list[Upload], on_progress: Progress) -> None:
    async with open_graph(settings, on_progress=on_progress) as graph, open_jobs(graph) as jobs:
        job = await jobs.submit(uploads, confirmed=True)
        job = await jobs.wait(job.id, on_progress)
    if job.state != "done":
        raise BackendError(
            f"the documents could not be ingested: {job.error or job.state}", remedy=job.remedy
        )


def _read_documents(folder: Path, max_bytes: int) -> list[Upload]:
    """The files that ingest would read, each under its path in the folder."""
    loader = Loader(FORMATS, max_bytes)
    files = find_files(str(folder), FORMATS).files
    return [
        Upload(name=file.relative_to(folder).as_posix(), content=loader.read_bytes(file)) for file in files
    ]


def _fingerprint(uploads: list[Upload], settings: Settings) -> str:
    """Names the graph that these files become with these settings."""
    parts = [f"{upload.name} {sha256(upload.content).hexdigest()}" for upload in uploads]
    parts += [
        settings.embedding_model,
        settings.split.model_dump_json(),
        settings.vocabulary,
        str(settings.least_confidence),
        build_extractor(settings, None).fingerprint,
    ]
    return sha256("\n".join(parts).encode()).hexdigest()[:12]


def _settings(fingerprint: str, *, model: bool, **overrides: object) -> Settings:
    """Settings of a graph that belongs to just this data, extraction and embedding model."""
    without = {} if model else _WITHOUT_MODEL
    return load_settings(
        graph=f"eval-{fingerprint}",
        neo4j_uri=None,
        jobs_url=None,
        **{"schema_mode": "auto", "extractor": _RULES, **without, **overrides},
    )
