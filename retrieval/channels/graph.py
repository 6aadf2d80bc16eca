"""Chunks that the graph leads to."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from retrieval.channels.channel import QuestionContext, RetrievalParts
from retrieval.channels.passage_graph import PassageGraph, Scores
from schemas.graph import Fact
from schemas.retrieval import ChannelResult, RankedChunk

_EXPLAINED = 20


class GraphChannel:
    """Personalised PageRank over entities, facts and chunks; the graph is kept in memory until it changes."""

    name = "graph"
    weight = 1.0
    weight_without_entities = 1.0

    def __init__(self, parts: RetrievalParts) -> None:
        self._reader = parts.reader
        self._settings = parts.settings.graph
        self._graph: PassageGraph | None = None
        self._loading = asyncio.Lock()

    async def find(self, question: QuestionContext) -> ChannelResult:
        """The chunks where a walk from the question's entities, facts and passages most often is.

        Without linked entities their share of the seeds goes to the passages; where the embedding model seems not to
        know the language, the dense hits give their share to the keyword hits. `score` is 0..1, a share of the best.
        """
        graph, facts, dense_hits, keyword_hits = await asyncio.gather(
            self._current(question.graph_version),
            self._reader.facts.nearest(question.vector, self._settings.facts),
            question.nearest_chunks,
            question.keyword_chunks,
        )
        if not graph.snapshot.entity_ids:
            return ChannelResult(channel=self.name, status="off", note="the graph has no entities yet")
        linked = graph.entity_seeds(
            {link.target: link.score for link in question.links if link.kind == "entity"}
        )
        trust = dense_trust(
            [chunk.chunk_id for chunk in dense_hits],
            [chunk.chunk_id for chunk in keyword_hits],
            chunks=_searched(graph, question.document_ids),
        )
        passage_seeds = self._passage_seeds(graph, dense_hits, keyword_hits, trust)
        entity_share = self._settings.entity_share if linked.any() else 0.0
        passage_share = self._settings.passage_share + self._settings.entity_share - entity_share
        fact_seeds = self._settings.fact_share * trust * graph.entity_seeds(fact_ends(facts))
        entities, chunks = await asyncio.to_thread(
            graph.walk,
            entity_share * linked + fact_seeds,
            passage_share * passage_seeds,
            damping=self._settings.damping,
        )
        ranked = _ranked(graph, chunks, question)
        note = "" if linked.any() else "no entity of the question was found in the graph"
        why = await self._explain(graph, entities, ranked[:_EXPLAINED])
        ranked = [chunk.model_copy(update={"why": why.get(chunk.chunk_id, "")}) for chunk in ranked]
        return ChannelResult(channel=self.name, status="ran", note=note, ranked=tuple(ranked))

    async def _current(self, version: int) -> PassageGraph:
        async with self._loading:
            if self._graph is None or self._graph.snapshot.graph_version != version:
                snapshot = await self._reader.snapshot(self._settings.max_nodes)
                self._graph = await asyncio.to_thread(PassageGraph, snapshot)
            return self._graph

    def _passage_seeds(
        self,
        graph: PassageGraph,
        dense_hits: Sequence[RankedChunk],
        keyword_hits: Sequence[RankedChunk],
        trust: float,
    ) -> Scores:
        """Seeds for chunks: the dense hits as far as they are to be trusted (0..1), and the keyword hits."""
        best = max((chunk.score for chunk in keyword_hits), default=0.0) or 1.0
        dense = graph.chunk_seeds(
            {chunk.chunk_id: chunk.score for chunk in dense_hits}, softness=self._settings.dense_softness
        )
        keyword = graph.chunk_seeds(
            {chunk.chunk_id: chunk.score / best for chunk in keyword_hits},
            softness=self._settings.keyword_softness,
        )
        part = 1 - (1 - self._settings.keyword_part) * trust if keyword.any() else 0.0
        return (1 - part) * dense + part * keyword

    async def _explain(
        self, graph: PassageGraph, entities: Scores, ranked: list[RankedChunk]
    ) -> dict[str, str]:
        """For each chunk the entity in it that the walk visits most, by name."""
        through = graph.busiest_entities([chunk.chunk_id for chunk in ranked], entities)
        names = {
            entity.id: entity.name for entity in await self._reader.entities.by_id(list(through.values()))
        }
        return {chunk: f"through {names[entity]}" for chunk, entity in through.items() if entity in names}


def fact_ends(found: list[tuple[Fact, float]]) -> dict[str, float]:
    """For each entity at an end of these facts the mean of their scores."""
    scores: dict[str, list[float]] = defaultdict(list)
    for fact, score in found:
        for end in {fact.head, fact.tail}:
            scores[end].append(score)
    return {end: sum(values) / len(values) for end, values in scores.items()}


def _searched(graph: PassageGraph, documents: Sequence[str] | None) -> int:
    if documents is None:
        return len(graph.snapshot.chunk_ids)
    wanted = set(documents)
    return sum(document in wanted for document in graph.snapshot.chunk_documents)


def _ranked(graph: PassageGraph, scores: Scores, question: QuestionContext) -> list[RankedChunk]:
    snapshot = graph.snapshot
    order = np.argsort(-scores, kind="stable")
    best = float(scores[order[0]]) if len(order) else 0.0
    wanted = None if question.document_ids is None else set(question.document_ids)
    ranked: list[RankedChunk] = []
    for place in order:
        if len(ranked) == question.depth or scores[place] <= 0:
            break
        if wanted is None or snapshot.chunk_documents[place] in wanted:
            ranked.append(RankedChunk(chunk_id=snapshot.chunk_ids[place], score=float(scores[place]) / best))
    return ranked


_BEST_BY_WORDS = 10
_FEWEST = 3
_FULL_TRUST = 0.3


def dense_trust(by_meaning: Sequence[str], by_words: Sequence[str], *, chunks: int) -> float:
    """How far the ranking by meaning is to be trusted, 0..1, judged by how much it agrees with the one by words.

    Both are chunk ids, best first; `chunks` is how many were searched. A model that knows the language has most of the
    ten best hits by words near its top: on MuSiQue and HotpotQA (dev) 90 % of them in the median, a third or more for
    95 % of the questions; all-MiniLM on Korean (TyDi QA, dev) 10 %, which is chance. Agreement is counted above
    chance, and three tenths of what is possible is full trust. Without enough hits to judge by, the model is trusted.
    """
    best = by_words[:_BEST_BY_WORDS]
    near = by_meaning[: max(_BEST_BY_WORDS, min(len(by_meaning), chunks // 5))]
    chance = len(near) / chunks if chunks else 1.0
    if len(best) < _FEWEST or chance >= 1:
        return 1.0
    agreement = len(set(best) & set(near)) / len(best)
    return min(1.0, max(0.0, (agreement - chance) / (1 - chance)) / _FULL_TRUST)
