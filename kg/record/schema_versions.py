"""Keeping and approving versions of the graph schema."""

from kg.db.database import Database, Transaction, execute
from kg.db.queries import settings as queries
from kg.read.schemas import read_schemas
from kg.record.moves import MOST_AT_ONCE, RecordMoves, count_moves, move_record_names
from kg.record.name_switch import PendingSwitch, begin_switch
from kg.record.put_in_force import put_in_force
from schemas.errors import ConflictError, NotFoundError
from schemas.graph_schema import BY_RULE, GraphSchema

_NOTHING = RecordMoves()


class SchemaWriter:
    """Writes versions of the graph schema; at most one is approved."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, schema: GraphSchema, *, made_by: str = BY_RULE) -> None:
        """Keep the version; an approved one supersedes the one approved before. Saving again changes nothing.

        A draft that a person made, or had made, is never approved or superseded by a rule.

        Raises:
            ConflictError: another schema of this version was approved or superseded already.
        """

        async def work(tx: Transaction) -> None:
            old = await read_schemas(tx, version=schema.version)
            if (
                old
                and old[0].status != "draft"
                and old[0].model_copy(update={"status": schema.status}) != schema
            ):
                raise ConflictError(
                    f"Version {schema.version} of the graph schema is {old[0].status} and cannot be changed.",
                    remedy="Save it under the next version number.",
                )
            await _save(tx, schema, made_by)

        await self._database.write(work)

    async def add_draft(self, edited: GraphSchema, *, made_by: str, dry_run: bool = False) -> GraphSchema:
        """What a person made of a draft, kept as the next version's draft; giving the same again changes nothing.

        The draft it was made from stays as it was, so that what the person took out of it is not proposed again.

        Raises:
            ConflictError: there is a newer draft than the one it was made from.
        """

        async def work(tx: Transaction) -> GraphSchema:
            known = await read_schemas(tx)
            latest = next((one for one in reversed(known) if one.status == "draft"), None)
            if latest and _same_content(latest, edited):
                return latest
            if latest and latest.version > edited.version:
                raise ConflictError(
                    f"There is a newer draft, version {latest.version}; yours was made from version {edited.version}.",
                    remedy="Edit what `citegraph schema draft` (GET /v1/schema?status=draft) gives now; to leave out "
                    "what it adds, set `version` to its number.",
                )
            version = 1 + max((one.version for one in known), default=0)
            draft = edited.model_copy(update={"version": version, "status": "draft"})
            await _save(tx, draft, made_by)
            return draft

        return await self._database.write(work, dry_run=dry_run)

    async def approve(
        self,
        version: int,
        decided_by: str,
        reason: str = "",
        *,
        moves: RecordMoves = _NOTHING,
        most_at_once: int = MOST_AT_ONCE,
    ) -> GraphSchema:
        """The version, in force from now on; the one before and older drafts are superseded. Approving again changes nothing.

        What a rule approves leaves the drafts of persons waiting. `moves` are the names that the record gets in the same
        transaction. Where these are more than `most_at_once`, the version is not in force yet when this returns: the
        graph waits for `NameSwitch` to bring it about.

        Raises:
            NotFoundError: there is no such version.
        """

        async def work(tx: Transaction) -> GraphSchema:
            known = await read_schemas(tx, version=version)
            if not known:
                raise NotFoundError(
                    f"There is no version {version} of the graph schema.",
                    remedy="Show the schemas to see the versions.",
                )
            found = known[0]
            if found.status == "approved":
                return found
            if (moves.relations or moves.types) and await count_moves(tx, moves) > most_at_once:
                await begin_switch(
                    tx, PendingSwitch(version=version, decided_by=decided_by, reason=reason, moves=moves)
                )
                return found
            await put_in_force(tx, version, decided_by, reason)
            await move_record_names(tx, moves)
            return found.model_copy(update={"status": "approved"})

        return await self._database.write(work)


def _same_content(one: GraphSchema, other: GraphSchema) -> bool:
    about = {"version", "status", "created_at"}
    return one.model_dump(exclude=about) == other.model_dump(exclude=about)


async def _save(tx: Transaction, schema: GraphSchema, made_by: str) -> None:
    if schema.status == "approved":
        await execute(tx, queries.SUPERSEDE_OTHERS, version=schema.version, by_rule=made_by == BY_RULE)
    await execute(
        tx,
        queries.SAVE_SCHEMA,
        version=schema.version,
        status=schema.status,
        body=schema.model_dump_json(),
        created_at=schema.created_at,
        made_by=made_by,
    )
