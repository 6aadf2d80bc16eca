"""The real chat client, with connections of its own: LangChain's are shared by the process, and nobody closes them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_openai import ChatOpenAI
from openai import DefaultAsyncHttpxClient
from pydantic import SecretStr
from typing_extensions import override

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


class SurprisingModel(BaseChatModel):
    """A model that fails in a way nobody foresaw where the prompt holds some words, and else gives one answer."""

    surprising: str
    answer: str

    @property
    def _llm_type(self) -> str:
        return "surprising"

    @override
    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        if self.surprising in messages[-1].text:
            raise KeyError("choices")
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=self.answer))])
