"""`make bench-large`: questions to the API on made graphs of up to a million entities and three million facts in Neo4j.

A graph is loaded by Neo4j's importer and kept (`.citegraph/neo4j/large-…`), so that only the first run makes it. Two vector
indexes of four million vectors take hours on two cores: `--sizes` chooses.
"""

import argparse
import asyncio
import json
import os
import platform
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from api.bootstrap import open_graph
from api.cli.output import note, progress_bar
from api.local_server import local_server
from api.settings import Settings
from api.threads import let_waiting_threads_sleep
from benchmarks.data_folder import RESULTS
from benchmarks.large_graph_files import write_import_files
from benchmarks.private_graph import private_settings
from benchmarks.service_load import api_client, load
from benchmarks.service_process import Service
from evaluation.data import EvalQuestion
from kg.db.database import open_driver
from kg.server.importer import import_files
from kg.server.local_neo4j import LocalNeo4j
from kg.server.memory import machine_memory_mb, size_memory
from schemas.errors import GraphStoreError

_SIZES = (10_000, 100_000)
_QUESTIONS = 50
_HEAP_MB = 4096
_INDEXING_H = 6
_EMPTY_LISTS = {
    "Document": "page_starts: [], warnings: []",
    "__Entity__": "kinds: []",
    "Fact": "traits: []",
}
"""The importer has no word for an empty list."""
_SET_LISTS = "MATCH (n:{label}) CALL (n) {{ SET n += {{{lists}}} }} IN TRANSACTIONS OF 10000 ROWS"
_RETRIEVE, _TOP = "/v1/retrieve", {"top_k": 5}
Figures = dict[str, object]


