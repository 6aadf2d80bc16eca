"""What the peers' rules need of a benchmark's graph, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.benchmark import Benchmark
from kg.reader import GraphReader
from schemas.ports import Embedder, Vectors

Scores = NDArray[np.float64]
Pairs = NDArray[np.int64]
_MOST_ROWS = 1_000_000
_MOST_BYTES = 1_000_000_000
_TIMEOUT_S = 120.0
_CHUNKS = """
MATCH (c:Chunk)-[:FROM_DOCUMENT]->(d:Document) WHERE d.ready_at IS NOT NULL
RETURN c.id AS id, c.text AS text ORDER BY id
"""
_ENTITIES = "MATCH (e:__Entity__) WHERE e.mentions > 0 RETURN e.id AS id, e.aliases AS names ORDER BY id"
_MENTIONS = "MATCH (e:__Entity__)-[:FROM_CHUNK]->(c:Chunk) RETURN DISTINCT e.id AS source, c.id AS target"
_FACTS = """
MATCH (h:__Entity__)<-[:HEAD]-(f:Fact)-[:TAIL]->(t:__Entity__) WHERE f.support > 0
RETURN h.id AS source, t.id AS target, f.support AS support
"""


@dataclass(frozen=True)
class PeerCorpus:
    """Chunks and entities with their vectors (of length 1), and how they hang together by their places.

    `mentions` has shape (m, 2), columns entity, chunk; `facts` shape (n, 2), columns head, tail; `support` shape (n,).
    """

    passage_ids: tuple[str, ...]
    texts: tuple[str, ...]
    vectors: Vectors
    entity_at: dict[str, int]
    names: tuple[tuple[str, ...], ...]
    name_vectors: Vectors
    mentions: Pairs
    facts: Pairs
    support: Scores
    embedder: Embedder

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts, of length 1."""
        return of_length_one(self.embedder.embed(texts))

    def best_passages(self, scores: Scores | Vectors) -> list[str]:
        """Passage ids, those of the chunks with the highest score first."""
        return [self.passage_ids[place] for place in np.argsort(-scores, kind="stable")]


async def read_corpus(benchmark: Benchmark) -> PeerCorpus:
    """All of a benchmark's graph."""
    reader = benchmark.retriever.reader
    chunks = [row for row in await _rows(reader, _CHUNKS) if row["id"] in benchmark.passage_of]
    entities = await _rows(reader, _ENTITIES)
    chunk_at = {str(row["id"]): place for place, row in enumerate(chunks)}
    entity_at = {str(row["id"]): place for place, row in enumerate(entities)}
    facts = await _rows(reader, _FACTS)
    return PeerCorpus(
        passage_ids=tuple(benchmark.passage_of[chunk] for chunk in chunk_at),
        texts=tuple(str(row["text"]) for row in chunks),
        vectors=_stacked(await reader.chunks.vectors(list(chunk_at)), list(chunk_at)),
        entity_at=entity_at,
        names=tuple(_names(row["names"]) for row in entities),
        name_vectors=_stacked(await reader.entities.vectors(list(entity_at)), list(entity_at)),
        mentions=_pairs(await _rows(reader, _MENTIONS), entity_at, chunk_at),
        facts=_pairs(facts, entity_at, entity_at),
        support=np.array([float(str(row["support"])) for row in facts]),
        embedder=benchmark.retriever.embedder,
    )


def of_length_one(vectors: Vectors) -> Vectors:
    """The same directions."""
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return unit


def spread(values: Scores | Vectors) -> Scores:
    """The values moved and stretched to 0..1; all 1 where they are the same."""
    wide = values.astype(np.float64)
    low, high = float(wide.min()), float(wide.max())
    return (wide - low) / (high - low) if high > low else np.ones_like(wide)


async def _rows(reader: GraphReader, query: str) -> list[dict[str, object]]:
    return await reader.queries.run_read(
        query, {}, timeout_s=_TIMEOUT_S, max_rows=_MOST_ROWS, max_bytes=_MOST_BYTES
    )


def _names(aliases: object) -> tuple[str, ...]:
    return tuple(sorted({str(alias).casefold() for alias in aliases})) if isinstance(aliases, list) else ()


def _stacked(vectors: dict[str, tuple[float, ...]], ids: Sequence[str]) -> Vectors:
    none = (0.0,) * len(next(iter(vectors.values())))  # a node whose name has just changed has no vector yet
    return of_length_one(np.array([vectors.get(one, none) for one in ids], dtype=np.float32))


def _pairs(rows: Sequence[dict[str, object]], left: dict[str, int], right: dict[str, int]) -> Pairs:
    pairs = [(left[str(row["source"])], right[str(row["target"])]) for row in rows]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
