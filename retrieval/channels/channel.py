"""What a channel is, and all of them at once: a channel that fails or takes too long never fails the question."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, runtime_checkable

from kg.reader import GraphReader
from llm.client import ModelClient
from retrieval.settings import RetrievalSettings
from schemas.errors import BackendError, CiteGraphError
from schemas.ports import Embedder
from schemas.retrieval import Analysis, ChannelResult, Link, RankedChunk
from schemas.spans import ERROR, span

ChunkSearch = asyncio.Future[list[RankedChunk]]


@dataclass(frozen=True)
class RetrievalParts:
    """What retrieval is made of, and what a channel may use."""

    reader: GraphReader
    embedder: Embedder
    chat_model: ModelClient | None = None
    settings: RetrievalSettings = field(default_factory=RetrievalSettings)


@dataclass(frozen=True)
class QuestionContext:
    """A question as every channel gets it: analysed, linked and embedded, with where and how deep to look.

    `vector` has shape (dimensions,); `depth` is the most chunks a channel proposes; `document_ids` None: everywhere;
    `graph_version` is that of the graph when the question came. The searches that several channels want start when
    they are first wanted, and are made once; a channel that stops waiting for one does not end it for the others.
    """

    reader: GraphReader = field(repr=False)
    analysis: Analysis
    links: tuple[Link, ...]
    vector: tuple[float, ...] = field(repr=False)
    graph_version: int
    depth: int = 100
    document_ids: tuple[str, ...] | None = None
    _searches: list[ChunkSearch] = field(default_factory=list, init=False, repr=False)

    @property
    def entity_ids(self) -> list[str]:
        """The entities that the question names, in its order."""
        return list(dict.fromkeys(link.target for link in self.links if link.kind == "entity"))

    @property
    def relation_types(self) -> list[str]:
        """The relation types that the question names."""
        return list(dict.fromkeys(link.target for link in self.links if link.kind == "relation"))

    @property
    def nearest_chunks(self) -> ChunkSearch:
        """The chunks whose vectors are nearest to the question's, best first; `score` is (1 + cosine) / 2."""
        return asyncio.shield(self._nearest_chunks)

    @property
    def keyword_chunks(self) -> ChunkSearch:
        """The chunks with the rarest of the question's words, best first; `score` is BM25's, 0 upwards."""
        return asyncio.shield(self._keyword_chunks)

    def end_searches(self) -> None:
        """Cancel the searches that are still running."""
        for search in self._searches:
            search.cancel()

    @cached_property
    def _nearest_chunks(self) -> ChunkSearch:
        return self._start(self.reader.chunks.nearest(self.vector, self.depth, self.document_ids))

    @cached_property
    def _keyword_chunks(self) -> ChunkSearch:
        return self._start(self.reader.chunks.by_words(self.analysis.keywords, self.depth, self.document_ids))

    def _start(self, search: Coroutine[None, None, list[RankedChunk]]) -> ChunkSearch:
        self._searches.append(asyncio.create_task(search))
        return self._searches[-1]


class _Described(Protocol):
    @property
    def name(self) -> str:
        """What callers, settings and traces call the channel: unique, in lower case."""

    @property
    def weight(self) -> float:
        """Its fusion weight where a name of the question is linked to an entity, 0 upwards."""

    @property
    def weight_without_entities(self) -> float:
        """Its fusion weight where none is."""


class Channel(_Described, Protocol):
    """One way of finding chunks; tests/contracts/channels.py says what every channel promises."""

    async def find(self, question: QuestionContext) -> ChannelResult:
        """The chunks that the channel proposes, best first, each once; "off" with the reason where it cannot look.

        Raises:
            CiteGraphError: something that the channel depends on failed.
        """


@runtime_checkable
class FollowUpChannel(Channel, Protocol):
    """A channel that goes on from what the others found; alone, it starts from what it finds itself."""

    async def follow(self, question: QuestionContext, first: Sequence[RankedChunk]) -> ChannelResult:
        """As `find`, starting from the best chunks of the other channels, best first, `score` 0..1."""


class ChannelKind(_Described, Protocol):
    """How a channel is made: its class."""

    def __call__(self, parts: RetrievalParts, /) -> Channel:
        """The channel, ready for any number of questions."""


Join = Callable[[Sequence[ChannelResult]], Sequence[RankedChunk]]
"""The common ranking of some channels."""


async def run_channels(
    channels: Sequence[Channel],
    question: QuestionContext,
    wanted: Sequence[str] | None = None,
    *,
    join: Join | None = None,
    timeout_s: float,
) -> tuple[ChannelResult, ...]:
    """The result of every channel, in their order, with its milliseconds; `wanted` None: all are.

    Those that follow up on the others are asked after them, with what `join` makes of the others' results. A channel that is
    not wanted is "off", one that fails or takes longer than `timeout_s` is "failed", each saying why.

    Raises:
        CiteGraphError: every wanted channel failed or is off, and this was the first failure.
    """
    asked = [channel for channel in channels if wanted is None or channel.name in wanted]
    outcomes = {channel.name: _off(channel) for channel in channels if channel not in asked}
    following = [channel for channel in asked if isinstance(channel, FollowUpChannel)]
    leading = [channel for channel in asked if channel not in following]
    try:
        outcomes |= await _all(leading, [channel.find(question) for channel in leading], timeout_s)
        first = join([outcomes[channel.name][0] for channel in leading]) if join and following else ()
        follow = [
            channel.follow(question, first) if first else channel.find(question) for channel in following
        ]
        outcomes |= await _all(following, follow, timeout_s)
    finally:
        question.end_searches()
    results = [outcomes[channel.name] for channel in channels]
    errors = [error for _, error in results if error is not None]
    if errors and not any(result.status == "ran" for result, _ in results):
        raise errors[0]
    return tuple(result for result, _ in results)


_Outcome = tuple[ChannelResult, CiteGraphError | None]
_Finding = Coroutine[None, None, ChannelResult]


async def _all(
    channels: Sequence[Channel], finding: Sequence[_Finding], timeout_s: float
) -> dict[str, _Outcome]:
    outcomes = await asyncio.gather(
        *(_run(channel, found, timeout_s) for channel, found in zip(channels, finding, strict=True))
    )
    return {channel.name: outcome for channel, outcome in zip(channels, outcomes, strict=True)}


def _off(channel: Channel) -> _Outcome:
    return ChannelResult(channel=channel.name, status="off", note="not asked for"), None


async def _run(channel: Channel, finding: _Finding, timeout_s: float) -> _Outcome:
    started = time.perf_counter()
    with span(f"channel {channel.name}") as spanned:
        try:
            result, error = await _in_time(finding, timeout_s), None
        except CiteGraphError as failure:
            note = f"{failure} {failure.remedy}".strip()
            result, error = ChannelResult(channel=channel.name, status="failed", note=note), failure
            spanned.note({ERROR: type(failure).__name__})
        spanned.note({"citegraph.channel.status": result.status, "citegraph.chunks": len(result.ranked)})
    return result.model_copy(update={"ms": (time.perf_counter() - started) * 1000}), error


async def _in_time(finding: _Finding, timeout_s: float) -> ChannelResult:
    try:
        async with asyncio.timeout(timeout_s):
            return await finding
    except TimeoutError as error:
        raise BackendError(
            f"It took longer than {timeout_s:g} s.",
            remedy="Ask again later, or raise CITEGRAPH_RETRIEVAL__CHANNEL_TIMEOUT_S.",
            retryable=True,
        ) from error
