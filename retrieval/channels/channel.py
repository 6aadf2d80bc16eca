"""What a channel is, and all of them at once: a failing channel never fails the question."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from kg.reader import GraphReader
from llm.client import ModelClient
from retrieval.settings import RetrievalSettings
from schemas.errors import CiteGraphError
from schemas.ports import Embedder
from schemas.retrieval import Analysis, ChannelResult, Link, RankedChunk

ChunkSearch = asyncio.Task[list[RankedChunk]]


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
    they are first wanted, and are made once.
    """

    reader: GraphReader = field(repr=False)
    analysis: Analysis
    links: tuple[Link, ...]
    vector: tuple[float, ...] = field(repr=False)
    graph_version: int
    depth: int = 100
    document_ids: tuple[str, ...] | None = None

    @property
    def entity_ids(self) -> list[str]:
        """The entities that the question names, in its order."""
        return list(dict.fromkeys(link.target for link in self.links if link.kind == "entity"))

    @property
    def relation_types(self) -> list[str]:
        """The relation types that the question names."""
        return list(dict.fromkeys(link.target for link in self.links if link.kind == "relation"))

    @cached_property
    def nearest_chunks(self) -> ChunkSearch:
        """The chunks whose vectors are nearest to the question's, best first; `score` is (1 + cosine) / 2."""
        return asyncio.create_task(self.reader.chunks.nearest(self.vector, self.depth, self.document_ids))

    @cached_property
    def keyword_chunks(self) -> ChunkSearch:
        """The chunks with the rarest of the question's words, best first; `score` is BM25's, 0 upwards."""
        return asyncio.create_task(
            self.reader.chunks.by_words(self.analysis.keywords, self.depth, self.document_ids)
        )


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


class ChannelKind(_Described, Protocol):
    """How a channel is made: its class."""

    def __call__(self, parts: RetrievalParts, /) -> Channel:
        """The channel, ready for any number of questions."""


async def run_channels(
    channels: Sequence[Channel], question: QuestionContext, wanted: Sequence[str] | None = None
) -> tuple[ChannelResult, ...]:
    """The result of every channel, in their order, with its milliseconds; `wanted` None: all are.

    A channel that is not wanted is "off", one that fails is "failed", each saying why.

    Raises:
        CiteGraphError: every wanted channel failed or is off, and this was the first failure.
    """
    outcomes = await asyncio.gather(*(_run(channel, question, wanted) for channel in channels))
    results = [result for result, _ in outcomes]
    errors = [error for _, error in outcomes if error is not None]
    if errors and not any(result.status == "ran" for result in results):
        raise errors[0]
    return tuple(results)


async def _run(
    channel: Channel, question: QuestionContext, wanted: Sequence[str] | None
) -> tuple[ChannelResult, CiteGraphError | None]:
    if wanted is not None and channel.name not in wanted:
        return ChannelResult(channel=channel.name, status="off", note="not asked for"), None
    started = time.perf_counter()
    try:
        result, error = await channel.find(question), None
    except CiteGraphError as failure:
        note = f"{failure} {failure.remedy}".strip()
        result, error = ChannelResult(channel=channel.name, status="failed", note=note), failure
    return result.model_copy(update={"ms": (time.perf_counter() - started) * 1000}), error
