"""Vectors of a document's chunks."""

import numpy as np

from extraction.embedding import embed_chunks
from schemas.chunk import Chunk
from tests.fakes.embedder import FakeEmbedder


def _chunks(count: int) -> list[Chunk]:
    return [
        Chunk(
            id=str(number),
            document_id="d",
            index=number,
            text=f"word{number} and more",
            start=0,
            end=1,
            heading="Part One" if number % 2 else "",
            language="en",
        )
        for number in range(count)
    ]


async def test_each_chunk_gets_the_vector_of_its_text_under_title_and_heading() -> None:
    embedder = FakeEmbedder()
    plain, headed = await embed_chunks(embedder, _chunks(2), ["Presses"] * 2, on_progress=lambda *_: None)
    wanted = embedder.embed(["Presses\nword0 and more", "Presses\nPart One\nword1 and more"])
    assert np.allclose(np.array([plain.embedding, headed.embedding]), wanted)


async def test_a_long_document_says_how_far_it_is_and_keeps_its_order() -> None:
    seen: list[tuple[str, int, int]] = []
    embedder = FakeEmbedder()
    embedded = await embed_chunks(
        embedder, _chunks(600), [""] * 600, on_progress=lambda *progress: seen.append(progress)
    )
    assert seen == [("chunk vectors", done, 600) for done in (256, 512, 600)]
    assert [chunk.index for chunk in embedded] == list(range(600))
    assert np.allclose(np.array([embedded[599].embedding]), embedder.embed(["Part One\nword599 and more"]))
