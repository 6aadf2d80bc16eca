"""Errors as the API shows them: one table, one `application/problem+json` body (RFC 9457)."""

import math
from collections.abc import Sequence
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from api.http.allowed_methods import allowed_methods
from api.http.openai_error import is_openai_path, openai_error
from schemas import errors

MEDIA_TYPE = "application/problem+json"
_LOG = structlog.get_logger(__name__)
_RETRY_S = 5.0
"""When to try again where the backend does not say: a server that restarts is back after about as long."""
REMEDIES = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Split it into smaller documents, or raise CITEGRAPH_MAX_UPLOAD_BYTES on the server.",
    HTTPStatus.REQUEST_TIMEOUT: "Send it over a faster connection, or raise CITEGRAPH_BODY_TIMEOUT_S on the server.",
}

STATUS: dict[type[errors.CiteGraphError], HTTPStatus] = {
    errors.CiteGraphError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.InputError: HTTPStatus.BAD_REQUEST,
    errors.DocumentRejectedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.SchemaViolationError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.QueryRejectedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.ModelReplyError: HTTPStatus.BAD_GATEWAY,
    errors.MalformedOutputError: HTTPStatus.BAD_GATEWAY,
    errors.ModelRefusedError: HTTPStatus.BAD_GATEWAY,
    errors.TooLongError: HTTPStatus.BAD_GATEWAY,
    errors.BackendError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.GraphStoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ModelError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.LinkPredictorError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ConfigError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Every error of ours and the status it means; a test holds it complete."""


class FieldProblem(BaseModel):
    """One thing wrong with the request: where it is, and what is wrong."""

    place: str = Field(examples=["body.question"])
    message: str = Field(examples=["String should have at least 1 character"])


class Problem(BaseModel):
    """What went wrong and what to do about it."""

    type: str = Field(examples=["urn:citegraph:problem:not-found"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["there is no document 4f1c"])
    remedy: str = Field(default="", examples=["list the documents with GET /v1/documents"])
    instance: str = Field(examples=["/v1/documents/4f1c"])
    request_id: str = Field(default="", examples=["0f5e8c1d2b3a4956"])
    errors: tuple[FieldProblem, ...] = ()
    retry_after_s: int | None = Field(
        default=None,
        description="Seconds after which the same call may succeed, where waiting may help; also in `Retry-After`.",
        examples=[30],
    )


class RequestError(Exception):
    """A request refused before it reached a use case: its status, what is wrong and the remedy."""

    def __init__(
        self, status: HTTPStatus, detail: str, *, remedy: str = "", errors: tuple[FieldProblem, ...] = ()
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.remedy = remedy
        self.errors = errors


def problem_of(error: errors.CiteGraphError, instance: str) -> Problem:
    """The error as a problem; `instance` is the path that was called."""
    kind = next(known for known in type(error).__mro__ if known in STATUS)
    name = _words(kind.__name__.removesuffix("Error"))
    return Problem(
        type=_urn(name),
        title=_title(kind),
        status=STATUS[kind],
        detail=str(error),
        remedy=error.remedy,
        instance=instance,
        request_id=_request_id(),
        errors=_refused_files(error),
        retry_after_s=_retry_after_s(error),
    )


def status_problem(status: HTTPStatus, detail: str, instance: str, *, remedy: str = "") -> Problem:
    """A problem that is no more than its HTTP status."""
    return Problem(
        type=_urn(status.phrase),
        title=status.phrase,
        status=status,
        detail=detail,
        remedy=remedy,
        instance=instance,
        request_id=_request_id(),
    )


def problem_response(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """The problem as a response, with `Retry-After` where it names a time, and in OpenAI's form too for its clients."""
    wait = {} if problem.retry_after_s is None else {"Retry-After": str(problem.retry_after_s)}
    also = openai_error(problem).model_dump() if is_openai_path(problem.instance) else {}
    return JSONResponse(
        problem.model_dump() | also,
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers=wait | (headers or {}),
    )


def install_problem_handlers(app: FastAPI) -> None:
    """Answer every expected error with a problem; `api.http.request_log` answers the others."""
    app.add_exception_handler(errors.CiteGraphError, _our_error)
    app.add_exception_handler(RequestError, _request_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)


async def _our_error(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, errors.CiteGraphError):
        raise error
    problem = problem_of(error, request.url.path)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.warning("request failed", error=type(error).__name__)
    return problem_response(problem)


async def _request_error(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestError):
        raise error
    problem = status_problem(error.status, error.detail, request.url.path, remedy=error.remedy)
    return problem_response(problem.model_copy(update={"errors": error.errors}))


async def _invalid_request(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    found = error.errors()
    malformed = any(item["type"] == "json_invalid" for item in found)
    refused_as_bad = malformed or is_openai_path(request.url.path)
    status = HTTPStatus.BAD_REQUEST if refused_as_bad else HTTPStatus.UNPROCESSABLE_ENTITY
    detail = "the body is not valid JSON" if malformed else "the request does not have the form asked for"
    problem = status_problem(status, detail, request.url.path, remedy="Compare it with the example in /docs.")
    return problem_response(problem.model_copy(update={"errors": field_problems(found)}))


def field_problems(found: Sequence[dict[str, object]]) -> tuple[FieldProblem, ...]:
    """Pydantic's findings without what the caller sent."""
    problems = []
    for item in found:
        place = item["loc"] if isinstance(item["loc"], tuple) else (item["loc"],)
        problems.append(FieldProblem(place=".".join(map(str, place)), message=str(item["msg"])))
    return tuple(problems)


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    detail = str(error.detail) if error.detail and error.detail != status.phrase else status.description
    remedy = REMEDIES.get(status, "GET /docs lists the calls.")
    problem = status_problem(status, detail or status.phrase, request.url.path, remedy=remedy)
    headers = dict(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED and (
        methods := allowed_methods(request.app, request.url.path)
    ):
        headers["Allow"] = ", ".join(methods)  # of all its routes, not only of the first
    return problem_response(problem, headers)


def unexpected_problem(instance: str) -> Problem:
    """The answer to an error that is not one of ours: it says nothing of the inside."""
    return status_problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "unexpected error",
        instance,
        remedy="Try again; if it happens again, report it with the request id, which is in the server's log too.",
    )


def _refused_files(error: errors.CiteGraphError) -> tuple[FieldProblem, ...]:
    """Each of several files that were refused together; of a single one the problem itself says all."""
    refused = error.refused if isinstance(error, errors.DocumentRejectedError) else ()
    if len(refused) < 2:
        return ()
    return tuple(
        FieldProblem(place=name, message=f"{fault}. {fault.remedy}".strip()) for name, fault in refused
    )


def _retry_after_s(error: errors.CiteGraphError) -> int | None:
    """Whole seconds, rounded up: whoever waits so long is not too early."""
    if not isinstance(error, errors.BackendError) or not error.retryable:
        return None
    return max(1, math.ceil(_RETRY_S if error.retry_after_s is None else error.retry_after_s))


def _request_id() -> str:
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def _title(kind: type[errors.CiteGraphError]) -> str:
    """The beginning of the class's own description."""
    return (kind.__doc__ or kind.__name__).partition(";")[0].partition("\n")[0].rstrip(".")


def _words(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def _urn(name: str) -> str:
    return f"urn:citegraph:problem:{name.lower().replace(' ', '-')}"
