"""What a chat model answered about the names of the vocabulary, so that nothing is asked twice."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from extraction.state.ledger import METADATA
from extraction.state.sql_database import SqlDatabase
from schemas.extraction import Usage

ANSWERS = sa.Table(
    "model_answer",
    METADATA,
    sa.Column("cache_key", sa.String(64), primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),
)
COSTS = sa.Table(
    "model_cost",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("document_id", sa.String(64), nullable=False, index=True),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("model_calls", sa.Integer, nullable=False),
    sa.Column("input_tokens", sa.Integer, nullable=False),
    sa.Column("output_tokens", sa.Integer, nullable=False),
    sa.Column("latency_ms", sa.Float, nullable=False),
)
_SQL_BATCH = 400


class ModelAnswers:
    """Answers by the fingerprint of all that they depend on; they outlive documents and crashes."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

    async def find(self, cache_keys: Sequence[str]) -> dict[str, str]:
        """The answers that are known."""
        return await self._database.run(lambda connection: _find(connection, cache_keys))

    async def record(self, answers: Mapping[str, str], usage: Usage, document_id: str = "") -> None:
        """Keep these answers, in place of earlier ones, and what they cost; it is counted to the document, if any."""
        await self._database.run(lambda connection: _record(connection, answers, usage, document_id))

    async def usage(self, document_ids: Sequence[str]) -> Usage:
        """What was counted to these documents."""
        return await self._database.run(lambda connection: _usage(connection, document_ids))


def _find(connection: sa.Connection, cache_keys: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(cache_keys), _SQL_BATCH):
        batch = cache_keys[start : start + _SQL_BATCH]
        rows = connection.execute(sa.select(ANSWERS).where(ANSWERS.c.cache_key.in_(batch)))
        found |= {row.cache_key: row.answer for row in rows}
    return found


def _record(connection: sa.Connection, answers: Mapping[str, str], usage: Usage, document_id: str) -> None:
    connection.execute(sa.insert(COSTS).values(document_id=document_id, **usage.model_dump()))
    if not answers:
        return
    keys = list(answers)
    for start in range(0, len(keys), _SQL_BATCH):
        connection.execute(
            sa.delete(ANSWERS).where(ANSWERS.c.cache_key.in_(keys[start : start + _SQL_BATCH]))
        )
    connection.execute(
        sa.insert(ANSWERS), [{"cache_key": key, "answer": answer} for key, answer in answers.items()]
    )


def _usage(connection: sa.Connection, document_ids: Sequence[str]) -> Usage:
    total = Usage()
    columns = [COSTS.c[name] for name in Usage.model_fields]
    for start in range(0, len(document_ids), _SQL_BATCH):
        batch = document_ids[start : start + _SQL_BATCH]
        for row in connection.execute(sa.select(*columns).where(COSTS.c.document_id.in_(batch))).mappings():
            total += Usage.model_validate(dict(row))
    return total
