"""Running and explaining queries that others wrote, for reading only."""

import asyncio
import json
from collections.abc import Iterator, Mapping

from neo4j import AsyncResult, AsyncTransaction, Query

from kg.db.database import ReadDatabase
from kg.db.errors import reader_errors
from kg.db.json_values import plain_value
from kg.db.metrics import measured
from kg.db.queries import settings as settings_queries
from schemas.errors import QueryRejectedError
from schemas.value import Value

_EXPLAIN_TIMEOUT_S = 5.0


class ExplainedQuery(Value):
    """`query_type` is the planner's word ("r", "rw", "w" or "s"); `operators` are all operators of the plan, depth first."""

    query_type: str
    operators: tuple[str, ...]


class UntrustedQueries:
    """Queries whose text is not ours; whoever calls this has checked them."""

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def explain(self, cypher: str, params: Mapping[str, object]) -> ExplainedQuery:
        """What Neo4j's planner makes of the query, which is not run.

        Raises:
            QueryRejectedError: Neo4j does not accept it.
        """
        with reader_errors(), measured("read"):
            async with asyncio.timeout(_EXPLAIN_TIMEOUT_S), self._database.session() as session:
                result = await session.run(
                    Query(f"EXPLAIN {cypher}", timeout=_EXPLAIN_TIMEOUT_S), dict(params)
                )
                summary = await result.consume()
        return ExplainedQuery(query_type=summary.query_type or "", operators=tuple(_operators(summary.plan)))

    async def run_read(
        self,
        cypher: str,
        params: Mapping[str, object],
        *,
        timeout_s: float,
        max_rows: int,
        max_bytes: int,
    ) -> list[dict[str, object]]:
        """The first rows of the query, as JSON has them, until `max_rows` or `max_bytes` of JSON are reached.

        Nodes and relationships come as {"labels" or "type", "properties"}, without vectors.

        Raises:
            QueryRejectedError: Neo4j does not accept it, it writes, takes longer than `timeout_s`, or has a row of more
                than `max_bytes`, or the graph's names are being changed.
        """
        with reader_errors(), measured("read"):
            async with (
                asyncio.timeout(timeout_s),
                self._database.session(fetch_size=min(max_rows + 1, 1000)) as session,
                await session.begin_transaction(timeout=timeout_s) as tx,
            ):
                result = await tx.run(cypher, dict(params))
                rows = await _first_rows(result, max_rows, max_bytes)
                await result.consume()
                await _check_names(tx)
                return rows


async def _check_names(tx: AsyncTransaction) -> None:
    """Refuse what was read while relationships and labels of old names stood among those of new ones."""
    renamed = await (await tx.run(settings_queries.IS_RENAMED)).single(strict=True)
    if renamed["renamed"]:
        raise QueryRejectedError(
            "The graph is being brought under the names of another schema.",
            remedy="Ask again when that job has ended.",
        )


async def _first_rows(result: AsyncResult, max_rows: int, max_bytes: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    left = max_bytes
    async for record in result:
        row = {key: plain_value(value) for key, value in dict(record).items()}
        size = _json_bytes(row, max_bytes)
        if size > max_bytes:
            raise QueryRejectedError(
                f"One row is larger than {max_bytes:,} bytes.",
                remedy="Return ids and names, not whole nodes or long lists.",
            )
        left -= size
        if left < 0 or len(rows) >= max_rows:
            break
        rows.append(row)
    return rows


def _json_bytes(row: Mapping[str, object], most: int) -> int:
    """The bytes of its JSON, counted no further than `most`."""
    size = 0
    for piece in json.JSONEncoder(ensure_ascii=False).iterencode(row):
        size += len(piece.encode())
        if size > most:
            break
    return size


def _operators(plan: Mapping[str, object] | None) -> Iterator[str]:
    if plan is None:
        return
    yield str(plan["operatorType"]).partition("@")[0]
    children = plan.get("children")
    for child in children if isinstance(children, list) else []:
        yield from _operators(child)
