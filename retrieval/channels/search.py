"""Chunks near to the question in meaning, and chunks that hold its words."""

from retrieval.channels.channel import ChunkSearch, SearchQuestion
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


_SHOWN = 8


class KeywordChannel:
    """The full-text index over chunks."""

    async def find(self, question: SearchQuestion, search: ChunkSearch) -> ChannelResult:
        """The chunks with the rarest of the question's words; `score` is 0..1, a share of the best one's."""
        words = question.analysis.keywords
        if not words:
            return ChannelResult(
                channel="keyword", status="off", note="the question has no words to search for"
            )
        found = await search.by_words
        best = max((chunk.score for chunk in found), default=0.0) or 1.0
        why = "full-text search for: " + ", ".join(words[:_SHOWN])
        ranked = tuple(chunk.model_copy(update={"score": chunk.score / best, "why": why}) for chunk in found)
        return ChannelResult(channel="keyword", status="ran", ranked=ranked)
