"""The model that sees, which describes pictures while documents are read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.models import batch_client, open_configured_model
from api.settings import Settings
from extraction.load.pictures import PictureDescriber
from extraction.load.run_task import RunTask

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
    loop = asyncio.get_running_loop()
    async with open_configured_model(settings, settings.vision.model) as model:
        client = batch_client(settings, model)

        async def ask(picture: bytes) -> str:
            reply = await client.ask_about(
                system=_SYSTEM, user=_USER, picture=picture, counter=client.counter()
            )
            return reply.text

        def describe(picture: bytes) -> str:
            return asyncio.run_coroutine_threadsafe(ask(picture), loop).result()

        yield PictureDescriber(describe, settings.vision.max_pictures, run)
