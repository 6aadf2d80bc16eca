"""The rows of the jobs: which documents, which attempt, how it stands."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from extraction.state.sql_database import JobDatabase
from schemas.errors import ConfigError, NotFoundError
from schemas.job import JobState
from schemas.value import Value

_METADATA = sa.MetaData()
_JOB = sa.Table(
    "ingest_job",
    _METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("content", sa.String(64), nullable=False, index=True),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("document_ids", sa.Text, nullable=False),
    sa.Column("state", sa.String(32), nullable=False, index=True),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("remedy", sa.Text, nullable=False),
    sa.Column("created_at", sa.String(40), nullable=False),
    sa.Column("finished_at", sa.String(40)),
)
_GRAPH = sa.Table(
    "job_graph", _METADATA, sa.Column("id", sa.Integer, primary_key=True), sa.Column("folder", sa.Text)
)
_ONLY = 1


class JobRow(Value):
    """One job as stored.

    `content` is the fingerprint of its documents and settings, `generation` counts the jobs of the same content,
    `attempt` the tries of this one.
    """

    id: str
    content: str
    generation: int
    attempt: int = 0
    document_ids: tuple[str, ...]
    state: JobState = "queued"
    error: str = ""
    remedy: str = ""
    created_at: datetime
    finished_at: datetime | None = None


class JobTable:
    """Reads and writes job rows."""

    def __init__(self, database: JobDatabase) -> None:
        self._database = database

    async def create(self) -> None:
        """Make the table where it is missing."""
        await self._database.run(_METADATA.create_all)

    async def claim(self, folder: str, *, own_file: bool) -> None:
        """Note that these jobs are those of the graph in `folder`; `own_file`: the database lies in it, so it is sure.

        Raises:
            ConfigError: they are another graph's, and two graphs would run each other's jobs.
        """
        known = await self._database.run(lambda connection: connection.scalar(sa.select(_GRAPH.c.folder)))
        if known not in (None, folder) and not own_file:
            raise ConfigError(
                f"the job database belongs to the graph in {known}, not to {folder}",
                remedy="Give each graph a job database of its own: set CITEGRAPH_JOBS_URL to another, or unset it. "
                "If that folder was moved here, empty the table job_graph.",
            )
        if known != folder:
            await self._database.run(lambda connection: _note_graph(connection, folder))

    async def add(self, row: JobRow) -> None:
        """Store a new job."""
        await self._database.run(lambda connection: connection.execute(sa.insert(_JOB).values(_columns(row))))

    async def update(self, row: JobRow) -> None:
        """Store how the job stands now."""
        query = sa.update(_JOB).where(_JOB.c.id == row.id).values(_columns(row))
        await self._database.run(lambda connection: connection.execute(query))

    async def get(self, job_id: str) -> JobRow:
        """The job of this id.

        Raises:
            NotFoundError: there is none.
        """
        rows = await self._select(sa.select(_JOB).where(_JOB.c.id == job_id))
        if not rows:
            raise NotFoundError(f"there is no job {job_id}", remedy="list the jobs with GET /v1/jobs")
        return rows[0]

    async def find_latest(self, content: str) -> JobRow | None:
        """The newest job of this content, if there is one."""
        query = sa.select(_JOB).where(_JOB.c.content == content).order_by(_JOB.c.generation.desc()).limit(1)
        rows = await self._select(query)
        return rows[0] if rows else None

    async def newest(self, limit: int) -> list[JobRow]:
        """The newest jobs first."""
        return await self._select(sa.select(_JOB).order_by(_JOB.c.created_at.desc(), _JOB.c.id).limit(limit))

    async def in_state(self, *states: JobState) -> list[JobRow]:
        """The jobs in one of these states, oldest first."""
        return await self._select(sa.select(_JOB).where(_JOB.c.state.in_(states)).order_by(_JOB.c.created_at))

    async def ping(self) -> None:
        """Raise BackendError when the database does not answer."""
        await self._database.run(lambda connection: connection.execute(sa.select(1)))

    async def _select(self, query: sa.Select[tuple[object, ...]]) -> list[JobRow]:
        return await self._database.run(
            lambda connection: [_row(row) for row in connection.execute(query).mappings()]
        )


def new_row(content: str, generation: int, document_ids: Sequence[str]) -> JobRow:
    """A queued job, named after its content and generation."""
    return JobRow(
        id=f"{content[:24]}-{generation}",
        content=content,
        generation=generation,
        document_ids=tuple(document_ids),
        created_at=datetime.now(UTC),
    )


def _note_graph(connection: sa.Connection, folder: str) -> None:
    connection.execute(sa.delete(_GRAPH))
    connection.execute(sa.insert(_GRAPH).values(id=_ONLY, folder=folder))


def _columns(row: JobRow) -> dict[str, object]:
    columns = row.model_dump(mode="json")
    columns["document_ids"] = json.dumps(columns["document_ids"])
    return columns


def _row(columns: sa.RowMapping) -> JobRow:
    return JobRow.model_validate({**columns, "document_ids": tuple(json.loads(columns["document_ids"]))})
