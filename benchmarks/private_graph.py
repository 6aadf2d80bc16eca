"""A graph for one measurement, with documents in it that were ingested without a chat model."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from api.bootstrap import GraphServices, open_graph
from api.cli.output import progress_bar
from api.jobs.opening import open_jobs
from api.jobs.service import Upload
from api.local_server import local_server
from api.settings import Settings, load_settings

T = TypeVar("T")


def private_settings(graph: str, **overrides: object) -> Settings:
    """Settings of a graph in a private Neo4j, read and asked without a chat model, whatever this machine has configured."""
    return load_settings(
        graph=graph, neo4j_uri=None, jobs_url=None, openai_api_key=None, openai_base_url=None, **overrides
    )


def ask_documents(documents: Path, ask: Callable[[GraphServices], Awaitable[T]]) -> T:
    """What `ask` finds in a private graph of the files of this folder, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as home:
        settings = private_settings("measured", home=Path(home))
        try:
            return asyncio.run(_ask(settings, _uploads(documents), ask))
        finally:
            asyncio.run(local_server(settings).wipe())


def _uploads(documents: Path) -> list[Upload]:
    return [Upload(name=file.name, content=file.read_bytes()) for file in sorted(documents.iterdir())]


async def _ask(settings: Settings, uploads: list[Upload], ask: Callable[[GraphServices], Awaitable[T]]) -> T:
    with progress_bar() as on_progress:
        async with open_graph(settings, on_progress=on_progress) as graph:
            await graph.ensure_ready()
            async with open_jobs(graph) as jobs:
                job = await jobs.submit(uploads, confirmed=True)
                await jobs.wait(job.id, on_progress)
                return await ask(graph)
