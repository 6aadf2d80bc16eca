"""Requests to a chat model: bounded in number, repeated where that may help, with our own errors."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from llm.errors import Remedies
from llm.pace import Pace
from llm.reply import (
    WHOLE,
    WHOLE_OR_CALLS,
    ModelReply,
    StreamedReply,
    check_whole,
    reply_of_body,
    reply_of_message,
    unreadable,
)
from llm.settings import ModelCallSettings
from llm.usage import UsageCounter
from schemas.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
    from langchain_core.runnables import Runnable
    from openai import DefaultAsyncHttpxClient
    from tenacity import AsyncRetrying, RetryCallState

    ChatModel = BaseChatModel
    GraphChain = Runnable[dict[str, str], AIMessage | dict[str, AIMessage]]
    Invoke = Callable[[], Awaitable[AIMessage | dict[str, AIMessage]]]
    Messages = Callable[[], list[BaseMessage]]

_UNKNOWN_OUTPUT_TOKENS = 1_000
"""So many are counted for a reply that is on its way where the model has no limit of its own."""


class ModelClient:
    """Asks one chat model, never with more requests at once than agreed, and again where that may help.

    When the endpoint says how long to wait (Retry-After), all requests of this client wait, not only the one that was
    refused. A model with a `call_window` is asked no more often a minute than that allows.
    """

    def __init__(self, model: "ChatModel", settings: ModelCallSettings, remedies: Remedies) -> None:
        self._model = model
        self._settings = settings
        self._remedies = remedies
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._resume_at = 0.0
        window = getattr(model, "call_window", None)
        self._pace = (
            None if window is None else Pace(window, self.name, output_tokens=_most_output_tokens(model))
        )

    @property
    def name(self) -> str:
        """The model's name, or its class where it has none."""
        return str(getattr(self._model, "model_name", "") or type(self._model).__name__)

    @property
    def identity(self) -> tuple[str, str, float | None]:
        """All that tells one model's replies from another's: name, endpoint and temperature; never the key."""
        endpoint = str(getattr(self._model, "openai_api_base", None) or "").rstrip("/")
        return self.name, endpoint, getattr(self._model, "temperature", None)

    def counter(self) -> UsageCounter:
        """A counter of what one task asks of this model, to be given to each of its requests."""
        return UsageCounter(self.name)

    async def ask(self, *, system: str, user: str, counter: UsageCounter) -> ModelReply:
        """The model's whole reply to a question.

        Raises:
            ModelError: the request failed, or had no turn in time; not retryable when every other would fail the same way.
            ModelReplyError: the reply is not usable; its subclasses say why.
        """
        messages = _messages(system, user)
        return await self._ask(lambda: self._model.ainvoke(messages), lambda: messages, counter, WHOLE)

    async def ask_about(self, *, system: str, user: str, picture: bytes, counter: UsageCounter) -> ModelReply:
        """The model's whole reply to a question about a picture (PNG).

        Raises:
            ModelError: the request failed.
            ModelReplyError: the reply is not usable, or the model takes no pictures.
        """
        messages = _messages_with_picture(system, user, picture)
        return await self._ask(lambda: self._model.ainvoke(messages), lambda: messages, counter, WHOLE)

    async def ask_chain(
        self, chain: "GraphChain", inputs: Mapping[str, str], counter: UsageCounter
    ) -> ModelReply:
        """The whole reply of a chain of a prompt and this client's model; it may consist of calls of a tool.

        Raises:
            ModelError: the request failed, or had no turn in time; not retryable when every other would fail the same way.
            ModelReplyError: the reply is not usable; its subclasses say why.
        """

        def messages() -> "list[BaseMessage]":
            prompts = chain.get_prompts()
            return [each for prompt in prompts for each in prompt.format_prompt(**inputs).to_messages()]

        return await self._ask(lambda: chain.ainvoke(dict(inputs)), messages, counter, WHOLE_OR_CALLS)

    async def stream(
        self, *, system: str, user: str, counter: UsageCounter
    ) -> AsyncIterator[str | ModelReply]:
        """Pieces of the reply as they come, thoughts too, and at the end the whole of it.

        A request is repeated only as long as no piece has been given out.

        Raises:
            ModelError: the request failed, or the model went silent.
            ModelReplyError: the reply is not usable, though pieces of it were given out; its subclasses say why.
        """
        messages, begun = _messages(system, user), False
        retrying = self._retrying(lambda error: not begun and self._may_help(error))
        async for attempt in retrying:
            with attempt:
                async for piece in self._stream_once(messages, counter):
                    begun = True
                    yield piece

    async def _ask(
        self, invoke: "Invoke", messages: "Messages", counter: UsageCounter, whole: Collection[str]
    ) -> ModelReply:
        asking = self._retrying(self._may_help)
        reply: ModelReply = await asking(self._ask_once, invoke, messages, counter, whole)
        return reply

    async def _ask_once(
        self, invoke: "Invoke", messages: "Messages", counter: UsageCounter, whole: Collection[str]
    ) -> ModelReply:
        from llm.openai_errors import UNREADABLE

        async with self._request(counter, messages) as count:
            try:
                async with asyncio.timeout(self._settings.timeout_s):
                    result = await invoke()
                reply = reply_of_message(result["raw"] if isinstance(result, dict) else result)
            except UNREADABLE as error:
                reply = reply_of_body(error)
            await count(reply)
        check_whole(reply, self._remedies, whole=whole)
        return reply

    async def _stream_once(
        self, messages: list["BaseMessage"], counter: UsageCounter
    ) -> AsyncIterator[str | ModelReply]:
        from llm.openai_errors import UNREADABLE

        streamed = StreamedReply()
        pieces = self._model.astream(messages)
        async with self._request(counter, lambda: messages) as count:
            try:
                while (piece := await self._next(pieces)) is not None:
                    if text := streamed.add(piece):
                        yield text
            except UNREADABLE as error:
                raise unreadable(error) from error
            reply = streamed.reply()
            await count(reply)
        check_whole(reply, self._remedies, whole=WHOLE, must_say_so=True)
        yield reply

    async def _next(self, pieces: AsyncIterator["AIMessageChunk"]) -> "AIMessageChunk | None":
        async with asyncio.timeout(self._settings.timeout_s):
            return await anext(pieces, None)

    @asynccontextmanager
    async def _request(
        self, counter: UsageCounter, messages: "Messages"
    ) -> AsyncIterator[Callable[[ModelReply], Awaitable[None]]]:
        """Wait for a free slot, the end of a pause and a turn; count the request and, as it is told, its reply; translate its errors."""
        from llm.openai_errors import translated

        async with self._slots:
            await self._pause()
            call = await self._turn(messages)
            await self._pause()
            try:
                with counter.request() as span, translated(self._remedies):

                    async def count(reply: ModelReply) -> None:
                        counter.add_tokens(reply, span)
                        if self._pace is not None and call is not None:
                            await self._pace.settle(call, reply)

                    yield count
            except ModelError as error:
                if error.retry_after_s and error.retry_after_s <= self._settings.longest_wait_s:
                    self._resume_at = max(self._resume_at, time.monotonic() + error.retry_after_s)
                raise

    async def _pause(self) -> None:
        await asyncio.sleep(max(0.0, self._resume_at - time.monotonic()))

    async def _turn(self, messages: "Messages") -> int | None:
        if self._pace is None:
            return None
        return await self._pace.turn(messages(), within_s=self._settings.longest_turn_s)

    def _retrying(self, may_help: "Callable[[BaseException], bool]") -> "AsyncRetrying":
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, stop_before_delay

        within_s = self._settings.retry_within_s
        stop = stop_after_attempt(self._settings.max_attempts)
        return AsyncRetrying(
            stop=stop if within_s is None else stop | stop_before_delay(within_s),
            wait=self._wait_s,
            retry=retry_if_exception(may_help),
            reraise=True,
        )

    def _may_help(self, error: BaseException) -> bool:
        longest_s = self._settings.longest_wait_s
        return isinstance(error, ModelError) and error.retryable and (error.retry_after_s or 0) <= longest_s

    def _wait_s(self, state: "RetryCallState") -> float:
        from tenacity import wait_exponential_jitter

        first_s = self._settings.first_wait_s
        backoff = wait_exponential_jitter(
            multiplier=first_s, max=self._settings.longest_wait_s, jitter=first_s
        )
        error = state.outcome.exception() if state.outcome else None
        asked_s = (error.retry_after_s or 0.0) if isinstance(error, ModelError) else 0.0
        return max(asked_s, backoff(state))


def open_connections() -> "DefaultAsyncHttpxClient":
    """HTTP connections with OpenAI's own limits, to be closed by the caller (`async with`).

    Those that LangChain makes by itself are shared by the whole process and never closed.
    """
    from openai import DefaultAsyncHttpxClient

    return DefaultAsyncHttpxClient()


def _most_output_tokens(model: "ChatModel") -> int:
    return int(getattr(model, "max_tokens", None) or _UNKNOWN_OUTPUT_TOKENS)


def _messages(system: str, user: str) -> list["BaseMessage"]:
    from langchain_core.messages import HumanMessage, SystemMessage

    return [SystemMessage(system), HumanMessage(user)]


def _messages_with_picture(system: str, user: str, picture: bytes) -> list["BaseMessage"]:
    from langchain_core.messages import HumanMessage, SystemMessage

    address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    parts: list[str | dict[str, object]] = [
        {"type": "text", "text": user},
        {"type": "image_url", "image_url": {"url": address}},
    ]
    return [SystemMessage(system), HumanMessage(parts)]
