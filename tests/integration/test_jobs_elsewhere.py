"""Jobs that one process queues, watches and cancels, and another one runs."""

from pathlib import Path

import pytest

from api.bootstrap import GraphServices
from api.jobs.opening import open_jobs
from api.jobs.owner import own_jobs
from api.settings import load_settings
from kg.store import Neo4jGraphStore
from schemas.errors import ConfigError, ConflictError
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.gated_extractor import GatedExtractor
from tests.integration.test_jobs import ADA, BOB, ZOE, until


@pytest.fixture
def extractor() -> GatedExtractor:
    return GatedExtractor()


@pytest.fixture
def graph(
    store: Neo4jGraphStore, embedder: FakeEmbedder, extractor: GatedExtractor, tmp_path: Path
) -> GraphServices:
    settings = load_settings(home=tmp_path, schema_mode="open", jobs_url=None)
    return GraphServices(settings, store, embedder=embedder, extractor=extractor)


async def test_what_one_process_asks_another_one_does(
    graph: GraphServices, extractor: GatedExtractor
) -> None:
    async with open_jobs(graph) as owner, open_jobs(graph, role="sender") as sender:
        extractor.gate.clear()
        job = await sender.submit([ADA])

        async def is_seen() -> bool:
            return (await sender.get(job.id)).stage is not None

        await until(is_seen)
        assert 0 < await sender.still_s() < 10
        assert (await sender.cancel(job.id)).cancelling

        async def is_heard() -> bool:
            return any(running.cancelling for running in owner._runner.running)

        await until(is_heard)
        extractor.gate.set()
        assert (await sender.wait(job.id)).state == "cancelled"
        assert await sender.still_s() == 0
        await sender.retry(job.id)
        assert (await sender.wait(job.id)).state == "done"
        (document,) = await graph.store.reader.documents.page()
        await sender.delete_document(document.id)
        assert not graph.library.holds(document.id)


async def test_jobs_wait_for_a_process_that_runs_them(graph: GraphServices) -> None:
    async with open_jobs(graph, role="sender") as sender:
        job = await sender.submit([ADA])
        assert (await sender.get(job.id)).state == "queued"
        assert await sender.still_s() > 0
        async with open_jobs(graph):
            assert (await sender.wait(job.id)).state == "done"


async def test_a_command_leaves_its_jobs_to_a_worker_and_not_to_another_command(graph: GraphServices) -> None:
    async with open_jobs(graph) as jobs:
        await jobs.wait((await jobs.submit([ZOE])).id)
    with own_jobs(graph.settings.graph_dir, None, is_worker=True):
        async with open_jobs(graph) as command:
            assert (await command.get((await command.submit([BOB])).id)).state == "queued"
    with own_jobs(graph.settings.graph_dir, None), pytest.raises(ConflictError, match="belong to process"):
        async with open_jobs(graph):
            pass


async def test_a_process_of_another_version_is_not_joined(graph: GraphServices) -> None:
    with own_jobs(graph.settings.graph_dir, None), pytest.raises(ConfigError, match="another version"):
        async with open_jobs(graph, role="sender"):
            pass
