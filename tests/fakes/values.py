"""Domain values with what a test does not care about filled in."""

from datetime import UTC, datetime

from schemas.chunk import Chunk
from schemas.document import Document, Language
from schemas.extraction import ChunkToExtract

AT = datetime(2026, 1, 2, tzinfo=UTC)


def chunk(
    text: str, index: int = 0, *, document_id: str = "d", start: int = 0, language: Language = "en"
) -> Chunk:
    """The chunk "c0" of document "d", or another one of the same document."""
    return Chunk(
        id=f"c{index}" if document_id == "d" else f"{document_id}{index}",
        document_id=document_id,
        index=index,
        text=text,
        start=start,
        end=start + len(text),
        language=language,
    )


def task(text: str, index: int = 0, *, title: str = "", language: Language = "en") -> ChunkToExtract:
    """A chunk of the document "d" to extract from."""
    return ChunkToExtract(chunk=chunk(text, index, language=language), document_title=title)


def document(
    identifier: str = "d", *, title: str = "D", language: Language = "en", page_starts: tuple[int, ...] = ()
) -> Document:
    """A document that was a text file."""
    return Document(
        id=identifier,
        source=f"{identifier}.txt",
        sha256=identifier,
        title=title,
        media_type="text/plain",
        language=language,
        page_starts=page_starts,
        ingested_at=AT,
    )
