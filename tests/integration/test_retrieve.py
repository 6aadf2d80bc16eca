"""From a question to passages, on a real graph."""

import asyncio

import pytest

from api.bootstrap import CHANNELS, build_retriever, registered_channels
from kg.store import Neo4jGraphStore
from retrieval.channels.channel import RetrievalParts
from retrieval.question.analysis import analyse_by_rules
from retrieval.retriever import Retriever
from retrieval.settings import CypherSettings, FusionSettings, RetrievalSettings
from schemas.errors import ConfigError, NotFoundError, QueryRejectedError
from schemas.retrieval import ChannelResult, RetrievalOptions
from tests.contracts.channels import WORKS
from tests.fakes.chat_model import scripted_client
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.failing_channel import FailingChannel
from tests.fakes.filled_store import add_documents
from tests.fakes.openai_server import late, say
from tests.fakes.questions import checked, question_context
from tests.fakes.stated_facts import stated_facts
from tests.integration.conftest import Keep

CITIES = stated_facts(
    "cities.txt",
    [
        ("Bristol", "City", "LIE_ON", "River Avon", "River"),
        ("Leeds", "City", "LIE_ON", "River Aire", "River"),
        ("York", "City", "LIE_ON", "River Ouse", "River"),
    ],
)
OTHERS = stated_facts(
    "others.txt", [(f"Person {n}", "Person", "LIKE", f"Thing {n}", "Thing") for n in range(8)]
)
KOREAN = stated_facts("왕.txt", [("세종대왕", "인물", "창제하다", "훈민정음", "글자")], language="ko")


