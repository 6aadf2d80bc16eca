"""Vectors for chunks, a few texts at a time: so that it can be watched and interrupted."""

import asyncio
from collections.abc import Sequence

from schemas.chunk import Chunk
from schemas.ports import Embedder, Progress

_TEXTS_AT_ONCE = 256


async def embed_chunks(
    embedder: Embedder, chunks: Sequence[Chunk], titles: Sequence[str], *, on_progress: Progress
) -> tuple[Chunk, ...]:
    """The chunks with their vectors; `titles[i]` is the title of the document of `chunks[i]`."""
    embedded: list[Chunk] = []
    for start in range(0, len(chunks), _TEXTS_AT_ONCE):
        some = slice(start, start + _TEXTS_AT_ONCE)
        texts = [embedded_text(chunk, title) for chunk, title in zip(chunks[some], titles[some], strict=True)]
        vectors = await asyncio.to_thread(embedder.embed, texts)
        embedded += [
            chunk.model_copy(update={"embedding": tuple(row)})
            for chunk, row in zip(chunks[some], vectors.tolist(), strict=True)
        ]
        if len(chunks) > _TEXTS_AT_ONCE:
            on_progress("chunk vectors", len(embedded), len(chunks))
    return tuple(embedded)


def embedded_text(chunk: Chunk, title: str) -> str:
    """The chunk's text under its title, headings and column heads.

    So "He moved there" can be found by whom it speaks of, and a row by what its cells are.
    """
    above = (title, chunk.heading, chunk.column_heads)
    context = [part for part in above if part and part not in chunk.text]
    return "\n".join([*context, chunk.text])
