"""Every error of ours has a status and one body."""

import inspect

import pytest

from api.http.problems import STATUS, problem_of
from schemas import errors
from schemas.errors import CiteGraphError, ExtractionError


class _DeeperError(ExtractionError):
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


def test_an_adapters_own_subclass_counts_as_its_parent() -> None:
    problem = problem_of(_DeeperError("x"), "/")
    assert problem.status == STATUS[ExtractionError]
    assert problem.title == "One chunk could not be extracted"


def test_the_statuses_are_those_the_error_tree_promises() -> None:
    document = inspect.getdoc(errors) or ""
    for kind, status in STATUS.items():
        line = next((line for line in document.splitlines() if line.split()[:1] == [kind.__name__]), "")
        promised = [int(word) for word in line.split() if word.isdecimal()]
        assert promised in ([], [status]), kind
