"""Every error of ours has a status and one body."""

import inspect

import pytest

from api.http.problems import STATUS, problem_of, problem_response
from schemas import errors
from schemas.errors import CiteGraphError, ModelError, ModelReplyError


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


@pytest.mark.parametrize(("asked_s", "said_s"), [(None, None), (0.0, 1), (1.2, 2), (29.9, 30), (30.0, 30)])
def test_the_wait_is_never_shorter_than_the_one_asked_for(asked_s: float | None, said_s: int | None) -> None:
    problem = problem_of(ModelError("busy", retry_after_s=asked_s), "/v1/query")
    assert problem.retry_after_s == said_s
    assert problem_response(problem).headers.get("Retry-After") == (str(said_s) if said_s else None)


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
