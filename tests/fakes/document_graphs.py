"""Small documents whose text says exactly what their graph says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from kg.text.name_key import name_key
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.document_graph import DocumentGraph, Evidence, Mention, MergeProposal
from schemas.graph_schema import RelationTrait
from schemas.ids import chunk_id, document_id, entity_id
from schemas.qualifier import Qualifier

Statement = tuple[str, str, str] | tuple[str, str, str, Qualifier]
"""Surface form of the head, relation type, surface form of the tail, and perhaps under which circumstance."""

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


FAMILIES = {"Company": "Organization", "Band": "Organization", "City": "Place"}
"""The widest type that some types are kinds of."""


TRAITS: dict[str, tuple[RelationTrait, ...]] = {
    "LOCATED_IN": ("transitive",),
    "MARRIED": ("symmetric",),
    "IS_A": ("kind", "transitive"),
    "ALSO_KNOWN_AS": ("alias", "symmetric"),
}
"""What the schema says of some relations."""


def origin(name: str) -> str:
    """The id of the entity this name gives before any merge."""
    return entity_id(name_key(name))


def document_graph(
    source: str,
    chunks: Sequence[Sequence[Statement]],
    *,
    merges: Sequence[tuple[str, str]] = (),
    schema_version: int = 1,
    type_name: str = "Thing",
    types: Mapping[str, str] | None = None,
    clues: Mapping[str, tuple[str, ...]] | None = None,
) -> DocumentGraph:
    """A document of one chunk for each list of statements; each statement is a sentence "Of start 1999: head relation tail.".

    `types` gives the types of some surface forms, where they are not `type_name`, `clues` what is said of some.
    """
    texts = [
        " ".join(_sentence(statement) for statement in statements) or "Nothing." for statements in chunks
    ]
    text = "\n".join(texts)
    sha = sha256(text.encode()).hexdigest()
    key = document_id(source, sha)
    made = _chunks(key, texts)
    found = [
        _read(
            chunk,
            statements,
            schema_version=schema_version,
            types=defaultdict(lambda: type_name, types or {}),
            clues=clues or {},
        )
        for chunk, statements in zip(made, chunks, strict=True)
    ]
    return DocumentGraph(
        document=Document(
            id=key,
            source=source,
            sha256=sha,
            title=f"About {source}",
            media_type="text/plain",
            language="en",
            ingested_at=AT,
        ),
        chunks=made,
        mentions=tuple(mention for mentions, _ in found for mention in mentions),
        evidence=tuple(piece for _, evidence in found for piece in evidence),
        merges=tuple(
            MergeProposal(
                source_origin=origin(one),
                target_origin=origin(other),
                reason=f"{one} is {other}",
                score=0.9,
                rule="acronym",
            )
            for one, other in merges
        ),
    )


def with_vectors(graph: DocumentGraph, vectors: Sequence[Sequence[float]]) -> DocumentGraph:
    """The same document, its chunks with these vectors."""
    chunks = tuple(
        chunk.model_copy(update={"embedding": tuple(float(number) for number in vector)})
        for chunk, vector in zip(graph.chunks, vectors, strict=True)
    )
    return graph.model_copy(update={"chunks": chunks})


def _sentence(statement: Statement) -> str:
    head, relation, tail, *_ = statement
    return f"{_preface(statement)}{head} {relation.lower().replace('_', ' ')} {tail}."


def _preface(statement: Statement) -> str:
    return "".join(f"Of {one.name} {one.value}: " for one in statement[3:])


def _chunks(document: str, texts: Sequence[str]) -> tuple[Chunk, ...]:
    made: list[Chunk] = []
    start = 0
    for index, text in enumerate(texts):
        made.append(
            Chunk(
                id=chunk_id(document, index, text),
                document_id=document,
                index=index,
                text=text,
                start=start,
                end=start + len(text),
                language="en",
            )
        )
        start += len(text) + 1
    return tuple(made)


def _read(
    chunk: Chunk,
    statements: Sequence[Statement],
    *,
    schema_version: int,
    types: Mapping[str, str],
    clues: Mapping[str, tuple[str, ...]],
) -> tuple[list[Mention], list[Evidence]]:
    mentions: list[Mention] = []
    evidence: list[Evidence] = []
    start = 0
    for statement in statements:
        head, relation, tail, *_ = statement
        end = start + len(_sentence(statement))
        mentions += [
            _mention(chunk, head, start + len(_preface(statement)), types[head], clues),
            _mention(chunk, tail, end - 1 - len(tail), types[tail], clues),
        ]
        evidence.append(
            Evidence(
                head_origin=origin(head),
                relation=relation,
                tail_origin=origin(tail),
                chunk_id=chunk.id,
                start=start,
                end=end,
                phrase=chunk.text[start:end],
                schema_version=schema_version,
                extractor="test",
                qualifiers=statement[3:],
                traits=TRAITS.get(relation, ()),
            )
        )
        start = end + 1
    return mentions, evidence


def _mention(
    chunk: Chunk, surface: str, start: int, type_name: str, clues: Mapping[str, tuple[str, ...]]
) -> Mention:
    return Mention(
        origin=origin(surface),
        type=type_name,
        family=FAMILIES.get(type_name, type_name),
        key=name_key(surface),
        chunk_id=chunk.id,
        start=start,
        end=start + len(surface),
        surface=surface,
        grounding="exact",
        clues=clues.get(surface, ()),
    )
