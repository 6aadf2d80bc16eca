"""`make bench-bulk`: made documents with given vectors written by Neo4j's importer, beside the rate of the embedding model."""

import argparse
import asyncio
import json
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from api.bootstrap import open_graph
from api.cli.output import note, progress_bar
from api.local_server import local_server
from api.models import build_embedder
from api.settings import Settings
from benchmarks.bulk_documents import SENTENCES, made_documents
from benchmarks.data_folder import RESULTS
from benchmarks.private_graph import private_settings
from kg.bulk.completion import complete_import
from kg.bulk.record import PreparedImport, RecordFiles
from kg.server.importer import import_files
from schemas.ports import Embedder, Progress

_SIZES = (10_000, 100_000, 300_000)
_EMBEDDED = 320
_MIB = 2**20
Figures = dict[str, object]


def main() -> None:
    """Measure, and write results/bulk.json and results/bulk.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=_SIZES, help="chunks of each graph")
    given = parser.parse_args()
    runs: list[Figures] = []
    for size in given.sizes:
        load = round(os.getloadavg()[0], 1)
        with tempfile.TemporaryDirectory() as home:
            settings = private_settings("measured", home=Path(home))
            runs.append({**asyncio.run(_measure(settings, size)), "load_before": load})
        _write(runs)


async def _measure(settings: Settings, chunks: int) -> Figures:
    server, embedder = local_server(settings), build_embedder(settings)
    rate = _embedding_rate(embedder)
    folder = settings.home / "files"
    folder.mkdir()
    try:
        with progress_bar() as on_progress:
            await server.start(on_progress=on_progress)
            started = time.perf_counter()
            prepared, making = await asyncio.to_thread(_files, folder, chunks, embedder)
            written = time.perf_counter()
            size = sum(file.stat().st_size for file in folder.iterdir())
            await import_files(server, prepared.files)
            imported = time.perf_counter()
            note(f"{chunks} chunks: written {written - started:.0f} s, imported {imported - written:.0f} s")
            derived = await _complete(settings, prepared, embedder.dimensions, on_progress)
            ended = time.perf_counter()
    finally:
        await server.wipe()
        await asyncio.to_thread(shutil.rmtree, folder)
    return {
        "chunks": chunks,
        "entities": prepared.counts.entities,
        "facts": prepared.counts.facts,
        "files_mib": round(size / _MIB),
        "make_s": round(making, 1),
        "files_s": round(written - started - making, 1),
        "import_s": round(imported - written, 1),
        "derive_s": round(derived, 1),
        "index_s": round(ended - imported - derived, 1),
        "all_s": round(ended - started - making, 1),
        "resident_mib": round(psutil.Process().memory_info().rss / _MIB),
        "embedded_chunks_a_second": round(rate),
    }


def _files(folder: Path, chunks: int, embedder: Embedder) -> tuple[PreparedImport, float]:
    """The files, and how many of the seconds were spent on making up the documents."""
    files = RecordFiles(folder, model=embedder.model, dimensions=embedder.dimensions)
    documents = made_documents(chunks, dimensions=embedder.dimensions)
    making = 0.0
    while True:
        started = time.perf_counter()
        graph = next(documents, None)
        making += time.perf_counter() - started
        if graph is None:
            return files.finish(), making
        files.add(graph)


async def _complete(
    settings: Settings, prepared: PreparedImport, dimensions: int, on_progress: Progress
) -> float:
    """The seconds until the last index was begun on: those that all of it took but for filling the indexes of vectors."""
    last = started = time.perf_counter()

    def note_time(stage: str, done: int, total: int) -> None:
        nonlocal last
        if stage == "derive":
            last = time.perf_counter()
        on_progress(stage, done, total)

    async with open_graph(settings) as graph:
        await complete_import(
            graph.store.database, prepared, [], dimensions=dimensions, on_progress=note_time
        )
        await graph.ensure_ready()
    return last - started


def _embedding_rate(embedder: Embedder) -> float:
    """Chunks a second, of this benchmark's length."""
    texts = [chunk.text for graph in made_documents(_EMBEDDED, dimensions=8) for chunk in graph.chunks]
    embedder.embed(texts[:8])
    started = time.perf_counter()
    embedder.embed(texts)
    return len(texts) / (time.perf_counter() - started)


_ROWS = {
    "chunks": "chunks",
    "entities": "entities",
    "facts": "facts",
    "files, MiB": "files_mib",
    "files written, s": "files_s",
    "imported, s": "import_s",
    "derived, s": "derive_s",
    "indexes filled, s": "index_s",
    "all, s": "all_s",
    "memory of the program, MiB": "resident_mib",
    "embedding model, chunks a second": "embedded_chunks_a_second",
    "load average before": "load_before",
}


def _write(runs: Sequence[Figures]) -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    found = {"machine": machine, "sentences_a_chunk": SENTENCES, "runs": runs}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "bulk.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    lines = [
        "# Bulk import",
        "",
        "Made by `make bench-bulk`: made documents of ten chunks, each of four sentences that state a fact, with given vectors of chunks,",
        "written as files, imported by Neo4j's importer, derived, and all indexes filled. Entities and facts have no vectors yet.",
        f"The rate of the embedding model is that on such chunks, none of which it had to embed. {machine}.",
        "",
        *(f"| {name} | {' | '.join(str(run[key]) for run in runs)} |" for name, key in _ROWS.items()),
    ]
    lines.insert(7, "|---" * (len(runs) + 1) + "|")
    page = "\n".join(lines) + "\n"
    (RESULTS / "bulk.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
