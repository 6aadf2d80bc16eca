"""The composition root: the one place that chooses the real parts and joins them."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from pydantic import SecretStr

from api.embedding.sentence_transformer import SentenceTransformerEmbedder
from api.local_server import local_server
from api.models import build_answer_reader, build_embedder, open_chat_model, question_client
from api.parts import (
    FORMATS,
    SPLITTERS,
    build_extractor,
    build_merger,
    build_recogniser,
    reading_pool,
)
from api.settings import Settings
from api.telemetry import telemetry
from api.vision import open_describer
from extraction.load.loader import Loader, ReadFile, read_directly
from extraction.load.ocr.engines import build_engine
from extraction.load.ocr.recogniser import Recogniser
from extraction.load.pictures import PictureDescriber
from extraction.load.run_task import RunTask, run_here
from extraction.page_images.drawer import PageDrawer
from extraction.preparation import IngestSettings
from extraction.schema.curator import SchemaCurator
from extraction.schema.vocabulary import find_vocabulary
from extraction.state.file_store import ObjectFiles
from extraction.state.library import DocumentLibrary
from kg.curation.curator import Curator
from kg.curation.suggestions import SuggestionCurator
from kg.store import Neo4jGraphStore
from retrieval.answer.answerer import Answerer
from retrieval.channels.bridge.channel import BridgeChannel
from retrieval.channels.channel import ChannelKind, RetrievalParts
from retrieval.channels.cypher.channel import CypherChannel
from retrieval.channels.graph import GraphChannel
from retrieval.channels.kge import KgeChannel
from retrieval.channels.search import DenseChannel, KeywordChannel
from retrieval.retriever import Retriever
from schemas.errors import ConfigError
from schemas.ports import Embedder, Extractor, Progress
from schemas.registry import Registry

if TYPE_CHECKING:
    from extraction.merging.merger import Merger
    from extraction.state.model_answers import ModelAnswers
    from llm.client import ChatModel

CHANNELS: tuple[ChannelKind, ...] = (
    CypherChannel,
    GraphChannel,
    DenseChannel,
    KeywordChannel,
    BridgeChannel,
    KgeChannel,
)
"""Our channels, in the order in which they are shown; the others come from installed packages."""
CHANNEL_GROUP = "citegraph.channels"
"""The entry point group in which an installed package names a channel of its own."""


def registered_channels() -> Registry[ChannelKind]:
    """Our channels, then those of installed packages, by name.

    Raises:
        ConfigError: one of them cannot be loaded, or two have one name.
    """
    found = sorted(entry_points(group=CHANNEL_GROUP), key=lambda entry: entry.name)
    return Registry("channel", (*CHANNELS, *(_load_channel(entry) for entry in found)))


def build_retriever(parts: RetrievalParts, channels: Sequence[ChannelKind] | None = None) -> Retriever:
    """A retriever with these kinds of channels; None: all that are registered.

    Raises:
        ConfigError: a channel cannot be loaded, or a weight is set for what is not one.
    """
    kinds = registered_channels() if channels is None else channels
    return Retriever(parts, [kind(parts) for kind in kinds])


class GraphServices:
    """Everything that serves one graph; made by `open_graph`, closed with it."""

    def __init__(  # noqa: PLR0913  every part can be replaced by keyword
        self,
        settings: Settings,
        store: Neo4jGraphStore,
        *,
        chat_model: "ChatModel | None" = None,
        embedder: Embedder | None = None,
        extractor: Extractor | None = None,
        channels: Sequence[ChannelKind] | None = None,
        read_file: ReadFile = read_directly,
        recogniser: Recogniser | None = None,
        describer: PictureDescriber | None = None,
        draw: RunTask = run_here,
    ) -> None:
        """Join the parts; those that are not given are the ones that the settings name."""
        self.settings = settings
        self.store = store
        self.embedder = embedder or build_embedder(settings)
        self.extractor = extractor or build_extractor(settings, chat_model)
        self._chat_model = chat_model
        self.splitter = SPLITTERS.get(settings.split.strategy)
        self.loader = Loader(
            FORMATS,
            settings.max_upload_bytes,
            read_file,
            recogniser or Recogniser(build_engine(settings.ocr), settings.ocr),
            describer,
        )
        self.ingest_settings = IngestSettings(
            schema_mode=settings.schema_mode,
            split=settings.split,
            draft=settings.draft,
            vocabulary=find_vocabulary(settings.vocabulary),
            least_confidence=settings.least_confidence,
        )
        self.curator = Curator(store, self.embedder)
        self.suggestions = SuggestionCurator(store, self.embedder)
        self.schema_curator = SchemaCurator(store)
        files = ObjectFiles(settings.files_address) if settings.files_address else None
        self.library = DocumentLibrary(settings.graph_dir / "library", files)
        self.page_drawer = PageDrawer(
            self.library, FORMATS, settings.pages, max_bytes=settings.max_upload_bytes, run=draw
        )
        client = question_client(settings, chat_model)
        parts = RetrievalParts(store.reader, self.embedder, client, settings.retrieval)
        self.retriever = build_retriever(parts, channels)
        reader = build_answer_reader(settings) if client is None else None
        self.answerer = Answerer(self.retriever, client, reader)
        self.recommender = self.answerer.recommender
        self._migrating = asyncio.Lock()
        self._ready = False

    def merger(self, answers: "ModelAnswers") -> "Merger | None":
        """What asks the chat model about names that the vocabulary lacks, if it is to be asked."""
        return build_merger(self.settings, self._chat_model, self.embedder, answers)

    async def ensure_ready(self) -> None:
        """Bring the database's constraints and indexes up to date, once; free afterwards.

        Raises:
            GraphStoreError: Neo4j cannot be reached; fails immediately when the port is closed.
            ConfigError: the graph was built with another embedding model.
        """
        async with self._migrating:
            if not self._ready:
                await self.store.reader.ping(self.settings.neo4j_timeout_s)
                await self._follow_graph()
                await self.store.migrate(self.embedder.model, self.embedder.dimensions)
                self._ready = True

    async def _follow_graph(self) -> None:
        """Where no embedding model was asked for, take that of the graph."""
        asked_for = "embedding_model" in self.settings.model_fields_set
        if asked_for or not isinstance(self.embedder, SentenceTransformerEmbedder):
            return
        if (model := await self.store.find_embedding_model()) is not None:
            self.embedder.use(model)

    async def clean(self, keep: Collection[str]) -> None:
        """Remove what a crash left half-written, but the documents in `keep`: those of jobs that have not ended."""
        # What is written beside the old names counts on nothing else changing: what is left waits for the next start.
        if await self.store.name_switch.pending() is None:
            await self.store.documents.delete_unfinished(keep)


@asynccontextmanager
async def open_graph(
    settings: Settings, *, on_progress: Progress | None = None
) -> AsyncIterator[GraphServices]:
    """The graph that the settings name; starts our own Neo4j when no NEO4J_URI is given, and leaves it running.

    Does not wait for a given server to be reachable: see `GraphServices.ensure_ready`.
    """
    uri, user, password = await _address(settings, on_progress)
    async with (
        telemetry(settings),
        Neo4jGraphStore.at(uri, user=user, password=password, database=settings.neo4j_database) as store,
        open_chat_model(settings) as chat_model,
    ):
        with reading_pool(settings) as pool:
            async with open_describer(settings, pool.run) as describer:
                yield GraphServices(
                    settings,
                    store,
                    chat_model=chat_model,
                    read_file=pool,
                    recogniser=build_recogniser(settings, pool),
                    describer=describer,
                    draw=pool.run,
                )


async def _address(settings: Settings, on_progress: Progress | None) -> tuple[str, str, SecretStr]:
    if settings.neo4j_uri:
        return settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password or SecretStr("")
    address = await local_server(settings).start(on_progress=on_progress)
    return address.uri, address.user, address.password


def _load_channel(entry: EntryPoint) -> ChannelKind:
    try:
        kind: ChannelKind = entry.load()
    except Exception as error:  # a foreign package may fail in any way
        raise ConfigError(
            f"the channel {entry.name!r} cannot be loaded from {entry.value}: {error}",
            remedy="Install a version that fits, or uninstall the package that brings it.",
        ) from error
    return kind
