"""`make bench-ingest`: passages a second into Neo4j, beside langchain-neo4j on the same graph documents.

Writes the recorded extraction of the MuSiQue sample; no model runs, and vectors are random numbers made beforehand.
Every writer writes everything four times into an emptied database: once to warm the server up, then to be measured;
the median counts.
"""

import argparse
import asyncio
import gc
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from neo4j import GraphDatabase
from pydantic import SecretStr

from benchmarks.data_folder import RESULTS, VARIABLE, data_folder
from benchmarks.recorded_graphs import recorded_graphs
from benchmarks.server import benchmark_server
from kg.record.publication import MAX_DOCUMENTS_PER_TRANSACTION
from kg.server.address import Neo4jAddress
from kg.store import Neo4jGraphStore
from schemas.document_graph import DocumentGraph
from schemas.ports import Vectors

_DIMENSIONS = 384
_HEAP_MB = 2048
_MEASURED = 3


@dataclass(frozen=True)
class _Measured:
    """Passages a second, and how many nodes and relationships they became."""

    rate: float
    written: int


Writer = Callable[[Sequence[DocumentGraph]], Awaitable[None]]


def main() -> None:
    """Measure, and write results/ingest.json and results/ingest.md; says so and does nothing where the data is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        default=data_folder("musique"),
        help="folder with passages.jsonl.gz and openie.jsonl.gz",
    )
    data = parser.parse_args().data
    if not data.is_dir():
        print(f"skipped: {data} is not there (set {VARIABLE} to the folder that holds musique/)")
        return
    graphs = recorded_graphs(data)
    # What is measured must not wait while Python searches the passages for garbage.
    gc.freeze()
    found = asyncio.run(_measure(graphs))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "ingest.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "ingest.md").write_text(_page(found), encoding="utf-8")
    print(_page(found))


async def _measure(graphs: Sequence[DocumentGraph]) -> dict[str, float | int | str]:
    with tempfile.TemporaryDirectory() as folder:
        server = benchmark_server(Path(folder), apoc=True)
        try:
            address = await server.start(heap_mb=_HEAP_MB)
            langchain = await _measure_writer(address, await _langchain_writer(address), graphs)
            async with await Neo4jGraphStore.open(
                address.uri, user=address.user, password=address.password
            ) as store:
                await store.migrate("random", _DIMENSIONS)
                ours = await _measure_writer(address, _our_writer(store), graphs)
                with_vectors = await _measure_writer(
                    address, _our_writer_with_vectors(store), _with_chunk_vectors(graphs)
                )
        finally:
            await server.wipe()
    return {
        "ours": round(ours.rate, 1),
        "ours_with_vectors": round(with_vectors.rate, 1),
        "langchain": round(langchain.rate, 1),
        "ratio": round(ours.rate / langchain.rate, 2),
        "ours_written": ours.written,
        "langchain_written": langchain.written,
        "passages": len(graphs),
        "mentions": sum(len(graph.mentions) for graph in graphs),
        "statements": sum(len(graph.evidence) for graph in graphs),
        "measured_runs": _MEASURED,
        "documents_a_transaction": MAX_DOCUMENTS_PER_TRANSACTION,
        "dimensions": _DIMENSIONS,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_at_end": round(os.getloadavg()[0], 1),
    }


async def _measure_writer(address: Neo4jAddress, write: Writer, graphs: Sequence[DocumentGraph]) -> _Measured:
    rates = []
    written = 0
    for _ in range(1 + _MEASURED):
        started = time.perf_counter()
        await write(graphs)
        rates.append(len(graphs) / (time.perf_counter() - started))
        written = await asyncio.to_thread(_empty, address)
    return _Measured(statistics.median(rates[1:]), written)


def _our_writer(store: Neo4jGraphStore) -> Writer:
    async def write(graphs: Sequence[DocumentGraph]) -> None:
        await store.documents.write(graphs, publish=True)

    return write


def _our_writer_with_vectors(store: Neo4jGraphStore) -> Writer:
    async def write(graphs: Sequence[DocumentGraph]) -> None:
        for start in range(0, len(graphs), MAX_DOCUMENTS_PER_TRANSACTION):
            await store.documents.write(graphs[start : start + MAX_DOCUMENTS_PER_TRANSACTION], publish=True)
            await _give_vectors(store)

    return write


async def _give_vectors(store: Neo4jGraphStore) -> None:
    while pending := await store.vectors.pending():
        await store.vectors.write(pending, _random_vectors(len(pending)))


def _with_chunk_vectors(graphs: Sequence[DocumentGraph]) -> list[DocumentGraph]:
    vectors = iter(_random_vectors(sum(len(graph.chunks) for graph in graphs)).tolist())
    return [
        graph.model_copy(
            update={
                "chunks": tuple(
                    c.model_copy(update={"embedding": tuple(next(vectors))}) for c in graph.chunks
                )
            }
        )
        for graph in graphs
    ]


def _random_vectors(count: int) -> Vectors:
    vectors = np.random.default_rng(0).standard_normal((count, _DIMENSIONS)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


async def _langchain_writer(address: Neo4jAddress) -> Writer:
    from langchain_core.documents import Document
    from langchain_neo4j import Neo4jGraph
    from langchain_neo4j.graphs.graph_document import GraphDocument, Node, Relationship

    def as_theirs(graph: DocumentGraph) -> GraphDocument:
        nodes = {m.origin: Node(id=m.surface, type=m.type) for m in graph.mentions}
        return GraphDocument(
            nodes=list(nodes.values()),
            relationships=[
                Relationship(source=nodes[e.head_origin], target=nodes[e.tail_origin], type=e.relation)
                for e in graph.evidence
            ],
            source=Document(page_content=graph.chunks[0].text, metadata={"id": graph.document.id}),
        )

    theirs = await asyncio.to_thread(
        Neo4jGraph, address.uri, address.user, _plain(address.password), refresh_schema=False
    )

    async def write(graphs: Sequence[DocumentGraph]) -> None:
        documents = [as_theirs(graph) for graph in graphs]
        await asyncio.to_thread(
            theirs.add_graph_documents, documents, include_source=True, baseEntityLabel=True
        )

    return write


def _empty(address: Neo4jAddress) -> int:
    """How many nodes and relationships there were."""
    with (
        GraphDatabase.driver(address.uri, auth=(address.user, _plain(address.password))) as driver,
        driver.session() as session,
    ):
        counted = session.run(
            "RETURN COUNT { MATCH (n) WHERE NOT n:CiteGraph } + COUNT { ()-->() } AS written"
        ).single(strict=True)
        session.run(
            "MATCH (n) WHERE NOT n:CiteGraph CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS"
        ).consume()
    return int(counted["written"])


def _plain(secret: SecretStr) -> str:
    return secret.get_secret_value()


def _page(found: dict[str, float | int | str]) -> str:
    return f"""# Ingest

Made by `make bench-ingest`. Passages a second into a warmed-up Neo4j on the same machine; time of models left out, all
indexes online, the same graph documents for every writer; the median of {found["measured_runs"]} runs after one to warm up.

{found["passages"]} passages, {found["mentions"]} mentions, {found["statements"]} statements; \
{found["documents_a_transaction"]} documents a transaction.
{found["machine"]}; load average at the end {found["load_at_end"]}.

| writer | passages/s | nodes and relationships |
|---|---|---|
| CiteGraph | {found["ours"]} | {found["ours_written"]:,} |
| CiteGraph with {found["dimensions"]}-d vectors of chunks, entities and facts | {found["ours_with_vectors"]} | {found["ours_written"]:,} |
| langchain-neo4j `add_graph_documents` | {found["langchain"]} | {found["langchain_written"]:,} |

CiteGraph without vectors is {found["ratio"]} times as fast as langchain-neo4j.
"""


if __name__ == "__main__":
    main()
