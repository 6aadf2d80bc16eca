"""The tools over HTTP, as a part of the service."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.mcp.server import build_server
from api.mcp.service import own_service
from api.settings import Settings

PATH = "/mcp"


class McpEndpoint:
    """Answers MCP's requests while it is open; each stands by itself, so that any of several servers can answer it."""

    def __init__(self, app: FastAPI) -> None:
        """Serve the tools of this application at `/mcp`."""
        self._app = app
        self._manager: StreamableHTTPSessionManager | None = None
        app.router.routes.append(Route(PATH, self, include_in_schema=False))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if self._manager is None:
            raise RuntimeError("a request came before the application was open")
        await self._manager.handle_request(scope, receive, send)

    @asynccontextmanager
    async def open(self, state: Mapping[str, object], settings: Settings) -> AsyncIterator[None]:
        """Answer requests while the block runs, by calls of the application with this state."""
        async with own_service(self._app, state, settings) as service:
            server = build_server(service)
            # Who may call, and under which names of this host, api.http.access has decided.
            unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
            server.streamable_http_app(stateless_http=True, transport_security=unchecked)
            self._manager = server.session_manager
            async with self._manager.run():
                yield
