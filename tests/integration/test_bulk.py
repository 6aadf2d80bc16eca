"""A graph that Neo4j's importer filled is the one that transactions write."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j import AsyncDriver, AsyncGraphDatabase

from api.bootstrap import open_graph
from api.jobs.opening import open_jobs
from api.jobs.service import Upload
from api.local_server import local_server
from api.settings import Settings, load_settings
from api.transfer.archive import ArchiveHead, archive_writer
from api.transfer.bulk import bulk_import
from api.transfer.transfer import export_graph
from kg.bulk.completion import complete_import
from kg.bulk.record import RecordFiles
from kg.server.importer import ImportFiles, import_files
from kg.server.local_neo4j import LocalNeo4j
from kg.server.server_options import ServerOptions
from kg.store import Neo4jGraphStore
from schemas.document_graph import DocumentGraph
from schemas.errors import ConfigError, ConflictError, GraphStoreError, InputError
from schemas.ports import no_progress
from tests.api.test_documents import LOVELACE, SEJONG
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.graph_dump import graph_dump
from tests.fakes.graph_examples import graph_examples
from tests.fakes.loaded_files import load_files
from tests.fakes.random_documents import random_documents
from tests.fakes.running_server import citegraph
from tests.integration.conftest import empty

_SETTINGS = "MATCH (s:CiteGraph) DELETE s"
_EMPTIED = "MATCH (n) WHERE NOT (n:GraphSchema OR n:Decision AND n.kind = 'approve schema') DETACH DELETE n"
_DOCUMENTS = st.tuples(*(random_documents(f"document {number}") for number in range(12)))
_QUOTED = 'Ada Byron said: "Engines, too, \\speak\\".\n\n"Engine Works", a firm,\nwas founded by Ada Byron; \'so\' they say.'
# A server that answers a few queries in its life is faster without the compiler that makes long lives fast.
_QUICK_JAVA = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A data folder of its own, with the rules."""
    home = tmp_path_factory.mktemp("bulk") / "data"
    return load_settings(home=home, neo4j_uri=None, jobs_url=None, extractor="rules")


@pytest.fixture(scope="module")
async def server(settings: Settings) -> AsyncIterator[LocalNeo4j]:
    """The graph's own Neo4j: the importer wants it stopped, and the tests share the other one."""
    one = local_server(settings)
    with pytest.MonkeyPatch.context() as variables:
        for name, value in _QUICK_JAVA.items():
            variables.setenv(name, value)
        try:
            await one.start()
            yield one
        finally:
            await one.wipe()


@given(graphs=_DOCUMENTS)
@graph_examples(3)
async def test_the_files_make_the_graph_of_the_ordinary_write(
    store: Neo4jGraphStore,
    driver: AsyncDriver,
    embedder: FakeEmbedder,
    tmp_path: Path,
    graphs: Sequence[DocumentGraph],
) -> None:
    await empty(driver)
    for graph in graphs:
        await store.documents.write([graph], publish=True)
    written = await graph_dump(driver)
    await empty(driver)
    files = RecordFiles(tmp_path, model=embedder.model, dimensions=embedder.dimensions)
    for graph in graphs:
        files.add(graph)
    prepared = files.finish()
    await driver.execute_query(_SETTINGS)
    await load_files(driver, prepared.files)
    await complete_import(
        store.database, prepared, [], dimensions=embedder.dimensions, on_progress=no_progress
    )
    assert await graph_dump(driver) == written


@pytest.mark.timeout(1800)
async def test_what_was_ingested_is_there_again_in_an_empty_graph(
    settings: Settings, server: LocalNeo4j, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="nothing was ingested"):
        await bulk_import(settings, None, no_progress)
    archive = tmp_path / "graph.jsonl"
    await _ingest(settings)
    async with open_graph(settings) as graph:
        await export_graph(graph, archive, no_progress)
    async with _driver(server) as driver:
        ingested = await graph_dump(driver)
        with pytest.raises(ConflictError, match="not empty"):
            await bulk_import(settings, None, no_progress)
        await driver.execute_query(_EMPTIED)
    with pytest.raises(ConfigError, match="have vectors of another model"):
        await bulk_import(settings, _archive_of_another_model(tmp_path), no_progress)
    # Cut off where the importer begins, it goes on there.
    with pytest.raises(_StoppedError):
        await bulk_import(settings, archive, _stop_at_the_import)
    assert _bulk(settings)["counts"]["documents"] == 3
    async with _driver(server) as driver:
        assert await graph_dump(driver) == ingested


async def test_a_server_that_is_not_ours_is_refused(settings: Settings) -> None:
    theirs = settings.model_copy(update={"neo4j_uri": "bolt://127.0.0.1:7687"})
    with pytest.raises(InputError, match="NEO4J_URI"):
        await bulk_import(theirs, None, no_progress)


async def test_the_last_words_of_an_importer_that_failed_are_said(
    tmp_path: Path, private_server: ServerOptions
) -> None:
    server = LocalNeo4j(tmp_path, "never", options=private_server)
    for folder in ("logs", "conf"):
        (tmp_path / "never" / folder).mkdir(parents=True)
    files = ImportFiles(nodes=(("Document", tmp_path / "missing.csv"),), relationships=())
    with pytest.raises(GraphStoreError, match=r"(?s)importer failed.*missing\.csv"):
        await import_files(server, files)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(import_files(server, files), 0.5)
    commands = [one.info["cmdline"] or [] for one in psutil.process_iter(["cmdline"])]
    assert not [one for one in commands if f"--report-file={tmp_path}" in " ".join(one)]


async def _ingest(settings: Settings) -> None:
    texts = {"a.txt": LOVELACE, "b.md": SEJONG, "c.txt": _QUOTED}
    async with open_graph(settings) as graph:
        await graph.ensure_ready()
        async with open_jobs(graph) as jobs:
            uploads = [Upload(name=name, content=text.encode()) for name, text in texts.items()]
            job = await jobs.submit(uploads, confirmed=True)
            assert (await jobs.wait(job.id)).state == "done"


def _archive_of_another_model(folder: Path) -> Path:
    path = folder / "other.jsonl"
    head = ArchiveHead(program="0", made_at="2026-01-01T00:00:00Z", embedding_model="another model")
    with archive_writer(path, head):
        return path


def _bulk(settings: Settings) -> dict[str, dict[str, int]]:
    """What the command prints."""
    variables = {
        "CITEGRAPH_CACHE_DIR": str(settings.cache_dir),
        "CITEGRAPH_EXTRACTOR": "rules",
        **_QUICK_JAVA,
    }
    done = citegraph(settings.home.parent, "bulk", "--json", **variables)
    assert done.returncode == 0, done.stderr
    printed: dict[str, dict[str, int]] = json.loads(done.stdout)
    return printed


class _StoppedError(Exception):
    """Ctrl-C."""


def _stop_at_the_import(stage: str, _done: int, _total: int) -> None:
    if stage == "import":
        raise _StoppedError


@asynccontextmanager
async def _driver(server: LocalNeo4j) -> AsyncIterator[AsyncDriver]:
    address = await server.start()
    auth = (address.user, address.password.get_secret_value())
    async with AsyncGraphDatabase.driver(address.uri, auth=auth, notifications_min_severity="OFF") as driver:
        yield driver
