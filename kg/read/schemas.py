"""The graph schemas that are kept with the graph."""

from kg.db.database import ReadDatabase, Transaction, fetch
from kg.db.queries import settings as queries
from schemas.errors import ConflictError
from schemas.graph_schema import GraphSchema, SchemaStatus
from schemas.value import Value


class _Stored(Value):
    body: str
    status: SchemaStatus


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

    async def find_approved(self) -> GraphSchema | None:
        """The version in force."""
        return next((one for one in await self.all() if one.status == "approved"), None)

    async def find_draft(self) -> GraphSchema | None:
        """The latest version that waits for approval."""
        return next((one for one in reversed(await self.all()) if one.status == "draft"), None)


async def read_schemas(tx: Transaction) -> list[GraphSchema]:
    """All versions, oldest first."""
    rows = await fetch(tx, _Stored, queries.READ_SCHEMAS)
    # The node's status is the truth: the body keeps the one it was saved with.
    return [
        GraphSchema.model_validate_json(row.body).model_copy(update={"status": row.status}) for row in rows
    ]
