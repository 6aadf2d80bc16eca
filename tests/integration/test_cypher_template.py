"""The Cypher channel without a model: queries of our own for what the question's links say."""

import pytest

from kg.store import Neo4jGraphStore
from retrieval.channels.channel import RetrievalParts
from retrieval.channels.cypher.channel import CypherChannel
from retrieval.settings import CypherSettings, RetrievalSettings
from schemas.retrieval import Analysis, ChannelResult, Link
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.questions import question_context
from tests.fakes.stated_facts import stated_facts
from tests.integration.conftest import Keep
from tests.integration.test_cypher_channel import entity, question, relation

_ADA = entity("Ada")
_GRACE = entity("Grace")
_FOUND = relation("found", "FOUND").model_copy(update={"how": "exact name"})
_NEAR = relation("founded", "FOUND")


async def _fill(store: Neo4jGraphStore, _embedder: FakeEmbedder) -> None:
    document = stated_facts(
        "founders.txt",
        [
            ("Ada", "Person", "FOUND", "Engine Works", "Organisation"),
            ("Ada", "Person", "BORN_IN", "London", "Place"),
            ("Grace", "Person", "WORK_AT", "Engine Works", "Organisation"),
            ("Grace", "Person", "ADMIRE", "Ada", "Person"),
            ("London", "Place", "FOUND", "City Club", "Organisation"),
            ("에이다", "Person", "FOUND", "엔진 제작소", "Organisation"),
        ],
    )
    await store.documents.write([document])
    await store.documents.publish([document.document.id])


@pytest.fixture
async def graph(keep: Keep) -> Neo4jGraphStore:
    return await keep(_fill)


# A machine that runs tests may be slow.
_PATIENT = RetrievalSettings(cypher=CypherSettings(template_timeout_s=30))


async def find(
    graph: Neo4jGraphStore, *links: Link, analysis: Analysis | None = None
) -> tuple[ChannelResult, list[str]]:
    channel = CypherChannel(RetrievalParts(graph.reader, FakeEmbedder(8), settings=_PATIENT))
    result = await channel.find(await question_context(graph, analysis or question("?"), links))
    chunks = await graph.reader.chunks.by_id([one.chunk_id for one in result.ranked])
    return result, [chunk.text for chunk in chunks]


async def test_an_entity_and_a_relation_give_their_facts(graph: Neo4jGraphStore) -> None:
    result, texts = await find(graph, _ADA, _FOUND)
    assert texts == ["Ada found Engine Works."]
    assert [(trace.origin, trace.ran) for trace in result.cypher] == [("template", True)]
    assert _ADA.target not in result.cypher[0].text


async def test_a_query_that_takes_too_long_is_left_out(graph: Neo4jGraphStore) -> None:
    hasty = RetrievalSettings(cypher=CypherSettings(template_timeout_s=1e-6))
    channel = CypherChannel(RetrievalParts(graph.reader, FakeEmbedder(8), settings=hasty))
    result = await channel.find(await question_context(graph, question("?"), (_ADA, _FOUND)))
    assert (result.status, result.ranked) == ("off", ())
    assert "took longer than" in result.note


async def test_each_meaning_of_a_name_is_asked_about(graph: Neo4jGraphStore) -> None:
    other = entity("London").model_copy(update={"surface": _ADA.surface})
    _, texts = await find(graph, _ADA, other, _FOUND)
    assert sorted(texts) == ["Ada found Engine Works.", "London found City Club."]


async def test_only_chosen_documents_are_proposed(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    await _fill(store, embedder)
    again = stated_facts("again.txt", [("Ada", "Person", "FOUND", "Engine Works", "Organisation")])
    await store.documents.write([again])
    await store.documents.publish([again.document.id])
    channel = CypherChannel(RetrievalParts(store.reader, FakeEmbedder(8), settings=_PATIENT))
    asked = await question_context(store, question("?"), (_ADA, _FOUND), document_ids=(again.document.id,))
    result = await channel.find(asked)
    assert [one.chunk_id for one in result.ranked] == [again.chunks[0].id]


async def test_korean_names_are_found(graph: Neo4jGraphStore) -> None:
    _, texts = await find(graph, entity("에이다"), _FOUND)
    assert texts == ["에이다 found 엔진 제작소."]


@pytest.mark.parametrize("links", [(), (_ADA,), (_FOUND,), (_ADA, _GRACE), (_ADA, _NEAR)])
async def test_too_little_known_turns_the_channel_off_with_a_reason(
    graph: Neo4jGraphStore, links: tuple[Link, ...]
) -> None:
    result, _ = await find(graph, *links)
    assert result.status == "off"
    assert "needs an entity and a relation type" in result.note


async def test_a_chunk_of_an_unfinished_document_is_not_proposed(
    store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    await _fill(store, embedder)
    hidden = stated_facts("hidden.txt", [("Ada", "Person", "FOUND", "Secret Club", "Organisation")])
    await store.documents.write([hidden])
    _, texts = await find(store, _ADA, _FOUND)
    assert texts == ["Ada found Engine Works."]
