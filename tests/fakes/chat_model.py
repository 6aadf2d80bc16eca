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

from llm.client import ModelClient
from retrieval.settings import QUESTION_REMEDIES, QuestionCallSettings
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


@asynccontextmanager
async def scripted_client(
    script: Handler | Reply | Sequence[Reply], **settings: object
) -> AsyncIterator[tuple[ModelClient, ScriptedOpenAI]]:
    """As `scripted_model`, asked as questions ask it; retries wait next to nothing."""
    quick = {"first_wait_s": 0.01, "timeout_s": 20.0, **settings}
    async with scripted_model(script) as (model, server):
        yield ModelClient(model, QuestionCallSettings.model_validate(quick), QUESTION_REMEDIES), server


class UnexpectedlyFailingModel(BaseChatModel):
    """A model that fails in an unexpected way where the prompt holds some words, and else gives one answer."""

    failing: str
    answer: str

    @property
    def _llm_type(self) -> str:
        return "unexpectedly failing"

    @override
    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        if self.failing in messages[-1].text:
            raise RuntimeError("out of ideas")
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=self.answer))])
