"""The graph schemas that are kept with the graph."""

from datetime import datetime

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
        return await self._database.read(read_schemas)

    async def get(self, version: int) -> GraphSchema:
        """The version.

        Raises:
            ConflictError: it is no longer there.
        """
        found = next((one for one in await self.all() if one.version == version), None)
        if found is None:
            raise ConflictError(
                f"Version {version} of the graph schema, under which this job works, is no longer in the graph.",
                remedy="The graph was emptied meanwhile: try the job again.",
            )
        return found

    async def versions(self) -> list[SchemaVersion]:
        """Every version in numbers, with who made and approved it, oldest first."""

        async def work(tx: Transaction) -> list[SchemaVersion]:
            approvals = {row.version: row for row in await fetch(tx, _Approval, queries.READ_APPROVALS)}
            read = await fetch(tx, _Documents, queries.DOCUMENTS_UNDER_SCHEMAS)
            documents = {row.version: row.documents for row in read}
            return [
                SchemaVersion(
                    status=one.status,
                    entity_types=len(one.entity_types),
                    relation_types=len(one.relation_types),
                    patterns=len(one.patterns),
                    documents=documents.get(one.version, 0),
                    created_at=one.created_at,
                    **approvals[one.version].model_dump(),
                )
                for one in await read_schemas(tx)
            ]

        return await self._database.read(work)

    async def find_approved(self) -> GraphSchema | None:
        """The version in force."""
        return next((one for one in await self.all() if one.status == "approved"), None)

    async def find_draft(self, *, made_by: str | None = None) -> GraphSchema | None:
        """The latest version that waits for approval; with `made_by` the latest of those that this one made."""
        versions = await self.versions() if made_by is not None else ()
        others = {one.version for one in versions if one.made_by != made_by}
        drafts = [one for one in await self.all() if one.status == "draft" and one.version not in others]
        return drafts[-1] if drafts else None


async def read_schemas(tx: Transaction) -> list[GraphSchema]:
    """All versions, oldest first."""
    rows = await fetch(tx, _Stored, queries.READ_SCHEMAS)
    # The node's status is the truth: the body keeps the one it was saved with.
    return [
        GraphSchema.model_validate_json(row.body).model_copy(update={"status": row.status}) for row in rows
    ]
