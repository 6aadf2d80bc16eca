"""How long Neo4j takes, for those who watch the service."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from prometheus_client import Gauge, Histogram

from schemas.spans import call

_SECONDS = Histogram("citegraph_neo4j_seconds", "Time of a transaction with its retries.", ["access"])
_OPEN = Gauge(
    "citegraph_neo4j_transactions", "Transactions that are open or wait for a connection.", ["access"]
)


@contextmanager
def measured(access: Literal["read", "write"]) -> Iterator[None]:
    """Count a transaction and its time, whether it succeeds or not; it is a span, too."""
    notes = {"db.system.name": "neo4j", "db.operation.name": access}
    with (
        call(f"neo4j {access}", notes),
        _SECONDS.labels(access).time(),
        _OPEN.labels(access).track_inprogress(),
    ):
        yield
