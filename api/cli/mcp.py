"""`citegraph mcp`: the graph as tools for a program that speaks the Model Context Protocol."""

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.remote import find_server
from api.cli.session import read_settings, run_async

if TYPE_CHECKING:
    from api.mcp.service import Service
    from api.settings import Settings


def mcp(
    *,
    url: Annotated[
        str | None,
        typer.Option(
            help="Ask the service at this address; its key is CITEGRAPH_API_KEY. By default the one that serves this graph, else the graph itself."
        ),
    ] = None,
    allow_writes: Annotated[
        bool, typer.Option("--allow-writes", help="Let the client add and delete documents, too.")
    ] = False,
) -> None:
    """Offer the graph to an MCP client over standard input and output, until it closes them; it starts this command.

    The tools are ask, retrieve, recommend, entity, neighbours, schema and documents, which change nothing. `citegraph serve` offers
    them at /mcp too.

    Example: citegraph mcp --url http://127.0.0.1:8000
    """
    run_async(_serve(read_settings(), url, allow_writes=allow_writes))


async def _serve(settings: "Settings", url: str | None, *, allow_writes: bool) -> None:
    from api.mcp.server import build_server

    async with _service(settings, url, allow_writes=allow_writes) as service:
        await build_server(service, allow_writes=allow_writes).run_stdio_async()


def _service(
    settings: "Settings", url: str | None, *, allow_writes: bool
) -> "AbstractAsyncContextManager[Service]":
    if address := url or find_server(settings):
        from api.mcp.service import remote_service

        return remote_service(address, settings)
    from api.mcp.graph_service import graph_service

    return graph_service(settings, with_jobs=allow_writes)
