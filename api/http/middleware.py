"""What every request passes on its way in: its id and log line, the key, the body limit."""

import hmac
import re
import time
import uuid
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import problem_response, status_problem, unforeseen_problem
from api.logs import places_of
from api.settings import Settings, is_loopback

HEALTH_PATHS = frozenset({"/healthz", "/readyz"})
_LOG = structlog.get_logger(__name__)
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_MB = 1_000_000
_SMALL_BODY = 2 * _MB
_MOST_DRAINED = 1_000 * _MB


class RequestLog:
    """Gives each request an id and a log line, and answers what nobody foresaw with a problem.

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
        await _Exchange(request_id, send).serve(self._app, scope, receive)


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
        except Exception as error:  # noqa: BLE001  the top of the worker: what nobody foresaw ends this request only
            _LOG.error("unforeseen error", error=type(error).__name__, places=places_of(error))
            if not self._status:
                await problem_response(unforeseen_problem(scope["path"]))(scope, receive, self._note_and_send)
        finally:
            route = scope.get("route")
            _LOG.info(
                "request",
                method=scope["method"],
                route=getattr(route, "path", "unknown"),
                status=self._status,
                ms=round((time.perf_counter() - began) * 1000, 1),
            )

    async def _note_and_send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            headers["X-Content-Type-Options"] = "nosniff"
        await self._send(message)


class Gate:
    """Lets in who may: with a key set, those who carry it; without, this machine's own programs.

    Without a key a web page could make the reader's browser call a server on loopback (DNS rebinding, cross-site
    forms), so the `Host` must be this machine and an `Origin` must be the server itself.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._digest = _digest(settings.api_key.get_secret_value()) if settings.api_key else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it before its body is read."""
        if scope["type"] != "http" or scope["path"] in HEALTH_PATHS:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._digest:
            refusal = None if hmac.compare_digest(self._digest, _digest(_given_key(headers))) else _NO_KEY
        else:
            refusal = _foreign_caller(headers)
        if refusal is None:
            await self._app(scope, receive, send)
            return
        await _drain(receive, _SMALL_BODY)
        status, detail, remedy = refusal
        challenge = {"WWW-Authenticate": "ApiKey"} if status is HTTPStatus.UNAUTHORIZED else None
        response = problem_response(status_problem(status, detail, scope["path"], remedy=remedy), challenge)
        await response(scope, receive, send)


_Refusal = tuple[HTTPStatus, str, str]
_NO_KEY: _Refusal = (
    HTTPStatus.UNAUTHORIZED,
    "the key is missing or wrong",
    "Send the server's CITEGRAPH_API_KEY as X-API-Key or as Authorization: Bearer.",
)


def _given_key(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return headers.get("x-api-key") or (token.strip() if scheme.lower() == "bearer" else "")


def _foreign_caller(headers: Headers) -> _Refusal | None:
    host = headers.get("host", "")
    if not is_loopback(urlsplit(f"//{host}").hostname or ""):
        return (
            HTTPStatus.MISDIRECTED_REQUEST,
            "without a key, only this machine may call, by its own name",
            "Call http://127.0.0.1 or http://localhost, or set CITEGRAPH_API_KEY on the server.",
        )
    origin = headers.get("origin")
    if origin and urlsplit(origin).netloc != host:
        return (
            HTTPStatus.FORBIDDEN,
            "without a key, web pages of other sites may not call",
            "Set CITEGRAPH_API_KEY on the server and send it.",
        )
    return None


class BodyLimit:
    """Refuses a body that is larger than the call can need, whether its length was announced or not."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        # JSON may write each character of a text as \\uXXXX, and a form adds its frame
        self._upload = 2 * settings.max_upload_bytes + _MB

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._upload if scope["path"] == "/v1/documents" else _SMALL_BODY
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            await _drain(receive, _MOST_DRAINED)
            problem = status_problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE, scope["path"], remedy=_SMALLER
            )
            await problem_response(problem)(scope, receive, send)
            return
        await self._app(scope, _counted(receive, limit), send)


_TOO_LARGE = "the body is larger than this call accepts"
_SMALLER = "Split it into smaller documents, or raise CITEGRAPH_MAX_UPLOAD_BYTES on the server."


def _counted(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def receive_counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            if message.get("more_body"):
                await _drain(receive, _MOST_DRAINED)
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
        return message

    return receive_counted


async def _drain(receive: Receive, most: int) -> None:
    """Throw the rest of the body away: a client that is still sending would not read the answer."""
    taken = 0
    while taken <= most:
        message = await receive()
        taken += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
