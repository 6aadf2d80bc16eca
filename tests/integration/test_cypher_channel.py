"""The channel that asks the graph in Cypher: real client, real guard, real Neo4j, scripted model."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.store import Neo4jGraphStore
from retrieval.channels.channel import RetrievalParts
from retrieval.channels.cypher.channel import CypherChannel
from retrieval.channels.cypher.excerpt import MAX_CHARACTERS, schema_excerpt
from retrieval.channels.cypher.names import read_names
from retrieval.settings import CypherSettings, RetrievalSettings
from schemas.errors import ModelError
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from schemas.retrieval import Analysis, ChannelResult, Link
from tests.fakes.chat_model import scripted_client
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.openai_server import Handler, Reply, fail, say
from tests.fakes.questions import question_context
from tests.fakes.stated_facts import Statement, origin, stated_facts
from tests.integration.conftest import Keep

_FOUNDERS: list[Statement] = [
    ("Ada", "Person", "FOUND", "Engine Works", "Organisation"),
    ("Ada", "Person", "BORN_IN", "London", "Place"),
    ("Grace", "Person", "WORK_AT", "Engine Works", "Organisation"),
    ("Grace", "Person", "BORN_IN", "New York", "Place"),
]
_OTHERS: list[Statement] = [
    ("Alan", "Person", "FOUND", "Enigma House", "Organisation"),
    ("Ada", "Person", "FOUND", "Engine Works", "Organisation"),
    ("에이다", "Person", "FOUND", "엔진 제작소", "Organisation"),
]
_SCHEMA = GraphSchema(
    version=1,
    status="approved",
    entity_types=tuple(EntityType(name=name) for name in ("Person", "Organisation", "Place")),
    relation_types=tuple(RelationType(name=name) for name in ("FOUND", "BORN_IN", "WORK_AT")),
    patterns=(Pattern(head="Person", relation="FOUND", tail="Organisation"),),
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)
_FOUNDED_BY_ADA = "MATCH (e:__Entity__ {id: $e0})-[r:FOUND]->(o) RETURN o.name, r.fact_id AS fact_id LIMIT 10"


async def _fill(store: Neo4jGraphStore, _embedder: FakeEmbedder) -> None:
    documents = [stated_facts("founders.txt", _FOUNDERS), stated_facts("others.txt", _OTHERS)]
    await store.documents.write(documents)
    await store.documents.publish([one.document.id for one in documents])
    await store.schemas.save(_SCHEMA)


@pytest.fixture
async def graph(keep: Keep) -> Neo4jGraphStore:
    return await keep(_fill)


def entity(name: str) -> Link:
    return Link(surface=name, kind="entity", target=origin(name), name=name, how="exact alias", score=1.0)


def relation(words: str, target: str) -> Link:
    return Link(surface=words, kind="relation", target=target, name=target, how="vector", score=0.9)


def question(text: str, *, names: tuple[str, ...] = (), keywords: tuple[str, ...] = ()) -> Analysis:
    return Analysis(question=text, language="en", names=names, keywords=keywords)


_ADA = entity("Ada")
_ASKED = question("What did Ada found?", names=("Ada",))


async def ask(
    graph: Neo4jGraphStore,
    script: Handler | Reply | Sequence[Reply],
    *,
    analysis: Analysis = _ASKED,
    links: Sequence[Link] = (_ADA,),
) -> tuple[ChannelResult, list[str]]:
    """The channel's result, and all that the model was told in each request."""
    async with scripted_client(script) as (model, server):
        result = await CypherChannel(RetrievalParts(graph.reader, FakeEmbedder(8), model)).find(
            await question_context(graph, analysis, links)
        )
        return result, [request.text for request in server.requests]


async def texts(graph: Neo4jGraphStore, result: ChannelResult) -> list[str]:
    return [chunk.text for chunk in await graph.reader.chunks.by_id([one.chunk_id for one in result.ranked])]


