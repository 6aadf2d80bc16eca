"""What became of every chunk in every pass: the model cache, the failures and the counts that add up."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import sqlalchemy as sa

from extraction.job_database import JobDatabase
from schemas.extraction import ChunkExtraction, ExtractionFailure, ExtractionOutcome, Usage
from schemas.job import ChunkCounts, FailureReason

PassName = Literal["loose", "strict"]
PASSES: tuple[PassName, ...] = ("loose", "strict")

_METADATA = sa.MetaData()
_ROWS = sa.Table(
    "chunk_outcome",
    _METADATA,
    sa.Column("pass_name", sa.String(16), primary_key=True),
    sa.Column("chunk_id", sa.String(64), primary_key=True),
    sa.Column("document_id", sa.String(64), nullable=False, index=True),
    sa.Column("cache_key", sa.String(64), nullable=False, index=True),
    sa.Column("done", sa.Boolean, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
)
_SQL_BATCH = 400


class LedgerEntry(NamedTuple):
    """What became of one chunk, and the fingerprint of all that the result depends on."""

    document_id: str
    cache_key: str
    outcome: ExtractionOutcome


class ExtractionLedger:
    """One row per chunk and pass, in the database of the jobs.

    A finished row is also the model cache: a chunk with the same cache key takes its result, so that no model call
    is paid twice, not even after a crash.
    """

    def __init__(self, database: JobDatabase) -> None:
        self._database = database

    async def create_tables(self) -> None:
        """Make the tables where they are missing."""
        await self._database.run(_METADATA.create_all)

    async def record(self, pass_name: PassName, entries: Sequence[LedgerEntry]) -> None:
        """Write the outcomes down, each in place of its chunk's earlier one."""
        await self._database.run(lambda connection: _record(connection, pass_name, entries))

    async def find_done(self, cache_keys: Sequence[str]) -> dict[str, ChunkExtraction]:
        """Finished extractions by cache key; a key nobody finished is absent."""
        return await self._database.run(lambda connection: _find_done(connection, cache_keys))

    async def outcomes(self, pass_name: PassName, document_ids: Sequence[str]) -> list[ExtractionOutcome]:
        """All outcomes of these documents in one pass, ordered by chunk id."""
        return await self._database.run(
            lambda connection: list(_outcomes(connection, pass_name, document_ids))
        )

    async def documents(self, pass_name: PassName) -> list[str]:
        """Ids of the documents with an outcome in this pass, sorted."""
        query = sa.select(_ROWS.c.document_id).where(_ROWS.c.pass_name == pass_name).distinct()
        return sorted(await self._database.run(lambda connection: list(connection.scalars(query))))

    async def counts(self, pass_name: PassName, document_ids: Sequence[str], total: int) -> ChunkCounts:
        """How many of these documents' `total` chunks are done, failed or still to do."""
        tally = await self._database.run(lambda connection: _tally(connection, pass_name, document_ids))
        return ChunkCounts(
            total=total, done=tally[True], failed=tally[False], pending=total - tally[True] - tally[False]
        )

    async def failures(self, document_ids: Sequence[str]) -> tuple[FailureReason, ...]:
        """Why chunks of these documents failed, most frequent reason first."""
        tally: Counter[str] = Counter()
        for pass_name in PASSES:
            for outcome in await self.outcomes(pass_name, document_ids):
                if isinstance(outcome, ExtractionFailure):
                    tally[f"{pass_name} pass: {outcome.kind}: {outcome.message}"] += 1
        ordered = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
        return tuple(FailureReason(reason=reason, count=count) for reason, count in ordered)

    async def usage(self, document_ids: Sequence[str]) -> Usage:
        """What the extraction of these documents cost in all."""
        outcomes = [outcome for name in PASSES for outcome in await self.outcomes(name, document_ids)]
        return sum((outcome.usage for outcome in outcomes), start=Usage())

    async def keep_only(self, document_id: str, chunk_ids: Sequence[str]) -> None:
        """Remove what is known about chunks that the document no longer has."""
        query = sa.select(_ROWS.c.chunk_id).where(_ROWS.c.document_id == document_id).distinct()
        known = await self._database.run(lambda connection: set(connection.scalars(query)))
        gone = sorted(known - set(chunk_ids))
        await self._database.run(lambda connection: _remove(connection, gone))

    async def forget(self, document_ids: Sequence[str]) -> None:
        """Remove everything known about these documents' chunks."""
        query = sa.delete(_ROWS).where(_ROWS.c.document_id.in_(document_ids))
        await self._database.run(lambda connection: connection.execute(query))


def _record(connection: sa.Connection, pass_name: PassName, entries: Sequence[LedgerEntry]) -> None:
    if not entries:
        return
    ids = [entry.outcome.chunk_id for entry in entries]
    for some in _in_batches(ids):
        connection.execute(sa.delete(_ROWS).where(_ROWS.c.pass_name == pass_name, _ROWS.c.chunk_id.in_(some)))
    connection.execute(sa.insert(_ROWS), [_row(pass_name, entry) for entry in entries])


def _row(pass_name: PassName, entry: LedgerEntry) -> dict[str, object]:
    return {
        "pass_name": pass_name,
        "chunk_id": entry.outcome.chunk_id,
        "document_id": entry.document_id,
        "cache_key": entry.cache_key,
        "done": isinstance(entry.outcome, ChunkExtraction),
        "outcome": entry.outcome.model_dump_json(exclude_defaults=True),
    }


def _remove(connection: sa.Connection, chunk_ids: Sequence[str]) -> None:
    for some in _in_batches(chunk_ids):
        connection.execute(sa.delete(_ROWS).where(_ROWS.c.chunk_id.in_(some)))


def _find_done(connection: sa.Connection, cache_keys: Sequence[str]) -> dict[str, ChunkExtraction]:
    found: dict[str, ChunkExtraction] = {}
    for some in _in_batches(cache_keys):
        query = sa.select(_ROWS.c.cache_key, _ROWS.c.outcome).where(_ROWS.c.cache_key.in_(some), _ROWS.c.done)
        for key, text in connection.execute(query):
            found[key] = ChunkExtraction.model_validate_json(text)
    return found


def _outcomes(
    connection: sa.Connection, pass_name: PassName, document_ids: Sequence[str]
) -> Iterator[ExtractionOutcome]:
    for some in _in_batches(sorted(document_ids)):
        query = (
            sa.select(_ROWS.c.done, _ROWS.c.outcome)
            .where(_ROWS.c.pass_name == pass_name, _ROWS.c.document_id.in_(some))
            .order_by(_ROWS.c.chunk_id)
        )
        for done, text in connection.execute(query):
            kind = ChunkExtraction if done else ExtractionFailure
            yield kind.model_validate_json(text)


def _tally(connection: sa.Connection, pass_name: PassName, document_ids: Sequence[str]) -> Counter[bool]:
    tally: Counter[bool] = Counter()
    for some in _in_batches(document_ids):
        query = (
            sa.select(_ROWS.c.done, sa.func.count())
            .where(_ROWS.c.pass_name == pass_name, _ROWS.c.document_id.in_(some))
            .group_by(_ROWS.c.done)
        )
        for done, count in connection.execute(query):
            tally[bool(done)] += count
    return tally


def _in_batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _SQL_BATCH):
        yield ids[start : start + _SQL_BATCH]
