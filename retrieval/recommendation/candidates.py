"""Records that may be recommended, by the fused ranking of their chunks."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.reader import GraphReader
from retrieval.channels.channel import QuestionContext, run_channels
from retrieval.passages.fusion import FusedChunk, fuse
from retrieval.question.analysis import CheckedQuestion, analyse_by_rules
from retrieval.recommendation.diversity import choose_diverse, likeness_of
from retrieval.retriever import Retriever
from retrieval.settings import RecommendationSettings
from schemas.document import Document
from schemas.ports import Vectors

_WEIGHTS = {"dense": 1.0, "keyword": 1.0}
"""Of the channels in the fusion. Records are short and speak of one thing each: no chain of facts leads from one to another."""


@dataclass(frozen=True)
class Candidates:
    """Records, best first, none of them twice: the best chunk of each, its document, and how near it is to the wish.

    `vectors` are those of the chunks, shape (many, dimensions), `nearness` their cosines with the wish, shape (many,).
    """

    chunks: tuple[FusedChunk, ...]
    documents: tuple[Document, ...]
    vectors: Vectors
    nearness: NDArray[np.float32]

    def near_enough(self, settings: RecommendationSettings) -> "Candidates":
        """Those that are near to the wish, and not much farther than the nearest."""
        best = float(self.nearness.max(initial=-1.0))
        least = max(best * (1 - settings.max_gap), -1.0) if best >= settings.min_nearness else np.inf
        return self._only([place for place, near in enumerate(self.nearness) if near >= least])

    def diverse(self, n: int, settings: RecommendationSettings) -> "Candidates":
        """At most n of them, no two alike."""
        spread = float(np.ptp(self.nearness)) if len(self.nearness) else 0.0
        relevance = (self.nearness - self.nearness.min(initial=1.0)) / (spread or 1.0)
        likeness = likeness_of(self.vectors, [document.facets for document in self.documents])
        return self._only(choose_diverse(relevance, likeness, n, diversity=settings.diversity))

    def _only(self, places: Sequence[int]) -> "Candidates":
        return Candidates(
            tuple(self.chunks[place] for place in places),
            tuple(self.documents[place] for place in places),
            self.vectors[list(places)],
            self.nearness[list(places)],
        )


async def find_candidates(
    retriever: Retriever, wish: CheckedQuestion, vector: Vectors, records: frozenset[str]
) -> Candidates:
    """The best of these records for the wish, which has this vector of shape (dimensions,); as many as the settings have in the pool.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    reader, pool = retriever.reader, retriever.settings.recommendation.pool
    ranked = await _ranked(retriever, wish, vector, records)
    best = dict(list((await _best_chunks(ranked, reader)).items())[:pool])
    known = {one.id: one for one in await reader.documents.by_id(list(best))}
    vectors = await reader.chunks.vectors([chunk.chunk_id for chunk in best.values()])
    kept = [one for one in best if one in known and best[one].chunk_id in vectors]
    rows = np.array([vectors[best[one].chunk_id] for one in kept], dtype=np.float32)
    rows = rows.reshape(len(kept), len(vector))
    return Candidates(
        tuple(best[one] for one in kept), tuple(known[one] for one in kept), rows, rows @ vector
    )


async def _ranked(
    retriever: Retriever, wish: CheckedQuestion, vector: Vectors, records: frozenset[str]
) -> list[FusedChunk]:
    """The chunks of these records in the common order of the channels, without names and relations being linked before."""
    settings = retriever.settings
    context = QuestionContext(
        reader=retriever.reader,
        analysis=await asyncio.to_thread(analyse_by_rules, wish),
        links=(),
        vector=tuple(vector.tolist()),
        graph_version=await retriever.reader.version(),
        depth=settings.depth,
        document_ids=tuple(sorted(records)),
    )
    channels = [channel for channel in retriever.channels if channel.name in _WEIGHTS]
    results = await run_channels(channels, context, timeout_s=settings.channel_timeout_s)
    return fuse(results, _WEIGHTS, rank_constant=settings.fusion.rank_constant)


async def _best_chunks(chunks: Sequence[FusedChunk], reader: GraphReader) -> dict[str, FusedChunk]:
    """The first chunk of each document, by its id."""
    documents = {
        one.id: one.document_id for one in await reader.chunks.by_id([one.chunk_id for one in chunks])
    }
    best: dict[str, FusedChunk] = {}
    for chunk in chunks:
        if chunk.chunk_id in documents:
            best.setdefault(documents[chunk.chunk_id], chunk)
    return best
