"""An empty graph filled by Neo4j's importer with what was read out of the documents of the library."""

import asyncio
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from api.bootstrap import GraphServices, open_graph
from api.embedding.timed_embedder import TimedEmbedder
from api.jobs.database import own_job_database, turns
from api.jobs.table import JobTable
from api.local_server import local_server
from api.settings import Settings
from api.transfer.archive import archive_lines, check_archive
from extraction.ingest import Ingest, run_directly
from extraction.preparation import IngestParts
from extraction.record_files import write_record_files
from extraction.state.ledger import ExtractionLedger
from extraction.state.model_answers import ModelAnswers
from extraction.state.sql_database import SqlDatabase
from kg.atomic_file import atomic_file
from kg.bulk.completion import complete_import, count_content
from kg.bulk.record import BULK, PreparedImport, RecordCounts, RecordFiles
from kg.curation.embedding import compare_names
from kg.server.importer import import_files
from kg.transfer.importing import find_import
from kg.transfer.values import unpacked_properties
from schemas.errors import ConfigError, ConflictError, GraphStoreError, InputError
from schemas.ports import Progress
from schemas.value import Value

_PLAN = "plan.json"
_BEGUN = "begun"
_PASSING = frozenset({"CiteGraph", "GraphChange", "GraphImport"})


class BulkReport(Value):
    """What a bulk import wrote, and the seconds that each of its parts took; `embedded` counts texts."""

    counts: RecordCounts
    read_s: float
    import_s: float
    derive_s: float
    names_s: float
    embedded: int
    embed_s: float


class _Plan(Value):
    """All that the second half needs; `kept` are the rows that were in the graph: its vocabulary."""

    prepared: PreparedImport
    kept: tuple[dict[str, object], ...]
    model: str
    dimensions: int
    read_s: float


async def bulk_import(settings: Settings, vectors: Path | None, on_progress: Progress) -> BulkReport:
    """Fill the empty graph with all documents that were ingested; called again, it goes on behind what it has read.

    `vectors` is a file of `export_graph` whose chunks give theirs to those that are the same here.

    Raises:
        InputError: Neo4j is given by its address, or there is nothing to import.
        ConflictError: the graph is not empty, another process runs its jobs, or a person has to approve the vocabulary.
        CiteGraphError: Neo4j, the job database or a model failed.
    """
    if settings.neo4j_uri:
        raise InputError(
            f"Neo4j is given by NEO4J_URI ({settings.neo4j_uri}): its importer has to write into the data folder of a stopped server",
            remedy="Unset NEO4J_URI to fill the private server, then citegraph export and, with NEO4J_URI, citegraph import.",
        )
    folder = settings.graph_dir / "bulk"
    async with own_job_database(settings) as database:
        plan, embedder = await _plan(settings, database, folder, vectors, on_progress)
        imported, derived = await _import(settings, plan, folder, on_progress)
        shutil.rmtree(folder)
        async with open_graph(settings) as graph:
            await graph.ensure_ready()
            embedder = embedder or TimedEmbedder(graph.embedder)
            started = time.perf_counter()
            await compare_names(graph.store, embedder, on_progress)
    return BulkReport(
        counts=plan.prepared.counts,
        read_s=plan.read_s,
        import_s=imported,
        derive_s=derived,
        names_s=time.perf_counter() - started,
        embedded=embedder.texts,
        embed_s=embedder.seconds,
    )


async def _plan(
    settings: Settings, database: SqlDatabase, folder: Path, vectors: Path | None, on_progress: Progress
) -> tuple[_Plan, TimedEmbedder | None]:
    async with open_graph(settings, on_progress=on_progress) as graph:
        kept = _kept_plan(folder)
        await _check_empty(graph, begun=kept is not None and (folder / _BEGUN).exists())
        if kept is not None:
            return kept, None
        await asyncio.to_thread(_make_anew, folder)
        started = time.perf_counter()
        await graph.ensure_ready()
        embedder = TimedEmbedder(graph.embedder)
        prepared = await _write_files(graph, database, embedder, folder, vectors, on_progress)
        rows = [row async for row in graph.store.rows() if not _passes(row)]
        plan = _Plan(
            prepared=prepared,
            kept=tuple(_closed(rows)),
            model=embedder.model,
            dimensions=embedder.dimensions,
            read_s=time.perf_counter() - started,
        )
        with atomic_file(folder / _PLAN) as file:
            file.write(plan.model_dump_json().encode())
        return plan, embedder


