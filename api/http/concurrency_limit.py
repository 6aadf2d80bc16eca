"""How many questions and uploads are served at the same time."""

import math
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.problems import problem_response, status_problem
from api.http.refusal import refuse
from api.settings import Settings

_QUESTIONS = frozenset(
    {"/v1/query", "/v1/query/stream", "/v1/retrieve", "/v1/recommend", "/v1/chat/completions"}
)
_UPLOADS = frozenset({"/v1/documents"})
_REMEMBERED = 50


class ConcurrencyLimitMiddleware:
    """Answers 503 with Retry-After to a question or upload that is one too many; other calls pass."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        questions = Slots("questions", settings.max_concurrent_questions)
        uploads = Slots("uploads", settings.max_concurrent_uploads)
        self._slots_of = dict.fromkeys(_QUESTIONS, questions) | dict.fromkeys(_UPLOADS, uploads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it before its body is read."""
        posted = scope["type"] == "http" and scope["method"] == "POST"
        slots = self._slots_of.get(scope["path"]) if posted else None
        if slots is None:
            await self._app(scope, receive, send)
        elif slots.full:
            problem = status_problem(
                HTTPStatus.SERVICE_UNAVAILABLE,
                f"{slots.limit} {slots.name} are being served, which is the limit",
                scope["path"],
                remedy=f"Try again a little later, or raise CITEGRAPH_MAX_CONCURRENT_{slots.name.upper()}.",
            )
            problem = problem.model_copy(update={"retry_after_s": slots.seconds_until_free()})
            await refuse(problem_response(problem), scope, receive, send)
        else:
            with slots.take():
                await self._app(scope, receive, send)


class Slots:
    """A number of places, and how long each is held."""

    def __init__(self, name: str, limit: int) -> None:
        self.name = name
        self.limit = limit
        self._since: list[float] = []
        self._durations_s: deque[float] = deque(maxlen=_REMEMBERED)

    @property
    def full(self) -> bool:
        """Whether no place is free."""
        return len(self._since) >= self.limit

    @contextmanager
    def take(self) -> Iterator[None]:
        """Hold a place."""
        began = time.monotonic()
        self._since.append(began)
        try:
            yield
        finally:
            self._since.remove(began)
            self._durations_s.append(time.monotonic() - began)

    def seconds_until_free(self) -> int:
        """Whole seconds, at least 1, until the next place should be free: the longest held one is let go after an average time."""
        if not self._durations_s or not self._since:
            return 1
        average_s = sum(self._durations_s) / len(self._durations_s)
        return max(1, math.ceil(min(self._since) + average_s - time.monotonic()))
