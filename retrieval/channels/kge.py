"""Chunks whose facts the knowledge-graph embedding believes in most."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.reader import GraphReader
from retrieval.channels.channel import SearchQuestion
from schemas.fact import Fact
from schemas.kge import KgeModel
from schemas.retrieval import ChannelResult, RankedChunk

if TYPE_CHECKING:
    from kg.kge.link_predictor import LinkPredictor

_MOST_FACTS = 200
_PREDICTED_TAILS = 3
_CHUNKS_A_FACT = 3
_CHUNKS_AN_ENTITY = 2
_TRAIN = "train it with `citegraph kge train`"


class KgeChannel:
    """Facts about the question's entities, in the order in which a trained link predictor believes them.

    It uses the predictor it is given, else the latest that was trained on the graph.
    """

    def __init__(self, reader: GraphReader, predictor: "LinkPredictor | None" = None) -> None:
        self._reader = reader
        self._predictor = predictor
        self._given = predictor is not None
        self._loaded: KgeModel | None = None

    async def find(self, question: SearchQuestion) -> ChannelResult:
        """The chunks that state the likeliest facts about the linked entities; `score` is the fact's.

        Where the question names a relation too, chunks about the likeliest tails of entity and relation follow; such
        a link is a suggestion and is never cited. Off, saying why, while there is no link predictor, or it is stale,
        or no better than counting degrees.

        Raises:
            LinkPredictorError: the trained model is missing or damaged.
        """
        predictor = await self._current()
        reason = await self._reason_to_be_off(predictor)
        entities = [link.target for link in question.links if link.kind == "entity"]
        if not reason and not entities:
            reason = "no entity of the question was found in the graph"
        if reason or predictor is None:
            return ChannelResult(channel="kge", status="off", note=reason)
        facts = await self._reader.facts.of(entities, None, _MOST_FACTS)
        stated = [(fact.head, fact.type, fact.tail) for fact in facts]
        scores = await asyncio.to_thread(predictor.score_facts, stated)
        found = await self._chunks_of(facts, scores, question)
        found += await self._predicted(predictor, entities, question)
        ranked = {chunk.chunk_id: chunk for chunk in sorted(found, key=lambda one: one.score)}
        best = sorted(ranked.values(), key=lambda one: (-one.score, one.chunk_id))
        return ChannelResult(channel="kge", status="ran", ranked=tuple(best[: question.depth]))

    async def _current(self) -> "LinkPredictor | None":
        if self._given:
            return self._predictor
        model = await self._reader.trained_models.find_latest()
        if model != self._loaded:
            self._predictor = await asyncio.to_thread(_load, model) if model else None
            self._loaded = model
        return self._predictor

    async def _reason_to_be_off(self, predictor: "LinkPredictor | None") -> str:
        if predictor is None:
            return f"no link predictor was trained on this graph: {_TRAIN}"
        if not predictor.useful:
            return "the link predictor is no better than its baseline on this graph"
        facts = (await self._reader.counts()).facts
        if predictor.stale(await self._reader.version(), facts):
            return f"the graph changed too much since the link predictor was trained: {_TRAIN}"
        return ""

    async def _chunks_of(
        self, facts: Sequence[Fact], scores: Sequence[float], question: SearchQuestion
    ) -> list[RankedChunk]:
        chunks = await self._reader.facts.chunks(
            [fact.id for fact in facts], _CHUNKS_A_FACT, question.document_ids
        )
        return [
            RankedChunk(chunk_id=chunk, score=score, why=f"likely: {fact.text}")
            for fact, score in zip(facts, scores, strict=True)
            for chunk in chunks.get(fact.id, [])
        ]

    async def _predicted(
        self, predictor: "LinkPredictor", entities: Sequence[str], question: SearchQuestion
    ) -> list[RankedChunk]:
        relations = [link.target for link in question.links if link.kind == "relation"]
        predicted = [
            (score, relation, tail)
            for entity in entities
            for relation in relations
            for tail, score in predictor.predict_tails(entity, relation, _PREDICTED_TAILS)
        ]
        likely = {tail: (score, relation) for score, relation, tail in sorted(predicted)}
        chunks = await self._reader.entities.chunks(list(likely), _CHUNKS_AN_ENTITY, question.document_ids)
        # Half of its score: a fact that a document states goes before one that none does.
        return [
            RankedChunk(
                chunk_id=chunk, score=likely[tail][0] / 2, why=f"about a suggested end of {likely[tail][1]}"
            )
            for tail, of_tail in chunks.items()
            for chunk in of_tail
        ]


def _load(model: KgeModel) -> "LinkPredictor":
    from kg.kge.link_predictor import LinkPredictor

    return LinkPredictor.load(Path(model.path), graph_version=model.graph_version)
