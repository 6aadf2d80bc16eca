"""Splitting documents into write batches, one for each transaction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from schemas.chunk import Chunk
from schemas.document_graph import DocumentGraph, Evidence, Mention


@dataclass(frozen=True, slots=True)
class RecordSlice:
    """Consecutive chunks of one document with all that was read out of them.

    `begins` and `completes` say whether it is the document's first and last slice.
    """

    graph: DocumentGraph
    chunks: tuple[Chunk, ...]
    mentions: tuple[Mention, ...]
    evidence: tuple[Evidence, ...]
    begins: bool
    completes: bool

    @property
    def rows(self) -> int:
        """How many rows are written for it."""
        return len(self.chunks) + len(self.mentions) + len(self.evidence)


def whole(graph: DocumentGraph) -> RecordSlice:
    """The document in one slice."""
    return RecordSlice(graph, graph.chunks, graph.mentions, graph.evidence, begins=True, completes=True)


def slices_of(graph: DocumentGraph, max_rows: int) -> list[RecordSlice]:
    """The document in as few slices of at most `max_rows` rows as its chunks allow (a chunk is never divided)."""
    groups = list(_chunk_groups(graph, max_rows))
    if len(groups) <= 1:
        return [whole(graph)]
    home = {chunk.id: number for number, group in enumerate(groups) for chunk in group}
    mentions: list[list[Mention]] = [[] for _ in groups]
    evidence: list[list[Evidence]] = [[] for _ in groups]
    for mention in graph.mentions:
        mentions[home[mention.chunk_id]].append(mention)
    for piece in graph.evidence:
        evidence[home[piece.chunk_id]].append(piece)
    last = len(groups) - 1
    return [
        RecordSlice(
            graph, tuple(group), tuple(mentions[n]), tuple(evidence[n]), begins=n == 0, completes=n == last
        )
        for n, group in enumerate(groups)
    ]


def in_transactions(
    graphs: Iterable[DocumentGraph], *, max_rows: int, max_documents: int
) -> Iterator[list[RecordSlice]]:
    """The slices of each transaction, in order: many small documents in one, a large document over several."""
    batch: list[RecordSlice] = []
    rows = 0
    for graph in graphs:
        slices = slices_of(graph, max_rows)
        if batch and (rows + slices[0].rows > max_rows or len(batch) >= max_documents or len(slices) > 1):
            yield batch
            batch, rows = [], 0
        if len(slices) > 1:
            yield from ([one] for one in slices)
            continue
        batch.append(slices[0])
        rows += slices[0].rows
    if batch:
        yield batch


def fingerprint(graph: DocumentGraph) -> str:
    """The same for the same record, whenever it was read and whatever its vectors' numbers are."""
    content = graph.model_dump_json(
        exclude={
            "document": {"ingested_at", "ready_at", "facets"},
            "chunks": {"__all__": {"embedding", "headings", "column_heads", "links"}},
        }
    )
    with_vectors = sum(chunk.embedding is not None for chunk in graph.chunks)
    return sha256(f"{with_vectors}\n{content}".encode()).hexdigest()


def _chunk_groups(graph: DocumentGraph, max_rows: int) -> Iterator[Sequence[Chunk]]:
    weight = dict.fromkeys((chunk.id for chunk in graph.chunks), 1)
    holders = [one.chunk_id for one in graph.mentions] + [one.chunk_id for one in graph.evidence]
    for chunk_id in holders:
        weight[chunk_id] += 1
    group: list[Chunk] = []
    rows = 0
    for chunk in graph.chunks:
        if group and rows + weight[chunk.id] > max_rows:
            yield group
            group, rows = [], 0
        group.append(chunk)
        rows += weight[chunk.id]
    yield group
