"""The recorded extraction of a benchmark as documents ready to be written."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from evaluation.data import EvalPassage, read_passages
from evaluation.recorded import RecordedExtraction, load_recorded
from extraction.mentions.normalisation import normalise
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.document_graph import DocumentGraph
from schemas.extraction import ChunkExtraction
from schemas.ids import chunk_id, document_id


def recorded_graphs(data: Path) -> list[DocumentGraph]:
    """One document of one chunk for each passage, with the entities and triples recorded for it."""
    passages = read_passages(data / "passages.jsonl.gz")
    recorded = load_recorded(data / "openie.jsonl.gz", {passage.id: passage.whole for passage in passages})
    by_text = {extraction.text: extraction for extraction in recorded}
    return [_graph(passage, by_text[passage.whole]) for passage in passages if passage.whole in by_text]


def _graph(passage: EvalPassage, found: RecordedExtraction) -> DocumentGraph:
    sha = sha256(passage.whole.encode()).hexdigest()
    key = document_id(passage.id, sha)
    document = Document(
        id=key,
        source=passage.id,
        sha256=sha,
        title=passage.title,
        media_type="text/plain",
        language="en",
        ingested_at=datetime.now(UTC),
    )
    chunk = Chunk(
        id=chunk_id(key, 0, passage.whole),
        document_id=key,
        index=0,
        text=passage.whole,
        start=0,
        end=len(passage.whole),
        language="en",
    )
    extraction = ChunkExtraction(chunk_id=chunk.id, entities=found.entities, triples=found.triples)
    return normalise(document, [chunk], [extraction], schema=None, extractor="recorded").graph
