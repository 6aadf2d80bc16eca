"""The composition root: the one place that chooses the real parts and joins them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.settings import Settings
from extraction.library import DocumentLibrary
from kg.store import Neo4jGraphStore
from retrieval.answer import Answerer
from retrieval.retrieve import Retriever
from schemas.ports import Embedder, Extractor

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True)
class Graph:
    """Everything that serves one graph; made by `open_graph`, closed with it."""

    settings: Settings
    store: Neo4jGraphStore
    embedder: Embedder
    chat_model: "BaseChatModel | None"
    extractor: Extractor
    retriever: Retriever
    answerer: Answerer
    library: DocumentLibrary
    _migrating: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ensure_ready(self) -> None:
        """Bring the database's constraints and indexes up to date, once; cheap afterwards.

        Raises:
            GraphStoreError: Neo4j cannot be reached.
            ConfigError: the graph was built with another embedding model.
        """


@asynccontextmanager
async def open_graph(settings: Settings) -> AsyncIterator[Graph]:
    """The graph that the settings name; starts our own Neo4j when no NEO4J_URI is given.

    Does not wait for a given server to be reachable: see `Graph.ensure_ready`.
    """
    raise NotImplementedError
    yield
