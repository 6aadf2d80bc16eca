"""What follows a change of a graph: names that are new are compared, entities and facts get their vectors."""

import asyncio

from kg.store import Neo4jGraphStore
from schemas.ports import Embedder, Progress

_TEXTS_AT_ONCE = 256


async def embed_pending(
    store: Neo4jGraphStore, embedder: Embedder, on_progress: Progress | None = None
) -> None:
    """Give every entity and fact that lacks a vector its vector, a few at a time: it may be interrupted."""
    total = await store.vectors.count_pending()
    embedded = 0
    while pending := await store.vectors.pending(_TEXTS_AT_ONCE):
        vectors = await asyncio.to_thread(embedder.embed, [item.text for item in pending])
        await store.vectors.write(pending, vectors)
        embedded += len(pending)
        if on_progress is not None:
            on_progress("entity and fact vectors", embedded, max(total, embedded))


async def compare_names(
    store: Neo4jGraphStore, embedder: Embedder, on_progress: Progress | None = None
) -> None:
    """Merge what comparing the names that are new shows to be one thing; then everything has its vector."""
    await store.names.settle(embedder)
    await embed_pending(store, embedder, on_progress)
