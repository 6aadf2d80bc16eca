"""Chunks that the graph leads to."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.channels.channel import QuestionContext, RetrievalParts
from retrieval.channels.graph_keeper import GraphKeeper
from retrieval.channels.local_push import Visits
from retrieval.channels.passage_graph import PassageGraph
from schemas.graph import Fact
from schemas.retrieval import ChannelResult, RankedChunk

_EXPLAINED = 20


class GraphChannel:
    """Personalised PageRank over entities, facts and chunks, in a graph that is kept in memory."""

    name = "graph"
    weight = 1.0
    weight_without_entities = 1.0

    def __init__(self, parts: RetrievalParts) -> None:
        self._reader = parts.reader
        self._settings = parts.settings.graph
        self._keeper = GraphKeeper(parts.reader.parts)

    async def find(self, question: QuestionContext) -> ChannelResult:
        """The chunks where a walk from the question's entities, facts and passages most often is.

        Without linked entities their share of the seeds goes to the passages; where the embedding model seems not to
        know the language, the dense hits give their share to the keyword hits. `score` is 0..1, a share of the best.
        """
        graph, facts, dense_hits, keyword_hits = await asyncio.gather(
            self._keeper.at(question.graph_version),
            self._reader.facts.nearest(question.vector, self._settings.facts),
            question.nearest_chunks,
            question.keyword_chunks,
        )
        if not graph.has_entities:
            return ChannelResult(channel=self.name, status="off", note="the graph has no entities yet")
        trusted = {link.target: link.score for link in question.links if link.kind == "entity"}
        starts = _Starts(trusted, fact_ends(facts), dense_hits, keyword_hits)
        visits, linked = await asyncio.to_thread(self._walk, graph, starts, question.document_ids)
        best = graph.best_chunks(visits, question.depth, question.document_ids)
        why = await self._explain(graph, visits, [chunk for chunk, _ in best[:_EXPLAINED]])
        ranked = tuple(
            RankedChunk(chunk_id=chunk, score=share / best[0][1], why=why.get(chunk, ""))
            for chunk, share in best
        )
        note = "" if linked else "no entity of the question was found in the graph"
        return ChannelResult(channel=self.name, status="ran", note=note, ranked=ranked)

    def _walk(
        self, graph: PassageGraph, starts: "_Starts", document_ids: Sequence[str] | None
    ) -> tuple[Visits, bool]:
        """The visits of each node, and whether an entity of the question is one of the starts."""
        linked = graph.entity_seeds(starts.entities)
        trust = dense_trust(
            [chunk.chunk_id for chunk in starts.dense],
            [chunk.chunk_id for chunk in starts.keyword],
            chunks=graph.count_chunks(document_ids),
        )
        entity_share = self._settings.entity_share if linked.any() else 0.0
        passage_share = self._settings.passage_share + self._settings.entity_share - entity_share
        seeds = (
            entity_share * linked
            + self._settings.fact_share * trust * graph.entity_seeds(starts.fact_ends)
            + passage_share * self._passage_seeds(graph, starts, trust)
        )
        total = seeds.sum()
        visits = graph.walk(seeds / total if total > 0 else seeds, damping=self._settings.damping)
        return visits, bool(linked.any())

    def _passage_seeds(self, graph: PassageGraph, starts: "_Starts", trust: float) -> Visits:
        """Seeds for chunks: the dense hits as far as they are to be trusted (0..1), and the keyword hits."""
        best = max((chunk.score for chunk in starts.keyword), default=0.0) or 1.0
        dense = graph.chunk_seeds(
            {chunk.chunk_id: chunk.score for chunk in starts.dense}, softness=self._settings.dense_softness
        )
        keyword = graph.chunk_seeds(
            {chunk.chunk_id: chunk.score / best for chunk in starts.keyword},
            softness=self._settings.keyword_softness,
        )
        part = 1 - (1 - self._settings.keyword_part) * trust if keyword.any() else 0.0
        return (1 - part) * dense + part * keyword

    async def _explain(self, graph: PassageGraph, visits: Visits, chunk_ids: Sequence[str]) -> dict[str, str]:
        """For each chunk the entity in it that the walk visits most, by name."""
        through = graph.busiest_entities(chunk_ids, visits)
        names = await self._reader.entities.names(set(through.values()))
        return {chunk: f"through {names[entity]}" for chunk, entity in through.items() if entity in names}


@dataclass(frozen=True)
class _Starts:
    """Where a walk may start: entities with how surely each is meant, ends of facts with their scores, and hits."""

    entities: dict[str, float]
    fact_ends: dict[str, float]
    dense: Sequence[RankedChunk]
    keyword: Sequence[RankedChunk]


def fact_ends(found: list[tuple[Fact, float]]) -> dict[str, float]:
    """For each entity at an end of these facts the mean of their scores."""
    scores: dict[str, list[float]] = defaultdict(list)
    for fact, score in found:
        for end in {fact.head, fact.tail}:
            scores[end].append(score)
    return {end: sum(values) / len(values) for end, values in scores.items()}


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
