"""Chunks near to the question in meaning, and chunks that hold its words."""

from retrieval.channels.channel import QuestionContext, RetrievalParts
from schemas.retrieval import ChannelResult

_SHOWN = 8


class DenseChannel:
    """The vector index over chunks."""

    name = "dense"
    weight = 0.05
    weight_without_entities = 0.5

    def __init__(self, _parts: RetrievalParts) -> None:
        """Make one; the question brings the search."""

    async def find(self, question: QuestionContext) -> ChannelResult:
        """The chunks whose vectors are nearest to the question's; `score` is (1 + cosine) / 2."""
        ranked = tuple(
            chunk.model_copy(update={"why": f"similar in meaning ({2 * chunk.score - 1:.2f})"})
            for chunk in await question.nearest_chunks
        )
        return ChannelResult(channel=self.name, status="ran", ranked=ranked)


class KeywordChannel:
    """The full-text index over chunks."""

    name = "keyword"
    weight = 0.05
    weight_without_entities = 0.5

    def __init__(self, _parts: RetrievalParts) -> None:
        """Make one; the question brings the search."""

    async def find(self, question: QuestionContext) -> ChannelResult:
        """The chunks with the rarest of the question's words; `score` is 0..1, a share of the best one's."""
        words = question.analysis.keywords
        if not words:
            note = "the question has no words to search for"
            return ChannelResult(channel=self.name, status="off", note=note)
        found = await question.keyword_chunks
        best = max((chunk.score for chunk in found), default=0.0) or 1.0
        why = "full-text search for: " + ", ".join(words[:_SHOWN])
        ranked = tuple(chunk.model_copy(update={"score": chunk.score / best, "why": why}) for chunk in found)
        return ChannelResult(channel=self.name, status="ran", ranked=ranked)
