"""The job database through its versions, on SQLite and on a real Postgres."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from api.bootstrap import GraphServices
from api.conversations import table as conversations
from api.jobs import table, worker_table
from api.jobs.opening import open_jobs
from api.jobs.service import Upload
from api.keys import table as keys
from api.rates import table as rates
from api.settings import load_settings
from extraction.state import ledger
from extraction.state.sql_database import SqlDatabase
from kg.store import Neo4jGraphStore
from schemas.document import LoadedDocument
from schemas.errors import ConfigError
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.gated_extractor import GatedExtractor

_BEFORE_VERSIONS = Path(__file__).parents[1] / "fakes" / "job_database_before_versions.sql"
_KILLED, _QUEUED, _FAILED = "0afb261041880918fbc3713b-0", "e7c9cdf78e92ba18f5c09351-0", f"{'f' * 24}-0"


@pytest.fixture
async def database(jobs_url: str) -> AsyncIterator[SqlDatabase]:
    with closing(SqlDatabase(jobs_url)) as opened:
        yield opened


async def test_the_versions_end_in_the_tables_that_the_program_works_with(database: SqlDatabase) -> None:
    for _ in range(2):
        await database.migrate()

    def difference(connection: sa.Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"version_table": "citegraph_version"})
        tables = sa.MetaData()
        parts = (
            table.METADATA,
            worker_table.METADATA,
            conversations.METADATA,
            keys.METADATA,
            rates.METADATA,
            ledger.METADATA,
        )
        for known in (each for part in parts for each in part.tables.values()):
            known.to_metadata(tables)
        return list(compare_metadata(context, tables))

    assert await database.run(difference) == []


async def test_a_newer_version_is_refused_and_left_as_it_is(database: SqlDatabase) -> None:
    await database.migrate()

    def set_version(connection: sa.Connection) -> None:
        connection.execute(sa.text("UPDATE citegraph_version SET version_num = '9999'"))

    await database.run(set_version)
    with pytest.raises(ConfigError, match="version 9999") as caught:
        await database.migrate()
    assert "newer CiteGraph" in caught.value.remedy
    version = await database.run(
        lambda connection: connection.scalar(sa.text("SELECT version_num FROM citegraph_version"))
    )
    assert version == "9999"


async def test_a_database_from_before_versions_opens_and_its_jobs_go_on(
    store: Neo4jGraphStore, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    graph, extractor = _graph(store, embedder, tmp_path)
    graph.settings.graph_dir.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(graph.settings.jobs_file)) as old, old:
        old.executescript(_BEFORE_VERSIONS.read_text())
    texts = {
        "notes.txt": "Ada wrote the Notes.",
        "letter.txt": "Zoe wrote a letter.",
        "poem.txt": "Eve wrote a poem.",
    }
    for name, text in texts.items():
        graph.library.keep(
            LoadedDocument(
                source=name,
                sha256=sha256(text.encode()).hexdigest(),
                title=name,
                media_type="text/plain",
                language="en",
                text=text,
            )
        )
    async with open_jobs(graph) as jobs:
        for job_id in (_KILLED, _QUEUED):
            job = await jobs.wait(job_id)
            assert (job.state, job.error) == ("done", "")
        assert (await jobs.get(_FAILED)).error == "the disk is full"
    assert sorted(document.source for document in await store.reader.documents.page()) == sorted(texts)
    assert "Ada wrote the Notes." not in extractor.asked, "it was paid for before"


async def test_jobs_run_go_on_and_are_deleted_on_either_kind(
    store: Neo4jGraphStore, embedder: FakeEmbedder, jobs_url: str, tmp_path: Path
) -> None:
    graph, extractor = _graph(store, embedder, tmp_path, jobs_url=jobs_url)
    extractor.gate.clear()
    async with open_jobs(graph) as jobs:
        job = await jobs.submit([Upload(name="notes.txt", content=b"Ada wrote the Notes.")])
    extractor.gate.set()
    async with open_jobs(graph) as jobs:
        ended = await jobs.wait(job.id)
        assert (ended.state, ended.loose.done) == ("done", 1)
        await jobs.delete_document(ended.document_ids[0])
        assert [each.id for each in await jobs.list()] == [job.id]
        assert (await jobs.get(job.id)).loose.done == 0
    assert await store.reader.documents.page() == []


def _graph(
    store: Neo4jGraphStore, embedder: FakeEmbedder, home: Path, *, jobs_url: str | None = None
) -> tuple[GraphServices, GatedExtractor]:
    extractor = GatedExtractor()
    settings = load_settings(home=home, schema_mode="open", jobs_url=jobs_url)
    return GraphServices(settings, store, embedder=embedder, extractor=extractor), extractor
