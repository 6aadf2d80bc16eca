"""The table from the client library's exceptions to our errors."""

import inspect
from collections.abc import Iterator

import httpx2
import langchain_openai.chat_models.base as langchain_openai_base
import openai
import openai._exceptions
import openai._response
import openai.lib._old_api
import openai.lib.azure
import pytest

from llm.errors import NoStructuredOutputError, Remedies, UnreachableError
from llm.openai_errors import TABLE, translate, translated
from schemas.errors import ModelError, ModelRefusedError, ModelReplyError, TooLongError

REMEDIES = Remedies(
    later="later",
    text_too_long="less text",
    reply_cut_off="more room",
    refused="other words",
    malformed="again",
)
# They say that the library is used wrongly, or belong to ways of using it that we do not; a request raises none.
NOT_OF_A_REQUEST = {
    "APIRemovedInV1",
    "MutuallyExclusiveAuthError",
    "StreamAlreadyConsumed",
    "SubjectTokenProviderError",
    "_AmbiguousModuleClientUsageError",
}
REQUEST = httpx2.Request("POST", "http://model.test/v1/chat/completions")


def _all_errors(kind: type[BaseException] = openai.OpenAIError) -> Iterator[type[BaseException]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _all_errors(below)


OF_OPENAI = sorted(
    {kind for kind in _all_errors() if kind.__module__.partition(".")[0] == "openai"},
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", OF_OPENAI, ids=lambda kind: kind.__name__)
def test_each_exception_of_the_library_is_in_the_table(kind: type[BaseException]) -> None:
    assert kind in TABLE or kind.__name__ in NOT_OF_A_REQUEST


def test_the_walk_finds_what_the_library_exports() -> None:
    exported = {
        kind
        for name in openai.__all__
        if inspect.isclass(kind := getattr(openai, name)) and issubclass(kind, openai.OpenAIError)
    }
    assert len(exported) > 10
    assert exported <= set(OF_OPENAI)


def test_the_kinds_of_langchain_count_as_those_of_the_library() -> None:
    own = [kind for kind in _all_errors() if kind.__module__ == langchain_openai_base.__name__]
    assert own
    for kind in own:
        assert next(known for known in kind.__mro__ if known in TABLE) is not openai.OpenAIError


def status_error(
    status: int, message: str = "no", *, code: str | None = None, **headers: str
) -> openai.APIStatusError:
    response = httpx2.Response(
        status, request=REQUEST, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    kinds = {400: openai.BadRequestError, 403: openai.PermissionDeniedError, 429: openai.RateLimitError}
    kind = kinds.get(status, openai.InternalServerError if status >= 500 else openai.APIStatusError)
    return kind(message, response=response, body={"code": code, "message": message})


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (status_error(429, code="insufficient_quota"), ModelError, "billing"),
        (status_error(402, "Insufficient Balance"), ModelError, "billing"),
        (status_error(403, "your credit balance is too low"), ModelError, "billing"),
        (status_error(403), ModelError, "OPENAI_API_KEY"),
        (status_error(400, code="context_length_exceeded"), TooLongError, "less text"),
        (status_error(413), TooLongError, "less text"),
        (status_error(429, "Request too large for model: TPM limit 30000"), TooLongError, "less text"),
        (status_error(400, code="content_filter"), ModelRefusedError, "other words"),
        (status_error(400, "json_schema is not supported"), NoStructuredOutputError, "prompt mode"),
        (status_error(400, "temperature must be 1"), ModelReplyError, "CITEGRAPH_CHAT_TEMPERATURE"),
        (
            openai.APIError("out of credit", REQUEST, body={"code": "insufficient_quota"}),
            ModelError,
            "billing",
        ),
        (openai.OpenAIError("no key given"), ModelError, "OPENAI_API_KEY"),
    ],
    ids=lambda value: str(value) if isinstance(value, Exception) else "",
)
def test_what_no_repetition_helps_is_not_repeated(
    error: openai.OpenAIError, kind: type[Exception], words: str
) -> None:
    ours = translate(error, REMEDIES)
    assert type(ours) is kind
    assert not getattr(ours, "retryable", False)
    assert words in ours.remedy


@pytest.mark.parametrize(
    "error",
    [
        status_error(408),
        status_error(429),
        status_error(429, "Rate limit reached. Add a payment method at https://model.test/account/billing."),
        status_error(429, "Too many tokens, please wait before trying again."),
        status_error(500),
        status_error(529, "overloaded"),
        openai.APIError("server had an error", REQUEST, body={"code": "server_error"}),
        openai.APITimeoutError(REQUEST),
        openai.APIConnectionError(request=REQUEST),
    ],
    ids=str,
)
def test_what_may_pass_can_be_repeated(error: openai.OpenAIError) -> None:
    ours = translate(error, REMEDIES)
    assert isinstance(ours, ModelError)
    assert ours.retryable
    assert ours.remedy


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "30"}, 30.0),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after": "-3"}, 0.0),
        ({"retry_after": "9", "retry_after_ms": "250"}, 0.25),
        ({"retry_after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "inf"}, None),
        ({"retry_after": "nan"}, None),
        ({}, None),
    ],
)
def test_how_long_the_endpoint_asks_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    ours = translate(status_error(429, **headers), REMEDIES)
    assert isinstance(ours, ModelError)
    assert ours.retry_after_s == seconds


def test_a_closed_port_is_recognised_through_every_layer() -> None:
    refused = httpx2.ConnectError("All connection attempts failed")
    by_library, by_langchain = (
        openai.APIConnectionError(request=REQUEST),
        openai.APIConnectionError(request=REQUEST),
    )
    by_library.__cause__, by_langchain.__cause__ = refused, by_library
    ours = translate(by_langchain, REMEDIES)
    assert isinstance(ours, UnreachableError)
    assert "All connection attempts failed" in str(ours)


def test_a_block_raises_our_errors_only() -> None:
    with pytest.raises(ModelError, match="in time"), translated(REMEDIES):
        raise TimeoutError
    with pytest.raises(ModelError, match="529"), translated(REMEDIES):
        raise status_error(529)
