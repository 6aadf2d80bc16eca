"""The searches over chunks that several channels want."""

import asyncio
from functools import cached_property

from kg.reader import GraphReader
from retrieval.question.search_question import SearchQuestion
from schemas.retrieval import RankedChunk

Found = asyncio.Task[list[RankedChunk]]


class ChunkSearch:
    """The chunks found for one question, best first; a search starts when it is first wanted, and is made once."""

    def __init__(self, reader: GraphReader, question: SearchQuestion) -> None:
        self._reader = reader
        self._question = question

    @cached_property
    def by_meaning(self) -> Found:
        """The chunks whose vectors are nearest to the question's; `score` is (1 + cosine) / 2."""
        asked = self._question
        return asyncio.create_task(self._reader.chunks.nearest(asked.vector, asked.depth, asked.document_ids))

    @cached_property
    def by_words(self) -> Found:
        """The chunks with the rarest of the question's words; `score` is BM25's, 0 upwards."""
        asked = self._question
        return asyncio.create_task(
            self._reader.chunks.by_words(asked.analysis.keywords, asked.depth, asked.document_ids)
        )
