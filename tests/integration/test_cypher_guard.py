"""What the guard lets through runs on a real Neo4j; what it refuses leaves no trace there."""

import random

import pytest

from kg.guard.checks import MAX_ROWS, check_cypher
from kg.guard.cypher_guard import CypherGuard, CypherLimits, check_plan
from kg.guard.vocabulary import CypherVocabulary
from kg.read.untrusted_query import ExplainedQuery
from kg.store import Neo4jGraphStore
from schemas.errors import QueryRejectedError
from tests.cypher_verdicts import HARMLESS, HOSTILE, PARAMETERS, VOCABULARY
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.stated_facts import origin, stated_facts
from tests.integration.conftest import Keep

_COUNT = "MATCH (n) WITH count(n) AS nodes OPTIONAL MATCH ()-[r]->() RETURN nodes, count(r) AS relationships"
_SETTINGS = "SHOW INDEXES YIELD name RETURN collect(name) AS names"


async def _fill(store: Neo4jGraphStore, _embedder: FakeEmbedder) -> None:
    document = stated_facts(
        "founders.txt",
        [
            ("Ada", "Person", "FOUND", "Engine Works", "Organisation"),
            ("Ada", "Person", "BORN_IN", "London", "Place"),
            ("Grace", "Person", "WORK_AT", "Engine Works", "Organisation"),
        ],
    )
    await store.documents.write([document])
    await store.documents.publish([document.document.id])


@pytest.fixture
async def graph(keep: Keep) -> Neo4jGraphStore:
    return await keep(_fill)


async def _state(store: Neo4jGraphStore) -> list[object]:
    return [
        await store.reader.queries.run_read(query, {}, timeout_s=10, max_rows=10, max_bytes=100_000)
        for query in (_COUNT, _SETTINGS)
    ]


async def test_no_hostile_query_runs_or_changes_anything(graph: Neo4jGraphStore) -> None:
    before = await _state(graph)
    guard = CypherGuard(graph.reader.queries)
    for rule, query in [*HOSTILE, *HOSTILE]:
        with pytest.raises(QueryRejectedError, match=rf"^{rule}: "):
            await guard.run(query, PARAMETERS, VOCABULARY)
    assert await _state(graph) == before


@pytest.mark.parametrize("query", HARMLESS, ids=[query[:60] for query in HARMLESS])
async def test_a_harmless_query_runs(graph: Neo4jGraphStore, query: str) -> None:
    params = {**PARAMETERS, "e0": origin("Ada"), "e1": origin("Grace")}
    before = await _state(graph)
    guard = CypherGuard(graph.reader.queries)
    run = await guard.run(query, params, VOCABULARY)
    assert len(run.rows) <= MAX_ROWS
    again = await guard.run(query, params, VOCABULARY)
    assert (again.text, len(again.rows)) == (run.text, len(run.rows))
    assert await _state(graph) == before


_FOUNDED = (
    "MATCH (p:Person {id: $e0})-[r:FOUND]->(o:Organisation) RETURN o.name AS name, r.fact_id AS fact_id"
)


async def test_the_rows_are_those_of_the_graph(graph: Neo4jGraphStore) -> None:
    run = await CypherGuard(graph.reader.queries).run(_FOUNDED, {"e0": origin("Ada")}, VOCABULARY)
    assert [row["name"] for row in run.rows] == ["Engine Works"]
    assert [fact.id for fact in await graph.reader.facts.by_id([str(run.rows[0]["fact_id"])])]


