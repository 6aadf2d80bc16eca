"""Vectors for what is about to be stored."""

import asyncio
from collections.abc import Sequence

from schemas.chunk import Chunk
from schemas.ports import Embedder

_BATCH = 256


async def embed_texts(embedder: Embedder, texts: Sequence[str]) -> list[tuple[float, ...]]:
    """Unit vectors of the texts, in order; computed in a thread, in batches, so that a cancelled ingest ends soon."""
    vectors: list[tuple[float, ...]] = []
    for start in range(0, len(texts), _BATCH):
        rows = await asyncio.to_thread(embedder.embed, texts[start : start + _BATCH])
        vectors += [tuple(row) for row in rows.tolist()]
    return vectors


async def embed_chunks(embedder: Embedder, chunks: Sequence[Chunk], *, title: str) -> tuple[Chunk, ...]:
    """The chunks of one document with their vectors."""
    vectors = await embed_texts(embedder, [embedded_text(chunk, title) for chunk in chunks])
    return tuple(
        chunk.model_copy(update={"embedding": vector}) for chunk, vector in zip(chunks, vectors, strict=True)
    )


def embedded_text(chunk: Chunk, title: str) -> str:
    """The chunk's text under its title and headings, so that "He moved there" can be found by whom it speaks of."""
    context = [part for part in (title, chunk.heading) if part and part not in chunk.text]
    return "\n".join([*context, chunk.text])
