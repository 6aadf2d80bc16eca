"""The one table from the exceptions of OpenAI's client library to our errors."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime

import openai

from llm.errors import CHECK_ENDPOINT, NoStructuredOutputError, Remedies, UnreachableError
from schemas.errors import MalformedOutputError, ModelError, ModelRefusedError, ModelReplyError, TooLongError

OurError = ModelError | ModelReplyError
_Translate = Callable[[openai.OpenAIError, Remedies], OurError]

UNREADABLE = (
    openai.LengthFinishReasonError,
    openai.ContentFilterFinishReasonError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
)
"""What the client and LangChain raise for a response that they cannot accept; the reply may still be found in it."""
_MESSAGE_CHARS = 300
_TOO_LONG = (
    "context_length",
    "context length",
    "maximum context",
    "context window",
    "too many tokens",
    "prompt is too long",
    "request too large",
    "request_too_large",
)
# Not "billing" alone: a rate limit advises to add a payment method too.
_QUOTA = (
    "insufficient_quota",
    "billing_hard_limit",
    "billing_not_active",
    "insufficient balance",
    "insufficient credit",
    "credit balance is too low",
)
_FILTER = ("content_filter", "content management policy", "content_policy")
_RATE = ("rate_limit", "rate limit", "too many requests")
_UNSUPPORTED = (
    "response_format",
    "json_schema",
    "structured output",
    "tool_choice",
    "tools",
    "function call",
)
_CHECK_KEY = "Check OPENAI_API_KEY and that the key may use this model (CITEGRAPH_CHAT_MODEL)."
_CHECK_NAME = (
    "Check the model's name (CITEGRAPH_CHAT_MODEL) and the address (OPENAI_BASE_URL, it usually ends in /v1)."
)
_CHECK_ADDRESS = "Check OPENAI_BASE_URL and that the endpoint is running, then try again."
_CHECK_QUOTA = "The account has no credit left: check its billing, then try again."
_PROMPT_MODE = "Use prompt mode (CITEGRAPH_EXTRACTION_MODE=prompt) with this endpoint."
_CHECK_REQUEST = (
    "Check that the model (CITEGRAPH_CHAT_MODEL) takes these settings, such as CITEGRAPH_CHAT_TEMPERATURE."
)


@contextmanager
def translated(remedies: Remedies) -> Iterator[None]:
    """Turn what OpenAI's client raises in the block, and a timeout, into our errors.

    A ModelError that is not retryable concerns every request (key, model name, credit); one that is may pass by
    itself. A ModelReplyError concerns this request only.
    """
    try:
        yield
    except TimeoutError as error:
        raise _timeout(remedies) from error
    except openai.OpenAIError as error:
        raise translate(error, remedies) from error


def translate(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    """Our error for the client's, by the nearest class that the table knows."""
    known = next(kind for kind in type(error).__mro__ if kind in TABLE)
    return TABLE[known](error, remedies)


def _key(error: openai.OpenAIError, _: Remedies) -> OurError:
    return ModelError(
        f"the chat model's endpoint does not accept the key: {_short(error)}", remedy=_CHECK_KEY
    )


