"""The table of the jobs."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from api.jobs.row import JobRow
from api.jobs.worker_table import is_listed
from extraction.state.sql_database import SqlDatabase, time_of
from schemas.errors import ConfigError, NotFoundError
from schemas.job import JobStage, JobState
from schemas.value import Value

METADATA = sa.MetaData()
_JOB = sa.Table(
    "ingest_job",
    METADATA,
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
    sa.Column("sources", sa.Text, nullable=False, server_default="[]"),
    sa.Column("estimate", sa.Text),
    sa.Column("warnings", sa.Text, nullable=False, server_default="[]"),
    sa.Column("cancelling", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("queued_at", sa.String(40), nullable=False, server_default=""),
    sa.Column("kind", sa.String(16), nullable=False, server_default="ingest"),
    sa.Column("traceparent", sa.String(64), nullable=False, server_default=""),
    sa.Column("stage", sa.Text),
    sa.Column("moved_at", sa.String(40)),
)
_GRAPH = sa.Table(
    "job_graph", METADATA, sa.Column("id", sa.Integer, primary_key=True), sa.Column("folder", sa.Text)
)
_ONLY = 1
UNDER_WAY: tuple[JobState, ...] = ("queued", "running")
WAITING: tuple[JobState, ...] = ("waiting for review", "waiting for confirmation")
UNENDED = (*UNDER_WAY, *WAITING)
_JSON = ("document_ids", "sources", "estimate", "warnings", "stage")
_PROGRESS = ("stage", "moved_at")


class JobsOverview(Value):
    """How many jobs are in each state, for how many seconds the first of the queued ones has waited, and all stand still."""

    jobs: dict[JobState, int]
    oldest_s: float
    still_s: float = 0.0


class JobTable:
    """Reads and writes job rows; as the worker of this id, it replaces none once another has taken over its jobs."""

    def __init__(self, database: SqlDatabase, *, worker_id: str | None = None) -> None:
        self._database = database
        self._allowed = sa.true() if worker_id is None else is_listed(worker_id)

    async def claim(self, folder: str, *, own_file: bool) -> None:
        """Take these tables for the graph in `folder` and bring them to this program's version.

        `own_file` says that the database lies in that folder, so that it can be no other graph's.

        Raises:
            ConfigError: they are another graph's, and two graphs would run each other's jobs; or a newer program's.
        """
        known = await self.check(folder, own_file=own_file)
        await self._database.migrate()
        if known != folder:
            await self._database.run(lambda connection: _note_graph(connection, folder))

    async def check(self, folder: str, *, own_file: bool) -> str | None:
        """The folder of the graph that has these tables, None where none has taken them.

        Raises:
            ConfigError: they are another graph's.
        """
        known = await self._database.run(_noted_graph)
        if known not in (None, folder) and not own_file:
            raise ConfigError(
                f"the job database belongs to the graph in {known}, not to {folder}",
                remedy="Give each graph a job database of its own: set CITEGRAPH_JOBS_URL to another, or unset it. "
                "If that folder was moved here, empty the table job_graph.",
            )
        return known

    async def add(self, row: JobRow) -> JobRow:
        """The new job as it is stored: made at the time of the database."""

        def work(connection: sa.Connection) -> JobRow:
            made_at = _behind(connection, _JOB.c.created_at, UNENDED, row)
            made = _in_turn(connection, row.model_copy(update={"created_at": made_at}))
            connection.execute(sa.insert(_JOB).values(_columns(made)))
            return made

        return await self._database.run(work)

    async def replace(self, row: JobRow, *, attempt: int, states: Sequence[JobState]) -> bool:
        """Store the row if the job is still at this attempt and in one of these states; whether it was.

        Where it is queued or ended by that, it is so at the time of the database.
        """
        same = sa.and_(_JOB.c.id == row.id, _JOB.c.attempt == attempt, _JOB.c.state.in_(states))

        def work(connection: sa.Connection) -> bool:
            timed = _ended_now(connection, _in_turn(connection, row))
            query = sa.update(_JOB).where(same, self._allowed).values(_columns(timed))
            return bool(connection.execute(query).rowcount)

        return await self._database.run(work)

    async def ask_to_cancel(self, job_id: str) -> None:
        """Note that a running job shall stop."""
        query = sa.update(_JOB).where(_JOB.c.id == job_id, _JOB.c.state == "running").values(cancelling=True)
        await self._database.run(lambda connection: connection.execute(query))

    async def asked_to_cancel(self) -> set[str]:
        """The running jobs that shall stop."""
        query = sa.select(_JOB.c.id).where(_JOB.c.state == "running", _JOB.c.cancelling)
        return await self._database.run(lambda connection: set(connection.scalars(query)))

    async def note_progress(self, job_id: str, stage: JobStage) -> None:
        """Note where a running job is."""
        query = sa.update(_JOB).where(_JOB.c.id == job_id, _JOB.c.state == "running")

        def work(connection: sa.Connection) -> None:
            columns = {"stage": stage.model_dump_json(), "moved_at": time_of(connection).isoformat()}
            connection.execute(query.values(columns))

        await self._database.run(work)

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
        """The jobs in one of these states, in the order in which they were queued."""
        query = sa.select(_JOB).where(_JOB.c.state.in_(states)).order_by(_JOB.c.queued_at, _JOB.c.created_at)
        return await self._select(query)

    async def ingested_versions(self, sources: Collection[str]) -> set[str]:
        """The ids of all documents of these sources that jobs which are done have put into the graph."""
        query = sa.select(_JOB.c.sources, _JOB.c.document_ids).where(_JOB.c.state == "done")
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        versions = (pair for row in rows for pair in zip(*map(json.loads, row), strict=False))
        wanted = set(sources)
        return {identifier for source, identifier in versions if source in wanted}

    async def latest_versions(self) -> dict[str, str]:
        """The id of the document that was put into the graph last, by its source."""
        query = sa.select(_JOB.c.sources, _JOB.c.document_ids)
        done = query.where(_JOB.c.state == "done", _JOB.c.kind == "ingest").order_by(_JOB.c.finished_at)
        rows = await self._database.run(lambda connection: connection.execute(done).all())
        return {source: one for row in rows for source, one in zip(*map(json.loads, row), strict=False)}

    async def count(self, *states: JobState) -> int:
        """The number of jobs in one of these states."""
        query = sa.select(sa.func.count()).where(_JOB.c.state.in_(states))
        return await self._database.run(lambda connection: connection.scalar(query) or 0)

    async def queue_mark(self) -> tuple[int, str]:
        """Another one whenever jobs were queued or left the queue: how many there are, and when the latest was queued."""
        latest = sa.func.coalesce(sa.func.max(_JOB.c.queued_at), "")
        query = sa.select(sa.func.count(), latest).where(_JOB.c.state == "queued")
        count, at = await self._database.run(lambda connection: connection.execute(query).one())
        return count, at

    async def overview(self) -> JobsOverview:
        """The jobs, by their states."""
        counts = sa.select(_JOB.c.state, sa.func.count().label("count")).group_by(_JOB.c.state)
        queued = sa.select(sa.func.min(_JOB.c.queued_at)).where(_JOB.c.state == "queued")
        moved = sa.func.max(
            sa.case((_JOB.c.moved_at > _JOB.c.queued_at, _JOB.c.moved_at), else_=_JOB.c.queued_at)
        )

        def work(connection: sa.Connection) -> JobsOverview:
            first = connection.scalar(queued)
            running = connection.scalar(sa.select(moved).where(_JOB.c.state == "running"))
            rows = connection.execute(counts).all()
            now = time_of(connection)
            return JobsOverview(
                jobs={row.state: row.count for row in rows},
                oldest_s=_seconds(first, now),
                still_s=_seconds(running or first, now),
            )

        return await self._database.run(work)

    async def seconds_a_job(self, window_s: float) -> float | None:
        """How many seconds pass from the end of one job to that of the next; None while none is under way.

        Counted over the last `window_s` seconds, or since the first job under way was queued where that is less.
        """
        queued = sa.select(sa.func.min(_JOB.c.queued_at)).where(_JOB.c.state.in_(UNDER_WAY))

        def work(connection: sa.Connection) -> float | None:
            first, now = connection.scalar(queued), time_of(connection)
            if first is None:
                return None
            begin = max(datetime.fromisoformat(first), now - timedelta(seconds=window_s))
            lately = sa.and_(_JOB.c.state.not_in(UNENDED), _JOB.c.finished_at >= begin.isoformat())
            ended = connection.scalar(sa.select(sa.func.count()).where(lately)) or 0
            return max((now - begin).total_seconds(), 0.0) / max(ended, 1)

        return await self._database.run(work)

    async def ping(self) -> None:
        """Raise BackendError when the database does not answer."""
        await self._database.run(lambda connection: connection.execute(sa.select(1)))

    async def _select(self, query: sa.Select[tuple[object, ...]]) -> list[JobRow]:
        return await self._database.run(
            lambda connection: [_row(row) for row in connection.execute(query).mappings()]
        )


def _in_turn(connection: sa.Connection, row: JobRow) -> JobRow:
    """The row; where it is queued by what is stored now, then now, and behind those that are."""
    stored = connection.scalar(sa.select(_JOB.c.queued_at).where(_JOB.c.id == row.id))
    if row.state != "queued" or (stored and datetime.fromisoformat(stored) == row.queued_at):
        return row
    return row.model_copy(update={"queued_at": _behind(connection, _JOB.c.queued_at, UNDER_WAY, row)})


def _ended_now(connection: sa.Connection, row: JobRow) -> JobRow:
    """The row; where it has ended by what is stored now, then now."""
    stored = connection.scalar(sa.select(_JOB.c.finished_at).where(_JOB.c.id == row.id))
    if row.finished_at is None or (stored and datetime.fromisoformat(stored) == row.finished_at):
        return row
    return row.model_copy(update={"finished_at": time_of(connection)})


def _behind(
    connection: sa.Connection, column: sa.Column[str], states: Sequence[JobState], row: JobRow
) -> datetime:
    """Now, or right after the latest of the other jobs in these states: the clock may have been set back."""
    latest = connection.scalar(
        sa.select(sa.func.max(column)).where(_JOB.c.state.in_(states), _JOB.c.id != row.id)
    )
    now = time_of(connection)
    return now if latest is None else max(now, datetime.fromisoformat(latest) + timedelta(microseconds=1))


def _seconds(since: str | None, now: datetime) -> float:
    """How long it is since then; nothing, where the clock was set back."""
    return max((now - datetime.fromisoformat(since)).total_seconds(), 0.0) if since else 0.0


def _noted_graph(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(_GRAPH.name):
        return None
    return connection.scalar(sa.select(_GRAPH.c.folder))


def _note_graph(connection: sa.Connection, folder: str) -> None:
    connection.execute(sa.delete(_GRAPH))
    connection.execute(sa.insert(_GRAPH).values(id=_ONLY, folder=folder))


def _columns(row: JobRow) -> dict[str, object]:
    columns = row.model_dump(mode="json", exclude=set(_PROGRESS))
    return columns | {name: _json_text(columns[name]) for name in _JSON if name in columns}


def _json_text(value: object) -> str | None:
    return None if value is None else json.dumps(value)


def _row(columns: sa.RowMapping) -> JobRow:
    parsed = {name: columns[name] and json.loads(columns[name]) for name in _JSON}
    return JobRow.model_validate({**columns, **parsed})
