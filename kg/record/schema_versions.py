"""Keeping and approving versions of the graph schema."""

from datetime import UTC, datetime

from kg.db.database import Database, Transaction, execute
from kg.db.queries import settings as queries
from kg.read.schemas import read_schemas
from schemas.errors import ConflictError, NotFoundError
from schemas.graph_schema import GraphSchema
from schemas.ids import decision_id


class SchemaWriter:
    """Writes versions of the graph schema; at most one is approved."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, schema: GraphSchema) -> None:
        """Keep the version; an approved one supersedes the one approved before. Saving again changes nothing.

        Raises:
            ConflictError: another schema of this version was approved or superseded already.
        """

        async def work(tx: Transaction) -> None:
            old = [one for one in await read_schemas(tx) if one.version == schema.version]
            if (
                old
                and old[0].status != "draft"
                and old[0].model_copy(update={"status": schema.status}) != schema
            ):
                raise ConflictError(
                    f"Version {schema.version} of the graph schema is {old[0].status} and cannot be changed.",
                    remedy="Save it under the next version number.",
                )
            await _save(tx, schema)

        await self._database.write(work)

    async def approve(self, version: int, decided_by: str) -> GraphSchema:
        """The version, in force from now on; the one before and older drafts are superseded. Approving again changes nothing.

        Raises:
            NotFoundError: there is no such version.
        """

        async def work(tx: Transaction) -> GraphSchema:
            found = next((one for one in await read_schemas(tx) if one.version == version), None)
            if found is None:
                raise NotFoundError(
                    f"There is no version {version} of the graph schema.",
                    remedy="Show the schemas to see the versions.",
                )
            if found.status != "approved":
                await _approve(tx, version, decided_by)
            return found.model_copy(update={"status": "approved"})

        return await self._database.write(work)


async def _save(tx: Transaction, schema: GraphSchema) -> None:
    if schema.status == "approved":
        await execute(tx, queries.SUPERSEDE_OTHERS, version=schema.version)
    await execute(
        tx,
        queries.SAVE_SCHEMA,
        version=schema.version,
        status=schema.status,
        body=schema.model_dump_json(),
        created_at=schema.created_at,
    )


async def _approve(tx: Transaction, version: int, decided_by: str) -> None:
    at = datetime.now(UTC)
    await execute(tx, queries.SUPERSEDE_OTHERS, version=version)
    await execute(
        tx,
        queries.APPROVE_SCHEMA,
        version=version,
        id=decision_id("approve schema", str(version), at.isoformat()),
        decided_by=decided_by,
        at=at,
    )
