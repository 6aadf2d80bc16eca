"""What a failed request to a chat model means: the one place where the client library's errors become ours."""

import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from schemas.errors import ExtractionError, MalformedOutputError, ModelError, ModelRefusedError

if TYPE_CHECKING:
    import openai

MESSAGE_CHARS = 300
_TOO_LONG = ("context_length", "context length", "maximum context", "context window", "too many tokens")
_UNSUPPORTED = (
    "response_format",
    "json_schema",
    "structured output",
    "tool_choice",
    "tools",
    "function call",
)
_CHECK_KEY = "Check OPENAI_API_KEY and that the key may use this model."
_CHECK_NAME = (
    "Check the model's name (CITEGRAPH_CHAT_MODEL) and the address (OPENAI_BASE_URL, it usually ends in /v1)."
)
_CHECK_ADDRESS = "Check OPENAI_BASE_URL and that the endpoint is running, then try the failed chunks again."
_LATER = "Wait a little, then try the failed chunks again; a lower concurrency may help."
_CHECK_QUOTA = "The account has no credit left: check its billing, then try again."
_PROMPT_MODE = "Use prompt mode (CITEGRAPH_EXTRACTION_MODE=prompt) with this endpoint."


class TooLongError(ExtractionError):
    """The text or the answer does not fit the model; a smaller piece may."""


class NoStructuredOutputError(MalformedOutputError):
    """The endpoint cannot be asked for structured output."""


def translate_fault(error: "openai.OpenAIError | TimeoutError") -> ModelError | ExtractionError:
    """Our error for a failed request.

    A ModelError that is not retryable concerns every request (key, model name, credit); one that is may pass by
    itself. An ExtractionError concerns this text only.
    """
    import openai

    if isinstance(error, openai.APIStatusError):
        return _translate_status(error)
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return ModelError("the chat model did not answer in time", remedy=_LATER, retryable=True)
    if isinstance(error, openai.APIConnectionError):
        reason = _short(str(error.__cause__ or error))
        return ModelError(f"no connection to the chat model: {reason}", remedy=_CHECK_ADDRESS, retryable=True)
    return ModelError(f"the chat model failed: {_short(str(error))}", remedy=_LATER, retryable=True)


def is_unreachable(error: ModelError) -> bool:
    """Whether nothing listens at the model's address, as opposed to an answer that broke off."""
    import openai

    cause = error.__cause__
    # The client's HTTP library has changed its package before; the name of the error has not.
    return isinstance(cause, openai.APIConnectionError) and type(cause.__cause__).__name__ == "ConnectError"


def _translate_status(error: "openai.APIStatusError") -> ModelError | ExtractionError:
    status, said = error.status_code, _short(error.message)
    if status == 401:
        return ModelError(f"the endpoint does not accept the key: {said}", remedy=_CHECK_KEY)
    if status == 403:
        return ModelError(f"the endpoint forbids this: {said}", remedy=_CHECK_KEY)
    if status == 404:
        return ModelError(f"the endpoint does not know this model or address: {said}", remedy=_CHECK_NAME)
    if status == 429 and error.code == "insufficient_quota":
        return ModelError(f"the endpoint refuses more requests: {said}", remedy=_CHECK_QUOTA)
    if status in {408, 409, 425, 429} or status >= 500:
        wait_s = _retry_after_s(error.response.headers.get("retry-after", ""))
        message = f"the chat model's endpoint answered {status}: {said}"
        return ModelError(message, remedy=_LATER, retryable=True, retry_after_s=wait_s)
    return _translate_bad_request(error, said)


def _translate_bad_request(error: "openai.APIStatusError", said: str) -> ExtractionError:
    words = f"{error.code} {error.message}".casefold()
    if any(word in words for word in _TOO_LONG):
        return TooLongError(
            f"the text is too long for the model: {said}", remedy="Split into smaller chunks."
        )
    if "content_filter" in words or "content management policy" in words:
        return ModelRefusedError(f"the endpoint's filter refused the text: {said}")
    if any(word in words for word in _UNSUPPORTED):
        return NoStructuredOutputError(f"the endpoint refused structured output: {said}", remedy=_PROMPT_MODE)
    return ExtractionError(f"the endpoint refused the request ({error.status_code}): {said}")


def _retry_after_s(value: str) -> float | None:
    """Seconds the endpoint asks to wait, from a number of seconds or a date (RFC 9110, section 10.2.3)."""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _short(message: str) -> str:
    return " ".join(message.split())[:MESSAGE_CHARS]
