"""Chunks near to the question in meaning."""

from kg.store import Neo4jGraphStore
from retrieval.search_question import SearchQuestion
from schemas.retrieval import ChannelResult


class DenseChannel:
    """The vector index over chunks."""

    def __init__(self, store: Neo4jGraphStore) -> None:
        self._store = store

    async def find(self, question: SearchQuestion) -> ChannelResult:
        """The chunks whose vectors are nearest to the question's; `score` is (1 + cosine) / 2."""
        found = await self._store.nearest_chunks(question.vector, question.depth, question.document_ids)
        ranked = tuple(
            chunk.model_copy(update={"why": f"similar in meaning ({2 * chunk.score - 1:.2f})"})
            for chunk in found
        )
        return ChannelResult(channel="dense", status="ran", ranked=ranked)