async def _fill(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    await add_documents(store, embedder, [WORKS, CITIES, OTHERS, KOREAN])


@pytest.fixture
async def filled(keep: Keep) -> Neo4jGraphStore:
    return await keep(_fill)


@pytest.fixture
def retriever(filled: Neo4jGraphStore, embedder: FakeEmbedder) -> Retriever:
    patient = RetrievalSettings(cypher=CypherSettings(template_timeout_s=30))
    return build_retriever(RetrievalParts(filled.reader, embedder, settings=patient))


@pytest.fixture
def one_step(filled: Neo4jGraphStore, embedder: FakeEmbedder) -> Retriever:
    """Without the bridge: where one step is asked for, the fake vectors of a second one lead anywhere."""
    off = {"bridge": 0.0}
    fusion = FusionSettings(weights=off, weights_without_entities=off)
    return build_retriever(RetrievalParts(filled.reader, embedder, settings=RetrievalSettings(fusion=fusion)))


def of(results: tuple[ChannelResult, ...], name: str) -> ChannelResult:
    return next(result for result in results if result.channel == name)


async def test_the_graph_leads_to_a_passage_that_shares_no_word_with_the_question(
    retriever: Retriever,
) -> None:
    options = RetrievalOptions(channels=("graph",), top_k=4)
    ranking = await retriever.rank(checked("What is near the company that Ada Byron founded?"), options)
    ids = [chunk.chunk_id for chunk in ranking.chunks]
    river = CITIES.chunks[0].id
    assert ids[0] == WORKS.chunks[0].id
    assert ids.index(river) < min(ids.index(chunk.id) for chunk in CITIES.chunks[1:] if chunk.id in ids)
    assert all(0 < chunk.score <= 1 for chunk in ranking.chunks)
    assert "through" in of(ranking.trace.channels, "graph").ranked[0].why


async def test_a_second_step_is_asked_on_from_the_first_passage(retriever: Retriever) -> None:
    options = RetrievalOptions(channels=("keyword", "bridge"))
    ranking = await retriever.rank(
        checked("On which river lies the city where Engine Works is located?"), options
    )
    bridge = of(ranking.trace.channels, "bridge")
    best = of(ranking.trace.channels, "keyword").ranked[0]
    assert (bridge.ranked[0].chunk_id, bridge.ranked[0].why) == (best.chunk_id, "asked on from")
    reasons = {chunk.chunk_id: chunk.why for chunk in bridge.ranked}
    assert "Bristol" in reasons[CITIES.chunks[0].id]
    assert "Engine Works" not in reasons[CITIES.chunks[0].id]


async def test_passages_come_with_neighbours_ranks_and_times(one_step: Retriever) -> None:
    found = await one_step.retrieve(checked("Who founded Engine Works?"), RetrievalOptions(top_k=1, window=1))
    (passage,) = found.passages
    assert passage.text.startswith("Ada Byron found Engine Works.")
    assert passage.chunk_ids == tuple(chunk.id for chunk in WORKS.chunks[: len(passage.chunk_ids)])
    assert passage.source == "works.txt"
    assert {place.channel for place in passage.channels} >= {"graph", "dense", "keyword"}
    trace = found.trace
    assert [result.channel for result in trace.channels] == list(registered_channels().names)
    assert {"analyse", "link", "channels", "fuse", "window", "total"} <= set(trace.ms)
    assert any(link.name == "Engine Works" and link.how == "exact alias" for link in trace.links)
    assert any(link.kind == "relation" and link.target == "FOUND" for link in trace.links)
    assert of(trace.channels, "kge").status == "off"
    assert "kge train" in of(trace.channels, "kge").note


async def test_a_question_can_be_limited_to_documents(retriever: Retriever) -> None:
    options = RetrievalOptions(document_ids=(CITIES.document.id,))
    found = await retriever.retrieve(checked("Where is Engine Works located?"), options)
    assert {passage.document_id for passage in found.passages} == {CITIES.document.id}
    with pytest.raises(NotFoundError, match="nowhere"):
        await retriever.retrieve(checked("Where?"), RetrievalOptions(document_ids=("nowhere",)))


@pytest.mark.parametrize("channel", ["graph", "dense", "keyword"])
async def test_channels_can_be_switched_off(retriever: Retriever, channel: str) -> None:
    ranking = await retriever.rank(
        checked("Who founded Engine Works?"), RetrievalOptions(channels=(channel,))
    )
    for result in ranking.trace.channels:
        assert (result.status == "ran") == (result.channel == channel)
        assert result.channel == channel or result.note == "not asked for"
    assert ranking.chunks
    assert all(place.channel == channel for chunk in ranking.chunks for place in chunk.channels)


async def test_korean_questions_find_korean_text(one_step: Retriever) -> None:
    found = await one_step.retrieve(checked("훈민정음을 창제한 사람은 누구인가?"), RetrievalOptions(top_k=1))
    assert found.passages[0].document_id == KOREAN.document.id
    assert any(link.name == "훈민정음" for link in found.trace.links)


async def test_the_graph_channel_sees_what_came_after(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    await _fill(store, embedder)
    retriever = build_retriever(RetrievalParts(store.reader, embedder))
    options = RetrievalOptions(channels=("graph",), top_k=1)
    await retriever.rank(checked("Who made Zeppelin Nine?"), options)
    later = stated_facts("later.txt", [("Otto", "Person", "MAKE", "Zeppelin Nine", "Ship")])
    await add_documents(store, embedder, [later])
    ranking = await retriever.rank(checked("Who made Zeppelin Nine?"), options)
    assert ranking.chunks[0].chunk_id == later.chunks[0].id


async def test_channels_that_want_the_same_search_share_it(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    analysis = analyse_by_rules("Which river does Bristol lie on?")
    vector = embedder.embed([analysis.question])[0].tolist()
    question = await question_context(filled, analysis, vector=vector, depth=5)
    dense_hits, again, keyword_hits = await asyncio.gather(
        question.nearest_chunks, question.nearest_chunks, question.keyword_chunks
    )
    assert dense_hits is again
    assert dense_hits == await filled.reader.chunks.nearest(vector, 5)
    assert keyword_hits == await filled.reader.chunks.by_words(analysis.keywords, 5)
    assert keyword_hits


async def test_a_channel_that_stops_waiting_does_not_end_a_search_of_the_others(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    analysis = analyse_by_rules("Which river does Bristol lie on?")
    vector = embedder.embed([analysis.question])[0].tolist()
    question = await question_context(filled, analysis, vector=vector, depth=5)
    impatient = question.nearest_chunks
    impatient.cancel()
    assert await question.nearest_chunks == await filled.reader.chunks.nearest(vector, 5)
    pending = question.keyword_chunks
    question.end_searches()
    with pytest.raises(asyncio.CancelledError):
        await pending


async def test_a_chat_model_that_does_not_come_back_costs_its_channel_only(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    settings = RetrievalSettings(analyse_with_model=False, channel_timeout_s=3)
    async with scripted_client(late(60, say("RETURN 1 AS one"))) as (model, _):
        parts = RetrievalParts(filled.reader, embedder, model, settings)
        ranking = await build_retriever(parts).rank(checked("Who founded Engine Works?"))
    cypher = of(ranking.trace.channels, "cypher")
    assert cypher.status == "failed"
    assert "longer than 3 s" in cypher.note
    assert of(ranking.trace.channels, "dense").status == "ran"
    assert ranking.chunks


async def test_a_failed_channel_is_reported_and_the_others_answer(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    retriever = build_retriever(RetrievalParts(filled.reader, embedder), [*CHANNELS, FailingChannel])
    ranking = await retriever.rank(checked("Who founded Engine Works?"))
    failing = of(ranking.trace.channels, "failing")
    assert failing.status == "failed"
    assert failing.note == "Its service is away. Start it."
    assert ranking.trace.weights["failing"] == 0.0
    assert of(ranking.trace.channels, "graph").status == "ran"
    assert ranking.chunks


async def test_an_empty_graph_finds_nothing(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    found = await build_retriever(RetrievalParts(store.reader, embedder)).retrieve(
        checked("Who founded Engine Works?")
    )
    assert found.passages == ()
    assert of(found.trace.channels, "graph").status == "off"


async def test_a_channel_that_does_not_exist_is_refused(retriever: Retriever) -> None:
    with pytest.raises(QueryRejectedError, match="no channel 'magic'") as refused:
        await retriever.rank(checked("Who?"), RetrievalOptions(channels=("graph", "magic")))
    assert "keyword" in refused.value.remedy


def test_a_weight_for_what_is_no_channel_is_refused(
    session_store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    settings = RetrievalSettings(fusion=FusionSettings(weights_without_entities={"magic": 1.0}))
    with pytest.raises(ConfigError, match="magic"):
        build_retriever(RetrievalParts(session_store.reader, embedder, settings=settings))


def test_the_graph_leads_only_where_the_question_names_something_it_has(
    session_store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    weights = build_retriever(RetrievalParts(session_store.reader, embedder)).weights
    led, even = weights(linked=True), weights(linked=False)
    # The bridge goes on from what the others found together.
    assert led["graph"] > sum(weight for name, weight in led.items() if name not in ("graph", "bridge"))
    assert even["graph"] <= even["dense"] + even["keyword"]


async def test_a_weight_that_is_set_replaces_the_channels_own(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    settings = RetrievalSettings(fusion=FusionSettings(weights={"dense": 0.0}))
    retriever = build_retriever(RetrievalParts(filled.reader, embedder, settings=settings))
    ranking = await retriever.rank(checked("Who founded Engine Works?"))
    assert ranking.trace.weights["dense"] == 0.0
    assert ranking.trace.weights["keyword"] > 0
    assert all(place.channel != "dense" for chunk in ranking.chunks for place in chunk.channels)


async def test_searching_the_same_question_twice_gives_the_same_order(retriever: Retriever) -> None:
    first = await retriever.rank(checked("Which river does Bristol lie on?"))
    second = await retriever.rank(checked("Which river does Bristol lie on?"))
    assert first.chunks == second.chunks


@pytest.mark.parametrize(
    "question", ['title:"x" AND (', "a/b ~ c^2 [1 TO 2]", "' OR 1=1 //", "`; MATCH (n) DETACH DELETE n"]
)
async def test_signs_of_query_languages_are_plain_text(retriever: Retriever, question: str) -> None:
    ranking = await retriever.rank(checked(f"{question} Bristol"))
    assert all(result.status != "failed" for result in ranking.trace.channels)
