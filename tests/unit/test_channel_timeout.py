"""What becomes of a question when a channel does not come back."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import pytest

from kg.reader import GraphReader
from retrieval.channels.channel import QuestionContext, run_channels
from retrieval.question.analysis import analyse_by_rules
from schemas.errors import BackendError, GraphStoreError
from schemas.retrieval import ChannelResult, RankedChunk

_CHUNK = RankedChunk(chunk_id="c1", score=1.0)
_QUESTION = QuestionContext(
    # No channel here looks into the graph.
    reader=cast("GraphReader", None),
    analysis=analyse_by_rules("Who founded Engine Works?"),
    links=(),
    vector=(),
    graph_version=1,
)


@dataclass(frozen=True)
class Quick:
    """Finds a chunk at once."""

    name: str = "quick"
    weight: float = 1.0
    weight_without_entities: float = 1.0

    async def find(self, question: QuestionContext) -> ChannelResult:
        del question
        return ChannelResult(channel=self.name, status="ran", ranked=(_CHUNK,))


class Stuck(Quick):
    """Never finds anything."""

    async def find(self, question: QuestionContext) -> ChannelResult:
        await asyncio.Event().wait()
        return await super().find(question)


class Broken(Quick):
    """Fails at once."""

    async def find(self, question: QuestionContext) -> ChannelResult:
        raise GraphStoreError("Neo4j is away.", remedy="Start it.")


async def test_a_channel_that_takes_too_long_fails_and_the_others_are_kept() -> None:
    started = time.monotonic()
    stuck, quick = await run_channels([Stuck("stuck"), Quick()], _QUESTION, timeout_s=0.2)
    assert time.monotonic() - started < 5
    assert stuck.status == "failed"
    assert "longer than 0.2 s" in stuck.note
    assert "CITEGRAPH_RETRIEVAL__CHANNEL_TIMEOUT_S" in stuck.note
    assert stuck.ms >= 200
    assert (quick.status, quick.ranked) == ("ran", (_CHUNK,))


async def test_when_every_channel_takes_too_long_the_question_may_be_asked_again() -> None:
    with pytest.raises(BackendError, match=r"longer than 0\.1 s") as caught:
        await run_channels([Stuck("one"), Stuck("two")], _QUESTION, timeout_s=0.1)
    assert caught.value.retryable


async def test_a_channel_that_fails_or_is_not_wanted_says_why() -> None:
    channels = [Broken("broken"), Quick(), Quick("other")]
    results = await run_channels(channels, _QUESTION, ("broken", "quick"), timeout_s=5)
    assert [(one.status, one.note) for one in results] == [
        ("failed", "Neo4j is away. Start it."),
        ("ran", ""),
        ("off", "not asked for"),
    ]


@dataclass(frozen=True)
class Following(Quick):
    """Says what it was given to go on from."""

    name: str = "following"

    async def follow(self, question: QuestionContext, first: Sequence[RankedChunk]) -> ChannelResult:
        del question
        note = ", ".join(chunk.chunk_id for chunk in first)
        return ChannelResult(channel=self.name, status="ran", ranked=tuple(first), note=note)


def _joined(results: Sequence[ChannelResult]) -> list[RankedChunk]:
    return [chunk for result in results for chunk in result.ranked]


async def test_a_channel_that_follows_up_gets_what_the_others_found() -> None:
    channels = [Following(), Broken("broken"), Quick()]
    results = await run_channels(channels, _QUESTION, join=_joined, timeout_s=5)
    assert [(one.channel, one.status) for one in results] == [
        ("following", "ran"),
        ("broken", "failed"),
        ("quick", "ran"),
    ]
    assert results[0].note == "c1"


async def test_alone_a_channel_that_follows_up_finds_by_itself() -> None:
    following, quick = await run_channels(
        [Following(), Quick()], _QUESTION, ("following",), join=_joined, timeout_s=5
    )
    assert (following.status, following.note, quick.status) == ("ran", "", "off")
