"""The HTTP API as the tools call it: of a server, or of this process."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TypeVar

import httpx
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import BaseModel
from starlette.types import ASGIApp, Receive, Scope, Send

from api.cli.remote import error_of
from api.settings import Settings

T = TypeVar("T", bound=BaseModel)
_TIMEOUT_S = 300.0
_ITSELF = "http://127.0.0.1"


class Service:
    """Calls of the HTTP API whose errors are told to the model; `site` is where pictures of pages are, empty if nowhere."""

    def __init__(self, client: httpx.AsyncClient, site: str = "") -> None:
        self._client = client
        self.site = site

    async def get(self, kind: type[T], path: str, **query: str | int) -> T:
        """What the call answers.

        Raises:
            ToolError: it failed; says why, and what to do.
        """
        return kind.model_validate_json(await self._call("GET", path, query=query))

    async def post(self, kind: type[T], path: str, body: Mapping[str, object]) -> T:
        """What the call answers to this body.

        Raises:
            ToolError: it failed; says why, and what to do.
        """
        return kind.model_validate_json(await self._call("POST", path, body=body))

    async def delete(self, kind: type[T], path: str) -> T:
        """What went.

        Raises:
            ToolError: it failed; says why, and what to do.
        """
        return kind.model_validate_json(await self._call("DELETE", path))

    async def _call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> bytes:
        try:
            response = await self._client.request(method, path, params=query, json=body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            said = str(error) or type(error).__name__
            raise ToolError(f"{self._client.base_url} does not answer: {said}") from error
        if response.is_error:
            told = error_of(response)
            raise ToolError(f"{told} {told.remedy}".strip()) from told
        return response.content


@asynccontextmanager
async def remote_service(address: str, settings: Settings) -> AsyncIterator[Service]:
    """The service that runs at this address."""
    async with httpx.AsyncClient(
        base_url=address, headers=_key(settings), timeout=_TIMEOUT_S, trust_env=False
    ) as client:
        yield Service(client, address.rstrip("/"))


@asynccontextmanager
async def own_service(
    app: ASGIApp, state: Mapping[str, object], settings: Settings
) -> AsyncIterator[Service]:
    """An application of this process, with the state of its life."""

    async def with_state(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "state": dict(state)}, receive, send)

    transport = httpx.ASGITransport(with_state)
    async with httpx.AsyncClient(transport=transport, base_url=_ITSELF, headers=_key(settings)) as client:
        yield Service(client)


def _key(settings: Settings) -> dict[str, str]:
    return {"X-API-Key": settings.api_key.get_secret_value()} if settings.api_key else {}
