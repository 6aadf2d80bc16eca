"""What a query that nobody wrote by hand may cost: the server's time, and the client's memory."""

import asyncio
import sys
import time

import psutil
import pytest
from neo4j import AsyncDriver

from kg.db.database import ReadDatabase, fetch_count, open_driver
from kg.guard.bounds import MAX_COLLECTED
from kg.guard.checks import check_cypher
from kg.guard.cypher_guard import CypherGuard, CypherLimits
from kg.read.untrusted_query import UntrustedQueries
from kg.server.address import Neo4jAddress
from kg.store import Neo4jGraphStore
from schemas.errors import GraphStoreError, QueryRejectedError
from tests.cypher_verdicts import HOSTILE, PARAMETERS, VOCABULARY
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.server_load import seconds_until_idle, server_process
from tests.fakes.stated_facts import stated_facts
from tests.fakes.tcp_proxy import TcpProxy
from tests.integration.conftest import Keep

_IDLE_WITHIN_S = 10.0
_MOST_MEBIBYTES = 200
_CROSS_PRODUCT = (
    "MATCH (a:__Entity__), (b:__Entity__), (c:__Entity__), (d:__Entity__), (e:__Entity__) "
    "WHERE a.name + b.name < c.name + d.name RETURN count(*) AS n, max(e.name) AS last LIMIT 1"
)
_MANY_GROUPS = (
    "UNWIND range(1,100) AS i UNWIND range(1,100) AS j MATCH (a:__Entity__), (b:__Entity__), (c:__Entity__) "
    "WITH i, j, a, b, collect(c.name) AS names RETURN count(names) AS n LIMIT 1"
)
_SUBQUERIES = (
    "MATCH (a:__Entity__) WHERE all(x IN range(1,100) WHERE NOT EXISTS { MATCH (b:__Entity__), (c:__Entity__), "
    "(d:__Entity__), (e:__Entity__) WHERE b.name + c.name = d.name + e.name + x }) RETURN a.id LIMIT 5"
)
_SLOWEST_ALLOWED = (
    "MATCH (p:__Entity__), (q:__Entity__) WITH collect(p.name) AS names "
    "UNWIND range(1,100) AS i UNWIND range(1,100) AS j "
    "WITH names, i, j WHERE all(x IN names WHERE none(y IN names WHERE toLower(x) = toLower(y) + i)) "
    "RETURN count(*) AS n LIMIT 1"
)


async def _fill(store: Neo4jGraphStore, _embedder: FakeEmbedder) -> None:
    named = [(f"Person {n}", "Person", "FOUND", f"Works {n}", "Organisation") for n in range(150)]
    document = stated_facts("founders.txt", named)
    await store.documents.write([document])
    await store.documents.publish([document.document.id])


@pytest.fixture
async def graph(keep: Keep) -> Neo4jGraphStore:
    return await keep(_fill)


@pytest.fixture
def process(neo4j_address: Neo4jAddress) -> psutil.Process:
    return server_process(neo4j_address.uri)


@pytest.mark.parametrize("query", [_CROSS_PRODUCT, _MANY_GROUPS, _SUBQUERIES, _SLOWEST_ALLOWED])
async def test_the_server_is_idle_soon_after_a_query_ran_out_of_time(
    graph: Neo4jGraphStore, driver: AsyncDriver, process: psutil.Process, query: str
) -> None:
    await seconds_until_idle(driver, process, patience_s=60)
    started = time.monotonic()
    with pytest.raises(QueryRejectedError, match="time"):
        await CypherGuard(graph.reader.queries, CypherLimits(timeout_s=1)).run(query, PARAMETERS, VOCABULARY)
    assert time.monotonic() - started < 10
    assert await seconds_until_idle(driver, process, patience_s=20) < _IDLE_WITHIN_S
    assert (await CypherGuard(graph.reader.queries).run("RETURN 1 AS one", {}, VOCABULARY)).rows == (
        {"one": 1},
    )


async def test_the_server_is_idle_after_loops_and_wide_rows_are_refused(
    graph: Neo4jGraphStore, driver: AsyncDriver, process: psutil.Process
) -> None:
    guard = CypherGuard(graph.reader.queries, CypherLimits(timeout_s=1))
    await seconds_until_idle(driver, process, patience_s=60)
    for rule, query in HOSTILE:
        if rule in {"loops", "growth"}:
            with pytest.raises(QueryRejectedError, match=f"^{rule}: "):
                await guard.run(query, PARAMETERS, VOCABULARY)
    assert await seconds_until_idle(driver, process, patience_s=20) < _IDLE_WITHIN_S


_A, _B = "x IN range(1,100)", "y IN range(1,100)"
_WIDE_ROWS = (
    (
        "ran",
        f"RETURN [{_A} | [y IN range(1,50) | {{first: x, second: y, third: x, fourth: y, fifth: 'text'}}]] AS l",
    ),
    (
        "One row",
        f"RETURN [{_A} | [{_B} | {{first: x, second: y, third: x, fourth: y, fifth: 'text', sixth: ['a', 'b', x, y]}}]] AS l",
    ),
    (
        "One row",
        "WITH range(1,100) AS a RETURN "
        + ", ".join(f"[x IN a | [y IN a | [x, y, x, y]]] AS l{n}" for n in range(7)),
    ),
    ("One row", f"WITH '{'x' * 900}' AS s RETURN [{_A} | [{_B} | s + x + y]] AS l"),
)
"""What becomes of it, and the query; the text of each passes, if only just."""


