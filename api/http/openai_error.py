"""Problems as OpenAI's clients read them."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from schemas.value import Value

if TYPE_CHECKING:
    from api.http.problems import Problem

_PATHS = ("/v1/models", "/v1/chat/")


class _Error(Value):
    message: str
    type: str
    param: str | None
    code: str


class OpenAIError(Value):
    """An error in OpenAI's form; `param` is the field of the request that is wrong."""

    error: _Error


def is_openai_path(path: str) -> bool:
    """Whether the path is one of those that OpenAI's clients call."""
    return path.startswith(_PATHS)


def openai_error(problem: "Problem") -> OpenAIError:
    """The problem in OpenAI's form, with its remedy and all that is wrong with the request in the message."""
    wrong = [f"{one.place}: {one.message}" for one in problem.errors if one.message != problem.detail]
    parts = [problem.detail, *wrong, problem.remedy.rstrip(".")]
    code = problem.type.rpartition(":")[2].replace("-", "_")
    return OpenAIError(
        error=_Error(
            message=". ".join(part for part in parts if part) + ".",
            type=_kind(problem.status),
            param=problem.errors[0].place.removeprefix("body.") if problem.errors else None,
            code="invalid_api_key" if problem.status == HTTPStatus.UNAUTHORIZED else code,
        )
    )


def _kind(status: int) -> str:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "rate_limit_error"
    return "server_error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid_request_error"
