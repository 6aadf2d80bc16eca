"""Passages widened so that no table in them is cut."""

from collections.abc import Sequence

from kg.read.chunks import MAX_REACH
from kg.reader import GraphReader
from kg.text.layout import Layout
from retrieval.answer.tables import runs_of
from retrieval.passages.window import join_chunks
from schemas.chunk import Chunk
from schemas.retrieval import Passage

_MOST_STEPS = 3


async def with_whole_tables(passages: Sequence[Passage], reader: GraphReader) -> tuple[Passage, ...]:
    """The passages, those that cut a table or list reaching from its first row to its last, and none of them twice.

    A table of more than some sixty chunks stays cut.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    widened = [await _widened(passage, reader) for passage in passages]
    kept: list[Passage] = []
    for passage in widened:
        if not any(_is_in(passage, other) for other in kept):
            kept = [other for other in kept if not _is_in(other, passage)] + [passage]
    return tuple(kept)


async def _widened(passage: Passage, reader: GraphReader) -> Passage:
    start, end = _reach(passage)
    chunks = list(passage.chunks)
    if not chunks or (start >= passage.start and end <= passage.end):
        return passage
    for _ in range(_MOST_STEPS):
        sides = [chunks[0].id] * (start < chunks[0].start) + [chunks[-1].id] * (chunks[-1].end < end)
        if not sides:
            break
        around = await reader.chunks.neighbourhoods(sides, MAX_REACH)
        found = {
            chunk.index: chunk for chunk in (*(one for of in around.values() for one in of), *chunks[1:])
        }
        chunks = [found[index] for index in sorted(found)]
    needed = [
        chunk
        for chunk in chunks
        if (chunk.start < end and start < chunk.end) or chunk.id in passage.chunk_ids
    ]
    return _of_chunks(passage, needed)


def _reach(passage: Passage) -> tuple[int, int]:
    """From where to where the passage would reach with all of each table that it has a part of."""
    start, end = passage.start, passage.end
    for run in runs_of(passage.document):
        if run[0].start < passage.end and passage.start < run[-1].end:
            start, end = min(start, run[0].start), max(end, run[-1].end)
    return start, end


def _of_chunks(passage: Passage, chunks: Sequence[Chunk]) -> Passage:
    start, text = chunks[0].start, join_chunks(chunks)
    layout = Layout.of(passage.document) if passage.document else Layout()
    last = start + len(text) - 1
    return passage.model_copy(
        update={
            "text": text,
            "start": start,
            "end": last + 1,
            "page": layout.page(start),
            "page_end": layout.page(last),
            "page_label": layout.page_label(start),
            "page_end_label": layout.page_label(last),
            "heading": chunks[0].heading,
            "chunk_ids": tuple(chunk.id for chunk in chunks),
            "chunks": tuple(chunks),
        }
    )


def _is_in(passage: Passage, other: Passage) -> bool:
    return (
        passage.document_id == other.document_id and other.start <= passage.start and passage.end <= other.end
    )
