"""How long and how large the body of a request may be."""

import asyncio
import time
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import REMEDIES, problem_response, status_problem
from api.http.refusal import discard_body, refuse
from api.settings import Settings

_MB = 1_000_000
_SMALL_BODY = 2 * _MB
_TOO_LARGE = "the body is larger than this call accepts"
_TOO_SLOW = "the body did not arrive in time"


class BodyLimitMiddleware:
    """Refuses a body that is larger than the call can need, announced or not, or that takes too long to arrive."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        # JSON may write each character of a text as \\uXXXX, and a form adds its frame
        self._upload = 2 * settings.max_upload_bytes + _MB
        self._timeout_s = settings.body_timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or answer 413 or 408."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._upload if scope["path"] == "/v1/documents" else _SMALL_BODY
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            problem = status_problem(status, _TOO_LARGE, scope["path"], remedy=REMEDIES[status])
            await refuse(problem_response(problem), scope, receive, send)
            return
        body = _Body(receive, send, limit=limit, timeout_s=self._timeout_s)
        await self._app(scope, body.receive, body.send)


class _Body:
    """The body of one request as it arrives; once it is refused, the connection ends with the response."""

    def __init__(self, receive: Receive, send: Send, *, limit: int, timeout_s: float) -> None:
        self._receive = receive
        self._send = send
        self._limit = limit
        self._timeout_s = timeout_s
        self._left_s = timeout_s
        self._taken = 0
        self._complete = False
        self._refused = False

    async def receive(self) -> Message:
        if self._complete:
            return await self._receive()
        began = time.monotonic()
        try:
            message = await asyncio.wait_for(self._receive(), self._left_s)
        except TimeoutError:
            self._refused = True
            detail = f"{_TOO_SLOW}: {self._timeout_s:g} seconds"
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, detail) from None
        self._left_s = max(0.0, self._left_s - (time.monotonic() - began))
        self._taken += len(message.get("body", b""))
        self._complete = not message.get("more_body", False)
        if self._taken > self._limit:
            self._refused = True
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
        return message

    async def send(self, message: Message) -> None:
        if not self._refused or self._complete:
            await self._send(message)
        elif message["type"] == "http.response.start":
            MutableHeaders(scope=message)["connection"] = "close"
            await self._send(message)
        elif message.get("more_body", False):
            await self._send(message)
        else:
            await self._send({**message, "more_body": True})
            await discard_body(self._receive)
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