def _permission(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    return _by_words(error, remedies) or ModelError(
        f"the chat model's endpoint forbids this: {_short(error)}", remedy=_CHECK_KEY
    )


def _name(error: openai.OpenAIError, _: Remedies) -> OurError:
    message = f"the chat model's endpoint does not know this model or address: {_short(error)}"
    return ModelError(message, remedy=_CHECK_NAME)


def _status(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    """By the status, for those that have no class of their own, and by what the body says."""
    status = error.status_code if isinstance(error, openai.APIStatusError) else 0
    if status == 402:
        return _quota(error)
    if status == 413:
        return _too_long(error, remedies)
    return _by_words(error, remedies) or (
        _passing(error, remedies) if status in {408, 425} or status >= 500 else _refused(error)
    )


def _busy(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    """Too many requests, or no credit, or one request that is larger than all that may be sent in a minute."""
    words = _words(error)
    if any(word in words for word in _QUOTA):
        return _quota(error)
    return _too_long(error, remedies) if "request too large" in words else _passing(error, remedies)


def _passing(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    status = f"answered {error.status_code}" if isinstance(error, openai.APIStatusError) else "failed"
    return ModelError(
        f"the chat model's endpoint {status}: {_short(error)}",
        remedy=remedies.later,
        retryable=True,
        retry_after_s=_retry_after_s(error),
    )


def _bad_request(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    return _by_words(error, remedies) or _refused(error)


def _refused(error: openai.OpenAIError) -> OurError:
    message = f"the chat model's endpoint refused the request: {_short(error)}"
    if any(word in _words(error) for word in _UNSUPPORTED):
        return NoStructuredOutputError(message, remedy=_PROMPT_MODE)
    return ModelReplyError(message, remedy=_CHECK_REQUEST)


def _in_stream(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    """An error in the middle of a stream, which has no status."""
    return _by_words(error, remedies) or _passing(error, remedies)


def _by_words(error: openai.OpenAIError, remedies: Remedies) -> OurError | None:
    """By the error's code, type and message, where they are known."""
    words = _words(error)
    if any(word in words for word in _QUOTA):
        return _quota(error)
    if any(word in words for word in _RATE):
        return _passing(error, remedies)
    if any(word in words for word in _TOO_LONG):
        return _too_long(error, remedies)
    if any(word in words for word in _FILTER):
        return _filtered(error, remedies)
    return None


def _quota(error: openai.OpenAIError) -> OurError:
    return ModelError(f"the chat model's account is used up: {_short(error)}", remedy=_CHECK_QUOTA)


def _too_long(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    return TooLongError(
        f"the text is too long for the chat model: {_short(error)}", remedy=remedies.text_too_long
    )


def _filtered(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    return ModelRefusedError(
        f"the endpoint's content filter refused the text: {_short(error)}", remedy=remedies.refused
    )


def _cut_off(error: openai.OpenAIError, remedies: Remedies) -> OurError:
    return TooLongError(f"the model's answer was cut off: {_short(error)}", remedy=remedies.reply_cut_off)


def _timeout(remedies: Remedies) -> OurError:
    return ModelError("the chat model did not answer in time", remedy=remedies.later, retryable=True)


def _no_connection(error: openai.OpenAIError, _: Remedies) -> OurError:
    root = list(_causes(error))[-1]
    # The client's HTTP library has changed its package before; the name of the error has not.
    nobody_there = any(type(cause).__name__ == "ConnectError" for cause in _causes(error))
    kind = UnreachableError if nobody_there else ModelError
    return kind(f"no connection to the chat model: {_short(root)}", remedy=_CHECK_ADDRESS, retryable=True)


def _unreadable(error: openai.OpenAIError, _: Remedies) -> OurError:
    return MalformedOutputError(
        f"the endpoint's answer is not a chat completion: {_short(error)}", remedy=CHECK_ENDPOINT
    )


def _cannot_ask(error: openai.OpenAIError, _: Remedies) -> OurError:
    return ModelError(f"the chat model cannot be asked: {_short(error)}", remedy=_CHECK_KEY)


TABLE: dict[type[BaseException], _Translate] = {
    openai.AuthenticationError: _key,
    openai.OAuthError: _key,
    openai.PermissionDeniedError: _permission,
    openai.NotFoundError: _name,
    openai.RateLimitError: _busy,
    openai.ConflictError: _passing,
    openai.InternalServerError: _status,
    openai.BadRequestError: _bad_request,
    openai.UnprocessableEntityError: _bad_request,
    openai.APIStatusError: _status,
    openai.APITimeoutError: lambda _, remedies: _timeout(remedies),
    openai.APIConnectionError: _no_connection,
    openai.WebSocketConnectionClosedError: _no_connection,
    openai.WebSocketQueueFullError: _no_connection,
    openai.APIResponseValidationError: _unreadable,
    openai.APIError: _in_stream,
    openai.LengthFinishReasonError: _cut_off,
    openai.ContentFilterFinishReasonError: _filtered,
    openai.OpenAIError: _cannot_ask,
}
"""Every exception that a request can raise and what it means; a test holds it complete."""


def _words(error: openai.OpenAIError) -> str:
    code, kind = getattr(error, "code", None), getattr(error, "type", None)
    return f"{code} {kind} {error}".casefold()


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _retry_after_s(error: openai.OpenAIError) -> float | None:
    """Seconds the endpoint asks to wait, from OpenAI's milliseconds, a number of seconds or a date (RFC 9110, 10.2.3)."""
    if not isinstance(error, openai.APIStatusError):
        return None
    headers = error.response.headers
    try:
        return _seconds(float(headers["retry-after-ms"]) / 1000)
    except (KeyError, ValueError):
        value = headers.get("retry-after", "")
    try:
        return _seconds(float(value))
    except ValueError:
        pass
    try:
        return _seconds(parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _seconds(value: float) -> float | None:
    return max(0.0, value) if math.isfinite(value) else None


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:_MESSAGE_CHARS]
