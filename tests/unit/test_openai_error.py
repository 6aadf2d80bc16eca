"""Problems in the form of OpenAI's errors."""

from http import HTTPStatus

import pytest

from api.http.openai_error import openai_error
from api.http.problems import FieldProblem, status_problem

PATH = "/v1/chat/completions"


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (HTTPStatus.BAD_REQUEST, "invalid_request_error", "bad_request"),
        (HTTPStatus.UNAUTHORIZED, "invalid_request_error", "invalid_api_key"),
        (HTTPStatus.TOO_MANY_REQUESTS, "rate_limit_error", "too_many_requests"),
        (HTTPStatus.SERVICE_UNAVAILABLE, "server_error", "service_unavailable"),
    ],
)
def test_the_kind_and_the_code_follow_from_the_status(status: HTTPStatus, kind: str, code: str) -> None:
    error = openai_error(status_problem(status, "it went wrong", PATH, remedy="Try again.")).error
    assert (error.type, error.code, error.param) == (kind, code, None)
    assert error.message == "it went wrong. Try again."


def test_the_message_has_all_that_is_wrong_and_the_field_is_the_first() -> None:
    wrong = (
        FieldProblem(place="body.messages.0.role", message="Input should be 'user'"),
        FieldProblem(place="body.model", message="Field required"),
    )
    problem = status_problem(HTTPStatus.BAD_REQUEST, "the form is wrong", PATH)
    error = openai_error(problem.model_copy(update={"errors": wrong})).error
    assert error.param == "messages.0.role"
    assert error.message == (
        "the form is wrong. body.messages.0.role: Input should be 'user'. body.model: Field required."
    )
