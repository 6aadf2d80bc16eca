"""The one place where Neo4j's errors become ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from schemas.errors import CiteGraphError, ConfigError, GraphStoreError, QueryRejectedError

_TIMED_OUT = "TransactionTimedOut"
_OUT_OF_MEMORY = ("MemoryPoolOutOfMemory", "OutOfMemoryError", "TransactionMemory")
_NO_DATABASE = "DatabaseNotFound"


@contextmanager
def store_errors() -> Iterator[None]:
    """Errors of our own queries.

    Raises:
        GraphStoreError: whatever Neo4j or its driver raised, with what to do about it.
        ConfigError: the address is not one the driver understands.
    """
    try:
        yield
    except TimeoutError as error:
        raise _too_slow() from error
    except (Neo4jError, DriverError) as error:
        raise _translated(error) from error


@contextmanager
def reader_errors() -> Iterator[None]:
    """Errors of a query that somebody else wrote.

    Raises:
        QueryRejectedError: Neo4j refused the query itself (syntax, types, write access, time).
        GraphStoreError: Neo4j failed.
    """
    try:
        yield
    except TimeoutError as error:
        raise QueryRejectedError(
            "The query ran out of time and was stopped.", remedy="Write a query that matches less."
        ) from error
    except ClientError as error:
        if isinstance(error, AuthError) or not _about_statement(error):
            raise _translated(error) from error
        raise QueryRejectedError(
            _first_line(error), remedy="Change the query; nothing was read or written."
        ) from error
    except (Neo4jError, DriverError) as error:
        raise _translated(error) from error


def _about_statement(error: ClientError) -> bool:
    code = error.code or ""
    return ".Statement." in code or _TIMED_OUT in code or ".Procedure." in code


def _translated(error: Neo4jError | DriverError) -> CiteGraphError:
    if isinstance(error, ConfigurationError):
        return ConfigError(
            f"Neo4j cannot be used as configured: {error}",
            remedy="Check NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD.",
        )
    if isinstance(error, AuthError):
        return GraphStoreError(
            "Neo4j refused the user name or password.", remedy="Check NEO4J_USER and NEO4J_PASSWORD."
        )
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return GraphStoreError(
            f"Neo4j does not answer: {_first_line(error)}",
            remedy="Start it (`citegraph neo4j start`) or check NEO4J_URI, then try again.",
            retryable=True,
        )
    if isinstance(error, Neo4jError):
        return _server_error(error)
    return GraphStoreError(
        f"The Neo4j driver failed: {_first_line(error)}", remedy="Try again.", retryable=True
    )


def _server_error(error: Neo4jError) -> GraphStoreError:
    code = error.code or ""
    if any(word in code for word in _OUT_OF_MEMORY):
        return GraphStoreError(
            "Neo4j has too little memory for this transaction.",
            remedy="Raise db.memory.transaction.max (and the heap), or write fewer rows at a time.",
            retryable=True,
        )
    if _TIMED_OUT in code:
        return _too_slow()
    if _NO_DATABASE in code:
        return GraphStoreError("Neo4j has no database of that name.", remedy="Check NEO4J_DATABASE.")
    return GraphStoreError(
        f"Neo4j failed: {_first_line(error)}",
        remedy="Try again."
        if error.is_retryable()
        else "Look into Neo4j's log; `citegraph doctor` says where.",
        retryable=error.is_retryable(),
    )


def _too_slow() -> GraphStoreError:
    return GraphStoreError(
        "Neo4j took too long, and the query was stopped.",
        remedy="Try again when it is less busy.",
        retryable=True,
    )


def _first_line(error: Neo4jError | DriverError) -> str:
    text = (error.message if isinstance(error, Neo4jError) else str(error)) or type(error).__name__
    return text.strip().splitlines()[0][:500]
