"""What the store says when Neo4j is not there, says no, or is asked for too much."""

import asyncio
import socket
import time

import pytest
from pydantic import SecretStr

from kg.server.address import Neo4jAddress
from kg.store import Neo4jGraphStore
from schemas.errors import ConfigError, GraphStoreError, QueryRejectedError
from tests.fakes.document_graphs import document_graph
from tests.fakes.tcp_proxy import TcpProxy


async def test_a_refused_connection_is_said_at_once_with_its_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    started = time.monotonic()
    with pytest.raises(GraphStoreError, match="does not answer") as caught:
        await Neo4jGraphStore.open(
            f"bolt://127.0.0.1:{port}", user="neo4j", password=SecretStr("wrong-password")
        )
    assert time.monotonic() - started < 10
    assert caught.value.retryable
    assert "citegraph neo4j start" in caught.value.remedy


async def test_a_server_that_never_answers_is_given_up() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(GraphStoreError) as caught:
            await Neo4jGraphStore.open(
                f"bolt://127.0.0.1:{port}", user="neo4j", password=SecretStr("wrong-password")
            )
        await asyncio.sleep(0)
    assert caught.value.retryable


async def test_a_wrong_password_is_another_error_with_another_remedy(neo4j_address: Neo4jAddress) -> None:
    with pytest.raises(GraphStoreError, match="refused the user name or password") as caught:
        await Neo4jGraphStore.open(neo4j_address.uri, user="neo4j", password=SecretStr("wrong-password"))
    assert not caught.value.retryable
    assert "NEO4J_PASSWORD" in caught.value.remedy


@pytest.mark.parametrize("uri", ["", "nonsense", "ftp://127.0.0.1:1", "bolt+routing://127.0.0.1:1"])
async def test_an_address_that_is_none_is_a_matter_of_configuration(uri: str) -> None:
    with pytest.raises(ConfigError) as caught:
        await Neo4jGraphStore.open(uri, user="neo4j", password=SecretStr("wrong-password"))
    assert "NEO4J_URI" in caught.value.remedy


async def test_a_database_that_does_not_exist_is_named_as_the_cause(neo4j_address: Neo4jAddress) -> None:
    with pytest.raises(GraphStoreError, match="no database") as caught:
        await Neo4jGraphStore.open(
            neo4j_address.uri, user="neo4j", password=neo4j_address.password, database="other"
        )
    assert "NEO4J_DATABASE" in caught.value.remedy


async def test_a_query_for_reading_returns_plain_rows(store: Neo4jGraphStore) -> None:
    graph = document_graph("a", [[("Ann", "KNOWS", "Bob")]])
    await store.documents.write([graph])
    await store.documents.publish([graph.document.id])
    rows = await store.reader.queries.run_read(
        "MATCH p = (a:Thing)-[r:KNOWS]->(b) RETURN a, r, p, b.name AS name, date('2026-01-02') AS day, $x AS x",
        {"x": [1, 2.5, None, {"k": True}]},
        timeout_s=5,
        max_rows=10,
        max_bytes=100_000,
    )
    (row,) = rows
    node = row["a"]
    assert isinstance(node, dict)
    assert set(node["labels"]) >= {"Thing", "__Entity__"}
    assert node["properties"]["name"] == "Ann"
    assert (row["name"], row["day"], row["x"]) == ("Bob", "2026-01-02", [1, 2.5, None, {"k": True}])
    path = row["p"]
    assert isinstance(path, list)
    assert [step["type"] for step in path if "type" in step] == ["KNOWS"]


async def test_rows_and_bytes_are_bounded(store: Neo4jGraphStore) -> None:
    many = "UNWIND range(1, 5000) AS n RETURN n"
    assert len(await store.reader.queries.run_read(many, {}, timeout_s=20, max_rows=7, max_bytes=10_000)) == 7
    rows = await store.reader.queries.run_read(many, {}, timeout_s=20, max_rows=5000, max_bytes=100)
    assert 5 <= len(rows) <= 15


async def test_a_query_that_takes_too_long_is_stopped(store: Neo4jGraphStore) -> None:
    endless = (
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a < 0 RETURN count(a) AS n"
    )
    with pytest.raises(QueryRejectedError):
        await store.reader.queries.run_read(endless, {}, timeout_s=0.5, max_rows=1, max_bytes=1000)


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Chunk) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) SET n.x = 1",
        "RETURN 1 +",
        "RETURN $missing",
    ],
)
async def test_a_query_that_writes_or_is_wrong_is_refused(store: Neo4jGraphStore, cypher: str) -> None:
    with pytest.raises(QueryRejectedError):
        await store.reader.queries.run_read(cypher, {}, timeout_s=5, max_rows=1, max_bytes=1000)


async def test_explaining_tells_the_kind_and_the_operators_and_runs_nothing(store: Neo4jGraphStore) -> None:
    plan = await store.reader.queries.explain("MATCH (n:Chunk) WHERE n.id = $id RETURN n", {"id": "x"})
    assert plan.query_type == "r"
    assert plan.operators[0] == "ProduceResults"
    assert "NodeUniqueIndexSeek" in plan.operators
    writing = await store.reader.queries.explain("CREATE (n:Chunk {id: 'never'}) RETURN n", {})
    assert writing.query_type == "rw"
    assert await store.reader.chunks.by_id(["never"]) == []
    with pytest.raises(QueryRejectedError):
        await store.reader.queries.explain("MATCH (n", {})


async def test_connections_from_before_a_restart_are_no_outage(neo4j_address: Neo4jAddress) -> None:
    with TcpProxy(int(neo4j_address.uri.rpartition(":")[2])) as wire:
        async with await Neo4jGraphStore.open(
            f"bolt://127.0.0.1:{wire.port}", user=neo4j_address.user, password=neo4j_address.password
        ) as store:
            await asyncio.gather(*(store.reader.ping() for _ in range(4)))
            wire.cut()
            wire.mend()
            assert await store.reader.chunks.by_id(["unknown"]) == []
