"""Who may call: with a key set, those who carry it; without, this machine's own programs."""

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.problems import problem_response, status_problem
from api.http.refusal import refuse
from api.settings import Settings, is_loopback

HEALTH_PATHS = frozenset({"/healthz", "/readyz"})
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?")
_OWN_SITE = frozenset({"same-origin", "none"})
"""What a browser says of a request from the server's own pages, or from a person (W3C Fetch Metadata)."""


@dataclass(frozen=True)
class _Refusal:
    status: HTTPStatus
    detail: str
    remedy: str


_NO_KEY = _Refusal(
    HTTPStatus.UNAUTHORIZED,
    "the key is missing or wrong",
    "Send the server's CITEGRAPH_API_KEY as X-API-Key or as Authorization: Bearer.",
)
_BAD_HOST = _Refusal(
    HTTPStatus.BAD_REQUEST,
    "the Host header is not a host name with an optional port",
    "Call the server by its plain address, such as http://127.0.0.1:8000.",
)
_OTHER_HOST = _Refusal(
    HTTPStatus.MISDIRECTED_REQUEST,
    "without a key, only this machine may call, by its own name",
    "Call http://127.0.0.1 or http://localhost, or set CITEGRAPH_API_KEY on the server.",
)
_OTHER_SITE = _Refusal(
    HTTPStatus.FORBIDDEN,
    "without a key, web pages of other sites may not call",
    "Set CITEGRAPH_API_KEY on the server and send it.",
)


class AccessMiddleware:
    """Refuses callers without the key, or, where no key is set, those from outside this machine.

    Without a key a web page could make the reader's browser call a server on loopback (DNS rebinding, cross-site
    requests), so the `Host` must be this machine, and what the browser says of the calling page must be this server.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._digest = _digest(settings.api_key.get_secret_value()) if settings.api_key else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it before its body is read."""
        if scope["type"] != "http" or scope["path"] in HEALTH_PATHS:
            await self._app(scope, receive, send)
            return
        refusal = self._find_refusal(Headers(scope=scope), scope["scheme"])
        if refusal is None:
            await self._app(scope, receive, send)
            return
        challenge = {"WWW-Authenticate": "ApiKey"} if refusal is _NO_KEY else None
        problem = status_problem(refusal.status, refusal.detail, scope["path"], remedy=refusal.remedy)
        await refuse(problem_response(problem, challenge), scope, receive, send)

    def _find_refusal(self, headers: Headers, scheme: str) -> _Refusal | None:
        if self._digest and not hmac.compare_digest(self._digest, _digest(_given_key(headers))):
            return _NO_KEY
        host = _HOST.fullmatch(headers.get("host", ""))
        if host is None:
            return _BAD_HOST
        if self._digest:
            return None
        if not is_loopback(host[1]):
            return _OTHER_HOST
        own_origin = f"{scheme}://{host[0]}"
        from_own_page = headers.get("origin", own_origin) == own_origin
        return None if from_own_page and headers.get("sec-fetch-site", "none") in _OWN_SITE else _OTHER_SITE


def _given_key(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return headers.get("x-api-key") or (token.strip() if scheme.lower() == "bearer" else "")


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
