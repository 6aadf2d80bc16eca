"""`citegraph serve`: the HTTP API."""

import socket
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import note
from schemas.errors import BackendError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.settings import Settings

_SHUTDOWN_S = 10


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on; default CITEGRAPH_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="Port; 0 takes a free one; default CITEGRAPH_PORT.")
    ] = None,
    run_jobs: Annotated[
        bool | None,
        typer.Option(
            "--jobs/--no-jobs",
            show_default=False,
            help="Run the jobs too, or leave them to `citegraph worker`; default CITEGRAPH_RUN_JOBS.",
        ),
    ] = None,
) -> None:
    """Serve the web page and the HTTP API until Ctrl-C; the API's documentation is at /docs.

    It listens on this machine only. For another address set CITEGRAPH_API_KEY: every call but the health checks
    then needs that key.

    Example: citegraph serve --port 8080
    """
    from api.logs import configure_logging
    from api.settings import check_serving, load_settings

    given = {"host": host, "port": port, "run_jobs": run_jobs}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    check_serving(settings)
    configure_logging(settings.log_level)
    listener = _listen(settings)
    with listener:
        _serve(settings, listener)


def _listen(settings: "Settings") -> socket.socket:
    """The socket, bound before anything else starts, so that a taken port is said at once."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise BackendError(
            f"cannot listen on {settings.host} port {settings.port}: {error.strerror}",
            remedy="Another program may have the port: give another with --port, or 0 for a free one.",
        ) from error
    return listener


def _serve(settings: "Settings", listener: socket.socket) -> None:
    import uvicorn

    from api.http.app import create_app
    from api.http.protocol import protocol_with_header_timeout

    address = address_of(listener)
    start = _Start(create_app(settings, address=address), address, listener)
    config = uvicorn.Config(
        start,
        http=protocol_with_header_timeout(settings.header_timeout_s),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_SHUTDOWN_S,
        lifespan="on",
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except SystemExit:
        if start.error:
            raise start.error from None
        raise


class _Start:
    """The application, which says when it serves; `error` is what kept it from that."""

    def __init__(self, app: "ASGIApp", address: str, listener: socket.socket) -> None:
        self._app = app
        self._address = address
        self._listener = listener
        self.error: Exception | None = None

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; the start is watched."""
        if scope["type"] != "lifespan":
            return await self._app(scope, receive, send)

        async def watched(message: "Message") -> None:
            if message["type"] == "lifespan.startup.complete":
                self._listener.listen()  # uvicorn does so a moment later; who reads the line may call at once
                note(f"serving {self._address} (documentation: {self._address}/docs); Ctrl-C ends it")
            # Its text is a traceback, for the log; the program reports the error itself, with its remedy.
            failed = message["type"] == "lifespan.startup.failed"
            await send({"type": message["type"]} if failed else message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            self.error = error
            raise


def address_of(listener: socket.socket) -> str:
    """The URL at which this machine's own programs reach the socket."""
    host, port = listener.getsockname()[:2]
    reached = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{reached}:{port}"
