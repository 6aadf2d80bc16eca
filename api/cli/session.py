"""How a command gets at the graph."""

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from api.cli.output import progress_bar

if TYPE_CHECKING:
    from api.bootstrap import GraphServices
    from api.jobs.service import Jobs
    from api.settings import Settings

T = TypeVar("T")


def read_settings() -> "Settings":
    """The settings of this run, with the logs quiet: a command speaks for itself.

    Raises:
        ConfigError: a setting is wrong.
    """
    from api.logs import configure_logging
    from api.settings import load_settings

    settings = load_settings()
    configure_logging("DEBUG" if settings.log_level == "DEBUG" else "ERROR")
    return settings


def run_async(work: Coroutine[object, object, T]) -> T:
    """The result of the work, in an event loop of its own; SIGTERM ends it as Ctrl-C does, so that it can tidy up."""

    async def run() -> T:
        task = asyncio.create_task(work)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await task

    try:
        return asyncio.run(run())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


@asynccontextmanager
async def ready_graph(settings: "Settings") -> "AsyncIterator[GraphServices]":
    """The graph, with Neo4j running and its indexes up to date.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
        ConfigError: the graph was built with another embedding model.
    """
    from api.bootstrap import open_graph

    async with AsyncExitStack() as stack:
        with progress_bar() as on_progress:
            graph = await stack.enter_async_context(open_graph(settings, on_progress=on_progress))
            await graph.ensure_ready()
        yield graph


@asynccontextmanager
async def ready_jobs(settings: "Settings") -> "AsyncIterator[Jobs]":
    """The jobs of the graph, owned by this process while the block runs.

    Raises:
        ConflictError: another process owns them.
    """
    from api.jobs.opening import open_jobs

    async with ready_graph(settings) as graph, open_jobs(graph) as jobs:
        yield jobs
