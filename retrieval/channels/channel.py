"""All channels at once, none of which may spoil the question, and the searches that they share."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.reader import GraphReader
from schemas.errors import CiteGraphError
from schemas.retrieval import CHANNELS, Analysis, ChannelName, ChannelResult, Link, RankedChunk


@dataclass(frozen=True)
class SearchQuestion:
    """What the channels get: the analysis, its links, the question's vector, and where and how deep to look.

    `vector` has shape (dimensions,); `depth` is the most chunks a channel proposes; `document_ids` None: everywhere.
    """

    analysis: Analysis
    links: tuple[Link, ...]
    vector: tuple[float, ...]
    depth: int
    document_ids: tuple[str, ...] | None = None


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


Find = Callable[[], Awaitable[ChannelResult]]


async def run_channels(
    finders: Mapping[ChannelName, Find], wanted: Sequence[ChannelName]
) -> tuple[ChannelResult, ...]:
    """The result of every channel, in the order of CHANNELS, with its milliseconds.

    A channel that is not wanted is "off", one that fails is "failed", each saying why.

    Raises:
        CiteGraphError: every wanted channel failed or is off, and this was the first failure.
    """
    outcomes = await asyncio.gather(*(_run(name, finders[name], wanted) for name in CHANNELS))
    results = [result for result, _ in outcomes]
    errors = [error for _, error in outcomes if error is not None]
    if errors and not any(result.status == "ran" for result in results):
        raise errors[0]
    return tuple(results)


async def _run(
    name: ChannelName, find: Find, wanted: Sequence[ChannelName]
) -> tuple[ChannelResult, CiteGraphError | None]:
    if name not in wanted:
        return ChannelResult(channel=name, status="off", note="not asked for"), None
    started = time.perf_counter()
    try:
        result, error = await find(), None
    except CiteGraphError as failure:
        note = f"{failure} {failure.remedy}".strip()
        result, error = ChannelResult(channel=name, status="failed", note=note), failure
    return result.model_copy(update={"ms": (time.perf_counter() - started) * 1000}), error
