"""The real chat client, with connections of its own: LangChain's are shared by the process, and nobody closes them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from langchain_openai import ChatOpenAI
from openai import DefaultAsyncHttpxClient
from pydantic import SecretStr

from tests.fakes.openai_server import Handler, Reply, ScriptedOpenAI


@asynccontextmanager
async def chat_model(base_url: str) -> AsyncIterator[ChatOpenAI]:
    """A model at this address; its connections end with the block."""
    async with DefaultAsyncHttpxClient() as connections:
        yield ChatOpenAI(
            model="scripted",
            base_url=base_url,
            api_key=SecretStr("key"),
            max_retries=0,
            timeout=20,
            stream_usage=True,
            http_async_client=connections,
        )


@asynccontextmanager
async def scripted_model(
    script: Handler | Reply | Sequence[Reply],
) -> AsyncIterator[tuple[ChatOpenAI, ScriptedOpenAI]]:
    """A model that answers as scripted, and the endpoint that answers for it."""
    with ScriptedOpenAI(script) as server:
        async with chat_model(server.base_url) as model:
            yield model, server
