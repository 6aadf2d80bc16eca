import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from extraction.passes import run_pass
from extraction.state.ledger import ExtractionLedger
from extraction.state.sql_database import SqlDatabase
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractedEntity
from schemas.graph_schema import GraphSchema
from schemas.ports import Extractor
from tests.fakes.scripted_extractor import SCHEMA
from tests.fakes.values import task


class _Remembering:
    """Finds one name in every chunk, and keeps the tasks it got."""

    name = "remembering"

    def __init__(self, fingerprint: str = "1") -> None:
        self.fingerprint = fingerprint
        self.got: list[ChunkToExtract] = []

    def cache_key(self, task: ChunkToExtract, schema: GraphSchema | None) -> str:
        return f"{self.fingerprint} {schema is not None} {task.chunk.text}"

    async def extract(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> AsyncIterator[ChunkExtraction]:
        assert schema in {None, SCHEMA}
        for one in tasks:
            self.got.append(one)
            yield ChunkExtraction(
                chunk_id=one.chunk.id, entities=(ExtractedEntity(name=one.chunk.text, type="Thing"),)
            )


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[ExtractionLedger]:
    database = SqlDatabase(f"sqlite:///{tmp_path}/jobs.sqlite3")
    await database.migrate()
    yield ExtractionLedger(database)
    database.close()


def _ignore(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


async def _loose_then_strict(
    ledger: ExtractionLedger, loose: Extractor, strict: Extractor, tasks: Sequence[ChunkToExtract]
) -> None:
    await run_pass("loose", tasks, schema=None, extractor=loose, ledger=ledger, on_progress=_ignore)
    await run_pass("strict", tasks, schema=SCHEMA, extractor=strict, ledger=ledger, on_progress=_ignore)


async def test_the_strict_pass_sees_what_the_loose_pass_found_in_the_same_chunk(
    ledger: ExtractionLedger,
) -> None:
    extractor = _Remembering()
    # The third has the text of the first, so that the first one's extraction serves both.
    await _loose_then_strict(ledger, extractor, extractor, [task("Ada", 0), task("Bob", 1), task("Ada", 2)])
    strict = [one for one in extractor.got if one.loose is not None]
    assert [
        (one.chunk.id, one.loose.chunk_id, one.loose.entities[0].name) for one in strict if one.loose
    ] == [
        ("c0", "c0", "Ada"),
        ("c1", "c1", "Bob"),
        ("c2", "c2", "Ada"),
    ]


async def test_what_another_version_of_the_extractor_found_is_not_shown_to_it(
    ledger: ExtractionLedger,
) -> None:
    newer = _Remembering("2")
    await _loose_then_strict(ledger, _Remembering("1"), newer, [task("Ada")])
    assert [one.loose for one in newer.got] == [None]


class _Stopping(_Remembering):
    """Stands still at the second chunk, having told so."""

    def __init__(self) -> None:
        super().__init__()
        self.stands_still = asyncio.Event()

    async def extract(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> AsyncIterator[ChunkExtraction]:
        async for found in super().extract(tasks[:1], schema):
            yield found
        self.stands_still.set()
        await asyncio.Event().wait()


async def test_a_pass_that_is_cancelled_while_nothing_can_be_stored_ends_as_cancelled(tmp_path: Path) -> None:
    database = SqlDatabase(f"sqlite:///{tmp_path}/jobs.sqlite3")
    await database.migrate()
    ledger, extractor = ExtractionLedger(database), _Stopping()
    tasks = [task("Ada", 0), task("Bob", 1)]
    running = asyncio.create_task(
        run_pass("loose", tasks, schema=None, extractor=extractor, ledger=ledger, on_progress=_ignore)
    )
    await extractor.stands_still.wait()
    await database.run(lambda connection: connection.execute(sa.text("DROP TABLE extraction_outcome")))
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    database.close()
