"""Vectors for what is about to be stored."""

import asyncio
from collections.abc import Sequence

from schemas.chunk import Chunk
from schemas.ports import Embedder


async def embed_chunks(embedder: Embedder, chunks: Sequence[Chunk], *, title: str) -> tuple[Chunk, ...]:
    """The chunks of one document with their vectors."""
    vectors = await asyncio.to_thread(embedder.embed, [embedded_text(chunk, title) for chunk in chunks])
    return tuple(
        chunk.model_copy(update={"embedding": tuple(row)})
        for chunk, row in zip(chunks, vectors.tolist(), strict=True)
    )


def embedded_text(chunk: Chunk, title: str) -> str:
    """The chunk's text under its title and headings, so that "He moved there" can be found by whom it speaks of."""
    context = [part for part in (title, chunk.heading) if part and part not in chunk.text]
    return "\n".join([*context, chunk.text])
