"""Generated Cypher, run under every rule: its text, its plan, and limits on what it may cost."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from kg.guard.allow_lists import PROCEDURES
from kg.guard.approved_queries import ApprovedQueries, AskedQuery
from kg.guard.checks import MAX_ROWS, check_cypher
from kg.guard.refusals import refusal
from kg.guard.vocabulary import CypherVocabulary
from kg.read.untrusted_query import ExplainedQuery, UntrustedQueries
from schemas.value import Value

_READ = "r"
_CALL = "ProcedureCall"
_FORBIDDEN = (
    "Administration", "Alter", "Command", "Create", "Delete", "Deny", "DetachDelete", "Drop", "Foreach", "Grant",
    "Load", "LockingMerge", "Merge", "Remove", "Revoke", "Set", "Show", "Terminate", "Transaction",
)  # fmt: skip
"""How the names of operators begin that write, administer, or read something else than the graph."""


class CypherLimits(Value):
    """What one generated query may cost; memory is bounded by the server's `db.memory.transaction.max`."""

    timeout_s: float = Field(default=5.0, gt=0, le=60)
    max_rows: int = Field(default=MAX_ROWS, ge=1, le=1_000)
    max_bytes: int = Field(default=1_000_000, ge=1_000)


@dataclass(frozen=True)
class GuardedRun:
    """The query as it ran (with the LIMIT it was given), its rows as JSON has them, and its milliseconds."""

    text: str
    rows: tuple[Mapping[str, object], ...]
    ms: float


class CypherGuard:
    """Runs what passes every check; a query that passed under the same vocabulary is not judged a second time."""

    def __init__(self, queries: UntrustedQueries, limits: CypherLimits | None = None) -> None:
        self._queries = queries
        self._limits = limits or CypherLimits()
        self._approved = ApprovedQueries()

    async def run(self, text: str, params: Mapping[str, object], vocabulary: CypherVocabulary) -> GuardedRun:
        """The rows of a query that only reads, and only what the vocabulary names.

        Raises:
            QueryRejectedError: A rule is broken, Neo4j does not accept the query, or it takes too long.
            GraphStoreError: Neo4j cannot be reached, or failed.
        """
        asked = AskedQuery(text, frozenset(params), vocabulary)
        checked = self._approved.find(asked) or await self._judge(asked, params)
        limits = self._limits
        started = time.perf_counter()
        rows = await self._queries.run_read(
            checked, params, timeout_s=limits.timeout_s, max_rows=limits.max_rows, max_bytes=limits.max_bytes
        )
        return GuardedRun(checked, tuple(rows), (time.perf_counter() - started) * 1000)

    async def _judge(self, asked: AskedQuery, params: Mapping[str, object]) -> str:
        checked = await asyncio.to_thread(
            check_cypher, asked.text, asked.vocabulary, parameters=asked.parameters
        )
        check_plan(checked, await self._queries.explain(checked, params))
        self._approved.add(asked, checked)
        return checked


def check_plan(text: str, plan: ExplainedQuery) -> None:
    """Refuses what the server plans to do, should the check of the text have missed it.

    Raises:
        QueryRejectedError: The plan is not one for reading this graph.
    """
    if plan.query_type != _READ:
        raise refusal("plan", f"Neo4j plans a query of type {plan.query_type or 'unknown'!r}, not a read")
    for operator in plan.operators:
        if operator.startswith(_FORBIDDEN):
            raise refusal("plan", f"Neo4j plans {operator}")
    if _CALL in plan.operators and not any(name in text.lower() for name in PROCEDURES):
        raise refusal("plan", "Neo4j plans a procedure that the query does not name")