async def test_a_good_query_leads_to_the_chunks_of_its_facts(graph: Neo4jGraphStore) -> None:
    result, told = await ask(graph, say(f"```cypher\n{_FOUNDED_BY_ADA}\n```"))
    assert result.status == "ran"
    assert await texts(graph, result) == ["Ada found Engine Works."] * 2
    assert result.ranked[0].score == 1.0
    assert "Ada" in result.ranked[0].why
    (trace,) = result.cypher
    assert (trace.origin, trace.ran, trace.rows, trace.repaired) == ("model", True, 1, False)
    assert trace.text == _FOUNDED_BY_ADA
    assert result.usage.model_calls == 1
    assert "(:Person)-[:FOUND]->(:Organisation)" in told[0]
    assert "$e0: id of the entity 'Ada'" in told[0]
    assert _ADA.target not in told[0]


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (e:__Entity__ {id: $e0})-[:FOUND]->(o:Organisation) RETURN o",
        "MATCH (e:__Entity__ {id: $e0})-[:FOUND]->(o:Organisation) RETURN o.id AS entity_id",
        "MATCH (e:__Entity__ {id: $e0})-[:FOUND]->(o:Organisation) RETURN o.name AS founded",
        "MATCH p = (e:__Entity__ {id: $e0})-[:FOUND]->(o) RETURN p",
        "MATCH (e:__Entity__ {id: $e0})-[:FOUND]->(o) RETURN {found: collect({id: o.id})} AS answer",
        "MATCH (f:Fact)-[:HEAD]->(e {id: $e0}) WHERE f.type = 'FOUND' RETURN f",
        "MATCH (f:Fact {type: 'FOUND'})-[:FROM_CHUNK]->(c:Chunk) WHERE c.text STARTS WITH 'Ada' RETURN c.id",
    ],
)
async def test_ids_and_names_in_any_form_lead_to_chunks(graph: Neo4jGraphStore, query: str) -> None:
    result, _ = await ask(graph, say(query))
    assert result.status == "ran"
    assert (await texts(graph, result))[0] == "Ada found Engine Works."


async def test_a_hostile_query_is_refused_twice_and_the_channel_gives_up(graph: Neo4jGraphStore) -> None:
    before = await graph.reader.version()
    result, told = await ask(graph, say("MATCH (n:Person) DETACH DELETE n"))
    assert result.status == "failed"
    assert result.ranked == ()
    assert [trace.ran for trace in result.cypher] == [False, False]
    assert [trace.repaired for trace in result.cypher] == [False, True]
    assert all(trace.refused.startswith("clause: ") for trace in result.cypher)
    assert "clause: " in result.note
    assert len(told) == 2
    assert await graph.reader.version() == before
    assert len(await graph.reader.facts.for_training()) == 6


async def test_a_broken_query_is_repaired_with_the_error(graph: Neo4jGraphStore) -> None:
    result, told = await ask(
        graph, [say("MATCH (e:Human)-[:FOUND]->(o) RETURN o.id LIMIT 5"), say(_FOUNDED_BY_ADA)]
    )
    assert result.status == "ran"
    assert [(trace.ran, trace.repaired) for trace in result.cypher] == [(False, False), (True, True)]
    assert "label: Human is not a label of this graph" in told[1]
    assert "MATCH (e:Human)" in told[1]
    assert result.usage.model_calls == 2
    assert await texts(graph, result)


async def test_what_only_the_server_notices_is_repaired_too(graph: Neo4jGraphStore) -> None:
    result, told = await ask(
        graph, [say("MATCH (e:Person {id: $e0}) RETURN f.id LIMIT 5"), say(_FOUNDED_BY_ADA)]
    )
    assert result.status == "ran"
    assert "not defined" in told[1]


async def test_prose_is_refused_as_no_cypher(graph: Neo4jGraphStore) -> None:
    result, _ = await ask(graph, say("I am sorry, the graph does not hold such a thing."))
    assert result.status == "failed"
    assert all(trace.refused.startswith("syntax: ") for trace in result.cypher)


async def test_a_question_cannot_break_out_of_its_parameter(graph: Neo4jGraphStore) -> None:
    name = "x'}) DETACH DELETE n //"
    analysis = question(f"Who is {name}?", names=(name,))
    query = "MATCH (e:Person) WHERE toLower(e.name) CONTAINS $t0 RETURN e.id LIMIT 5"
    result, _ = await ask(graph, say(query), analysis=analysis, links=())
    assert result.status == "ran"
    assert result.ranked == ()
    assert result.note == "the query found nothing"


async def test_a_dead_endpoint_is_a_model_error(graph: Neo4jGraphStore) -> None:
    with pytest.raises(ModelError):
        await ask(graph, fail(500))


