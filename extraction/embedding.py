"""Vectors for chunks, a few texts at a time: so that it can be watched and interrupted."""

import asyncio
from collections.abc import Sequence

from schemas.chunk import Chunk
from schemas.ports import Embedder, Progress

_TEXTS_AT_ONCE = 256


async def embed_chunks(
    embedder: Embedder, chunks: Sequence[Chunk], titles: Sequence[str], *, on_progress: Progress
) -> tuple[Chunk, ...]:
    """The chunks with their vectors, those that have one as they are; `titles[i]` is the title of the document of `chunks[i]`."""
    embedded = list(chunks)
    places = [place for place, chunk in enumerate(chunks) if chunk.embedding is None]
    for start in range(0, len(places), _TEXTS_AT_ONCE):
        some = places[start : start + _TEXTS_AT_ONCE]
        texts = [embedded_text(chunks[place], titles[place]) for place in some]
        vectors = await asyncio.to_thread(embedder.embed, texts)
        for place, row in zip(some, vectors.tolist(), strict=True):
            embedded[place] = chunks[place].model_copy(update={"embedding": tuple(row)})
        if len(places) > _TEXTS_AT_ONCE:
            on_progress("chunk vectors", start + len(some), len(places))
    return tuple(embedded)


def embedded_text(chunk: Chunk, title: str) -> str:
    """The chunk's text under its title, headings and column heads.

    So "He moved there" can be found by whom it speaks of, and a row by what its cells are.
    """
    above = (title, chunk.heading, chunk.column_heads)
    context = [part for part in above if part and part not in chunk.text]
    return "\n".join([*context, chunk.text])
