"""The graph schemas that are kept with the graph."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from kg.db.database import ReadDatabase, Transaction, fetch
from kg.db.queries import settings as queries
from schemas.errors import ConflictError
from schemas.graph_schema import GraphSchema, SchemaStatus, SchemaVersion
from schemas.value import Value


class _Stored(Value):
    body: str
    status: SchemaStatus


class _Approval(Value):
    version: int
    made_by: str
    approved_by: str | None
    approved_at: datetime | None
    reason: str


class _Documents(Value):
    version: int
    documents: int


class SchemaReader:
    """Every version of the graph schema; at most one is approved."""

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def all(self) -> list[GraphSchema]:
        """All versions, oldest first."""
        stored = await self._database.read(_stored)
        return await asyncio.to_thread(_schemas_of, stored)  # there may be hundreds

    async def get(self, version: int) -> GraphSchema:
        """The version.

        Raises:
            ConflictError: it is no longer there.
        """
        found = await self.find(version)
        if found is None:
            raise ConflictError(
                f"Version {version} of the graph schema, under which this job works, is no longer in the graph.",
                remedy="The graph was emptied meanwhile: try the job again.",
            )
        return found

    async def find(self, version: int) -> GraphSchema | None:
        """The version, if it is there."""
        found = await self._database.read(partial(read_schemas, version=version))
        return found[0] if found else None

    async def versions(self) -> list[SchemaVersion]:
        """Every version in numbers, with who made and approved it, oldest first."""

        async def work(tx: Transaction) -> tuple[list[_Approval], list[_Documents], list[_Stored]]:
            return (
                await fetch(tx, _Approval, queries.READ_APPROVALS),
                await fetch(tx, _Documents, queries.DOCUMENTS_UNDER_SCHEMAS),
                await _stored(tx),
            )

        approvals, read, stored = await self._database.read(work)
        approval_of = {row.version: row.model_dump() for row in approvals}
        documents = {row.version: row.documents for row in read}
        return [
            SchemaVersion(
                status=one.status,
                entity_types=len(one.entity_types),
                relation_types=len(one.relation_types),
                patterns=len(one.patterns),
                documents=documents.get(one.version, 0),
                created_at=one.created_at,
                **approval_of[one.version],
            )
            for one in await asyncio.to_thread(_schemas_of, stored)
        ]

    async def find_approved(self) -> GraphSchema | None:
        """The version in force."""
        found = await self._database.read(partial(read_schemas, status="approved"))
        return found[0] if found else None

    async def find_draft(self, *, made_by: str | None = None) -> GraphSchema | None:
        """The latest version that waits for approval; with `made_by` the latest of those that this one made."""
        drafts = await self._database.read(partial(read_schemas, status="draft", made_by=made_by))
        return drafts[-1] if drafts else None


async def read_schemas(
    tx: Transaction,
    *,
    version: int | None = None,
    status: SchemaStatus | None = None,
    made_by: str | None = None,
) -> list[GraphSchema]:
    """All versions, or those of which this holds, oldest first."""
    return _schemas_of(await _stored(tx, version=version, status=status, made_by=made_by))


async def _stored(
    tx: Transaction,
    *,
    version: int | None = None,
    status: SchemaStatus | None = None,
    made_by: str | None = None,
) -> list[_Stored]:
    return await fetch(tx, _Stored, queries.READ_SCHEMAS, version=version, status=status, made_by=made_by)


def _schemas_of(rows: Sequence[_Stored]) -> list[GraphSchema]:
    # The node's status is the truth: the body keeps the one it was saved with.
    return [
        GraphSchema.model_validate_json(row.body).model_copy(update={"status": row.status}) for row in rows
    ]
