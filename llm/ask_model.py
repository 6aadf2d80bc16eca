"""One question to the chat model, with its cost, and with our errors instead of the client library's."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from llm.reasoning import without_thoughts
from schemas.errors import ModelError
from schemas.extraction import Usage
from schemas.value import Value

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage

_REASON_CHARS = 300
_CHECK_KEY = "Check OPENAI_API_KEY and the model's name (CITEGRAPH_CHAT_MODEL)."
_CHECK_ADDRESS = "Check OPENAI_BASE_URL and that the endpoint is running."
_LATER = "Ask again a little later."


class ModelReply(Value):
    """What the model said, without the thoughts before it, and what it cost."""

    text: str
    usage: Usage


async def ask_model(model: "BaseChatModel", *, system: str, user: str, timeout_s: float | None) -> ModelReply:
    """The model's whole reply; with `timeout_s` None the client's own limit holds.

    Raises:
        ModelError: the model cannot be reached, declines, or does not answer in time.
    """
    started = time.perf_counter()
    try:
        async with asyncio.timeout(timeout_s):
            message = await model.ainvoke(_messages(system, user))
    except _client_errors() as error:
        raise translate_model_error(error) from error
    return ModelReply(text=without_thoughts(message.text), usage=_usage(model, message, started))


async def stream_model(
    model: "BaseChatModel", *, system: str, user: str, timeout_s: float | None
) -> AsyncIterator[str | ModelReply]:
    """Pieces of the reply as they come, thoughts too, and at the end the whole of it.

    Raises:
        ModelError: the model cannot be reached, declines, sends nothing, or goes silent for `timeout_s` (None: the
            client's own limit).
    """
    started = time.perf_counter()
    pieces = model.astream(_messages(system, user))
    whole: AIMessage | None = None
    while True:
        try:
            async with asyncio.timeout(timeout_s):
                piece = await anext(pieces, None)
        except _client_errors() as error:
            raise translate_model_error(error) from error
        if piece is None:
            break
        whole = piece if whole is None else whole + piece  # type: ignore[assignment]
        if piece.text:
            yield piece.text
    if whole is None or not whole.text.strip():
        raise ModelError("the chat model sent nothing", remedy=_LATER, retryable=True)
    yield ModelReply(text=without_thoughts(whole.text), usage=_usage(model, whole, started))


def translate_model_error(error: Exception) -> ModelError:
    """Our error for what the client library raised."""
    import openai

    said = " ".join(str(error).split())[:_REASON_CHARS]
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError | openai.NotFoundError):
        return ModelError(f"the chat model's endpoint refuses: {said}", remedy=_CHECK_KEY)
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return ModelError("the chat model did not answer in time", remedy=_LATER, retryable=True)
    if isinstance(error, openai.APIConnectionError):
        return ModelError(f"no connection to the chat model: {said}", remedy=_CHECK_ADDRESS, retryable=True)
    if isinstance(error, openai.APIStatusError):
        retryable = error.status_code in {408, 409, 425, 429} or error.status_code >= 500
        message = f"the chat model's endpoint answered {error.status_code}: {said}"
        return ModelError(message, remedy=_LATER if retryable else _CHECK_KEY, retryable=retryable)
    return ModelError(f"the chat model's answer cannot be read: {said}", remedy=_CHECK_ADDRESS)


def _client_errors() -> tuple[type[Exception], ...]:
    """What the client raises; the last four where an endpoint answers in another form than OpenAI's."""
    import openai

    return (openai.OpenAIError, TimeoutError, ValueError, TypeError, LookupError, AttributeError)


def _messages(system: str, user: str) -> list["BaseMessage"]:
    from langchain_core.messages import HumanMessage, SystemMessage

    return [SystemMessage(system), HumanMessage(user)]


def _usage(model: "BaseChatModel", message: "AIMessage", started: float) -> Usage:
    counts = message.usage_metadata
    return Usage(
        model=str(getattr(model, "model_name", "") or ""),
        model_calls=1,
        input_tokens=counts["input_tokens"] if counts else 0,
        output_tokens=counts["output_tokens"] if counts else 0,
        latency_ms=(time.perf_counter() - started) * 1000,
    )
