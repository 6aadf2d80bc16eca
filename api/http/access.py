"""Who may call what: with a key set, those who carry a key that opens it; without, this machine's own programs."""

import hmac
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import cast

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.needed_scope import needed_scope
from api.http.page import is_page
from api.http.problems import Problem, problem_of, problem_response, status_problem
from api.http.refusal import refuse
from api.keys.limits import CallLimits
from api.keys.table import ApiKeyTable, digest_of
from api.settings import Settings, is_loopback, variable_of
from schemas.api_key import ApiKey
from schemas.errors import BackendError

HEALTH_PATHS = frozenset({"/healthz", "/readyz"})
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?")
_OWN_SITE = frozenset({"same-origin", "none"})
"""What a browser says of a request from the server's own pages, or from a person (W3C Fetch Metadata)."""


@dataclass(frozen=True)
class _Refusal:
    status: HTTPStatus
    detail: str
    remedy: str

    def problem(self, path: str) -> Problem:
        """It as the answer to a call of this path."""
        return status_problem(self.status, self.detail, path, remedy=self.remedy)


_NO_KEY = _Refusal(
    HTTPStatus.UNAUTHORIZED,
    "the key is missing, wrong, revoked or out of date",
    "Send a key that `citegraph keys create` made, or the server's CITEGRAPH_API_KEY, as X-API-Key or as Authorization: Bearer.",
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
    """Refuses callers whose key does not open the call, or, where the server has no key, those from outside this machine.

    The web page needs no key: nothing of the graph is in it, and the browser that shows it asks for the key.

    Without a key a web page could make the reader's browser call a server on loopback (DNS rebinding, cross-site
    requests), so the `Host` must be this machine, and what the browser says of the calling page must be this server.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._digest = digest_of(settings.api_key.get_secret_value()) if settings.api_key else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it before its body is read."""
        if scope["type"] != "http" or scope["path"] in HEALTH_PATHS:
            await self._app(scope, receive, send)
            return
        problem = await self._find_problem(scope)
        if problem is None:
            await self._app(scope, receive, send)
            return
        challenge = {"WWW-Authenticate": "ApiKey"} if problem.status == HTTPStatus.UNAUTHORIZED else None
        await refuse(problem_response(problem, challenge), scope, receive, send)

    async def _find_problem(self, scope: Scope) -> Problem | None:
        headers, path = Headers(scope=scope), scope["path"]
        host = _HOST.fullmatch(headers.get("host", ""))
        if self._digest is None:
            refusal = _BAD_HOST if host is None else _refuse_stranger(host, headers, scope["scheme"])
            return None if refusal is None else refusal.problem(path)
        if is_page(path):
            return None
        try:
            return await self._problem_of_secret(_given_key(headers), scope, has_host=host is not None)
        except BackendError as error:
            return problem_of(error, path)

    async def _problem_of_secret(self, secret: str, scope: Scope, *, has_host: bool) -> Problem | None:
        path = scope["path"]
        is_owner = hmac.compare_digest(self._digest or "", digest_of(secret))
        key = None if is_owner or not secret else await _keys_of(scope).find(secret)
        if not is_owner and key is None:
            return _NO_KEY.problem(path)
        structlog.contextvars.bind_contextvars(key=key.name if key else variable_of("api_key"))
        if not has_host:
            return _BAD_HOST.problem(path)
        return None if key is None else await _problem_of_key(key, _keys_of(scope).limits, scope)


def _keys_of(scope: Scope) -> "ApiKeyTable":
    return cast("ApiKeyTable", scope["state"]["keys"])


async def _problem_of_key(key: ApiKey, limits: CallLimits, scope: Scope) -> Problem | None:
    """Why a key that was made does not open this call."""
    path = scope["path"]
    needed = needed_scope(scope["method"], path)
    if not {needed, "admin"}.intersection(key.scopes):
        return status_problem(
            HTTPStatus.FORBIDDEN,
            f"this key opens {', '.join(key.scopes)}, and the call needs {needed}",
            path,
            remedy=f"Use a key with the scope {needed}: citegraph keys create NAME --scope {needed}",
        )
    if not (wait_s := await limits.seconds_to_wait(key)):
        return None
    problem = status_problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"this key may call {key.per_minute} times a minute",
        path,
        remedy="Call again later, or use a key with a higher limit.",
    )
    return problem.model_copy(update={"retry_after_s": wait_s})


def _refuse_stranger(host: re.Match[str], headers: Headers, scheme: str) -> _Refusal | None:
    """Why a call without a key is not of this machine's own programs and pages."""
    if not is_loopback(host[1]):
        return _OTHER_HOST
    own_origin = f"{scheme}://{host[0]}"
    from_own_page = headers.get("origin", own_origin) == own_origin
    return None if from_own_page and headers.get("sec-fetch-site", "none") in _OWN_SITE else _OTHER_SITE


def _given_key(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return headers.get("x-api-key") or (token.strip() if scheme.lower() == "bearer" else "")