async def _write_files(
    graph: GraphServices,
    database: SqlDatabase,
    embedder: TimedEmbedder,
    folder: Path,
    vectors: Path | None,
    on_progress: Progress,
) -> PreparedImport:
    versions = await JobTable(database).latest_versions()
    ids = [one for one in versions.values() if graph.library.holds(one)]
    if not ids:
        raise InputError(
            "nothing was ingested that could be imported", remedy="Ingest documents: citegraph ingest notes/"
        )
    parts = IngestParts(
        graph.store,
        graph.library,
        ExtractionLedger(database),
        embedder,
        graph.extractor,
        graph.splitter,
        graph.merger(ModelAnswers(database)),
        vectors={} if vectors is None else await asyncio.to_thread(_vectors_of, vectors, embedder.model),
        settling=turns(graph.settings, "settling"),
    )
    version = await Ingest(parts, graph.ingest_settings, on_progress).read(ids, run_directly)
    if version is None:
        raise ConflictError(
            "the vocabulary waits for a person to approve it",
            remedy="Look at it and approve it: citegraph schema show, citegraph schema approve. Then call this again.",
        )
    files = RecordFiles(folder, model=embedder.model, dimensions=embedder.dimensions)
    await write_record_files(parts, graph.ingest_settings, ids, version, files, on_progress=on_progress)
    return await asyncio.to_thread(files.finish)


async def _import(
    settings: Settings, plan: _Plan, folder: Path, on_progress: Progress
) -> tuple[float, float]:
    """The seconds of the importer, and of all that follows it."""
    server = local_server(settings)
    (folder / _BEGUN).touch()
    started = time.perf_counter()
    on_progress("import", 0, 1)
    await import_files(server, plan.prepared.files)
    on_progress("import", 1, 1)
    imported = time.perf_counter()
    async with open_graph(settings, on_progress=on_progress) as graph:
        await graph.store.reader.ping(settings.neo4j_timeout_s)
        await complete_import(
            graph.store.database,
            plan.prepared,
            plan.kept,  # type: ignore[arg-type]
            dimensions=plan.dimensions,
            on_progress=on_progress,
        )
    return imported - started, time.perf_counter() - imported


async def _check_empty(graph: GraphServices, *, begun: bool) -> None:
    try:
        mark = await find_import(graph.store.database)
        content = await count_content(graph.store.database)
    except GraphStoreError:
        if begun:  # the importer was cut off: only the importer can make this database usable
            return
        raise
    if content and not (begun and mark is not None and mark.sha256 == BULK):
        raise ConflictError(
            "the graph is not empty",
            remedy="Fill a graph of its own, or empty this one: citegraph neo4j wipe keeps documents and jobs.",
        )


def _make_anew(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)


def _kept_plan(folder: Path) -> _Plan | None:
    try:
        return _Plan.model_validate_json((folder / _PLAN).read_bytes())
    except FileNotFoundError:
        return None


def _passes(row: Mapping[str, object]) -> bool:
    labels = row.get("labels")
    return isinstance(labels, list) and not _PASSING.isdisjoint(labels)


def _closed(rows: Sequence[dict[str, object]]) -> Iterator[dict[str, object]]:
    """The nodes, and the relationships between them."""
    nodes = {row["node"] for row in rows if "node" in row}
    return (row for row in rows if "node" in row or {row["head"], row["tail"]} <= nodes)


def _vectors_of(path: Path, model: str) -> dict[str, Sequence[float]]:
    head, _ = check_archive(path)
    if head.embedding_model != model:
        raise ConfigError(
            f"the chunks in {path} have vectors of {head.embedding_model}, not of {model}",
            remedy=f"Set CITEGRAPH_EMBEDDING_MODEL to {head.embedding_model}, or leave out --vectors.",
        )
    found: dict[str, Sequence[float]] = {}
    for line in archive_lines(path):
        labels, properties = line.get("labels"), line.get("properties")
        if isinstance(labels, list) and "Chunk" in labels and isinstance(properties, Mapping):
            plain, vector = unpacked_properties(properties)
            if vector is not None:
                found[str(plain["id"])] = vector
    return found
