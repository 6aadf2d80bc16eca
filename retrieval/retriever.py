"""The way from a question to ranked passages."""

import copy
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from retrieval.channels.channel import Channel, QuestionContext, RetrievalParts, run_channels
from retrieval.passages.fusion import FusedChunk, fuse, weights_in_force
from retrieval.passages.page_limit import PageLimit, find_page
from retrieval.passages.window import build_passages
from retrieval.question.analysis import AnalysedQuestion, CheckedQuestion, analyse
from retrieval.question.linking import QuestionLinker
from retrieval.question.reading import read
from schemas.conversation import Turn
from schemas.document import Document
from schemas.errors import ConfigError, NotFoundError, QueryRejectedError
from schemas.retrieval import ChannelResult, Passage, RankedChunk, Retrieval, RetrievalOptions, Trace
from schemas.spans import span

_SHOWN_CHARS = 40
_ASKED_CHARS = 200
_PAGE_DEPTH = 1_000
"""How many chunks a channel proposes where all but those of one page are left out."""


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
    page: PageLimit | None = None


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
        self.chat_model = parts.chat_model
        self._linker = QuestionLinker(parts.reader, parts.embedder, parts.settings.link)
        self._check_weights()

    @property
    def channel_names(self) -> tuple[str, ...]:
        """The channels' names, in their order."""
        return tuple(channel.name for channel in self.channels)

    def without_model(self) -> "Retriever":
        """The same one, whose questions are analysed by rules; its channels are shared, the one that asks the model too."""
        other = copy.copy(self)
        other.chat_model = None
        return other

    def weights(self, *, linked: bool) -> dict[str, float]:
        """The fusion weight of each channel for a question with entities linked, or without any."""
        fusion = self.settings.fusion
        if linked:
            return {channel.name: channel.weight for channel in self.channels} | fusion.weights
        own = {channel.name: channel.weight_without_entities for channel in self.channels}
        return own | fusion.weights_without_entities

    async def retrieve(
        self,
        question: CheckedQuestion,
        options: RetrievalOptions | None = None,
        history: Sequence[Turn] = (),
    ) -> Retrieval:
        """The `top_k` best chunks with their windows, merged where these touch, best first, and how they were found.

        `history` are the turns of the conversation before this question, the last one last.

        Raises:
            QueryRejectedError: one of the chosen channels does not exist.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
        """
        with span("retrieve"):
            return await self._retrieve(question, await self.narrowed(options or RetrievalOptions()), history)

    async def _retrieve(
        self, question: CheckedQuestion, wanted: RetrievalOptions, history: Sequence[Turn]
    ) -> Retrieval:
        chosen = await self._check(wanted)
        ranking = await self._rank(question, wanted, history)
        watch = Stopwatch()
        passages = await self._passages(ranking, wanted, chosen)
        watch.mark("window")
        ms = {**ranking.trace.ms, **watch.ms}
        ms["total"] = sum(value for name, value in ms.items() if name != "total")
        return Retrieval(passages=passages, trace=ranking.trace.model_copy(update={"ms": ms}))

    async def narrowed(self, options: RetrievalOptions) -> RetrievalOptions:
        """The options with the documents that have the facets in the place of these.

        Raises:
            NotFoundError: no document has them.
            GraphStoreError: Neo4j cannot be reached.
        """
        if not options.facets:
            return options
        found = await self.reader.documents.with_facets(options.facets, options.document_ids)
        if not found:
            asked = "; ".join(f"{name}: {' or '.join(values)}" for name, values in options.facets.items())
            raise NotFoundError(
                f"There is no document with {asked[:_ASKED_CHARS]}.",
                remedy="GET /v1/documents/facets lists what the documents state.",
            )
        return options.model_copy(update={"document_ids": tuple(found), "facets": {}})

    async def rank(self, question: CheckedQuestion, options: RetrievalOptions | None = None) -> Ranking:
        """All chunks that the channels propose, in their common order.

        Raises:
            QueryRejectedError: one of the chosen channels does not exist.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
        """
        wanted = await self.narrowed(options or RetrievalOptions())
        await self._check(wanted)
        return await self._rank(question, wanted)

    async def _rank(
        self, question: CheckedQuestion, wanted: RetrievalOptions, history: Sequence[Turn] = ()
    ) -> Ranking:
        watch = Stopwatch()
        asked = await read(question, history, self.chat_model, self.settings)
        analysed = await self._analyse(asked.question)
        page = await find_page(self.reader, asked.page, wanted.document_ids) if asked.page else None
        watch.mark("analyse")
        context, readings = await self._context(analysed, wanted, watch, page)
        weights = self.weights(linked=bool(context.entity_ids))

        def join(results: Sequence[ChannelResult]) -> list[FusedChunk]:
            return fuse(results, weights, rank_constant=self.settings.fusion.rank_constant)

        def first(results: Sequence[ChannelResult]) -> list[RankedChunk]:
            return [chunk.as_ranked() for chunk in join(page.only(results) if page else results)]

        results = await run_channels(
            self.channels,
            context,
            wanted.channels,
            join=first,
            timeout_s=self.settings.channel_timeout_s,
        )
        watch.mark("channels")
        results = page.only(results) if page else results
        chunks = page.completed(join(results)) if page else join(results)
        watch.mark("fuse")
        trace = Trace(
            analysis=context.analysis,
            reading=(*asked.notes, *([page.note] if page else ()), *readings),
            links=context.links,
            channels=results,
            weights=weights_in_force(results, weights),
            usage=sum((result.usage for result in results), start=asked.usage + analysed.usage),
            ms={**watch.ms, "total": watch.total_ms},
            notes=(analysed.note,) if analysed.note else (),
        )
        return Ranking(chunks=tuple(chunks), trace=trace, page=page)

    async def _context(
        self, analysed: AnalysedQuestion, wanted: RetrievalOptions, watch: Stopwatch, page: PageLimit | None
    ) -> tuple[QuestionContext, tuple[str, ...]]:
        """What the channels get, and what of the question is read otherwise than it is written."""
        version = await self.reader.version()
        linked = await self._linker.link(analysed.analysis, version)
        watch.mark("link")
        context = QuestionContext(
            reader=self.reader,
            analysis=linked.analysis,
            links=linked.links,
            vector=tuple(linked.vector.tolist()),
            graph_version=version,
            depth=max(_PAGE_DEPTH if page else self.settings.depth, wanted.top_k),
            document_ids=page.document_ids if page else wanted.document_ids,
        )
        return context, linked.notes

    async def _analyse(self, question: CheckedQuestion) -> AnalysedQuestion:
        model = self.chat_model if self.settings.analyse_with_model else None
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
        self, ranking: Ranking, options: RetrievalOptions, chosen: Mapping[str, Document]
    ) -> tuple[Passage, ...]:
        chunks = ranking.chunks[: options.top_k]
        around = await self.reader.chunks.neighbourhoods([chunk.chunk_id for chunk in chunks], options.window)
        around = ranking.page.cut(around) if ranking.page else around
        ids = {chunk.document_id for window in around.values() for chunk in window}
        documents = chosen or await self._documents(ids)
        return build_passages(chunks, around, documents, max_tokens=options.max_tokens)

    async def _documents(self, ids: Collection[str]) -> dict[str, Document]:
        return {document.id: document for document in await self.reader.documents.by_id(list(ids))}
