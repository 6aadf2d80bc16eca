"""A labelled pair as documents ready to be written, the names given or found by the extractor that needs no model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from benchmarks.identity_labels import LabelledPair, NamedSide
from extraction.mentions.normalisation import normalise
from extraction.rules.extractor import DependencyExtractor
from kg.text.language import detect_language
from kg.text.name_location import ground
from kg.text.sentences import sentence_spans
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.document_graph import DocumentGraph
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractedEntity, ExtractionFailure
from schemas.ids import chunk_id, document_id

_SOURCES = ("left", "right")


@dataclass(frozen=True)
class NamePlace:
    """Where a name stands: `start` and `end` in the text of the chunk."""

    chunk_id: str
    start: int
    end: int


@dataclass(frozen=True)
class PairTexts:
    """A pair's documents, each with its chunks: one chunk for each sentence."""

    pair: LabelledPair
    documents: tuple[tuple[Document, tuple[Chunk, ...]], ...]

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """The chunk of the left sentence and that of the right one."""
        return tuple(chunk for _, chunks in self.documents for chunk in chunks)

    @property
    def places(self) -> tuple[NamePlace, ...]:
        """Where the left name and the right one stand, each in its own sentence."""
        sides = (self.pair.left, self.pair.right)
        return tuple(_place(side.name, chunk) for side, chunk in zip(sides, self.chunks, strict=True))

    def graphs(self, found: Sequence[ChunkExtraction], extractor: str) -> list[DocumentGraph]:
        """What is written of the documents where this was found in their chunks."""
        return [
            normalise(document, chunks, found, schema=None, extractor=extractor).graph
            for document, chunks in self.documents
        ]


def pair_texts(pair: LabelledPair) -> PairTexts:
    """The two sentences as one document or as two."""
    sentences = (pair.left.context, pair.right.context)
    texts = (sentences,) if pair.one_document else tuple((sentence,) for sentence in sentences)
    return PairTexts(pair, tuple(one_document(*one) for one in zip(_SOURCES, texts, strict=False)))


def given_names(texts: PairTexts) -> list[ChunkExtraction]:
    """For each sentence the names of the pair that stand in it, with the types of the labels."""
    left, right = texts.pair.left, texts.pair.right
    own_and_other = zip(texts.chunks, ((left, right), (right, left)), strict=True)
    return [
        ChunkExtraction(
            chunk_id=chunk.id,
            entities=tuple(
                ExtractedEntity(name=side.name, type=side.type)
                for side in ((own, other) if _stands_beside(other, own) else (own,))
            ),
        )
        for chunk, (own, other) in own_and_other
    ]


async def found_names(
    texts: Sequence[PairTexts], extractor: DependencyExtractor
) -> dict[str, ChunkExtraction]:
    """What the extractor finds in every sentence, by chunk id."""
    return await found_in([document for one in texts for document in one.documents], extractor)


async def found_in(
    documents: Sequence[tuple[Document, tuple[Chunk, ...]]], extractor: DependencyExtractor
) -> dict[str, ChunkExtraction]:
    """What the extractor finds in every chunk, by chunk id."""
    tasks = [
        ChunkToExtract(chunk=chunk, document_title=document.title)
        for document, chunks in documents
        for chunk in chunks
    ]
    outcomes = [outcome async for outcome in extractor.extract(tasks, None)]
    failed = [outcome.message for outcome in outcomes if isinstance(outcome, ExtractionFailure)]
    if failed:
        raise RuntimeError(f"{len(failed)} sentences cannot be read, the first: {failed[0]}")
    return {outcome.chunk_id: outcome for outcome in outcomes if isinstance(outcome, ChunkExtraction)}


def one_document(source: str, sentences: Sequence[str]) -> tuple[Document, tuple[Chunk, ...]]:
    """A document of these sentences, each a chunk of its own."""
    text = "\n\n".join(sentences)
    sha = sha256(text.encode()).hexdigest()
    key = document_id(source, sha)
    document = Document(
        id=key,
        source=source,
        sha256=sha,
        title=source,
        media_type="text/plain",
        language=detect_language(text),
        ingested_at=datetime.now(UTC),
    )
    starts = [text.index(sentence) for sentence in sentences]
    return document, tuple(
        Chunk(
            id=chunk_id(key, index, sentence),
            document_id=key,
            index=index,
            text=sentence,
            start=start,
            end=start + len(sentence),
            language=detect_language(sentence),
        )
        for index, (start, sentence) in enumerate(zip(starts, sentences, strict=True))
    )


def _place(name: str, chunk: Chunk) -> NamePlace:
    span = ground(name, chunk.text, sentence_spans(chunk.text, chunk.language))
    if span is None:
        raise ValueError(f"{name!r} is not in {chunk.text!r}")
    return NamePlace(chunk.id, span.start, span.end)


def _stands_beside(other: NamedSide, own: NamedSide) -> bool:
    """Whether the sentence of `own` names the other one too, outside its own name."""
    rest = own.context.replace(own.name, " | ")
    return other.name != own.name and ground(other.name, rest, ()) is not None
