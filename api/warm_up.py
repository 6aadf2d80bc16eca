"""Loads beside the first calls what questions need, so that no question waits for it."""

import asyncio
import ctypes
import gc
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import structlog

from api.bootstrap import GraphServices
from retrieval.channels.cypher.channel import CypherChannel
from retrieval.question.analysis import CheckedQuestion, check_question
from schemas.errors import BackendError, CiteGraphError
from schemas.retrieval import RetrievalOptions

_LOG = structlog.get_logger(__name__)
_PAUSE_S = 2.0
_LONGEST_TITLE = 80
_QUESTIONS = {
    "en": "In which year did Zanthorp of {title} open the workshop?",
    "ko": "잔토르프는 {title}에서 언제 공방을 열었나?",
}
"""Each has a name that no document is likely to have, so that what is done for unknown names is done, too."""


class WarmUp:
    """Asks a question of everything but the chat model; all that is loaded at the first use is there after it."""

    def __init__(self, graph: GraphServices) -> None:
        self._graph = graph
        self.is_done = False
        self.error: Exception | None = None
        """Why it has not come to its end yet."""

    async def run(self) -> None:
        """Load all; where Neo4j is away, it is tried again."""
        while not self.is_done:
            try:
                await self._load()
            except CiteGraphError as error:
                self.error = error
                _LOG.warning("not warm yet", error=type(error).__name__)
                if not (isinstance(error, BackendError) and error.retryable):
                    return
                await asyncio.sleep(_PAUSE_S)
            except Exception as error:  # noqa: BLE001  nobody waits for this: it could not be told why the server is not ready
                self.error = error
                _LOG.exception("the first question failed")
                return
            else:
                self.is_done, self.error = True, None
                await asyncio.to_thread(_tidy_memory)

    async def _load(self) -> None:
        graph = self._graph
        await graph.ensure_ready()
        await asyncio.to_thread(graph.embedder.embed, ["?"])
        channels = [name for name in graph.retriever.channel_names if name != CypherChannel.name]
        answerer = graph.answerer.without_model()
        for question in await self._questions():
            await answerer.answer(question, RetrievalOptions(channels=tuple(channels)))

    async def _questions(self) -> Sequence[CheckedQuestion]:
        """One in each language of the documents, about one of them."""
        titles = await self._graph.store.reader.documents.title_of_each_language() or {"en": "Zanth"}
        return [
            check_question(
                _QUESTIONS[language].format(title=title[:_LONGEST_TITLE]),
                max_chars=self._graph.settings.retrieval.max_question_chars,
            )
            for language, title in titles.items()
            if language in _QUESTIONS
        ]


@asynccontextmanager
async def warming_up(graph: GraphServices) -> AsyncIterator[WarmUp | None]:
    """The warm-up, which goes on beside the block; None where the settings want none."""
    if not graph.settings.warm_up:
        yield None
        return
    warm_up = WarmUp(graph)
    task = asyncio.create_task(warm_up.run())
    try:
        yield warm_up
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _tidy_memory() -> None:
    """Give back what loading needed, and spare what stays from every later search for garbage."""
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library than glibc
            ctypes.CDLL("libc.so.6").malloc_trim(0)
