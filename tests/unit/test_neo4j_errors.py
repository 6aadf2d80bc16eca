"""Every error of Neo4j's driver becomes one of ours."""

import inspect

import neo4j.exceptions
import pytest
from neo4j.exceptions import ClientError, DriverError, GqlError, Neo4jError, ResultError, ServiceUnavailable

from kg.db.errors import reader_errors, store_errors
from schemas.errors import CiteGraphError, GraphStoreError, QueryRejectedError

_FOREIGN = sorted(
    (
        kind
        for _, kind in inspect.getmembers(neo4j.exceptions, inspect.isclass)
        if issubclass(kind, Neo4jError | DriverError)
    ),
    key=lambda kind: kind.__name__,
)


def _server_error(code: str) -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code=code, message="first line\nsecond line")


def test_there_are_errors_to_translate() -> None:
    assert len(_FOREIGN) > 20
    assert all(issubclass(kind, GqlError) for kind in _FOREIGN)


@pytest.mark.parametrize("kind", _FOREIGN, ids=lambda kind: kind.__name__)
def test_no_foreign_error_passes_and_each_has_a_remedy(kind: type[Exception]) -> None:
    error = kind(None, "gone") if issubclass(kind, ResultError) else kind("gone")
    for translate in (store_errors, reader_errors):
        with pytest.raises(CiteGraphError) as caught, translate():
            raise error
        assert caught.value.remedy
        assert caught.value.__cause__ is error


@pytest.mark.parametrize(
    ("code", "words", "retryable"),
    [
        ("Neo.ClientError.Security.Unauthorized", "user name or password", False),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "too little memory", True),
        ("Neo.ClientError.Transaction.TransactionTimedOut", "took too long", True),
        ("Neo.ClientError.Database.DatabaseNotFound", "no database", False),
        ("Neo.TransientError.Transaction.DeadlockDetected", "first line", True),
        ("Neo.DatabaseError.General.UnknownError", "first line", False),
    ],
)
def test_what_a_server_error_means(code: str, words: str, retryable: bool) -> None:
    with pytest.raises(GraphStoreError, match=words) as caught, store_errors():
        raise _server_error(code)
    assert caught.value.retryable == retryable
    assert "second line" not in str(caught.value)


@pytest.mark.parametrize(
    "code",
    [
        "Neo.ClientError.Statement.SyntaxError",
        "Neo.ClientError.Statement.AccessMode",
        "Neo.ClientError.Transaction.TransactionTimedOut",
        "Neo.ClientError.Procedure.ProcedureNotFound",
    ],
)
def test_what_is_wrong_with_a_strange_query_is_the_fault_of_the_query(code: str) -> None:
    with pytest.raises(QueryRejectedError), reader_errors():
        raise _server_error(code)


def test_a_server_that_is_gone_is_never_the_fault_of_the_query() -> None:
    with pytest.raises(GraphStoreError), reader_errors():
        raise ServiceUnavailable("gone")
    with pytest.raises(GraphStoreError), reader_errors():
        raise _server_error("Neo.ClientError.Security.Unauthorized")


def test_errors_of_ours_pass_as_they_are() -> None:
    ours = QueryRejectedError("no", remedy="yes")
    with pytest.raises(QueryRejectedError) as caught, store_errors():
        raise ours
    assert caught.value is ours
    assert not isinstance(ours, ClientError)
