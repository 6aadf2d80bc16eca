"""The outermost layer of every request: its id, its log line, and an answer to unexpected errors."""

import re
import time
import uuid
from http import HTTPStatus

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.access import HEALTH_PATHS
from api.http.needed_scope import needed_scope
from api.http.problems import problem_response, unexpected_problem
from api.logs import places_of
from api.metrics import count_request
from schemas.spans import ERROR, Span, span, traceparent

_UNKNOWN = "unknown"
_LOG = structlog.get_logger(__name__)
_UNTRACED = HEALTH_PATHS | {"/metrics"}
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestLog:
    """Gives each request an id and a log line, and answers unexpected errors with a problem.

    The caller's own `X-Request-ID` is kept when it is a plain word; the response carries the id.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        exchange = _Exchange(request_id, send)
        if scope["path"] in _UNTRACED:
            await exchange.serve(self._app, scope, receive)
            return
        # An in-process call, by a tool of ours, has no header and is part of what calls.
        parent = Headers(scope=scope).get("traceparent") or traceparent()
        notes = {"http.request.method": scope["method"], "citegraph.request.id": request_id}
        with span(scope["method"], notes, kind="server", parent=parent) as request:
            await exchange.serve(self._app, scope, receive)
            exchange.describe(scope, request)


class _Exchange:
    """One request and its response."""

    def __init__(self, request_id: str, send: Send) -> None:
        self._request_id = request_id
        self._send = send
        self._status = 0

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive) -> None:
        began = time.perf_counter()
        try:
            await app(scope, receive, self._note_and_send)
        except Exception as error:  # noqa: BLE001  the top of the worker: an unexpected error ends this request only
            _LOG.error("unexpected error", error=type(error).__name__, places=places_of(error))
            if not self._status:
                await problem_response(unexpected_problem(scope["path"]))(scope, receive, self._note_and_send)
        finally:
            self._log(scope, time.perf_counter() - began)

    def describe(self, scope: Scope, request: Span) -> None:
        """Note in its span what it was and came to; not its query or path, which may hold words of a document."""
        route = getattr(scope.get("route"), "path", _UNKNOWN)
        request.rename(f"{scope['method']} {route}")
        request.note({"http.route": route, "http.response.status_code": self._status})
        if self._status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            request.note({ERROR: str(self._status)})

    def _log(self, scope: Scope, seconds: float) -> None:
        method, path = scope["method"], scope["path"]
        if self._status < HTTPStatus.BAD_REQUEST and needed_scope(method, path) != "read":
            _LOG.info("change", method=method, path=path)
        route = getattr(scope.get("route"), "path", _UNKNOWN)
        _LOG.info("request", method=method, route=route, status=self._status, ms=round(seconds * 1000, 1))
        count_request(method if route != _UNKNOWN else _UNKNOWN, route, self._status, seconds)

    async def _note_and_send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            headers["X-Content-Type-Options"] = "nosniff"
        await self._send(message)
