"""The real models: sentence-transformers for vectors, an OpenAI-compatible endpoint for text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pydantic import SecretStr

from api.embedding.answer_reader import PackedAnswerReader
from api.embedding.sentence_transformer import SentenceTransformerEmbedder
from api.rates.model_calls import open_model_calls
from api.settings import Settings
from llm.client import ModelClient, open_connections
from llm.settings import ModelCallSettings
from retrieval.settings import QUESTION_REMEDIES, QuestionCallSettings
from schemas.ports import AnswerReader, CallWindow, Embedder

if TYPE_CHECKING:
    from llm.client import ChatModel

_NO_KEY = "none"


def build_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name; nothing is loaded yet."""
    return SentenceTransformerEmbedder(
        settings.embedding_model,
        batch_size=settings.embedding_batch_size,
        precision=settings.embedding_precision,
    )


def build_answer_reader(settings: Settings) -> AnswerReader | None:
    """What reads whether a sentence answers, where answers without a chat model are to use it; nothing is loaded yet."""
    wanted = settings.retrieval.answer.trained_reader
    return PackedAnswerReader(settings.embedding_precision) if wanted else None


@asynccontextmanager
async def open_chat_model(settings: Settings) -> "AsyncIterator[ChatModel | None]":
    """The chat model that the settings name, or None when none is configured; its connections end with the block.

    It tries each call once: `llm.client.ModelClient` decides what is repeated, and when.
    """
    if not settings.has_chat_model:
        yield None
        return
    async with open_configured_model(settings, settings.chat_model) as model:
        yield model


@asynccontextmanager
async def open_configured_model(settings: Settings, name: str) -> "AsyncIterator[ChatModel]":
    """The chat model of this name at the endpoint, and called in the way, that the settings name for chat models."""
    with open_model_calls(settings, name) as calls:
        async with open_model(
            name,
            base_url=settings.chat_endpoint,
            key=settings.openai_api_key,
            timeout_s=settings.chat_timeout_s,
            temperature=None if settings.chat_temperature == "default" else settings.chat_temperature,
            max_output_tokens=settings.chat_max_output_tokens,
            calls=calls,
        ) as model:
            yield model


@asynccontextmanager
async def open_model(  # noqa: PLR0913  what has to be said of a model at any address
    name: str,
    *,
    base_url: str,
    key: SecretStr | None,
    timeout_s: float,
    temperature: float | None,
    max_output_tokens: int,
    calls: CallWindow | None = None,
) -> "AsyncIterator[ChatModel]":
    """The chat model of this name at this address, asked no more often than `calls` allows; its connections end with the block."""
    from llm.limited_model import LimitedChatOpenAI

    async with open_connections() as connections:
        yield LimitedChatOpenAI(
            model=name,
            api_key=key or SecretStr(_NO_KEY),
            base_url=base_url,  # given always: else the client reads variables of its own
            timeout=timeout_s,
            max_retries=0,
            temperature=temperature,
            max_completion_tokens=max_output_tokens,
            stream_usage=True,
            http_async_client=connections,
            call_window=calls,
            http_socket_options=(),  # else it warns that its own client, unused here, would pass over a proxy
        )


def question_client(settings: Settings, chat_model: "ChatModel | None") -> ModelClient | None:
    """The chat model as questions use it; None when there is none."""
    if chat_model is None:
        return None
    calls = QuestionCallSettings(
        timeout_s=settings.retrieval.answer.model_timeout_s or settings.chat_timeout_s
    )
    return ModelClient(chat_model, calls, QUESTION_REMEDIES)


def batch_client(settings: Settings, chat_model: "ChatModel") -> ModelClient:
    """The chat model for many requests that nobody waits for."""
    calls = ModelCallSettings(concurrency=settings.llm_concurrency, timeout_s=settings.chat_timeout_s)
    return ModelClient(chat_model, calls, QUESTION_REMEDIES)
