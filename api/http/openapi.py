"""Answers and problems in the API's documentation."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from api.http.problems import MEDIA_TYPE, Problem

Responses = dict[int | str, dict[str, Any]]
"""The form FastAPI takes them in."""


def example(value: BaseModel, *, status: HTTPStatus = HTTPStatus.OK) -> Responses:
    """The success response with this value as its example."""
    return {status.value: {"content": {"application/json": {"example": value.model_dump(mode="json")}}}}


def problems(*statuses: HTTPStatus) -> Responses:
    """The problems a call may answer with."""
    return {status.value: _problem(status) for status in statuses}


def _problem(status: HTTPStatus) -> dict[str, Any]:
    shown = Problem(
        type=f"urn:citegraph:problem:{status.phrase.lower().replace(' ', '-')}",
        title=status.phrase,
        status=status,
        detail=status.description or status.phrase,
        instance="/v1/…",
        request_id="0f5e8c1d2b3a4956",
    )
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": shown.model_dump()}
    return {"description": status.phrase, "content": {MEDIA_TYPE: content}}


COMMON = problems(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.MISDIRECTED_REQUEST,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
"""What every call but the health checks may answer."""
