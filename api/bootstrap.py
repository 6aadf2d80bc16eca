"""The composition root: the one place that chooses the real parts and joins them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pydantic import SecretStr

from api.local_server import local_server
from api.models import build_embedder, open_chat_model, question_client
from api.settings import Settings
from extraction.ingest import IngestSettings
from extraction.state.library import DocumentLibrary
from kg.store import Neo4jGraphStore
from retrieval.answer.answerer import Answerer
from retrieval.retriever import Retriever
from schemas.ports import Embedder, Extractor, Progress

if TYPE_CHECKING:
    from llm.client import ChatModel


class Graph:
    """Everything that serves one graph; made by `open_graph`, closed with it."""

    def __init__(self, settings: Settings, store: Neo4jGraphStore, chat_model: "ChatModel | None") -> None:
        self.settings = settings
        self.store = store
        self.embedder: Embedder = build_embedder(settings)
        self.extractor: Extractor = _build_extractor(settings, chat_model)
        self.ingest_settings = IngestSettings(
            schema_mode=settings.schema_mode, split=settings.split, draft=settings.draft
        )
        self.library = DocumentLibrary(settings.graph_dir / "library")
        client = question_client(settings, chat_model)
        self.retriever = Retriever(
            store.reader, self.embedder, chat_model=client, settings=settings.retrieval
        )
        self.answerer = Answerer(self.retriever, client)
        self._migrating = asyncio.Lock()
        self._ready = False
        self._clean = False

    async def ensure_ready(self) -> None:
        """Bring the database's constraints and indexes up to date, once; free afterwards.

        Raises:
            GraphStoreError: Neo4j cannot be reached; a closed port is told at once.
            ConfigError: the graph was built with another embedding model.
        """
        async with self._migrating:
            if not self._ready:
                await self.store.reader.ping(self.settings.neo4j_timeout_s)
                await self.store.migrate(self.embedder.model, self.embedder.dimensions)
                self._ready = True

    async def ensure_clean(self) -> None:
        """As `ensure_ready`, and remove what a crash left half-written, once.

        Only for the process that runs the jobs: another one's ingest is half-written too while it is under way.
        """
        await self.ensure_ready()
        async with self._migrating:
            if not self._clean:
                await self.store.documents.delete_unfinished()
                self._clean = True


@asynccontextmanager
async def open_graph(settings: Settings, *, on_progress: Progress | None = None) -> AsyncIterator[Graph]:
    """The graph that the settings name; starts our own Neo4j when no NEO4J_URI is given, and leaves it running.

    Does not wait for a given server to be reachable: see `Graph.ensure_ready`.
    """
    uri, user, password = await _address(settings, on_progress)
    async with (
        Neo4jGraphStore.at(uri, user=user, password=password, database=settings.neo4j_database) as store,
        open_chat_model(settings) as chat_model,
    ):
        yield Graph(settings, store, chat_model)


async def _address(settings: Settings, on_progress: Progress | None) -> tuple[str, str, SecretStr]:
    if settings.neo4j_uri:
        return settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password or SecretStr("")
    address = await local_server(settings).start(on_progress=on_progress)
    return address.uri, address.user, address.password


def _build_extractor(settings: Settings, chat_model: "ChatModel | None") -> Extractor:
    if chat_model is None:
        from extraction.rules.extractor import DependencyExtractor

        return DependencyExtractor()
    from extraction.llm.extractor import LlmExtractor
    from extraction.llm.settings import LlmExtractionSettings

    return LlmExtractor(
        chat_model,
        LlmExtractionSettings(
            mode=settings.extraction_mode,
            concurrency=settings.llm_concurrency,
            timeout_s=settings.chat_timeout_s,
        ),
    )
