"""The model that sees, which describes pictures while documents are read."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from api.models import batch_client, open_configured_model
from api.settings import Settings
from extraction.load.pictures import PictureDescriber
from extraction.load.run_task import RunTask
from llm.client import ModelClient
from llm.usage import UsageCounter
from schemas.extraction import Usage

_SYSTEM = (
    "You describe pictures of documents for people who search in them and cannot see them. Say in one to five plain sentences "
    "what the picture shows. Read out the words, labels and numbers that stand in it. Say nothing that is not to be seen. "
    "Write in Korean where the words in it are Korean, else in English."
)
_USER = "What does this picture show?"


@asynccontextmanager
async def open_describer(settings: Settings, run: RunTask) -> AsyncIterator[PictureDescriber | None]:
    """What describes pictures, or None where no model is named for that; it is called from threads of this event loop's program."""
    if not (settings.vision.model and settings.has_chat_model):
        yield None
        return
    async with open_configured_model(settings, settings.vision.model) as model:
        seeing = SeeingModel(batch_client(settings, model), asyncio.get_running_loop())
        yield PictureDescriber(seeing, settings.vision.max_pictures, run)


class SeeingModel:
    """Describes pictures by a chat model that takes them; called from threads, it asks on the event loop."""

    def __init__(self, client: ModelClient, loop: asyncio.AbstractEventLoop) -> None:
        self._client = client
        self._loop = loop

    @property
    def identity(self) -> str:
        """The model, its endpoint and what it is asked."""
        return json.dumps((*self._client.identity, _SYSTEM, _USER))

    def __call__(self, picture: bytes, count: Callable[[Usage], None]) -> str:
        """What is seen on the picture; `count` is told what the question cost, answered or not.

        Raises:
            ModelError: the model cannot be asked.
            ModelReplyError: it gave no usable reply.
        """
        counter = self._client.counter()
        try:
            return asyncio.run_coroutine_threadsafe(self._ask(picture, counter), self._loop).result()
        finally:
            count(counter.usage)

    async def _ask(self, picture: bytes, counter: UsageCounter) -> str:
        reply = await self._client.ask_about(system=_SYSTEM, user=_USER, picture=picture, counter=counter)
        return reply.text
