"""Refusing a request whose body was not read."""

import asyncio
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_LINGER_S = 10.0
_SILENCE_S = 2.0


async def refuse(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send the response at once, then throw away what the client is still sending, for a few seconds at most.

    A connection that is closed while the client still sends is reset, and the client would never read the answer.
    """
    if not _has_body(Headers(scope=scope)):
        await response(scope, receive, send)
        return
    headers = [*response.raw_headers, (b"connection", b"close")]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": response.body, "more_body": True})
    await discard_body(receive)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def discard_body(receive: Receive) -> None:
    """Read the rest of the body and throw it away; ends after a silence, or when it takes too long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_LINGER_S):
            more = True
            while more:
                message = await asyncio.wait_for(receive(), _SILENCE_S)
                more = message["type"] == "http.request" and message.get("more_body", False)


def _has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