async def test_a_verdict_holds_for_its_vocabulary_and_parameters_only(graph: Neo4jGraphStore) -> None:
    guard = CypherGuard(graph.reader.queries)
    params = {"e0": origin("Ada")}
    first = await guard.run(_FOUNDED, params, VOCABULARY)
    with pytest.raises(QueryRejectedError, match=r"^relation type: FOUND"):
        await guard.run(_FOUNDED, params, CypherVocabulary(labels=VOCABULARY.labels))
    with pytest.raises(QueryRejectedError, match=r"^parameter: "):
        await guard.run(_FOUNDED, {}, VOCABULARY)
    with pytest.raises(QueryRejectedError, match=r"^clause: "):
        await guard.run(f"{_FOUNDED} SET p.name = 'x'", params, VOCABULARY)
    assert (await guard.run(_FOUNDED, params, VOCABULARY)).rows == first.rows


_WRITING_PLANS = (
    "MATCH (n:Person) SET n.name = 'x'",
    "CREATE (n:Person)",
    "MATCH (n:Person) DETACH DELETE n",
    "MERGE (n:Person {name: 'x'})",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "SHOW SETTINGS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL db.labels() YIELD label RETURN label",
    "CALL (*) { CREATE (n:Person) } RETURN 1 AS one",
)


@pytest.mark.parametrize("query", _WRITING_PLANS)
async def test_the_plan_alone_would_be_refused_too(graph: Neo4jGraphStore, query: str) -> None:
    plan = await graph.reader.queries.explain(query, {})
    with pytest.raises(QueryRejectedError, match=r"^plan: "):
        check_plan(query, plan)


def test_an_unknown_kind_of_plan_is_refused() -> None:
    with pytest.raises(QueryRejectedError, match=r"^plan: "):
        check_plan("RETURN 1 AS x", ExplainedQuery(query_type="", operators=("ProduceResults",)))


async def test_writing_is_refused_by_the_server_as_well(graph: Neo4jGraphStore) -> None:
    before = await _state(graph)
    with pytest.raises(QueryRejectedError):
        await graph.reader.queries.run_read(
            "CREATE (n:Person) RETURN n", {}, timeout_s=5, max_rows=5, max_bytes=10_000
        )
    assert await _state(graph) == before


async def test_time_rows_and_bytes_are_bounded(graph: Neo4jGraphStore) -> None:
    endless = (
        "UNWIND range(1,100) AS a UNWIND range(1,100) AS b UNWIND [1,2,3,4,5,6,7,8,9,10] AS c "
        "MATCH (x:__Entity__), (y:__Entity__), (z:__Entity__), (v:__Entity__), (w:__Entity__) "
        "RETURN count(*) AS n, sum(size(x.name + y.name + z.name)) AS m"
    )
    with pytest.raises(QueryRejectedError, match=r"(?i)time"):
        await CypherGuard(graph.reader.queries, CypherLimits(timeout_s=1)).run(endless, {}, VOCABULARY)
    many = "UNWIND range(1, 50) AS n RETURN n, 'a text that is rather long, so that it has bytes' AS text"
    few = await CypherGuard(graph.reader.queries, CypherLimits(max_rows=7)).run(many, {}, VOCABULARY)
    assert len(few.rows) == 7
    small = await CypherGuard(graph.reader.queries, CypherLimits(max_bytes=1_000)).run(many, {}, VOCABULARY)
    assert 0 < len(small.rows) < 20


async def test_whatever_passes_the_check_is_planned_as_a_read(graph: Neo4jGraphStore) -> None:
    """Random pieces of good and bad queries, joined: the check must never be looser than the server's planner."""
    pieces = [query for _, query in HOSTILE if len(query) < 300] + list(HARMLESS)
    words = [word for query in pieces for word in query.split()]
    dice = random.Random(7)
    planned = 0
    for _ in range(500):
        base = dice.choice(pieces).split()
        place = dice.randrange(len(base) + 1) if base else 0
        base[place : place + dice.randrange(2)] = dice.choices(words, k=dice.randrange(3))
        text = " ".join(base)
        try:
            checked = check_cypher(text, VOCABULARY, parameters=PARAMETERS)
            plan = await graph.reader.queries.explain(checked, PARAMETERS)
        except QueryRejectedError:
            continue
        check_plan(checked, plan)
        planned += 1
    assert planned > 20
