"""What became of every chunk in every pass: the model cache, the failures and the counts that add up."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from pydantic import TypeAdapter

from extraction.state.sql_database import SqlDatabase
from schemas.extraction import (
    MALFORMED,
    ChunkExtraction,
    Dropped,
    ExtractionFailure,
    ExtractionOutcome,
    Usage,
)
from schemas.job import ChunkCounts, FailureReason, LeftOut

PassName = Literal["loose", "strict"]
PASSES: tuple[PassName, ...] = ("loose", "strict")

METADATA = sa.MetaData()
_ROWS = sa.Table(
    "extraction_outcome",
    METADATA,
    sa.Column("pass_name", sa.String(16), primary_key=True),
    sa.Column("chunk_id", sa.String(64), primary_key=True),
    sa.Column("document_id", sa.String(64), nullable=False, index=True),
    sa.Column("cache_key", sa.String(64), nullable=False, index=True),
    sa.Column("done", sa.Boolean, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    # What the account of a job adds up, so that it need not read the outcomes themselves.
    sa.Column("failure", sa.Text),
    sa.Column("dropped", sa.Text),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("model_calls", sa.Integer, nullable=False),
    sa.Column("input_tokens", sa.Integer, nullable=False),
    sa.Column("output_tokens", sa.Integer, nullable=False),
    sa.Column("latency_ms", sa.Float, nullable=False),
)
_LEFT_OUT = sa.Table(
    "document_left_out",
    METADATA,
    sa.Column("document_id", sa.String(64), primary_key=True),
    sa.Column("dropped", sa.Text, nullable=False),
)
_DROPPED = TypeAdapter(tuple[Dropped, ...])
_SQL_BATCH = 400
_EXAMPLES = 3


@dataclass(frozen=True)
class LedgerEntry:
    """What became of one chunk, and the fingerprint of all that the result depends on."""

    document_id: str
    cache_key: str
    outcome: ExtractionOutcome


@dataclass(frozen=True)
class LedgerSummary:
    """The account of some documents; failures and what was left out have the most frequent first.

    `malformed` counts for each pass what a model gave in a form that cannot be read.
    """

    failures: tuple[FailureReason, ...]
    left_out: tuple[LeftOut, ...]
    malformed: Mapping[PassName, int]
    usage: Usage


class ExtractionLedger:
    """One row per chunk and pass, in the database of the jobs.

    A finished row is also the model cache: a chunk with the same cache key takes its result, so that no model call
    is paid twice, not even after a crash.
    """

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database

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

    async def record_left_out(self, document_id: str, dropped: Sequence[Dropped]) -> None:
        """Write down what normalising left out of this document, in place of what was noted before."""
        text = _DROPPED.dump_json(tuple(dropped), exclude_defaults=True).decode()
        await self._database.run(lambda connection: _record_left_out(connection, document_id, text))

    async def summary(self, document_ids: Sequence[str]) -> LedgerSummary:
        """What went wrong with these documents, what was left out of them, and what they cost."""
        return await self._database.run(lambda connection: _summary(connection, sorted(document_ids)))

    async def keep_only(self, document_id: str, chunk_ids: Sequence[str]) -> None:
        """Remove what is known about chunks that the document no longer has."""
        query = sa.select(_ROWS.c.chunk_id).where(_ROWS.c.document_id == document_id).distinct()
        known = await self._database.run(lambda connection: set(connection.scalars(query)))
        gone = sorted(known - set(chunk_ids))
        if gone:
            await self._database.run(lambda connection: _remove(connection, gone))

    async def delete(self, document_ids: Sequence[str]) -> None:
        """Delete everything known about these documents' chunks."""
        await self._database.run(lambda connection: _delete(connection, document_ids))


def _record(connection: sa.Connection, pass_name: PassName, entries: Sequence[LedgerEntry]) -> None:
    if not entries:
        return
    ids = [entry.outcome.chunk_id for entry in entries]
    for batch in _in_batches(ids):
        connection.execute(
            sa.delete(_ROWS).where(_ROWS.c.pass_name == pass_name, _ROWS.c.chunk_id.in_(batch))
        )
    connection.execute(sa.insert(_ROWS), [_row(pass_name, entry) for entry in entries])


def _row(pass_name: PassName, entry: LedgerEntry) -> dict[str, object]:
    return {
        "pass_name": pass_name,
        "chunk_id": entry.outcome.chunk_id,
        "document_id": entry.document_id,
        "cache_key": entry.cache_key,
        "done": isinstance(entry.outcome, ChunkExtraction),
        "outcome": entry.outcome.model_dump_json(exclude_defaults=True),
        **_account(entry.outcome),
    }


def _account(outcome: ExtractionOutcome) -> dict[str, object]:
    account: dict[str, object] = {"failure": None, "dropped": None, **outcome.usage.model_dump()}
    if isinstance(outcome, ExtractionFailure):
        account["failure"] = f"{outcome.kind}: {outcome.message}"
    elif outcome.dropped:
        account["dropped"] = _DROPPED.dump_json(outcome.dropped, exclude_defaults=True).decode()
    return account


def _remove(connection: sa.Connection, chunk_ids: Sequence[str]) -> None:
    for batch in _in_batches(chunk_ids):
        connection.execute(sa.delete(_ROWS).where(_ROWS.c.chunk_id.in_(batch)))


def _delete(connection: sa.Connection, document_ids: Sequence[str]) -> None:
    for batch in _in_batches(document_ids):
        for table in (_ROWS, _LEFT_OUT):
            connection.execute(sa.delete(table).where(table.c.document_id.in_(batch)))


