"""Chunks near to the question in meaning."""

from retrieval.channels.chunk_search import ChunkSearch
from schemas.retrieval import ChannelResult


class DenseChannel:
    """The vector index over chunks."""

    async def find(self, search: ChunkSearch) -> ChannelResult:
        """The chunks whose vectors are nearest to the question's; `score` is (1 + cosine) / 2."""
        ranked = tuple(
            chunk.model_copy(update={"why": f"similar in meaning ({2 * chunk.score - 1:.2f})"})
            for chunk in await search.by_meaning
        )
        return ChannelResult(channel="dense", status="ran", ranked=ranked)
