"""Every error of ours has a status and one body."""

import inspect
import json
from collections.abc import Iterable, Iterator

import httpx
import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from starlette.types import Message

from api.cli.remote import error_of
from api.http.app import create_app
from api.http.json_route import JsonRequest, JsonRoute
from api.http.problems import STATUS, problem_of, problem_response
from api.settings import Settings
from schemas import errors
from schemas.errors import CiteGraphError, DocumentRejectedError, ModelError, ModelReplyError


class _DeeperError(ModelReplyError):
    """A subclass outside the table, as adapters have them."""


def _all_errors() -> list[type[CiteGraphError]]:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    return [kind for kind in found if issubclass(kind, CiteGraphError)]


def test_no_error_is_left_out_of_the_table() -> None:
    assert set(_all_errors()) == set(STATUS)


@pytest.mark.parametrize("kind", _all_errors())
def test_each_error_says_what_and_what_to_do(kind: type[CiteGraphError]) -> None:
    problem = problem_of(kind("it broke", remedy="mend it"), "/v1/things")
    assert problem.status == STATUS[kind]
    assert 400 <= problem.status < 600
    assert (problem.detail, problem.remedy, problem.instance) == ("it broke", "mend it", "/v1/things")
    assert problem.type.startswith("urn:citegraph:problem:")
    assert problem.title


@pytest.mark.parametrize(("asked_s", "said_s"), [(None, 5), (0.0, 1), (1.2, 2), (29.9, 30), (30.0, 30)])
def test_the_wait_is_never_shorter_than_the_one_asked_for(asked_s: float | None, said_s: int) -> None:
    problem = problem_of(ModelError("busy", retryable=True, retry_after_s=asked_s), "/v1/query")
    assert problem.retry_after_s == said_s
    assert problem_response(problem).headers["Retry-After"] == str(said_s)


def test_no_wait_is_named_where_waiting_does_not_help() -> None:
    problem = problem_of(ModelError("no credit", retry_after_s=30.0), "/v1/query")
    assert problem.retry_after_s is None
    assert "Retry-After" not in problem_response(problem).headers


def test_of_several_files_that_are_refused_each_is_named_and_a_command_reads_them_back() -> None:
    refused = [
        ("a.pdf", DocumentRejectedError("a.pdf is encrypted", remedy="Decrypt it.")),
        ("b.md", DocumentRejectedError("b.md is empty", remedy="Write into it.")),
    ]
    response = problem_response(problem_of(DocumentRejectedError("a.pdf is encrypted", refused=refused), "/"))
    error = error_of(httpx.Response(response.status_code, content=bytes(response.body)))
    assert isinstance(error, DocumentRejectedError)
    assert [(name, str(fault)) for name, fault in error.refused] == [
        ("a.pdf", "a.pdf is encrypted. Decrypt it."),
        ("b.md", "b.md is empty. Write into it."),
    ]


def test_an_adapters_own_subclass_counts_as_its_parent() -> None:
    problem = problem_of(_DeeperError("x"), "/")
    assert problem.status == STATUS[ModelReplyError]
    assert problem.title == "The chat model gave no usable reply to this request"


def test_the_statuses_are_those_the_error_tree_promises() -> None:
    document = inspect.getdoc(errors) or ""
    for kind, status in STATUS.items():
        line = next((line for line in document.splitlines() if line.split()[:1] == [kind.__name__]), "")
        promised = [int(word) for word in line.split() if word.isdecimal()]
        assert promised in ([], [status]), kind


def test_every_call_with_a_value_as_its_body_reads_it_as_unicode() -> None:
    routes = [route for route in _routes(create_app(Settings()).routes) if route.body_field is not None]
    assert len(routes) > 10
    assert [route.path for route in routes if not isinstance(route, JsonRoute)] == []


@pytest.mark.parametrize("body", [b'{"a": "\\ud800"}', b"[" * 5000, b"NaN", b"\xff", b""])
async def test_what_is_no_json_in_unicode_is_refused(body: bytes) -> None:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    request = JsonRequest({"type": "http", "headers": []}, receive)
    with pytest.raises(json.JSONDecodeError):
        await request.json()


def _routes(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            yield from _routes(getattr(getattr(route, "original_router", None), "routes", []))