def _record_left_out(connection: sa.Connection, document_id: str, dropped: str) -> None:
    connection.execute(sa.delete(_LEFT_OUT).where(_LEFT_OUT.c.document_id == document_id))
    connection.execute(sa.insert(_LEFT_OUT).values(document_id=document_id, dropped=dropped))


def _summary(connection: sa.Connection, document_ids: Sequence[str]) -> LedgerSummary:
    failures: Counter[str] = Counter()
    not_normalised: list[Dropped] = []
    not_in_schema: list[Dropped] = []
    malformed: Counter[PassName] = Counter()
    usage = Usage()
    strict = PASSES[1]
    for batch in _in_batches(document_ids):
        failures += _failures(connection, batch)
        left_out = sa.select(_LEFT_OUT.c.dropped).where(_LEFT_OUT.c.document_id.in_(batch))
        not_normalised += _dropped(connection, left_out.order_by(_LEFT_OUT.c.document_id))
        of_pass = sa.select(_ROWS.c.dropped).where(
            _ROWS.c.document_id.in_(batch), _ROWS.c.pass_name == strict
        )
        not_in_schema += _dropped(
            connection, of_pass.where(_ROWS.c.dropped.is_not(None)).order_by(_ROWS.c.chunk_id)
        )
        malformed += _malformed(connection, batch)
        usage += _usage(connection, batch)
    ordered = sorted(failures.items(), key=lambda item: (-item[1], item[0]))
    return LedgerSummary(
        failures=tuple(FailureReason(reason=reason, count=count) for reason, count in ordered),
        left_out=_tally_left_out([*not_normalised, *not_in_schema]),
        malformed=malformed,
        usage=usage,
    )


def _failures(connection: sa.Connection, document_ids: Sequence[str]) -> Counter[str]:
    query = (
        sa.select(_ROWS.c.pass_name, _ROWS.c.failure, sa.func.count())
        .where(_ROWS.c.document_id.in_(document_ids), _ROWS.c.failure.is_not(None))
        .group_by(_ROWS.c.pass_name, _ROWS.c.failure)
    )
    return Counter({f"{name} pass: {failure}": count for name, failure, count in connection.execute(query)})


def _malformed(connection: sa.Connection, document_ids: Sequence[str]) -> Counter[PassName]:
    query = sa.select(_ROWS.c.pass_name, _ROWS.c.dropped).where(
        _ROWS.c.document_id.in_(document_ids), _ROWS.c.dropped.contains(f'"{MALFORMED}"')
    )
    found: Counter[PassName] = Counter()
    for pass_name, text in connection.execute(query):
        found[pass_name] += sum(one.reason == MALFORMED for one in _DROPPED.validate_json(text))
    return found


def _dropped(connection: sa.Connection, query: sa.Select[str]) -> Iterator[Dropped]:
    for text in connection.scalars(query):
        yield from _DROPPED.validate_json(text)


def _usage(connection: sa.Connection, document_ids: Sequence[str]) -> Usage:
    sums = [sa.func.sum(_ROWS.c[name]).label(name) for name in Usage.model_fields if name != "model"]
    query = sa.select(sa.func.max(_ROWS.c.model).label("model"), *sums)
    found = connection.execute(query.where(_ROWS.c.document_id.in_(document_ids))).mappings().one()
    return Usage.model_validate({name: value for name, value in found.items() if value is not None})


def _tally_left_out(dropped: Sequence[Dropped]) -> tuple[LeftOut, ...]:
    examples: dict[str, list[str]] = {}
    for item in dropped:
        examples.setdefault(item.reason, []).append(item.example)
    ordered = sorted(examples.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        LeftOut(reason=reason, count=len(found), examples=tuple(dict.fromkeys(found))[:_EXAMPLES])
        for reason, found in ordered
    )


def _find_done(connection: sa.Connection, cache_keys: Sequence[str]) -> dict[str, ChunkExtraction]:
    found: dict[str, ChunkExtraction] = {}
    for batch in _in_batches(cache_keys):
        query = sa.select(_ROWS.c.cache_key, _ROWS.c.outcome).where(
            _ROWS.c.cache_key.in_(batch), _ROWS.c.done
        )
        for key, text in connection.execute(query):
            found[key] = ChunkExtraction.model_validate_json(text)
    return found


def _outcomes(
    connection: sa.Connection, pass_name: PassName, document_ids: Sequence[str]
) -> Iterator[ExtractionOutcome]:
    for batch in _in_batches(sorted(document_ids)):
        query = (
            sa.select(_ROWS.c.done, _ROWS.c.outcome)
            .where(_ROWS.c.pass_name == pass_name, _ROWS.c.document_id.in_(batch))
            .order_by(_ROWS.c.chunk_id)
        )
        for done, text in connection.execute(query):
            kind = ChunkExtraction if done else ExtractionFailure
            yield kind.model_validate_json(text)


def _tally(connection: sa.Connection, pass_name: PassName, document_ids: Sequence[str]) -> Counter[bool]:
    tally: Counter[bool] = Counter()
    for batch in _in_batches(document_ids):
        query = (
            sa.select(_ROWS.c.done, sa.func.count())
            .where(_ROWS.c.pass_name == pass_name, _ROWS.c.document_id.in_(batch))
            .group_by(_ROWS.c.done)
        )
        for done, count in connection.execute(query):
            tally[bool(done)] += count
    return tally


def _in_batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _SQL_BATCH):
        yield ids[start : start + _SQL_BATCH]
