"""What every channel promises, on a real graph. Inherit ChannelContract, give `kind`, and the promises are tests."""

import re
from collections.abc import Iterable
from typing import ClassVar

import pytest

from kg.store import Neo4jGraphStore
from retrieval.channels.channel import Channel, ChannelKind, QuestionContext, RetrievalParts
from retrieval.question.analysis import analyse_by_rules
from retrieval.question.linking import QuestionLinker
from retrieval.settings import CypherSettings, LinkSettings, RetrievalSettings
from schemas.retrieval import Analysis, ChannelResult
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.questions import question_context
from tests.fakes.stated_facts import stated_facts

WORKS = stated_facts(
    "works.txt",
    [
        ("Ada Byron", "Person", "FOUND", "Engine Works", "Company"),
        ("Engine Works", "Company", "LOCATED_IN", "Bristol", "City"),
        ("Engine Works", "Company", "MAKE", "Steam Pumps", "Product"),
    ],
)
CITIES = stated_facts(
    "cities.txt",
    [
        ("Bristol", "City", "LIE_ON", "River Avon", "River"),
        ("Otto Berg", "Person", "FOUND", "Lamp House", "Company"),
        ("Engine Works", "Company", "FOUND", "Engine School", "School"),
    ],
)
QUESTION = "Who founded Engine Works?"

# A machine that runs tests may be slow.
_PATIENT = RetrievalSettings(cypher=CypherSettings(template_timeout_s=30))


class ChannelContract:
    """The promises; a class that inherits it is named Test… and sets `kind`."""

    kind: ClassVar[ChannelKind]

    async def prepare(self, store: Neo4jGraphStore) -> None:
        """Add to the sample graph what this channel needs before it can run."""

    @pytest.fixture
    async def sample(self, store: Neo4jGraphStore, embedder: FakeEmbedder) -> Neo4jGraphStore:
        await add_documents(store, embedder, [WORKS, CITIES])
        await self.prepare(store)
        return store

    @pytest.fixture
    def channel(self, store: Neo4jGraphStore, embedder: FakeEmbedder) -> Channel:
        return self.kind(RetrievalParts(store.reader, embedder, settings=_PATIENT))

    def test_it_has_a_name_and_weights(self) -> None:
        assert re.fullmatch(r"[a-z][a-z0-9_-]*", self.kind.name)
        assert self.kind.weight >= 0
        assert self.kind.weight_without_entities >= 0

    async def test_it_finds_chunks_best_first_and_says_why(
        self, channel: Channel, sample: Neo4jGraphStore, embedder: FakeEmbedder
    ) -> None:
        result = await channel.find(await _asked(sample, embedder))
        assert (result.channel, result.status) == (channel.name, "ran")
        ids = [chunk.chunk_id for chunk in result.ranked]
        assert ids
        assert len(set(ids)) == len(ids) == len(await sample.reader.chunks.by_id(ids))
        scores = [chunk.score for chunk in result.ranked]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert result.ranked[0].why

    async def test_it_proposes_no_more_than_the_depth(
        self, channel: Channel, sample: Neo4jGraphStore, embedder: FakeEmbedder
    ) -> None:
        result = await channel.find(await _asked(sample, embedder, depth=1))
        assert len(result.ranked) == 1

    async def test_it_stays_in_the_chosen_documents(
        self, channel: Channel, sample: Neo4jGraphStore, embedder: FakeEmbedder
    ) -> None:
        for chosen in (WORKS, CITIES):
            asked = await _asked(sample, embedder, document_ids=(chosen.document.id,))
            found = {chunk.chunk_id for chunk in (await channel.find(asked)).ranked}
            assert found
            assert found <= {chunk.id for chunk in chosen.chunks}

    async def test_it_never_proposes_what_is_not_ready(
        self, channel: Channel, sample: Neo4jGraphStore, embedder: FakeEmbedder
    ) -> None:
        hidden = stated_facts("hidden.txt", [("Eve Hidden", "Person", "FOUND", "Engine Works", "Company")])
        await sample.documents.write([hidden])
        result = await channel.find(await _asked(sample, embedder))
        assert result.ranked
        assert hidden.chunks[0].id not in {chunk.chunk_id for chunk in result.ranked}

    async def test_the_same_question_has_the_same_result(
        self, channel: Channel, sample: Neo4jGraphStore, embedder: FakeEmbedder
    ) -> None:
        first = await channel.find(await _asked(sample, embedder))
        again = await channel.find(await _asked(sample, embedder))
        assert first.ranked == again.ranked

    async def test_a_question_without_words_is_no_error(
        self, channel: Channel, sample: Neo4jGraphStore
    ) -> None:
        nothing = Analysis(question="?", language="en")
        _assert_off_says_why(await channel.find(await question_context(sample, nothing)))

    async def test_an_empty_graph_is_no_error(
        self, channel: Channel, store: Neo4jGraphStore, embedder: FakeEmbedder
    ) -> None:
        result = await channel.find(await _asked(store, embedder))
        assert result.ranked == ()
        _assert_off_says_why(result)


async def _asked(
    store: Neo4jGraphStore,
    embedder: FakeEmbedder,
    *,
    depth: int = 100,
    document_ids: tuple[str, ...] | None = None,
) -> QuestionContext:
    """The question as the retriever would ask it."""
    analysis = analyse_by_rules(QUESTION)
    linker = QuestionLinker(store.reader, embedder, LinkSettings())
    return await question_context(
        store,
        analysis,
        (await linker.link(analysis, await store.reader.version())).links,
        vector=embedder.embed([QUESTION])[0].tolist(),
        depth=depth,
        document_ids=document_ids,
    )


def _assert_off_says_why(result: ChannelResult) -> None:
    assert result.status in {"ran", "off"}
    if result.status == "off":
        assert result.note
        assert result.ranked == ()


def without_contract(kinds: Iterable[ChannelKind]) -> list[str]:
    """The names of those channels whose promises no class tests."""
    tested = {suite.kind for suite in ChannelContract.__subclasses__()}
    return [kind.name for kind in kinds if kind not in tested]
