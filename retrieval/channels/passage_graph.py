"""Which passages a walk over the graph reaches from a question."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.read.snapshot import GraphSnapshot

Scores = NDArray[np.float64]


class PassageGraph:
    """Entities and chunks as nodes; facts join their two entities, mentions join an entity and a chunk.

    A fact weighs as much as it has pieces of evidence, a mention 1. Walking it from a question's entities and
    passages is the method of HippoRAG 2 (Gutiérrez et al. 2025, arXiv 2502.14802).
    """

    def __init__(self, snapshot: GraphSnapshot) -> None:
        import igraph

        entities, chunks = len(snapshot.entity_ids), len(snapshot.chunk_ids)
        support = np.bincount(snapshot.evidence[:, 0], minlength=len(snapshot.fact_ids)).astype(np.float64)
        facts = np.column_stack([snapshot.heads, snapshot.tails])
        mentions = snapshot.mentions + np.array([0, entities])
        self.snapshot = snapshot
        self._graph = igraph.Graph(n=entities + chunks, edges=np.vstack([facts, mentions]))
        self._weights = np.concatenate([np.maximum(support, 1.0), np.ones(len(mentions))]).tolist()
        self._entity_at = {entity: place for place, entity in enumerate(snapshot.entity_ids)}
        self._chunk_at = {chunk: place for place, chunk in enumerate(snapshot.chunk_ids)}
        self.chunks_of_entity = np.bincount(snapshot.mentions[:, 0], minlength=entities)

    def entity_seeds(self, trust: Mapping[str, float]) -> Scores:
        """Seeds of the walk among entities, shape (entities,): normalised to sum to 1, or all 0.

        `trust` says how surely each entity is meant; one that few chunks mention gets more, since it is more specific.
        """
        seeds = np.zeros(len(self._entity_at))
        for entity, score in trust.items():
            if (place := self._entity_at.get(entity)) is not None:
                seeds[place] = score / max(1, self.chunks_of_entity[place])
        return _normalised(seeds)

    def chunk_seeds(self, scores: Mapping[str, float], *, softness: float) -> Scores:
        """Seeds of the walk among chunks, shape (chunks,), as for entities; they fall by e for each `softness` of score."""
        seeds = np.zeros(len(self._chunk_at))
        best = max(scores.values(), default=0.0)
        for chunk, score in scores.items():
            if (place := self._chunk_at.get(chunk)) is not None:
                seeds[place] = np.exp((score - best) / softness)
        return _normalised(seeds)

    def busiest_entities(self, chunk_ids: Sequence[str], visits: Scores) -> dict[str, str]:
        """For each of these chunks the id of the entity in it that leads to it most, chunks without entities left out.

        `visits` has shape (entities,); each entity's are shared among the chunks that mention it.
        """
        wanted = {self._chunk_at[chunk]: chunk for chunk in chunk_ids if chunk in self._chunk_at}
        worth = visits / np.maximum(1, self.chunks_of_entity)
        best: dict[str, tuple[float, str]] = {}
        inside = self.snapshot.mentions[np.isin(self.snapshot.mentions[:, 1], list(wanted))]
        for entity, chunk in inside.tolist():
            found = float(worth[entity]), self.snapshot.entity_ids[entity]
            best[wanted[chunk]] = max(best.get(wanted[chunk], (-1.0, "")), found)
        return {chunk: entity for chunk, (_, entity) in best.items()}

    def walk(self, entities: Scores, chunks: Scores, *, damping: float) -> tuple[Scores, Scores]:
        """Personalised PageRank of the entities and of the chunks, for a walk from these seeds.

        All 0 without any seed.
        """
        seeds = np.concatenate([entities, chunks])
        if not seeds.sum():
            return entities, chunks
        ranks = np.asarray(
            self._graph.personalized_pagerank(
                directed=False, damping=damping, reset=seeds.tolist(), weights=self._weights
            )
        )
        return ranks[: len(entities)], ranks[len(entities) :]


def _normalised(seeds: Scores) -> Scores:
    total = seeds.sum()
    return seeds / total if total > 0 else seeds
