"""Putting a version of the graph schema in force."""

from datetime import UTC, datetime

from kg.db.database import Transaction, execute
from kg.db.queries import settings as queries
from schemas.graph_schema import BY_RULE
from schemas.ids import decision_id


async def put_in_force(tx: Transaction, version: int, decided_by: str, reason: str) -> None:
    """Approve the version: the one before and older drafts are superseded, those of persons only by a person."""
    at = datetime.now(UTC)
    await execute(tx, queries.SUPERSEDE_OTHERS, version=version, by_rule=decided_by == BY_RULE)
    await execute(
        tx,
        queries.APPROVE_SCHEMA,
        version=version,
        id=decision_id("approve schema", str(version), at.isoformat()),
        decided_by=decided_by,
        reason=reason,
        at=at,
    )
