"""Chunks that hold the question's words."""

from retrieval.channels.chunk_search import ChunkSearch
from retrieval.question.search_question import SearchQuestion
from schemas.retrieval import ChannelResult

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
