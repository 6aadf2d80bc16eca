"""`make bench-walk`: the graph channel's walk and its arrays as a graph grows, beside PageRank over the whole graph (igraph).

The graphs are made here: 300,000 chunks and 3 million stated facts for a million entities, half of all mentions drawn
from a power law, so that a few entities are mentioned everywhere and most in a handful of chunks.
"""

import argparse
import gc
import json
import os
import platform
import time
from collections.abc import Callable
from typing import TypeVar

import igraph
import numpy as np
import psutil

from benchmarks.data_folder import RESULTS
from retrieval.channels.local_push import Visits
from retrieval.channels.node_table import Words
from retrieval.channels.passage_graph import Parts, PassageGraph

Result = TypeVar("Result")

_SIZES = (10_000, 100_000, 1_000_000)
_CHUNKS_SHARE = 0.3
_MENTIONS = 12
_STATEMENTS = 10
_CHUNKS_A_DOCUMENT = 10
_CHANGED_DOCUMENTS = 50
_EXPONENT = 0.8
_DAMPING = 0.85
_QUESTIONS = 30
_WHOLE_WALKS = 3
_SEED_ENTITIES = 5
_SEED_CHUNKS = 150
_MIB = 1024 * 1024


def main() -> None:
    """Measure, and write results/walk.json and results/walk.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=_SIZES, help="entities of each graph")
    rows = [_measure(size) for size in parser.parse_args().sizes]
    found = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "damping": _DAMPING,
        "graphs": rows,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "walk.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    page = _page(rows)
    (RESULTS / "walk.md").write_text(page, encoding="utf-8")
    print(page)


def _measure(entities: int) -> dict[str, float]:
    rng = np.random.default_rng(1)
    parts = _parts(rng, entities, round(entities * _CHUNKS_SHARE))
    gc.collect()
    before = _resident_mib()
    graph, build_ms = _timed(lambda: PassageGraph.of(parts, version=1))
    gc.collect()
    added = _resident_mib() - before
    seeds = [_seeds(rng, graph) for _ in range(_QUESTIONS)]
    walks = [_timed(lambda one=one: graph.walk(one, damping=_DAMPING)) for one in seeds]  # type: ignore[misc]
    whole = _whole_graph(graph)
    exact = [_timed(lambda one=one: whole(one)) for one in seeds[:_WHOLE_WALKS]]  # type: ignore[misc]
    same = [_same_best(graph, near, far) for (near, _), (far, _) in zip(walks, exact, strict=False)]
    ms = [walk_ms for _, walk_ms in walks]
    return {
        "entities": entities,
        "chunks": len(parts.chunks),
        "statements": len(parts.statements),
        "edges": graph.matrix.nnz // 2,
        "mib": round(added, 1),
        "build_ms": round(build_ms),
        "walk_cpu_ms_p50": round(float(np.percentile(ms, 50)), 1),
        "walk_cpu_ms_p95": round(float(np.percentile(ms, 95)), 1),
        "whole_walk_cpu_ms": round(float(np.median([whole_ms for _, whole_ms in exact])), 1),
        "same_best_10": round(float(np.mean(same)), 3),
        "update_cpu_ms": round(_timed(lambda: _changed(graph, parts))[1], 1),
    }


def _parts(rng: np.random.Generator, entities: int, chunks: int) -> Parts:
    """Chunks that mention entities and state facts between those that they mention."""
    entity_ids, chunk_ids = _ids(rng, entities), _ids(rng, chunks)
    document_ids = _ids(rng, -(-chunks // _CHUNKS_A_DOCUMENT))
    documents = document_ids[np.arange(chunks) // _CHUNKS_A_DOCUMENT]
    weights = np.cumsum(np.arange(1, entities + 1) ** -_EXPONENT)
    frequent = np.searchsorted(weights, rng.random((chunks, _MENTIONS // 2)) * weights[-1])
    rare = np.arange(chunks * (_MENTIONS // 2)).reshape(chunks, -1) % entities
    mentioned = np.hstack([frequent, rare])
    ends = rng.integers(0, _MENTIONS, (2, chunks, _STATEMENTS))
    of_chunk = np.arange(chunks)[:, None]
    heads, tails = mentioned[of_chunk, ends[0]], mentioned[of_chunk, ends[1]]
    mentions = np.unique(
        np.column_stack([np.repeat(np.arange(chunks), _MENTIONS), mentioned.ravel()]), axis=0
    )
    stating = np.repeat(chunk_ids[:, 0], _STATEMENTS)
    return Parts(
        chunk_ids,
        documents,
        entity_ids,
        np.column_stack([chunk_ids[mentions[:, 0], 0], entity_ids[mentions[:, 1], 0]]),
        np.column_stack([stating, entity_ids[heads.ravel(), 0], entity_ids[tails.ravel(), 0]]),
    )


def _ids(rng: np.random.Generator, count: int) -> Words:
    return rng.integers(0, 2**64, (count, 2), dtype=np.uint64)


def _seeds(rng: np.random.Generator, graph: PassageGraph) -> Visits:
    """Half from a few entities, half from many passages, as a question has them."""
    seeds = np.zeros(len(graph.nodes))
    entities = np.flatnonzero(graph.chunks_of_entity)
    chunks = np.flatnonzero(graph.documents_of >= 0)
    for nodes, count in ((entities, _SEED_ENTITIES), (chunks, _SEED_CHUNKS)):
        seeds[rng.choice(nodes, min(count, len(nodes)), replace=False)] = 0.5 / min(count, len(nodes))
    return seeds


def _whole_graph(graph: PassageGraph) -> Callable[[Visits], Visits]:
    """Personalised PageRank over all nodes, with igraph (PRPACK)."""
    matrix = graph.matrix.tocoo()
    once = matrix.coords[0] < matrix.coords[1]
    edges = np.column_stack([matrix.coords[0][once], matrix.coords[1][once]])
    whole = igraph.Graph(n=len(graph.nodes), edges=edges)
    weights = matrix.data[once].tolist()

    def walk(seeds: Visits) -> Visits:
        return np.asarray(
            whole.personalized_pagerank(
                directed=False, damping=_DAMPING, reset=seeds.tolist(), weights=weights
            )
        )

    return walk


def _same_best(graph: PassageGraph, near: Visits, far: Visits) -> float:
    """The share of the ten best chunks of one walk that are among those of the other."""
    best: list[set[str]] = [
        {chunk for chunk, _ in graph.best_chunks(visits, 10, None)} for visits in (near, far)
    ]
    return len(best[0] & best[1]) / 10


def _changed(graph: PassageGraph, parts: Parts) -> PassageGraph:
    """The graph after some documents were replaced, by themselves."""
    documents = np.unique(parts.documents, axis=0)[:_CHANGED_DOCUMENTS]
    chunks = np.isin(parts.documents[:, 0], documents[:, 0])
    inside = parts.chunks[chunks, 0]
    new = Parts(
        parts.chunks[chunks],
        parts.documents[chunks],
        parts.entities[:0],
        parts.mentions[np.isin(parts.mentions[:, 0], inside)],
        parts.statements[np.isin(parts.statements[:, 0], inside)],
    )
    return graph.with_documents([words.tobytes().hex() for words in documents], new, version=2)


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What the work returns, and the milliseconds of processor time that it took."""
    started = time.process_time()
    result = work()
    return result, (time.process_time() - started) * 1000


def _resident_mib() -> float:
    return float(psutil.Process().memory_info().rss) / _MIB


def _page(rows: list[dict[str, float]]) -> str:
    headings = list(rows[0])
    lines = [
        "# The walk over the graph",
        "",
        "Made by `make bench-walk`, on graphs that it makes. Milliseconds are of processor time, `mib` what the graph adds to",
        "the process. `whole_walk_cpu_ms` is igraph's PageRank over all nodes, `same_best_10` the share of its ten best",
        f"chunks that the local walk gives, too, `update_cpu_ms` the time to replace {_CHANGED_DOCUMENTS} documents.",
        "",
        "| " + " | ".join(headings) + " |",
        "|---" * len(headings) + "|",
        *("| " + " | ".join(f"{row[heading]:,}" for heading in headings) + " |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
