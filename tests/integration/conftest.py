"""A graph store on the run's own Neo4j, empty at the start of every test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from neo4j import AsyncDriver, AsyncGraphDatabase

from kg.server.address import Neo4jAddress
from kg.server.server_options import ServerOptions
from kg.store import Neo4jGraphStore
from tests.conftest import new_database, running_neo4j
from tests.fakes.embedder import FakeEmbedder

Fill = Callable[[Neo4jGraphStore, FakeEmbedder], Awaitable[None]]
Keep = Callable[[Fill], Awaitable[Neo4jGraphStore]]

_MARKER = "CiteGraphTest"
_UNKNOWN = "MATCH (n) WHERE NOT n:CiteGraphTest AND NOT n:CiteGraph RETURN count(n) AS count"
_IS_MARKED = "MATCH (n:CiteGraphTest) RETURN count(n) AS count"
_EMPTY = """
MATCH (n) WHERE NOT n:CiteGraphTest AND NOT n:CiteGraph
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS
"""
_SETTINGS = "MATCH (s:CiteGraph) RETURN s.id, s.migration, s.embedding_model, s.dimensions ORDER BY s.id"
_INDEXES = (
    "SHOW INDEXES YIELD name, state, labelsOrTypes, properties, options RETURN name, state, labelsOrTypes, "
    "properties, options ORDER BY name"
)
_CONSTRAINTS = "SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name"
_RESET = "MATCH (s:CiteGraph) SET s.graph_version = 0 REMOVE s.switch, s.renamed"


@pytest.fixture(scope="session")
async def neo4j_address(
    tmp_path_factory: pytest.TempPathFactory, private_server: ServerOptions
) -> AsyncIterator[Neo4jAddress]:
    """A Neo4j apart from the one that the API's tests fill with another embedding model."""
    async with running_neo4j(tmp_path_factory.mktemp("neo4j"), private_server) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def jobs_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/jobs.sqlite3"
    return new_database(request.getfixturevalue("postgres_url"), "jobs")


@pytest.fixture(scope="session")
def embedder() -> FakeEmbedder:
    """An embedder that needs no model; its dimension is that of the `store` fixture."""
    return FakeEmbedder(dimensions=8)


@pytest.fixture(scope="session")
async def driver(neo4j_address: Neo4jAddress) -> AsyncIterator[AsyncDriver]:
    """A plain driver, for looking at the graph behind the store's back; its database may be emptied."""
    auth = (neo4j_address.user, neo4j_address.password.get_secret_value())
    async with AsyncGraphDatabase.driver(
        neo4j_address.uri, auth=auth, notifications_min_severity="OFF"
    ) as one:
        await _mark(one)
        yield one


@pytest.fixture(scope="session")
async def session_store(neo4j_address: Neo4jAddress, driver: AsyncDriver) -> AsyncIterator[Neo4jGraphStore]:
    """One connected store for the whole run; tests take `store`."""
    assert driver is not None
    async with await Neo4jGraphStore.open(
        neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password
    ) as store:
        yield store


@dataclass
class Content:
    """What is in the run's graph: what it was filled by, None where a test may have written, and how it is set up."""

    fill: Fill | None = None
    setup: object = None


@pytest.fixture(scope="session")
def run_content() -> Content:
    """What the run's graph holds now."""
    return Content()


@pytest.fixture
async def store(
    session_store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder, run_content: Content
) -> Neo4jGraphStore:
    """A migrated store without documents."""
    await _begin(session_store, driver, embedder, run_content)
    return session_store


@pytest.fixture
def keep(
    session_store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder, run_content: Content
) -> Keep:
    """Gives a store that was filled so, for tests that leave it as it is: the next one finds it filled."""

    async def keep(fill: Fill) -> Neo4jGraphStore:
        if run_content.fill is not fill:
            await _begin(session_store, driver, embedder, run_content)
            await fill(session_store, embedder)
            run_content.fill = fill
        return session_store

    return keep


async def _begin(
    store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder, run_content: Content
) -> None:
    """Empty the graph; it is set up again where a test has changed how it is set up."""
    run_content.fill = None
    await empty(driver)
    if run_content.setup is None or await _setup(driver) != run_content.setup:
        await store.migrate(embedder.model, embedder.dimensions)
        run_content.setup = await _setup(driver)


async def _setup(driver: AsyncDriver) -> object:
    return [(await driver.execute_query(query)).records for query in (_SETTINGS, _INDEXES, _CONSTRAINTS)]


async def empty(driver: AsyncDriver) -> None:
    """Everything but the set-up is gone from the marked database."""
    if await _count(driver, _IS_MARKED) == 0:
        pytest.exit("This Neo4j lacks the mark of a test database, so it is not emptied.", returncode=3)
    async with driver.session() as session:
        await (await session.run(_EMPTY)).consume()
        await (await session.run(_RESET)).consume()


async def _mark(driver: AsyncDriver) -> None:
    if await _count(driver, _IS_MARKED) == 0:
        if await _count(driver, _UNKNOWN):
            pytest.exit("This Neo4j holds data and lacks the mark of a test database.", returncode=3)
        await driver.execute_query(f"CREATE (:{_MARKER})")


async def _count(driver: AsyncDriver, query: str) -> int:
    records, _, _ = await driver.execute_query(query)
    return int(records[0]["count"])
