"""Whether what shall be written for a document fits together."""

from kg.db.labels import checked_name, label_of
from schemas.document_graph import DocumentGraph
from schemas.errors import SchemaViolationError

MAX_NAME_LENGTH = 1000


def check_graph(graph: DocumentGraph) -> None:
    """Returns when every part of the document's graph refers to other parts of it and every name may be stored.

    Raises:
        SchemaViolationError: a mention or piece of evidence lies in no chunk of the document or outside its text, an
            end of evidence or of a proposed merge is not mentioned in the document, or a type is no name.
    """
    lengths = {chunk.id: len(chunk.text) for chunk in graph.chunks}
    _require(len(lengths) == len(graph.chunks), graph, "two chunks have one id")
    foreign = [chunk.id for chunk in graph.chunks if chunk.document_id != graph.document.id]
    _require(not foreign, graph, "a chunk belongs to another document")
    origins = {mention.origin for mention in graph.mentions}
    for mention in graph.mentions:
        label_of(mention.type)
        _require(
            _inside(lengths, mention.chunk_id, mention.start, mention.end),
            graph,
            "a mention lies outside its chunk",
        )
        _require(len(mention.surface) <= MAX_NAME_LENGTH >= len(mention.key), graph, "a name is far too long")
    for evidence in graph.evidence:
        checked_name(evidence.relation)
        _require(
            _inside(lengths, evidence.chunk_id, evidence.start, evidence.end),
            graph,
            "evidence lies outside its chunk",
        )
        _require(
            {evidence.head_origin, evidence.tail_origin} <= origins,
            graph,
            "evidence has an end that is not mentioned",
        )
    for merge in graph.merges:
        _require(
            {merge.source_origin, merge.target_origin} <= origins,
            graph,
            "a merge is about a name that is not mentioned",
        )


def _inside(lengths: dict[str, int], chunk_id: str, start: int, end: int) -> bool:
    return chunk_id in lengths and 0 <= start <= end <= lengths[chunk_id]


def _require(holds: bool, graph: DocumentGraph, fault: str) -> None:
    if not holds:
        raise SchemaViolationError(
            f"The graph read out of {graph.document.source!r} does not fit together: {fault}.",
            remedy="This is a fault of the extraction; extract the document again and report it if it stays.",
        )
