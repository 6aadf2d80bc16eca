"""Documents in a store, with their vectors, visible."""

from collections.abc import Sequence

from kg.store import Neo4jGraphStore
from schemas.document_graph import DocumentGraph
from schemas.ports import Embedder
from tests.fakes.document_graphs import with_vectors


async def add_documents(store: Neo4jGraphStore, embedder: Embedder, graphs: Sequence[DocumentGraph]) -> None:
    """Write, embed and publish the documents, as an ingest does."""
    await store.documents.write(
        [
            with_vectors(graph, embedder.embed([chunk.text for chunk in graph.chunks]).tolist())
            for graph in graphs
        ]
    )
    while pending := await store.vectors.pending(100):
        await store.vectors.write(pending, embedder.embed([one.text for one in pending]))
    await store.documents.publish([graph.document.id for graph in graphs])
