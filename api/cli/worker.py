"""`citegraph worker`: the jobs, without the HTTP API."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note
from api.cli.session import run_async
from schemas.errors import BackendError, ConflictError

if TYPE_CHECKING:
    from api.settings import Settings

_STAND_BY_S = 1.0
_LOOPBACK = "127.0.0.1"


def worker(
    *,
    metrics_port: Annotated[
        int | None,
        typer.Option(min=1, max=65_535, help="Port of this machine at which Prometheus reads its metrics."),
    ] = None,
) -> None:
    """Run the jobs of the graph until Ctrl-C, for servers that run none: citegraph serve --no-jobs.

    Several workers of one graph divide its jobs where they are in Postgres (CITEGRAPH_JOBS_URL); with a job file one runs
    them and the others stand by. When a worker ends, however it ends, another one goes on where it was.

    Example: citegraph worker
    """
    from api.logs import configure_logging
    from api.settings import load_settings

    settings = load_settings()
    configure_logging(settings.log_level)
    with _metrics_at(metrics_port):
        run_async(_work(settings))


async def _work(settings: "Settings") -> None:
    from api.bootstrap import open_graph
    from api.jobs.opening import open_jobs

    said = ""
    async with open_graph(settings) as graph:
        while True:
            try:
                async with open_jobs(graph, role="worker"):
                    note(f"running the jobs of {settings.graph_dir}; Ctrl-C ends it")
                    await asyncio.Event().wait()
            except ConflictError as error:
                if str(error) != said:
                    said = str(error)
                    note(f"standing by: {said}")
                await asyncio.sleep(_STAND_BY_S)


@contextmanager
def _metrics_at(port: int | None) -> Iterator[None]:
    if port is None:
        yield
        return
    from prometheus_client import start_http_server

    try:
        server, thread = start_http_server(port, addr=_LOOPBACK)
    except OSError as error:
        raise BackendError(
            f"cannot listen on {_LOOPBACK} port {port}: {error.strerror}",
            remedy="Another program may have the port: give another with --metrics-port.",
        ) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
