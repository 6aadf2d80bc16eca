"""Passages of the chunks that state what a question lists: facts of a named thing with a named relation."""

from collections.abc import Sequence

from kg.reader import GraphReader
from retrieval.passages.fusion import FusedChunk
from retrieval.passages.window import build_passages
from schemas.retrieval import Link, Passage

_MOST_FACTS = 30
_MOST_CHUNKS = 20
_MOST_TOKENS = 8_000


async def passages_of_facts(
    links: Sequence[Link],
    passages: Sequence[Passage],
    reader: GraphReader,
    document_ids: Sequence[str] | None = None,
) -> tuple[Passage, ...]:
    """The passages and behind them those of the facts that have a linked entity and a linked relation; none twice.

    With `document_ids` only those of these documents.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    entities = [link.target for link in links if link.how == "exact alias"]
    relations = list(dict.fromkeys(link.target for link in links if link.how == "exact name"))
    if not entities or not relations:
        return tuple(passages)
    facts = [
        fact.id
        for relation in relations
        for fact in await reader.facts.of(entities, relation, limit=_MOST_FACTS)
    ]
    stating = await reader.facts.chunks(facts, _MOST_FACTS, document_ids)
    known = {chunk for passage in passages for chunk in passage.chunk_ids}
    new = [chunk for chunks in stating.values() for chunk in chunks if chunk not in known]
    return (*passages, *await _passages(list(dict.fromkeys(new))[:_MOST_CHUNKS], reader))


async def _passages(chunks: Sequence[str], reader: GraphReader) -> tuple[Passage, ...]:
    if not chunks:
        return ()
    around = await reader.chunks.neighbourhoods(chunks, 1)
    ids = {chunk.document_id for window in around.values() for chunk in window}
    documents = {document.id: document for document in await reader.documents.by_id(list(ids))}
    hits = [FusedChunk(chunk_id=chunk, score=0.5, channels=()) for chunk in chunks]
    return build_passages(hits, around, documents, max_tokens=_MOST_TOKENS)
