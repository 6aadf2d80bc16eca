"""Which uploads are one job, and which documents a job and another one have in common."""

import asyncio
from collections.abc import Iterable
from hashlib import sha256

from api.bootstrap import GraphServices
from api.jobs.row import JobRow
from api.jobs.table import UNENDED, JobTable
from schemas.errors import NotFoundError


class JobIdentity:
    """Compares jobs by their documents and by all that their result depends on."""

    def __init__(self, graph: GraphServices, table: JobTable) -> None:
        self._graph = graph
        self._table = table

    def fingerprint(self, document_ids: Iterable[str]) -> str:
        """The same for the same documents in any order, with the same settings, extractor and embedding model."""
        parts = [
            *sorted(document_ids),
            self._graph.ingest_settings.model_dump_json(),
            self._graph.extractor.fingerprint,
            self._graph.embedder.model,
        ]
        return sha256("\x1f".join(parts).encode()).hexdigest()

    def schema_fingerprint(self, document_ids: Iterable[str], version: int) -> str:
        """The same for the same documents under the same version of the schema."""
        return sha256("\x1f".join((f"schema {version}", *sorted(document_ids))).encode()).hexdigest()

    async def is_current(self, row: JobRow) -> bool:
        """Whether the job has done, or will do, what the same upload would ask for now."""
        if row.state in ("failed", "cancelled") or await self._will_be_replaced(row):
            return False
        if row.state != "done":
            return True
        try:
            for identifier in row.document_ids:
                await self._graph.store.reader.documents.get(identifier)
        except NotFoundError:
            return False
        return True

    async def _will_be_replaced(self, row: JobRow) -> bool:
        """Whether a job that has not ended will put another version in the place of one of these documents."""
        unended = [each for each in await self._table.in_state(*UNENDED) if each.kind == "ingest"]
        later = [other for other in unended if row.state == "done" or other.created_at > row.created_at]
        if not later:
            return False
        mine = self._versions(row)
        return any(
            mine.get(source, version) != version
            for other in later
            for source, version in self._versions(other).items()
        )

    def _versions(self, row: JobRow) -> dict[str, str]:
        if row.sources:
            return dict(zip(row.sources, row.document_ids, strict=True))
        library = self._graph.library
        return {library.get(each).source: each for each in row.document_ids if library.holds(each)}

    async def note_sources(self) -> None:
        """Give the jobs that were stored without their sources what their documents' texts say."""
        for row in await self._table.in_state(*UNENDED):
            if not row.sources:
                versions = await asyncio.to_thread(self._versions, row)
                if len(versions) == len(row.document_ids):
                    noted = row.model_copy(update={"sources": tuple(versions)})
                    await self._table.replace(noted, attempt=row.attempt, states=(row.state,))
