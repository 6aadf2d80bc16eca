"""Chunks whose facts the knowledge-graph embedding believes in most."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from kg.store import Neo4jGraphStore
from retrieval.search_question import SearchQuestion
from schemas.fact import Fact
from schemas.kge import KgeModel
from schemas.retrieval import ChannelResult, RankedChunk

_MOST_FACTS = 200
_CHUNKS_A_FACT = 3
_STALE_SHARE = 0.1
_TRAIN = "train it with `citegraph kge train`"


class LinkPredictor(Protocol):
    """Says how likely statements are, from 0 to 1."""

    def score_facts(self, facts: Sequence[tuple[str, str, str]]) -> Sequence[float]:
        """One score for each (head id, relation type, tail id), higher is likelier."""


class KgeChannel:
    """The facts about the question's entities, in the order in which a trained link predictor believes them."""

    def __init__(self, store: Neo4jGraphStore, predictor: LinkPredictor | None) -> None:
        self._store = store
        self._predictor = predictor

    async def find(self, question: SearchQuestion) -> ChannelResult:
        """The chunks that state the likeliest facts about the linked entities; `score` is the fact's.

        Off, saying why, while there is no link predictor, or it is stale, or no better than counting degrees.
        """
        entities = [link.target for link in question.links if link.kind == "entity"]
        reason = await self._reason_to_be_off()
        if not reason and not entities:
            reason = "no entity of the question was found in the graph"
        if reason or self._predictor is None:
            return ChannelResult(channel="kge", status="off", note=reason)
        facts = await self._store.facts_of(entities, None, _MOST_FACTS)
        scores = await asyncio.to_thread(
            self._predictor.score_facts, [(fact.head, fact.type, fact.tail) for fact in facts]
        )
        return await self._chunks_of(facts, [float(score) for score in scores], question)

    async def _reason_to_be_off(self) -> str:
        model = await self._store.find_kge_model()
        if model is None or self._predictor is None:
            return f"no link predictor is loaded: {_TRAIN}"
        if not beats_baseline(model):
            return "the link predictor is no better than its baseline on this graph"
        moved = abs(await self._store.graph_version() - model.graph_version)
        if moved > _STALE_SHARE * (await self._store.counts()).facts:
            return f"the link predictor is stale, more than a tenth of the facts changed: {_TRAIN}"
        return ""

    async def _chunks_of(
        self, facts: Sequence[Fact], scores: Sequence[float], question: SearchQuestion
    ) -> ChannelResult:
        order = sorted(zip(facts, scores, strict=True), key=lambda pair: (-pair[1], pair[0].id))
        chunks = await self._store.chunks_of_facts(
            [fact.id for fact in facts], _CHUNKS_A_FACT, question.document_ids
        )
        ranked: dict[str, RankedChunk] = {}
        for fact, score in order:
            for chunk in chunks.get(fact.id, []):
                ranked.setdefault(chunk, RankedChunk(chunk_id=chunk, score=score, why=f"likely: {fact.text}"))
        return ChannelResult(channel="kge", status="ran", ranked=tuple(ranked.values())[: question.depth])


def beats_baseline(model: KgeModel) -> bool:
    """Whether the model's validation MRR is above that of the degree baseline."""
    return model.metrics.get("mrr", 0.0) > model.metrics.get("baseline_mrr", 0.0)
