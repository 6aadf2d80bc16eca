"""Made documents of any number, with text, mentions, evidence and vectors: what an extraction would have read out of them.

Half of all mentions are drawn from a power law, so that a few entities are mentioned everywhere and most in a handful of
chunks.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np

from benchmarks.large_graph_files import RELATIONS, TYPES, made_names
from kg.text.name_key import name_key
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.document_graph import DocumentGraph, Evidence, Mention
from schemas.ids import chunk_id, document_id, entity_id

SENTENCES = 4
CHUNKS_A_DOCUMENT = 10
_AT = datetime(2026, 1, 1, tzinfo=UTC)
_EXPONENT = 0.8
_ENTITIES_A_CHUNK = 2


def made_documents(chunks: int, *, dimensions: int) -> Iterator[DocumentGraph]:
    """Documents of ten chunks, each of four sentences that state a fact between two of twice as many entities as there are chunks."""
    maker = _Maker(chunks, dimensions)
    for number in range(chunks // CHUNKS_A_DOCUMENT):
        yield maker.document(f"{number}.md")


class _Maker:
    def __init__(self, chunks: int, dimensions: int) -> None:
        self._rng = np.random.default_rng(1)
        self._dimensions = dimensions
        self._names = list(made_names(self._rng, chunks * _ENTITIES_A_CHUNK))
        self._keys = [name_key(name) for name in self._names]
        self._weights = np.cumsum(np.arange(1, len(self._names) + 1) ** -_EXPONENT)

    def document(self, source: str) -> DocumentGraph:
        identifier = document_id(source, source)
        chunks: list[Chunk] = []
        mentions: list[Mention] = []
        evidence: list[Evidence] = []
        for index in range(CHUNKS_A_DOCUMENT):
            facts = self._facts()
            chunk = self._chunk(identifier, index, facts, chunks[-1].end + 1 if chunks else 0)
            chunks.append(chunk)
            start = 0
            for head, relation, tail in facts:
                end = start + len(self._sentence(head, relation, tail))
                mentions.append(self._mention(chunk.id, head, start))
                mentions.append(self._mention(chunk.id, tail, end - 1 - len(self._names[tail])))
                evidence.append(
                    Evidence(
                        head_origin=entity_id(self._keys[head]),
                        relation=RELATIONS[relation][0],
                        tail_origin=entity_id(self._keys[tail]),
                        chunk_id=chunk.id,
                        start=start,
                        end=end,
                        phrase=chunk.text[start:end],
                        schema_version=0,
                        extractor="made",
                    )
                )
                start = end + 1
        return DocumentGraph(
            document=_document(identifier, source),
            chunks=tuple(chunks),
            mentions=tuple(mentions),
            evidence=tuple(evidence),
        )

    def _facts(self) -> list[tuple[int, int, int]]:
        heads = np.searchsorted(self._weights, self._rng.random(SENTENCES) * self._weights[-1]).tolist()
        relations = self._rng.integers(0, len(RELATIONS), SENTENCES).tolist()
        tails = self._rng.integers(0, len(self._names), SENTENCES).tolist()
        return list(zip(heads, relations, tails, strict=True))

    def _sentence(self, head: int, relation: int, tail: int) -> str:
        return f"{self._names[head]} {RELATIONS[relation][1]} {self._names[tail]}."

    def _chunk(self, document: str, index: int, facts: Sequence[tuple[int, int, int]], start: int) -> Chunk:
        text = " ".join(self._sentence(*fact) for fact in facts)
        vector = self._rng.standard_normal(self._dimensions)
        return Chunk(
            id=chunk_id(document, index, text),
            document_id=document,
            index=index,
            text=text,
            start=start,
            end=start + len(text),
            language="en",
            embedding=tuple((vector / np.linalg.norm(vector)).tolist()),
        )

    def _mention(self, chunk: str, entity: int, start: int) -> Mention:
        name, kind = self._names[entity], TYPES[entity % len(TYPES)]
        return Mention(
            origin=entity_id(self._keys[entity]),
            type=kind,
            family=kind,
            key=self._keys[entity],
            chunk_id=chunk,
            start=start,
            end=start + len(name),
            surface=name,
            grounding="exact",
        )


def _document(identifier: str, source: str) -> Document:
    return Document(
        id=identifier,
        source=source,
        sha256=source,
        title=source,
        media_type="text/markdown",
        language="en",
        ingested_at=_AT,
    )