def main() -> None:
    """Measure, and write results/large_graph.json and results/large_graph.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=_SIZES, help="entities of each graph")
    given = parser.parse_args()
    let_waiting_threads_sleep()
    memory = size_memory(machine_memory_mb(), heap_mb=_HEAP_MB)
    load_before = round(os.getloadavg()[0], 1)
    graphs = [asyncio.run(_measure(size)) for size in given.sizes]
    found: Figures = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "neo4j_heap_mb": memory.heap_mb,
        "neo4j_page_cache_mb": memory.page_cache_mb,
        "load_before": load_before,
        "graphs": graphs,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "large_graph.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    page = _page(found, graphs)
    (RESULTS / "large_graph.md").write_text(page, encoding="utf-8")
    print(page)


async def _measure(entities: int) -> Figures:
    settings = private_settings(f"large-{entities}", extractor="rules")
    server = local_server(settings)
    made = server.status().home / "made.json"
    if not made.exists():
        made.write_text(json.dumps(await _make(settings, server, entities)), encoding="utf-8")
    kept: Figures = json.loads(made.read_text(encoding="utf-8"))
    questions = TypeAdapter(list[EvalQuestion]).validate_python(kept.pop("questions"))
    try:
        address = await server.start(heap_mb=_HEAP_MB)
        with (
            tempfile.TemporaryDirectory() as folder,
            Service(settings, address, Path(folder) / "log") as service,
        ):
            return kept | await _ask(service, questions, int(server.status().pid or 0))
    finally:
        await server.stop()


async def _ask(service: Service, questions: Sequence[EvalQuestion], neo4j: int) -> Figures:
    ready, idle = service.wait_until_ready(), service.resident_mib
    processes = {"api": service.pid, "neo4j": neo4j}
    http, ask = api_client(service.url, _RETRIEVE, _TOP)
    async with http:
        first = await load(ask, questions[:1], processes, clients=1, count=1)
        await load(ask, questions, processes, clients=1, count=len(questions))
        asked = await load(ask, questions, processes, clients=1, count=2 * len(questions))
    return {
        "ready_s": round(ready, 1),
        "resident_mib_ready": round(idle),
        "resident_mib_after_questions": round(service.resident_mib),
        "first_ms": first.percentile(50),
        "retrieve": asked.figures(),
        "steps": asked.steps(),
    }


async def _make(settings: Settings, server: LocalNeo4j, entities: int) -> Figures:
    """Make the graph, and give what is known of it: its questions and counts, and how long it took."""
    with progress_bar() as on_progress:
        await server.start(on_progress=on_progress)
        await server.stop()
    with tempfile.TemporaryDirectory(dir=settings.home) as folder:
        started = time.perf_counter()
        files = await asyncio.to_thread(write_import_files, Path(folder), entities, questions=_QUESTIONS)
        written = time.perf_counter()
        note(f"{entities} entities: files written in {written - started:.0f} s")
        await import_files(server, files.files, heap_mb=_HEAP_MB)
        imported = time.perf_counter()
        note(f"imported in {imported - written:.0f} s")
    address = await server.start(heap_mb=_HEAP_MB)
    try:
        driver = open_driver(address.uri, user=address.user, password=address.password)
        async with driver, driver.session() as session:
            for label, lists in _EMPTY_LISTS.items():
                await (await session.run(_SET_LISTS.format(label=label, lists=lists))).consume()
        await _ready(settings)
    finally:
        await server.stop()
    indexed = time.perf_counter()
    note(f"indexed in {indexed - imported:.0f} s")
    return {
        **files.counts,
        "questions": [question.model_dump(mode="json") for question in files.questions],
        "import_s": round(imported - written),
        "index_s": round(indexed - imported),
    }


async def _ready(settings: Settings) -> None:
    """Constraints and indexes, however often the wait for them ends too early."""
    give_up = time.monotonic() + _INDEXING_H * 3600
    async with open_graph(settings) as graph:
        while True:
            try:
                return await graph.ensure_ready()
            except GraphStoreError as exc:
                if time.monotonic() > give_up:
                    raise
                note(f"waiting for the indexes: {exc}")


_ROWS = {
    "entities": "entities",
    "facts": "facts",
    "chunks": "chunks",
    "imported, s": "import_s",
    "indexed, s": "index_s",
    "API ready, s": "ready_s",
    "API's memory when ready, MiB": "resident_mib_ready",
    "API's memory after the questions, MiB": "resident_mib_after_questions",
    "first question, ms": "first_ms",
}


def _page(found: Figures, graphs: Sequence[Figures]) -> str:
    lines = [
        "# Large graphs",
        "",
        "Made by `make bench-large`: made graphs in the private Neo4j, loaded by its importer, all vector, full-text and other indexes",
        "filled, and `citegraph serve` on them as a process of its own. Questions name an entity and a relation; all channels,",
        "embedding included, one question after the other, each asked before. Processor time is for the API and for Neo4j.",
        f"Neo4j: {found['neo4j_heap_mb']} MB of heap, {found['neo4j_page_cache_mb']} MB of page cache.",
        f"{found['machine']}; load average {found['load_before']} before.",
        "",
        f"| | {' | '.join(str(graph['entities']) for graph in graphs)} |",
        "|---" * (len(graphs) + 1) + "|",
    ]
    rows: dict[str, list[object]] = {name: [graph[key] for graph in graphs] for name, key in _ROWS.items()}
    for part in ("retrieve", "steps"):
        for name in dict.fromkeys(name for graph in graphs for name in _of(graph, part)):
            rows[f"{part}: {name}"] = [_told(_of(graph, part).get(name, "")) for graph in graphs]
    lines += [f"| {name} | {' | '.join(map(str, values))} |" for name, values in rows.items()]
    return "\n".join(lines) + "\n"


def _of(figures: Figures, name: str) -> Mapping[str, object]:
    return TypeAdapter(dict[str, object]).validate_python(figures[name])


def _told(value: object) -> object:
    return f"{value['p50']} (p95 {value['p95']})" if isinstance(value, Mapping) else value


if __name__ == "__main__":
    main()
