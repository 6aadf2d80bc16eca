"""Chunks whose facts the knowledge-graph embedding believes in most."""

import asyncio
from typing import TYPE_CHECKING

from retrieval.channels.channel import QuestionContext, RetrievalParts
from schemas.retrieval import ChannelResult, RankedChunk

if TYPE_CHECKING:
    from kg.kge.latest_predictor import LatestPredictor
    from kg.kge.link_predictor import LinkPredictor

_MOST_FACTS = 200
_PREDICTED_TAILS = 3
_CHUNKS_A_FACT = 3
_CHUNKS_AN_ENTITY = 2


class KgeChannel:
    """Facts about the question's entities, in the order in which the latest trained link predictor believes them."""

    name = "kge"
    weight = 0.05
    weight_without_entities = 0.0

    def __init__(self, parts: RetrievalParts) -> None:
        self._reader = parts.reader
        self._predictors: LatestPredictor | None = None

    async def find(self, question: QuestionContext) -> ChannelResult:
        """The chunks that state the likeliest facts about the linked entities; `score` is the fact's.

        Where the question names a relation too, chunks about the likeliest tails of entity and relation follow; such
        a link is a suggestion and is never cited. Off, saying why, while there is no link predictor, or it is stale,
        or not surely better than counting.

        Raises:
            LinkPredictorError: the trained model is missing or damaged.
        """
        predictor = await self._latest().find(question.graph_version)
        if isinstance(predictor, str):
            return self._off(predictor)
        if not question.entity_ids:
            return self._off("no entity of the question was found in the graph")
        found = await self._stated(predictor, question) + await self._predicted(predictor, question)
        ranked = {chunk.chunk_id: chunk for chunk in sorted(found, key=lambda chunk: chunk.score)}
        best = sorted(ranked.values(), key=lambda chunk: (-chunk.score, chunk.chunk_id))
        return ChannelResult(channel=self.name, status="ran", ranked=tuple(best[: question.depth]))

    def _off(self, reason: str) -> ChannelResult:
        return ChannelResult(channel=self.name, status="off", note=reason)

    def _latest(self) -> "LatestPredictor":
        if self._predictors is None:
            from kg.kge.latest_predictor import LatestPredictor

            self._predictors = LatestPredictor(self._reader)
        return self._predictors

    async def _stated(self, predictor: "LinkPredictor", question: QuestionContext) -> list[RankedChunk]:
        facts = await self._reader.facts.of(question.entity_ids, None, _MOST_FACTS)
        scores = await asyncio.to_thread(
            predictor.score_facts, [(fact.head, fact.type, fact.tail) for fact in facts]
        )
        chunks = await self._reader.facts.chunks(
            [fact.id for fact in facts], _CHUNKS_A_FACT, question.document_ids
        )
        return [
            RankedChunk(chunk_id=chunk, score=score, why=f"likely: {fact.text}")
            for fact, score in zip(facts, scores, strict=True)
            for chunk in chunks.get(fact.id, [])
        ]

    async def _predicted(self, predictor: "LinkPredictor", question: QuestionContext) -> list[RankedChunk]:
        predicted = [
            (score, relation, tail)
            for entity in question.entity_ids
            for relation in question.relation_types
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
