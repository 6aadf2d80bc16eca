"""What a person does with the graph schema: look at it, give an edited one, approve a version."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from extraction.schema.diff import SchemaDiff, diff_schemas
from extraction.schema.draft import DraftSettings
from extraction.schema.effect import SchemaEffect, effect_of, inverse_merges
from extraction.schema.merges import NO_MERGES, Merges
from extraction.schema.moves import record_moves
from extraction.schema.refinement import Refinement, refine_schema
from extraction.schema.vocabulary import Vocabulary
from kg.record.moves import MOST_AT_ONCE, RecordMoves
from kg.store import Neo4jGraphStore
from schemas.chunk import Chunk
from schemas.errors import NotFoundError, SchemaViolationError
from schemas.extraction import ChunkExtraction
from schemas.graph_schema import GraphSchema, SchemaVersion
from schemas.job import Job

Which = Literal["approved", "draft"]

_NONE = {
    "approved": ("no schema is approved yet", "Ingest documents first, or approve the draft."),
    "draft": (
        "no draft waits for approval",
        "Drafts are made by ingesting documents; with CITEGRAPH_SCHEMA_MODE=review they wait for you.",
    ),
    None: ("the graph has no schema", "Ingest documents first; with the schema mode `open` there is none."),
}


class Jobs(Protocol):
    """The jobs that wait until a person has approved a schema, or bring documents under it."""

    @property
    def settling(self) -> AbstractAsyncContextManager[object]:
        """Held while a schema is drafted and saved, or approved."""

    async def resume_reviewed(self) -> tuple[str, ...]:
        """Let those that waited go on under the schema in force; their ids."""

    async def apply_schema(self) -> tuple[Job, ...]:
        """Those that bring documents under the schema in force which were read under another."""


@dataclass(frozen=True)
class Approved:
    """The schema, and the ids of the jobs that go on with it and of those that put it in force and apply it to what was read."""

    schema: GraphSchema
    resumed: tuple[str, ...]
    applying: tuple[str, ...]


class SchemaCurator:
    """Changes a graph's schema as a person decides; `from_yaml` and `from_json` read what the person wrote."""

    def __init__(self, store: Neo4jGraphStore) -> None:
        self._store = store

    async def get(self, which: Which | None = None) -> GraphSchema:
        """The schema in force, or the draft that waits for approval; None: the first of them that there is.

        Raises:
            NotFoundError: there is none.
        """
        schemas = self._store.reader.schemas
        found = None if which == "draft" else await schemas.find_approved()
        if found is None and which != "approved":
            found = await schemas.find_draft()
        if found is None:
            problem, remedy = _NONE[which]
            raise NotFoundError(problem, remedy=remedy)
        return found

    async def get_version(self, version: int) -> GraphSchema:
        """The version of this number.

        Raises:
            NotFoundError: there is none.
        """
        found = await self._store.reader.schemas.find(version)
        if found is None:
            raise NotFoundError(
                f"There is no version {version} of the graph schema.",
                remedy="List them: citegraph schema versions, or GET /v1/schema/versions.",
            )
        return found

    async def versions(self) -> list[SchemaVersion]:
        """All versions, oldest first: who made and approved each, when and why, and how many documents are under it."""
        return await self._store.reader.schemas.versions()

    async def diff(self, before: int | None = None, after: int | None = None) -> SchemaDiff:
        """What one version changes in another.

        By default `after` is the draft that waits, else the schema in force; `before` what was in force before `after`.

        Raises:
            NotFoundError: there is no such version, or none was in force before.
        """
        later = await self._draft_or_approved() if after is None else await self.get_version(after)
        if before is None:
            before = await self._in_force_before(later)
        return diff_schemas(await self.get_version(before), later)

    async def _draft_or_approved(self) -> GraphSchema:
        return await self._store.reader.schemas.find_draft() or await self.get()

    async def _in_force_before(self, later: GraphSchema) -> int:
        """For a draft the version in force, else the last one approved that has a smaller number."""
        if later.status == "draft":
            return (await self.get("approved")).version
        known = [one for one in await self.versions() if one.version < later.version and one.approved_at]
        if not known:
            raise NotFoundError(
                f"No schema was in force before version {later.version}.",
                remedy="Name the versions to compare.",
            )
        return known[-1].version

    async def check(self, edited: GraphSchema) -> SchemaEffect:
        """What approving the edited schema would do to the graph; nothing is stored.

        Raises:
            ConflictError, SchemaViolationError: as `put_draft`.
        """
        draft = await self.put_draft(edited, made_by="", dry_run=True)
        reader = self._store.reader
        return effect_of(draft, await reader.facts.patterns(), await reader.schemas.find_approved())

    async def refine(  # noqa: PLR0913  how to draft, and what to do with the draft
        self,
        outcomes: Sequence[tuple[Chunk, ChunkExtraction]],
        *,
        settings: DraftSettings,
        vocabulary: Vocabulary | None,
        rounds: int,
        merges: Merges = NO_MERGES,
        made_by: str,
        dry_run: bool = False,
    ) -> Refinement:
        """Draft the schema afresh in rounds, from what the loose pass found in all documents; the draft waits for approval.

        No rule approves it, whatever is ingested meanwhile.

        Raises:
            NotFoundError: the loose pass has found nothing yet.
        """
        if not outcomes:
            problem, remedy = _NONE[None]
            raise NotFoundError(problem, remedy=remedy)
        known = await self._store.reader.schemas.all()
        refined = await asyncio.to_thread(
            refine_schema,
            outcomes,
            version=max((schema.version for schema in known), default=0) + 1,
            settings=settings,
            vocabulary=vocabulary,
            rounds=rounds,
            merges=merges,
        )
        if not dry_run:
            await self._store.schemas.save(refined.refined, made_by=made_by)
        return refined

    async def put_draft(self, edited: GraphSchema, *, made_by: str, dry_run: bool = False) -> GraphSchema:
        """The draft that the edited schema became, or with `dry_run` would become; the same again changes nothing.

        Raises:
            ConflictError: there is a newer draft than the one it was made from.
            SchemaViolationError: a relation is merged into one that runs the other way.
        """
        for old, new in inverse_merges(edited, await self._store.reader.schemas.all()):
            raise SchemaViolationError(
                f"The graph schema merges {old} into {new}, but its patterns fit only with head and tail exchanged.",
                remedy=f"List {old} under inverted_from of {new}, or add a pattern of {new} in its direction.",
            )
        return await self._store.schemas.add_draft(edited, made_by=made_by, dry_run=dry_run)

    async def approve(
        self,
        version: int,
        jobs: Jobs,
        *,
        decided_by: str,
        reason: str = "",
        most_at_once: int = MOST_AT_ONCE,
    ) -> Approved:
        """Put the version in force, let the jobs that waited for it go on, and apply it to the documents read before.

        What it renames, merges, inverts or drops is seen at once: in one transaction with the approval, or where that would be
        more than `most_at_once` statements and mentions, as soon as the first of the jobs has written it beside the old
        form; until then the version is a draft. Applying it then brings in what it takes that no earlier schema took.

        Approving again changes nothing.

        Raises:
            NotFoundError: there is no such version.
            GraphStoreError: another schema is being put in force.
        """
        async with jobs.settling:
            schema = await self._store.schemas.approve(
                version,
                decided_by=decided_by,
                reason=reason,
                moves=await self._moves(version),
                most_at_once=most_at_once,
            )
        applying = await jobs.apply_schema()
        return Approved(schema, await jobs.resume_reviewed(), tuple(job.id for job in applying))

    async def _moves(self, version: int) -> RecordMoves:
        in_force = await self._store.reader.schemas.find_approved()
        if in_force is None:
            return RecordMoves()
        return record_moves(in_force, await self.get_version(version))
