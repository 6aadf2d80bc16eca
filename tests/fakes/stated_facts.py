"""Documents made of plain statements, one chunk each, as the extraction would have read them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from kg.text.name_key import name_key
from schemas.chunk import Chunk
from schemas.document import Document, Language
from schemas.document_graph import DocumentGraph, Evidence, Mention
from schemas.ids import chunk_id, document_id, entity_id

Statement = tuple[str, str, str, str, str]
"""(head, head type, RELATION, tail, tail type)"""


def origin(name: str) -> str:
    """The id of the entity of this name."""
    return entity_id(name_key(name))


def stated_facts(source: str, statements: Sequence[Statement], *, language: Language = "en") -> DocumentGraph:
    """A document in which each statement is a sentence and a chunk: "Ada founds Engine Works."."""
    texts = [
        f"{head} {relation.replace('_', ' ').lower()} {tail}." for head, _, relation, tail, _ in statements
    ]
    digest = sha256("\n".join(texts).encode()).hexdigest()
    document = Document(
        id=document_id(source, digest),
        source=source,
        sha256=digest,
        title=source,
        media_type="text/plain",
        language=language,
        ingested_at=datetime.now(UTC),
    )
    chunks = _chunks(document, texts)
    pairs = list(zip(chunks, statements, strict=True))
    return DocumentGraph(
        document=document,
        chunks=tuple(chunks),
        mentions=tuple(mention for chunk, statement in pairs for mention in _mentions(chunk, statement)),
        evidence=tuple(_evidence(chunk, statement) for chunk, statement in pairs),
    )


def _chunks(document: Document, texts: Sequence[str]) -> list[Chunk]:
    chunks: list[Chunk] = []
    start = 0
    for index, text in enumerate(texts):
        chunks.append(
            Chunk(
                id=chunk_id(document.id, index, text),
                document_id=document.id,
                index=index,
                text=text,
                start=start,
                end=start + len(text),
                language=document.language,
            )
        )
        start += len(text) + 1
    return chunks


def _mentions(chunk: Chunk, statement: Statement) -> list[Mention]:
    head, head_type, _, tail, tail_type = statement
    starts = {head: 0, tail: chunk.text.rindex(tail)}
    return [
        Mention(
            origin=origin(name),
            type=kind,
            family=kind,
            key=name_key(name),
            chunk_id=chunk.id,
            start=starts[name],
            end=starts[name] + len(name),
            surface=name,
            grounding="exact",
        )
        for name, kind in ((head, head_type), (tail, tail_type))
    ]


def _evidence(chunk: Chunk, statement: Statement) -> Evidence:
    head, _, relation, tail, _ = statement
    return Evidence(
        head_origin=origin(head),
        relation=relation,
        tail_origin=origin(tail),
        chunk_id=chunk.id,
        start=0,
        end=len(chunk.text),
        phrase=chunk.text,
        schema_version=1,
        extractor="stated",
    )
