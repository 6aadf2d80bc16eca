"""Records of files as an ingest would write them, one chunk each, without entities and facts."""

from extraction.load.options import ReadingOptions
from schemas.chunk import Chunk
from schemas.document import Document, LoadedDocument
from schemas.document_graph import DocumentGraph
from schemas.ids import chunk_id, document_id
from tests.fakes.document_graphs import AT
from tests.fakes.loading import load_bytes

_MOST_BYTES = 100_000


def record_documents(name: str, content: str, options: ReadingOptions | None = None) -> list[DocumentGraph]:
    """The documents of a file, read by the format of its name."""
    return [_graph(one) for one in load_bytes(name, content.encode(), max_bytes=_MOST_BYTES, options=options)]


def _graph(loaded: LoadedDocument) -> DocumentGraph:
    key = document_id(loaded.source, loaded.sha256)
    kept = set(Document.model_fields) & set(LoadedDocument.model_fields)
    document = Document(id=key, ingested_at=AT, **{name: getattr(loaded, name) for name in kept})
    chunk = Chunk(
        id=chunk_id(key, 0, loaded.text),
        document_id=key,
        index=0,
        text=loaded.text,
        start=0,
        end=len(loaded.text),
        language=loaded.language,
    )
    return DocumentGraph(document=document, chunks=(chunk,))
