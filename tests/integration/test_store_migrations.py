"""Setting a database up."""

from collections.abc import AsyncIterator

import pytest
from neo4j import AsyncDriver

from api.bootstrap import GraphServices
from api.settings import PACKAGED_EMBEDDING_MODEL, load_settings
from kg.db.migrations import LATEST
from kg.store import Neo4jGraphStore
from schemas.errors import ConfigError
from tests.fakes.document_graphs import document_graph
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.graph_dump import count

_INDEXES = "SHOW INDEXES YIELD name RETURN count(name)"


@pytest.fixture
async def other_model(store: Neo4jGraphStore, embedder: FakeEmbedder) -> AsyncIterator[Neo4jGraphStore]:
    """The store on its way to another embedding model and, after the test, back."""
    yield store
    for document in await store.reader.documents.page():
        await store.documents.delete(document.id)
    await store.documents.delete_unfinished()
    await store.migrate(embedder.model, embedder.dimensions)


async def test_migrating_again_changes_nothing(
    store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder
) -> None:
    before = await count(driver, _INDEXES)
    await store.migrate(embedder.model, embedder.dimensions)
    assert await count(driver, _INDEXES) == before
    assert await count(driver, "MATCH (s:CiteGraph) RETURN count(s)") == 1
    settings = await store.reader.settings()
    assert (settings.migration, settings.model, settings.dimensions) == (LATEST, "fake", 8)


async def test_an_index_that_somebody_dropped_is_built_again(
    store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder
) -> None:
    before = await count(driver, _INDEXES)
    for dropped in ("INDEX alias_key", "CONSTRAINT chunk_id", "INDEX chunk_embedding"):
        await driver.execute_query(f"DROP {dropped}")
    await store.migrate(embedder.model, embedder.dimensions)
    assert await count(driver, _INDEXES) == before


async def test_every_index_is_online(store: Neo4jGraphStore, driver: AsyncDriver) -> None:
    await store.reader.ping()
    for kind, least in (("VECTOR", 3), ("FULLTEXT", 3), ("RANGE", 10)):
        online = f"SHOW INDEXES YIELD type, state WHERE type = '{kind}' AND state = 'ONLINE' RETURN count(*)"
        assert await count(driver, online) >= least


async def test_an_empty_graph_takes_another_model_and_one_with_documents_does_not(
    other_model: Neo4jGraphStore,
) -> None:
    await other_model.migrate("another", 5)
    assert (await other_model.reader.settings()).dimensions == 5
    await other_model.documents.write([document_graph("a", [[("Ann", "KNOWS", "Bob")]])])
    for model, dimensions in (("third", 5), ("another", 6)):
        with pytest.raises(ConfigError, match="another") as caught:
            await other_model.migrate(model, dimensions)
        assert "'another'" in caught.value.remedy
    await other_model.migrate("another", 5)


async def test_a_graph_keeps_its_model_where_no_other_is_asked_for(other_model: Neo4jGraphStore) -> None:
    await other_model.migrate("all-MiniLM-L6-v2", 384)
    assert await other_model.find_embedding_model() is None
    await other_model.documents.write([document_graph("a", [[("Ann", "KNOWS", "Bob")]])])
    services = GraphServices(load_settings(), other_model)
    await services.ensure_ready()
    assert services.embedder.model == "all-MiniLM-L6-v2"
    asked_for = GraphServices(load_settings(embedding_model=PACKAGED_EMBEDDING_MODEL), other_model)
    with pytest.raises(ConfigError, match="all-MiniLM-L6-v2"):
        await asked_for.ensure_ready()


async def test_a_graph_of_a_newer_version_is_left_alone(
    store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder
) -> None:
    await driver.execute_query("MATCH (s:CiteGraph) SET s.migration = 999")
    with pytest.raises(ConfigError, match="newer"):
        await store.migrate(embedder.model, embedder.dimensions)
    await driver.execute_query("MATCH (s:CiteGraph) SET s.migration = $latest", latest=LATEST)


async def test_writing_to_a_database_that_was_never_set_up_says_so(
    store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder
) -> None:
    await driver.execute_query("MATCH (s:CiteGraph) DELETE s")
    with pytest.raises(ConfigError, match="not set up"):
        await store.documents.write([document_graph("a", [[("Ann", "KNOWS", "Bob")]])])
    with pytest.raises(ConfigError, match="not set up"):
        await store.reader.version()
    await store.migrate(embedder.model, embedder.dimensions)