async def test_an_endpoint_that_dies_before_the_repair_leaves_the_trace(graph: Neo4jGraphStore) -> None:
    result, _ = await ask(graph, [say("DROP INDEX entity_name"), fail(500)])
    assert result.status == "failed"
    assert "not repaired" in result.cypher[0].refused


async def test_only_chosen_documents_are_proposed(graph: Neo4jGraphStore) -> None:
    chosen = next(one for one in await graph.reader.documents.page() if one.source == "others.txt")
    async with scripted_client(say(_FOUNDED_BY_ADA)) as (model, _):
        asked = await question_context(graph, _ASKED, (_ADA,), document_ids=(chosen.id,))
        result = await CypherChannel(RetrievalParts(graph.reader, FakeEmbedder(8), model)).find(asked)
    found = await graph.reader.chunks.by_id([one.chunk_id for one in result.ranked])
    assert {chunk.document_id for chunk in found} == {chosen.id}


async def test_without_an_approved_schema_the_graph_gives_the_names(store: Neo4jGraphStore) -> None:
    document = stated_facts("founders.txt", _FOUNDERS)
    await store.documents.write([document])
    await store.documents.publish([document.document.id])
    result, told = await ask(store, say(_FOUNDED_BY_ADA))
    assert result.status == "ran"
    assert "FOUND" in told[0]
    refused, _ = await ask(store, say("MATCH (e:Person)-[:HATES]->(o) RETURN o LIMIT 5"))
    assert refused.status == "failed"


async def test_the_prompt_tells_what_is_around_the_entities(graph: Neo4jGraphStore) -> None:
    _, told = await ask(graph, say(_FOUNDED_BY_ADA))
    assert "$e0 is (:Person {name: 'Ada'})" in told[0]
    assert "($e0)-[:FOUND]->(:Organisation) 1 fact: 'Engine Works'" in told[0]
    assert "($e0)-[:BORN_IN]->(:Place) 1 fact: 'London'" in told[0]
    assert "Question: Who founded the Harbour Works?" in told[0]


async def test_the_excerpt_is_bounded_in_a_graph_of_many_relations(store: Neo4jGraphStore) -> None:
    many: list[Statement] = [
        (
            "Ada",
            "Person",
            f"RELATION_OF_A_LONG_NAME_{number}",
            f"Thing {number} of a rather long name",
            f"Type{number}",
        )
        for number in range(150)
    ]
    document = stated_facts("many.txt", many)
    await store.documents.write([document])
    await store.documents.publish([document.document.id])
    context = await question_context(store, _ASKED, (_ADA,))
    excerpt = await schema_excerpt(context, await read_names(store.reader))
    assert 2_500 < len(excerpt) <= MAX_CHARACTERS
    assert "$e0 is (:Person {name: 'Ada'})" in excerpt
    assert "Labels: " in excerpt
    assert "Relation types: " in excerpt


async def test_examples_of_ones_own_are_shown(graph: Neo4jGraphStore, tmp_path: Path) -> None:
    file = tmp_path / "examples.yaml"
    file.write_text(
        "- {question: 'What is built?', cypher: 'MATCH (n:Yard) RETURN n.id LIMIT 3'}", encoding="utf-8"
    )
    settings = RetrievalSettings(cypher=CypherSettings(examples=file))
    async with scripted_client(say(_FOUNDED_BY_ADA)) as (model, server):
        channel = CypherChannel(RetrievalParts(graph.reader, FakeEmbedder(8), model, settings))
        await channel.find(await question_context(graph, _ASKED, (_ADA,)))
    assert "Question: What is built?\nMATCH (n:Yard) RETURN n.id LIMIT 3" in server.requests[0].prompt


async def test_a_count_leads_to_the_chunks_of_what_it_counts(graph: Neo4jGraphStore) -> None:
    counting = (
        "MATCH (e:__Entity__ {id: $e0})-[r:FOUND|BORN_IN]->(o) "
        "RETURN count(DISTINCT o) AS count, collect(r.fact_id) AS fact_ids LIMIT 1"
    )
    result, _ = await ask(graph, say(counting))
    assert result.status == "ran"
    assert set(await texts(graph, result)) == {"Ada found Engine Works.", "Ada born in London."}
