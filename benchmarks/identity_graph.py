"""A graph of its own for each labelled pair, one after another in one private Neo4j."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

from neo4j import AsyncDriver, AsyncGraphDatabase

from benchmarks.identity_documents import NamePlace, PairTexts
from benchmarks.identity_scores import Verdict
from benchmarks.server import benchmark_server
from kg.store import Neo4jGraphStore
from schemas.document_graph import DocumentGraph
from schemas.ports import Embedder

_HEAP_MB = 1024
_DIMENSIONS = 8
_PLACED = """
UNWIND $places AS place
MATCH (:Chunk {id: place.chunk_id})<-[m:FROM_CHUNK]-(e:__Entity__)
WHERE m.start < place.end AND m.end > place.start
WITH place, e, m ORDER BY abs(m.start - place.start) + abs(m.end - place.end), e.id
RETURN place.chunk_id AS chunk, head(collect(e.id)) AS entity
"""
_EMPTY = "MATCH (n) WHERE NOT n:CiteGraph DETACH DELETE n"


class PairGraph:
    """An empty graph that says of one pair at a time whether its names are one node."""

    def __init__(self, store: Neo4jGraphStore, driver: AsyncDriver, embedder: Embedder) -> None:
        self._store = store
        self._driver = driver
        self._embedder = embedder

    async def verdict(self, texts: PairTexts, graphs: Sequence[DocumentGraph]) -> Verdict:
        """Write the pair's documents as an ingest does, look where its names are, and empty the graph again."""
        await self._store.documents.write(graphs, publish=True)
        await self._store.names.settle(self._embedder)
        entities = await self._entities_at(texts.places)
        await self._driver.execute_query(_EMPTY)
        found = len(entities) == len(texts.places)
        return Verdict(texts.pair, found=found, met=found and len(set(entities.values())) == 1)

    async def _entities_at(self, places: Sequence[NamePlace]) -> dict[str, str]:
        """For each chunk the entity whose mention fits the place best; nothing where no mention touches it."""
        records, _, _ = await self._driver.execute_query(_PLACED, places=[asdict(place) for place in places])
        return {str(record["chunk"]): str(record["entity"]) for record in records}


@asynccontextmanager
async def open_pair_graph(embedder: Embedder) -> AsyncIterator[PairGraph]:
    """An empty graph in a private Neo4j, which is gone afterwards; names are compared with this embedding model."""
    with tempfile.TemporaryDirectory() as folder:
        server = benchmark_server(Path(folder))
        try:
            address = await server.start(heap_mb=_HEAP_MB)
            user, password = address.user, address.password
            async with (
                await Neo4jGraphStore.open(address.uri, user=user, password=password) as store,
                AsyncGraphDatabase.driver(address.uri, auth=(user, password.get_secret_value())) as driver,
            ):
                await store.migrate("none", _DIMENSIONS)
                yield PairGraph(store, driver, embedder)
        finally:
            await server.wipe()
