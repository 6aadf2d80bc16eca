"""The way from a question to ranked passages."""

import asyncio
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from retrieval.channels.channel import Channel, QuestionContext, RetrievalParts, run_channels
from retrieval.passages.fusion import FusedChunk, fuse, weights_in_force
from retrieval.passages.window import build_passages
from retrieval.question.analysis import AnalysedQuestion, CheckedQuestion, analyse
from retrieval.question.linking import QuestionLinker
from schemas.document import Document
from schemas.errors import ConfigError, NotFoundError, QueryRejectedError
from schemas.retrieval import Passage, Retrieval, RetrievalOptions, Trace

_SHOWN_CHARS = 40


class Stopwatch:
    """Elapsed milliseconds per stage."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}
        self._started = self._last = time.perf_counter()

    def mark(self, stage: str) -> None:
        """End the stage: it began where the one before ended; a stage marked twice has the sum."""
        now = time.perf_counter()
        self.ms[stage] = self.ms.get(stage, 0.0) + (now - self._last) * 1000
        self._last = now

    @property
    def total_ms(self) -> float:
        """Milliseconds since the start."""
        return (time.perf_counter() - self._started) * 1000


@dataclass(frozen=True)
class Ranking:
    """Chunks, best first, before any window is put around them."""

    chunks: tuple[FusedChunk, ...]
    trace: Trace


class Retriever:
    """Finds the passages that bear on a question; every channel can be switched off, and a failed one is left out."""

    def __init__(self, parts: RetrievalParts, channels: Sequence[Channel]) -> None:
        """Make one that asks these channels.

        Raises:
            ConfigError: a fusion weight is set for a channel that is not among them.
        """
        self.reader = parts.reader
        self.embedder = parts.embedder
        self.settings = parts.settings
        self.channels = tuple(channels)
        self._chat_model = parts.chat_model
        self._linker = QuestionLinker(parts.reader, parts.embedder, parts.settings.link)
        self._check_weights()

    @property
    def channel_names(self) -> tuple[str, ...]:
        """The channels' names, in their order."""
        return tuple(channel.name for channel in self.channels)

    def weights(self, *, linked: bool) -> dict[str, float]:
        """The fusion weight of each channel for a question with entities linked, or without any."""
        fusion = self.settings.fusion
        if linked:
            return {channel.name: channel.weight for channel in self.channels} | fusion.weights
        own = {channel.name: channel.weight_without_entities for channel in self.channels}
        return own | fusion.weights_without_entities

    async def retrieve(self, question: CheckedQuestion, options: RetrievalOptions | None = None) -> Retrieval:
        """The `top_k` best chunks with their windows, merged where these touch, best first, and how they were found.

        Raises:
            QueryRejectedError: one of the chosen channels does not exist.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
        """
        wanted = options or RetrievalOptions()
        chosen = await self._check(wanted)
        ranking = await self._rank(question, wanted)
        watch = Stopwatch()
        passages = await self._passages(ranking.chunks[: wanted.top_k], wanted, chosen)
        watch.mark("window")
        ms = {**ranking.trace.ms, **watch.ms}
        ms["total"] = sum(value for name, value in ms.items() if name != "total")
        return Retrieval(passages=passages, trace=ranking.trace.model_copy(update={"ms": ms}))

    async def rank(self, question: CheckedQuestion, options: RetrievalOptions | None = None) -> Ranking:
        """All chunks that the channels propose, in their common order.

        Raises:
            QueryRejectedError: one of the chosen channels does not exist.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
        """
        wanted = options or RetrievalOptions()
        await self._check(wanted)
        return await self._rank(question, wanted)

    async def _rank(self, question: CheckedQuestion, wanted: RetrievalOptions) -> Ranking:
        watch = Stopwatch()
        analysed = await self._analyse(question)
        watch.mark("analyse")
        context = await self._context(question, analysed, wanted, watch)
        results = await run_channels(
            self.channels, context, wanted.channels, timeout_s=self.settings.channel_timeout_s
        )
        watch.mark("channels")
        weights = self.weights(linked=bool(context.entity_ids))
        chunks = fuse(results, weights, rank_constant=self.settings.fusion.rank_constant)
        watch.mark("fuse")
        trace = Trace(
            analysis=context.analysis,
            links=context.links,
            channels=results,
            weights=weights_in_force(results, weights),
            usage=sum((result.usage for result in results), start=analysed.usage),
            ms={**watch.ms, "total": watch.total_ms},
            notes=(analysed.note,) if analysed.note else (),
        )
        return Ranking(chunks=tuple(chunks), trace=trace)

    async def _context(
        self,
        question: CheckedQuestion,
        analysed: AnalysedQuestion,
        wanted: RetrievalOptions,
        watch: Stopwatch,
    ) -> QuestionContext:
        version = await self.reader.version()
        links = await self._linker.link(analysed.analysis, version)
        watch.mark("link")
        vector = (await asyncio.to_thread(self.embedder.embed, [question]))[0]
        watch.mark("embed")
        return QuestionContext(
            reader=self.reader,
            analysis=analysed.analysis,
            links=links,
            vector=tuple(vector.tolist()),
            graph_version=version,
            depth=max(self.settings.depth, wanted.top_k),
            document_ids=wanted.document_ids,
        )

    async def _analyse(self, question: CheckedQuestion) -> AnalysedQuestion:
        model = self._chat_model if self.settings.analyse_with_model else None
        return await analyse(question, model)

    def _check_weights(self) -> None:
        fusion = self.settings.fusion
        if unknown := {*fusion.weights, *fusion.weights_without_entities} - {*self.channel_names}:
            raise ConfigError(
                f"fusion weights are set for what is not a channel: {', '.join(sorted(unknown))}",
                remedy=f"Name only these in CITEGRAPH_RETRIEVAL__FUSION: {', '.join(self.channel_names)}.",
            )

    async def _check(self, options: RetrievalOptions) -> dict[str, Document]:
        """The chosen documents by id, none when none are chosen."""
        if unknown := set(options.channels or ()) - set(self.channel_names):
            raise QueryRejectedError(
                f"there is no channel {min(unknown)[:_SHOWN_CHARS]!r}",
                remedy=f"Choose among {', '.join(self.channel_names)}.",
            )
        if not options.document_ids:
            return {}
        chosen = await self._documents(options.document_ids)
        if missing := [identifier for identifier in options.document_ids if identifier not in chosen]:
            raise NotFoundError(
                f"There is no document {missing[0]!r}.", remedy="List the documents to see their ids."
            )
        return chosen

    async def _passages(
        self, chunks: Sequence[FusedChunk], options: RetrievalOptions, chosen: Mapping[str, Document]
    ) -> tuple[Passage, ...]:
        around = await self.reader.chunks.neighbourhoods([chunk.chunk_id for chunk in chunks], options.window)
        ids = {chunk.document_id for window in around.values() for chunk in window}
        documents = chosen or await self._documents(ids)
        return build_passages(chunks, around, documents, max_tokens=options.max_tokens)

    async def _documents(self, ids: Collection[str]) -> dict[str, Document]:
        return {document.id: document for document in await self.reader.documents.by_id(list(ids))}
