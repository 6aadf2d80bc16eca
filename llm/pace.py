"""The turns of requests to a chat model, where only so many a minute are allowed."""

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from llm import metrics
from llm.usage import count_tokens
from schemas.errors import BackendError, ModelError
from schemas.ports import CallWindow

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    from llm.reply import ModelReply

_LOG = logging.getLogger(__name__)
_LOOK_S = 1.0
"""So often is asked again: another call may have had fewer tokens than it was counted with."""
_SAID_S = 5.0
_PICTURE_TOKENS = 2_000


class Pace:
    """Lets requests begin when the limits a minute allow it; those of one client in the order in which they came."""

    def __init__(self, window: CallWindow, model: str, *, output_tokens: int) -> None:
        """A request is counted with as many `output_tokens` as it may have, until its reply says how many it had."""
        self._window = window
        self._model = model
        self._output_tokens = output_tokens
        self._next = asyncio.Lock()

    async def turn(self, messages: "list[BaseMessage]", *, within_s: float) -> int:
        """Wait until the request may begin; what to call it in `settle`.

        Raises:
            ModelError: that would take longer; retryable.
            BackendError: nothing can be counted now.
        """
        tokens = self._output_tokens + _tokens_of(messages)
        began = time.monotonic()
        wait_s = within_s
        try:
            async with asyncio.timeout(within_s), self._next:
                while (turn := await self._window.take(tokens)).call is None:
                    wait_s = turn.wait_s
                    await asyncio.sleep(min(wait_s, _LOOK_S))
        except TimeoutError as error:
            raise ModelError(
                f"the limits a minute of the chat model left no turn within {within_s:g} s",
                remedy="Try again later, or raise CITEGRAPH_CHAT_LIMITS if the account allows more.",
                retryable=True,
                retry_after_s=wait_s,
            ) from error
        finally:
            self._note(time.monotonic() - began)
        return turn.call

    async def settle(self, call: int, reply: "ModelReply") -> None:
        """Note how many tokens the request had, where its reply says so; one that cannot be noted stays counted as it was."""
        tokens = reply.input_tokens + reply.output_tokens
        if not tokens:
            return
        try:
            await self._window.correct(call, tokens)
        except BackendError as error:
            _LOG.warning("the tokens of a request to %s could not be noted: %s", self._model, error)

    def _note(self, waited_s: float) -> None:
        metrics.WAITED.labels(self._model).observe(waited_s)
        if waited_s > _SAID_S:
            _LOG.info("a request to %s waited %.0f s for the limits a minute", self._model, waited_s)


def _tokens_of(messages: "list[BaseMessage]") -> int:
    """An estimate that is rather too high."""
    parts = [part for message in messages for part in message.content_blocks]
    return sum(count_tokens(part["text"]) if part["type"] == "text" else _PICTURE_TOKENS for part in parts)
