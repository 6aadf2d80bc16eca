"""Passages of one chunk each, as a retrieval would give them."""

from collections.abc import Sequence

from extraction.split.recursive import RecursiveSplitter
from extraction.split.settings import SplitSettings
from extraction.split.splitter import split_document
from kg.text.language import detect_language
from retrieval.answer.citable import CitablePassages
from retrieval.passages.fusion import FusedChunk
from retrieval.passages.window import build_passages
from schemas.chunk import Chunk
from schemas.document import Document, LoadedDocument
from schemas.retrieval import ChannelRank, Passage
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.loading import load_bytes
from tests.fakes.values import AT, document

OFFSET = 100
"""Where each passage begins in its document."""


def citable_passages(texts: Sequence[str], *, titles: Sequence[str] = ()) -> CitablePassages:
    """Passages with these texts, each in a document of its own, the best first."""
    passages = []
    for number, text in enumerate(texts, start=1):
        title = titles[number - 1] if titles else f"Title {number}"
        chunk = _chunk(f"d{number}", text)
        passages.append(
            Passage(
                document_id=f"d{number}",
                title=title,
                source=f"d{number}.txt",
                text=text,
                start=OFFSET,
                end=OFFSET + len(text),
                chunk_ids=(chunk.id,),
                hits=(chunk.id,),
                score=1 / number,
                channels=(ChannelRank(channel="dense", rank=number),),
                chunks=(chunk,),
                document=document(f"d{number}", title=title, page_starts=(0, OFFSET - 1, 10_000)),
            )
        )
    return CitablePassages(passages)


def passages_of_file(name: str, content: bytes) -> CitablePassages:
    """The whole of a small file as the one passage found."""
    (loaded,) = load_bytes(name, content, max_bytes=1_000_000)
    known = {
        field: getattr(loaded, field)
        for field in LoadedDocument.model_fields
        if field in Document.model_fields
    }
    whole = Document(id="d", ingested_at=AT, **known)
    chunks = split_document("d", loaded, RecursiveSplitter(), SplitSettings(), FakeEmbedder())
    hit = FusedChunk(chunk_id=chunks[0].id, score=1.0, channels=(ChannelRank(channel="dense", rank=1),))
    return CitablePassages(build_passages([hit], {hit.chunk_id: chunks}, {"d": whole}, max_tokens=10_000))


def _chunk(document_id: str, text: str) -> Chunk:
    return Chunk(
        id=f"{document_id}-chunk",
        document_id=document_id,
        index=0,
        text=text,
        start=OFFSET,
        end=OFFSET + len(text),
        heading="Life > Work",
        language=detect_language(text),
    )
