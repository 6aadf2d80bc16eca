"""Documents made of plain statements, one chunk each, as the extraction would have read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from kg.text.name_key import name_key
from schemas.chunk import Chunk
from schemas.document import Document, Language
from schemas.document_graph import DocumentGraph, Evidence, Mention
from schemas.graph_schema import RelationTrait
from schemas.ids import chunk_id, document_id, entity_id
from schemas.qualifier import Qualifier

Statement = tuple[str, str, str, str, str]
"""(head, head type, RELATION, tail, tail type)"""


def origin(name: str) -> str:
    """The id of the entity of this name."""
    return entity_id(name_key(name))


@dataclass(frozen=True)
class StatedFact:
    """A sentence, and the fact that it states."""

    text: str
    head: str
    head_type: str
    relation: str
    tail: str
    tail_type: str
    traits: tuple[RelationTrait, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()


def stated_facts(source: str, statements: Sequence[Statement], *, language: Language = "en") -> DocumentGraph:
    """A document in which each statement is a sentence and a chunk: "Ada founds Engine Works."."""
    facts = [
        StatedFact(f"{head} {relation.replace('_', ' ').lower()} {tail}.", head, kind, relation, tail, other)
        for head, kind, relation, tail, other in statements
    ]
    return stated_document(source, facts, language=language)


def stated_document(
    source: str, facts: Sequence[StatedFact], *, language: Language, extractor: str = "stated"
) -> DocumentGraph:
    """A document of these sentences, each a chunk with its fact, both ends of which it names."""
    texts = [fact.text for fact in facts]
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
    pairs = list(zip(chunks, facts, strict=True))
    return DocumentGraph(
        document=document,
        chunks=tuple(chunks),
        mentions=tuple(mention for chunk, fact in pairs for mention in _mentions(chunk, fact)),
        evidence=tuple(_evidence(chunk, fact, extractor) for chunk, fact in pairs),
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


def _mentions(chunk: Chunk, fact: StatedFact) -> list[Mention]:
    ends = (
        (fact.head, fact.head_type, chunk.text.index(fact.head)),
        (fact.tail, fact.tail_type, chunk.text.rindex(fact.tail)),
    )
    return [
        Mention(
            origin=origin(name),
            type=kind,
            family=kind,
            key=name_key(name),
            chunk_id=chunk.id,
            start=start,
            end=start + len(name),
            surface=name,
            grounding="exact",
        )
        for name, kind, start in ends
    ]


def _evidence(chunk: Chunk, fact: StatedFact, extractor: str) -> Evidence:
    return Evidence(
        head_origin=origin(fact.head),
        relation=fact.relation,
        tail_origin=origin(fact.tail),
        chunk_id=chunk.id,
        start=0,
        end=len(chunk.text),
        phrase=chunk.text,
        schema_version=1,
        extractor=extractor,
        traits=fact.traits,
        qualifiers=fact.qualifiers,
    )
