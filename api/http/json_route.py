"""Routes that read JSON as RFC 8259 has it."""

from collections.abc import Callable, Coroutine

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute


class JsonRequest(Request):
    """A request whose body must be JSON in Unicode: Python's own reader takes halves of characters, which nothing can send on."""

    async def json(self) -> object:
        """The body.

        Raises:
            JSONDecodeError: it is no JSON, or has an unpaired surrogate.
        """
        if not hasattr(self, "_json"):
            self._json = orjson.loads(await self.body())
        return self._json


class JsonRoute(APIRoute):
    """A route whose calls are `JsonRequest`s."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[None, None, Response]]:
        """What answers a call."""
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            return await handle(JsonRequest(request.scope, request.receive))

        return handle_json
