"""One question to a chat model, asked with patience."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llm.errors import TooLongError, translate_fault
from llm.settings import ModelCallSettings
from schemas.errors import MalformedOutputError, ModelError, ModelRefusedError
from schemas.extraction import Usage

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage
    from langchain_core.runnables import Runnable
    from tenacity import RetryCallState

    GraphChain = Runnable[dict[str, str], AIMessage | dict[str, AIMessage]]

RAW_HEAD_CHARS = 500


@dataclass(frozen=True)
class ModelReply:
    """What the model said: its text, or the arguments of its tool calls, as JSON, one after another."""

    text: str
    finish_reason: str = ""
    refusal: str = ""
    input_tokens: int = 0
    output_tokens: int = 0


class Meter:
    """Adds up what the requests for one chunk took; latency is the time of the requests without the waits."""

    def __init__(self) -> None:
        self.requests = 0
        self.input_tokens = 0
        self.output_tokens = 0
        self.latency_ms = 0.0

    def usage(self, model: str) -> Usage:
        """The sums so far."""
        return Usage(
            model=model,
            model_calls=self.requests,
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            latency_ms=self.latency_ms,
        )


class PatientCaller:
    """Asks a chain, never more than the agreed number of requests at once, and again where that may help.

    When the endpoint says how long to wait (Retry-After), all requests wait, not only the one that was told.
    """

    def __init__(self, settings: ModelCallSettings) -> None:
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._resume_at = 0.0

    async def ask(self, chain: "GraphChain", inputs: Mapping[str, str], meter: Meter) -> ModelReply:
        """The model's reply.

        Raises:
            ModelError: the request failed for good; not retryable when every other would fail the same way.
            TooLongError: the text or the answer does not fit the model.
            ModelRefusedError: the model declined to answer.
            MalformedOutputError: the endpoint's answer cannot be read.
        """
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._settings.max_attempts),
            wait=self._wait_s,
            retry=retry_if_exception(self._may_pass),
            reraise=True,
        )
        reply: ModelReply = await retrying(self._ask_once, chain, inputs, meter)
        _check(reply)
        return reply

    def _may_pass(self, error: BaseException) -> bool:
        patience_s = self._settings.longest_wait_s
        return isinstance(error, ModelError) and error.retryable and (error.retry_after_s or 0) <= patience_s

    def _wait_s(self, state: "RetryCallState") -> float:
        from tenacity import wait_exponential_jitter

        first_s = self._settings.first_wait_s
        backoff = wait_exponential_jitter(
            multiplier=first_s, max=self._settings.longest_wait_s, jitter=first_s
        )
        error = state.outcome.exception() if state.outcome else None
        asked_s = (error.retry_after_s or 0.0) if isinstance(error, ModelError) else 0.0
        return max(asked_s, backoff(state))

    async def _ask_once(self, chain: "GraphChain", inputs: Mapping[str, str], meter: Meter) -> ModelReply:
        async with self._slots:
            await asyncio.sleep(max(0.0, self._resume_at - time.monotonic()))
            started = time.perf_counter()
            meter.requests += 1
            try:
                async with asyncio.timeout(self._settings.timeout_s):
                    reply = await _invoke(chain, inputs)
            except ModelError as error:
                if error.retry_after_s and error.retry_after_s <= self._settings.longest_wait_s:
                    self._resume_at = max(self._resume_at, time.monotonic() + error.retry_after_s)
                raise
            except TimeoutError as error:
                raise translate_fault(error) from error
            finally:
                meter.latency_ms += (time.perf_counter() - started) * 1000
        meter.input_tokens += reply.input_tokens
        meter.output_tokens += reply.output_tokens
        return reply


async def _invoke(chain: "GraphChain", inputs: Mapping[str, str]) -> ModelReply:
    import openai

    try:
        result = await chain.ainvoke(dict(inputs))
    except (
        openai.LengthFinishReasonError,
        openai.ContentFilterFinishReasonError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        # The client checks structured output before it hands it over, and raises with the response attached.
        return _reply_of_response(error)
    except openai.OpenAIError as error:
        raise translate_fault(error) from error
    return _reply_of_message(result["raw"] if isinstance(result, dict) else result)


def _reply_of_message(message: "AIMessage") -> ModelReply:
    calls = [*message.tool_calls, *message.invalid_tool_calls]
    arguments: list[object] = [call["args"] for call in calls]
    usage = message.usage_metadata
    return ModelReply(
        text="\n".join(map(_as_text, arguments)) if calls else message.text,
        finish_reason=str(message.response_metadata.get("finish_reason") or ""),
        refusal=str(message.additional_kwargs.get("refusal") or ""),
        input_tokens=usage["input_tokens"] if usage else 0,
        output_tokens=usage["output_tokens"] if usage else 0,
    )


def _as_text(arguments: object) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)


def _reply_of_response(error: Exception) -> ModelReply:
    """The reply inside the HTTP response that the client could not accept."""
    from openai.types.chat import ChatCompletion
    from pydantic import ValidationError

    body = str(getattr(getattr(error, "response", None), "text", ""))
    try:
        completion = ChatCompletion.model_validate_json(body)
        choice = completion.choices[0]
    except (ValidationError, IndexError):
        raise MalformedOutputError(
            f"the endpoint's answer is not a chat completion: {' '.join(str(error).split())[:RAW_HEAD_CHARS]}",
            remedy="Check that OPENAI_BASE_URL is an OpenAI-compatible endpoint.",
            raw_head=body[:RAW_HEAD_CHARS],
        ) from error
    return ModelReply(
        text=choice.message.content or "",
        finish_reason=choice.finish_reason,
        refusal=choice.message.refusal or "",
        input_tokens=completion.usage.prompt_tokens if completion.usage else 0,
        output_tokens=completion.usage.completion_tokens if completion.usage else 0,
    )


def _check(reply: ModelReply) -> None:
    head = reply.text[:RAW_HEAD_CHARS]
    if reply.refusal or reply.finish_reason == "content_filter":
        raise ModelRefusedError(
            f"the model declined to answer: {reply.refusal or 'its content filter stepped in'}", raw_head=head
        )
    if reply.finish_reason == "length":
        raise TooLongError(
            "the model's answer was cut off at its length limit",
            remedy="Raise CITEGRAPH_CHAT_MAX_OUTPUT_TOKENS, or split into smaller chunks.",
            raw_head=head,
        )
