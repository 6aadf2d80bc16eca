"""The real models: sentence-transformers for vectors, an OpenAI-compatible endpoint for text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pydantic import SecretStr

from api.embedding.sentence_transformer import SentenceTransformerEmbedder
from api.settings import Settings
from llm.client import ModelClient, open_connections
from retrieval.settings import QUESTION_REMEDIES, QuestionCallSettings
from schemas.ports import Embedder

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


@asynccontextmanager
async def open_chat_model(settings: Settings) -> "AsyncIterator[ChatModel | None]":
    """The chat model that the settings name, or None when none is configured; its connections end with the block.

    It tries each call once: `llm.client.ModelClient` decides what is repeated, and when.
    """
    if not settings.has_chat_model:
        yield None
        return
    from langchain_openai import ChatOpenAI

    async with open_connections() as connections:
        yield ChatOpenAI(
            model=settings.chat_model,
            api_key=settings.openai_api_key or SecretStr(_NO_KEY),
            base_url=settings.chat_endpoint,  # given always: else the client reads variables of its own
            timeout=settings.chat_timeout_s,
            max_retries=0,
            temperature=None if settings.chat_temperature == "default" else settings.chat_temperature,
            max_completion_tokens=settings.chat_max_output_tokens,
            stream_usage=True,
            http_async_client=connections,
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