@pytest.mark.parametrize(("outcome", "query"), _WIDE_ROWS, ids=range(len(_WIDE_ROWS)))
async def test_a_row_that_is_too_large_is_refused_and_costs_little_memory(
    graph: Neo4jGraphStore, neo4j_address: Neo4jAddress, outcome: str, query: str
) -> None:
    assert graph is not None
    mebibytes, became = await _memory_of(query, neo4j_address)
    assert mebibytes <= _MOST_MEBIBYTES
    assert became.startswith(outcome)


_FILL = """
UNWIND range(1, 1000) AS n
CREATE (a:__Entity__:Person {id: 'p' + n, name: $name, embedding: [x IN range(1, $dimensions) | x / 7.0]})
CREATE (o:__Entity__:Organisation {id: 'o' + n, name: $name, embedding: [x IN range(1, $dimensions) | x / 7.0]})
CREATE (a)-[:FOUND]->(o)
"""
_FILL_TEXTS = """
UNWIND range(1, 500) AS n CREATE (:Fact {id: 'f' + n, support: 1, type: 'FOUND', text: $text})
"""
_WIDE_VALUES = (
    "MATCH x = (a:Person)-[:FOUND]->(o) RETURN collect(x) AS paths",
    "MATCH (a:Person) WITH collect(a.name) AS names RETURN [x IN names | [y IN names[..55] | x + y]] AS l",
    "MATCH (f:Fact) RETURN collect(f.text) AS texts",
    f"WITH '😀{'x' * 900}' AS s RETURN [{_A} | [{_B} | s + x + y]] AS l",
)
"""Queries that just pass, over names, texts and vectors that are as large as any: their characters are wide ones."""


@pytest.mark.parametrize("query", _WIDE_VALUES, ids=range(len(_WIDE_VALUES)))
async def test_a_row_of_the_largest_values_there_are_costs_little_memory(
    store: Neo4jGraphStore, driver: AsyncDriver, neo4j_address: Neo4jAddress, query: str
) -> None:
    assert store is not None
    await driver.execute_query(_FILL, name="😀" + "가" * 199, dimensions=1536)
    await driver.execute_query(_FILL_TEXTS, text="😀" + "가" * 19_999)
    assert check_cypher(query, VOCABULARY)
    mebibytes, _ = await _memory_of(query, neo4j_address)
    assert mebibytes <= _MOST_MEBIBYTES


async def _memory_of(query: str, address: Neo4jAddress) -> tuple[int, str]:
    """The MiB that the query adds to a client's memory, and what becomes of it."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.fakes.query_memory", address.uri, address.user, query),
        env={"TEST_PASSWORD": address.password.get_secret_value(), "PYTHONPATH": "."},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await child.communicate()
    mebibytes, _, became = said.decode().partition(" ")
    return int(mebibytes), became


async def test_a_row_larger_than_the_limit_is_refused_and_smaller_ones_are_kept(
    graph: Neo4jGraphStore,
) -> None:
    guard = CypherGuard(graph.reader.queries, CypherLimits(max_bytes=1_000))
    short = "UNWIND range(1,30) AS n RETURN [x IN range(1,20) | 'x'] AS l"
    assert 5 < len((await guard.run(short, {}, VOCABULARY)).rows) < 30
    with pytest.raises(QueryRejectedError, match="larger than 1,000 bytes") as refused:
        await guard.run("RETURN [x IN range(1,100) | 'twenty characters...'] AS l", {}, VOCABULARY)
    assert "ids and names" in refused.value.remedy


async def test_no_list_grows_with_the_graph(graph: Neo4jGraphStore) -> None:
    every = "MATCH (a:__Entity__), (b:__Entity__) RETURN size(collect(a.id)) AS n"
    assert (await CypherGuard(graph.reader.queries).run(every, {}, VOCABULARY)).rows == (
        {"n": MAX_COLLECTED},
    )


async def test_a_server_that_stops_answering_ends_reads_and_queries(neo4j_address: Neo4jAddress) -> None:
    with TcpProxy(int(neo4j_address.uri.rpartition(":")[2])) as wire:
        driver = open_driver(
            f"bolt://127.0.0.1:{wire.port}", user=neo4j_address.user, password=neo4j_address.password
        )
        database = ReadDatabase(driver, "neo4j")
        queries = UntrustedQueries(database)
        await asyncio.gather(database.check_connection(), queries.explain("RETURN 1 AS n", {}))
        wire.stall()
        started = time.monotonic()
        with pytest.raises(QueryRejectedError, match="time"):
            await queries.run_read("RETURN 1 AS n", {}, timeout_s=0.5, max_rows=1, max_bytes=1_000)
        with pytest.raises(QueryRejectedError, match="time"):
            await queries.explain("RETURN 1 AS n", {})
        with pytest.raises(GraphStoreError, match="too long") as slow:
            await database.read(lambda tx: fetch_count(tx, "RETURN 1 AS count"), timeout_s=0.5)
        assert slow.value.retryable
        assert time.monotonic() - started < 15
        wire.cut()
        await driver.close()
