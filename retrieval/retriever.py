"""The way from a question to ranked passages."""

import asyncio
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.reader import GraphReader
from retrieval.channels.channel import ChunkSearch, Find, SearchQuestion, run_channels
from retrieval.channels.cypher.channel import CypherChannel
from retrieval.channels.graph import GraphChannel
from retrieval.channels.kge import KgeChannel
from retrieval.channels.search import DenseChannel, KeywordChannel
from retrieval.passages.fusion import FusedChunk, fuse, weights_in_force
from retrieval.passages.window import build_passages
from retrieval.question.analysis import AnalysedQuestion, analyse, check_question
from retrieval.question.linking import QuestionLinker
from retrieval.settings import RetrievalSettings
from schemas.document import Document
from schemas.errors import NotFoundError
from schemas.ports import Embedder
from schemas.retrieval import (
    ChannelName,
    ChannelResult,
    Link,
    Passage,
    Retrieval,
    RetrievalOptions,
    Trace,
)
from schemas.value import Value

if TYPE_CHECKING:
    from kg.kge.link_predictor import LinkPredictor
    from llm.client import ModelClient


class Stopwatch:
    """Milliseconds of each stage since the one before."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}
        self._started = self._last = time.perf_counter()

    def note(self, stage: str) -> None:
        """The stage that just ended; a stage noted twice has the sum."""
        now = time.perf_counter()
        self.ms[stage] = self.ms.get(stage, 0.0) + (now - self._last) * 1000
        self._last = now

    @property
    def total_ms(self) -> float:
        """Milliseconds since the start."""
        return (time.perf_counter() - self._started) * 1000


class Ranking(Value):
    """Chunks, best first, before any window is put around them."""

    chunks: tuple[FusedChunk, ...]
    trace: Trace


class Retriever:
    """Finds the passages that bear on a question; every channel can be switched off, and a failed one is left out."""

    def __init__(
        self,
        reader: GraphReader,
        embedder: Embedder,
        *,
        chat_model: "ModelClient | None" = None,
        link_predictor: "LinkPredictor | None" = None,
        settings: RetrievalSettings | None = None,
    ) -> None:
        self.reader = reader
        self.embedder = embedder
        self.settings = settings or RetrievalSettings()
        self._chat_model = chat_model
        self._linker = QuestionLinker(reader, embedder, self.settings.link)
        self._dense = DenseChannel()
        self._keyword = KeywordChannel()
        self._graph = GraphChannel(reader, self.settings.graph)
        self._kge = KgeChannel(reader, link_predictor)
        self._cypher = CypherChannel(reader, chat_model)

    async def retrieve(self, question: str, options: RetrievalOptions | None = None) -> Retrieval:
        """The `top_k` best chunks with their windows, merged where these touch, best first, and how they were found.

        Raises:
            QueryRejectedError: the question is empty or too long.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
        """
        wanted = options or RetrievalOptions()
        ranking = await self.rank(question, wanted)
        watch = Stopwatch()
        passages = await self._passages(ranking.chunks[: wanted.top_k], wanted)
        watch.note("window")
        ms = {**ranking.trace.ms, **watch.ms}
        ms["total"] = sum(value for name, value in ms.items() if name != "total")
        return Retrieval(passages=passages, trace=ranking.trace.model_copy(update={"ms": ms}))

    async def rank(self, question: str, options: RetrievalOptions | None = None) -> Ranking:
        """All chunks that the channels propose, in their common order.

        Raises:
            QueryRejectedError: the question is empty or too long.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
        """
        wanted = options or RetrievalOptions()
        plain = check_question(question, max_chars=self.settings.max_question_chars)
        await self._check_documents(wanted)
        watch = Stopwatch()
        analysed = await self._analyse(plain)
        watch.note("analyse")
        links = await self._linker.link(analysed.analysis)
        watch.note("link")
        vector = (await asyncio.to_thread(self.embedder.embed, [plain]))[0]
        watch.note("embed")
        asked = SearchQuestion(
            analysis=analysed.analysis,
            links=links,
            vector=tuple(vector.tolist()),
            depth=max(self.settings.depth, wanted.top_k),
            document_ids=wanted.document_ids,
        )
        results = await self._run_channels(asked, wanted)
        watch.note("channels")
        weights = self.settings.fusion.weights_for(links)
        chunks = fuse(results, weights, rank_constant=self.settings.fusion.rank_constant)
        watch.note("fuse")
        return Ranking(chunks=tuple(chunks), trace=self._trace(analysed, links, results, watch))

    def _trace(
        self,
        analysed: AnalysedQuestion,
        links: tuple[Link, ...],
        results: Sequence[ChannelResult],
        watch: Stopwatch,
    ) -> Trace:
        return Trace(
            analysis=analysed.analysis,
            links=links,
            channels=tuple(results),
            weights=weights_in_force(results, self.settings.fusion.weights_for(links)),
            usage=sum((result.usage for result in results), start=analysed.usage),
            ms={**watch.ms, "total": watch.total_ms},
            notes=(analysed.note,) if analysed.note else (),
        )

    async def _analyse(self, question: str) -> AnalysedQuestion:
        model = self._chat_model if self.settings.analyse_with_model else None
        return await analyse(question, model)

    async def _check_documents(self, options: RetrievalOptions) -> None:
        for document_id in dict.fromkeys(options.document_ids or ()):
            await self.reader.documents.get(document_id)

    async def _run_channels(
        self, question: SearchQuestion, options: RetrievalOptions
    ) -> tuple[ChannelResult, ...]:
        search = ChunkSearch(self.reader, question)
        finders: dict[ChannelName, Find] = {
            "cypher": lambda: self._cypher.find(question.analysis, question.links, options),
            "graph": lambda: self._graph.find(question, search),
            "dense": lambda: self._dense.find(search),
            "keyword": lambda: self._keyword.find(question, search),
            "kge": lambda: self._kge.find(question),
        }
        return await run_channels(finders, options.channels)

    async def _passages(self, chunks: Sequence[FusedChunk], options: RetrievalOptions) -> tuple[Passage, ...]:
        around = await self.reader.chunks.neighbourhoods([chunk.chunk_id for chunk in chunks], options.window)
        ids = dict.fromkeys(chunk.document_id for window in around.values() for chunk in window)
        documents = {document.id: document for document in await self.documents(list(ids))}
        return build_passages(chunks, around, documents, max_tokens=options.max_tokens)

    async def documents(self, ids: Sequence[str]) -> list[Document]:
        """The documents of these ids; one that was deleted in the meantime is left out."""
        found: list[Document] = []
        for document_id in dict.fromkeys(ids):
            try:
                found.append(await self.reader.documents.get(document_id))
            except NotFoundError:
                continue
        return found
