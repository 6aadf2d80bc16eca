"""A benchmark's passages, or the documents of a graph, that can be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from evaluation.data import ChunkPassage, EvalPassage, read_passages
from extraction.ingest import Ingest, run_directly
from extraction.preparation import IngestParts, IngestSettings
from extraction.split.settings import SplitSettings
from kg.reader import GraphReader
from kg.store import Neo4jGraphStore
from kg.text.language import detect_language
from retrieval.answer.answerer import Answerer
from retrieval.retriever import Retriever
from schemas.chunk import Chunk
from schemas.document import Language, LoadedDocument
from schemas.ports import Extractor, Progress

PASSAGES = "passages.jsonl.gz"
RECORDED = "openie.jsonl.gz"
_ONE_CHUNK = SplitSettings(strategy="recursive", max_chars=100_000)
_PAGE = 500
_SAMPLE = 50


@dataclass(frozen=True)
class BenchmarkData:
    """A folder's passages, and whether its recorded triples are used."""

    folder: Path
    passages: tuple[EvalPassage, ...]
    recorded: bool

    def fingerprint(self, embedding_model: str) -> str:
        """Names the graph that these passages and triples become with this embedding model."""
        parts = [(self.folder / PASSAGES).read_bytes()]
        parts.append((self.folder / RECORDED).read_bytes() if self.recorded else b"")
        parts.append(embedding_model.encode())
        return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:12]

    def extractor(self) -> Extractor:
        """What gives the triples: the recording, or the extractor that needs no model."""
        return _replay(self.folder, self.passages) if self.recorded else _without_model()


@dataclass(frozen=True)
class Benchmark:
    """A graph, ready to be asked; `passage_of` gives the passage id of each chunk id.

    `language` is that of all passages, None where it differs.
    """

    passages: tuple[EvalPassage, ...]
    passage_of: Mapping[str, str]
    store: Neo4jGraphStore
    retriever: Retriever
    corpus: dict[str, str | int]
    answerer: Answerer | None = None
    language: Language | None = None

    def passage_ids(self, chunk_ids: Sequence[str]) -> list[str]:
        """The passages of these chunks, in their order; chunks of other documents are left out."""
        return [self.passage_of[chunk_id] for chunk_id in chunk_ids if chunk_id in self.passage_of]


def read_benchmark(folder: Path, *, recorded: bool) -> BenchmarkData:
    """The folder's passages; with its recorded triples where they are wanted and there are any.

    Raises:
        InputError: the folder has no readable passages.
    """
    passages = read_passages(folder / PASSAGES)
    return BenchmarkData(folder, passages, recorded=recorded and (folder / RECORDED).is_file())


async def build_benchmark(
    data: BenchmarkData,
    parts: IngestParts,
    retriever: Retriever,
    on_progress: Progress,
    answerer: Answerer | None = None,
) -> Benchmark:
    """The benchmark with its passages in the graph; those that are there already are not ingested again.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    await _ingest(data.passages, parts, on_progress)
    counts = await parts.store.reader.counts()
    return Benchmark(
        passages=data.passages,
        passage_of=await _passage_of(parts.store),
        store=parts.store,
        retriever=retriever,
        answerer=answerer,
        language=detect_language(" ".join(passage.text for passage in data.passages[:_SAMPLE])),
        corpus={
            "data": data.folder.name,
            "triples": "recorded" if data.recorded else "extracted without a model",
            "extractor": parts.extractor.name,
            "passages": counts.documents,
            "entities": counts.entities,
            "facts": counts.facts,
        },
    )


async def graph_benchmark(
    name: str, store: Neo4jGraphStore, retriever: Retriever, answerer: Answerer
) -> Benchmark:
    """The documents of a graph as they are, each chunk a passage; nothing is written.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    passages = await _chunk_passages(store.reader)
    counts = await store.reader.counts()
    return Benchmark(
        passages=passages,
        passage_of={passage.id: passage.id for passage in passages},
        store=store,
        retriever=retriever,
        corpus={
            "data": name,
            "documents": counts.documents,
            "passages": counts.chunks,
            "entities": counts.entities,
            "facts": counts.facts,
        },
        answerer=answerer,
    )


async def _chunk_passages(reader: GraphReader) -> tuple[ChunkPassage, ...]:
    sources = await _sources(reader)
    ids = [part.chunk_id async for parts in reader.parts.everything() for part in parts]
    chunks: list[Chunk] = []
    for start in range(0, len(ids), _PAGE):
        chunks += await reader.chunks.by_id(ids[start : start + _PAGE])
    return tuple(
        ChunkPassage(id=chunk.id, text=chunk.text, document=sources[chunk.document_id], start=chunk.start)
        for chunk in sorted(chunks, key=lambda chunk: (chunk.document_id, chunk.index))
    )


async def _ingest(passages: Sequence[EvalPassage], parts: IngestParts, on_progress: Progress) -> None:
    ids = [parts.library.keep(_as_document(passage)) for passage in passages]
    if missing := await _not_visible(parts.store, ids):
        settings = IngestSettings(schema_mode="open", split=_ONE_CHUNK)
        await Ingest(parts, settings, on_progress).run(missing, run_directly)


async def _not_visible(store: Neo4jGraphStore, ids: Sequence[str]) -> list[str]:
    visible = set(await _sources(store.reader))
    return [identifier for identifier in ids if identifier not in visible]


async def _sources(reader: GraphReader) -> dict[str, str]:
    """The source of every visible document, by document id."""
    sources: dict[str, str] = {}
    after: str | None = None
    while page := await reader.documents.page(_PAGE, after):
        sources |= {document.id: document.source for document in page}
        after = page[-1].id
    return sources


async def _passage_of(store: Neo4jGraphStore) -> dict[str, str]:
    sources = await _sources(store.reader)
    return {
        part.chunk_id: sources[part.document_id]
        async for parts in store.reader.parts.everything()
        for part in parts
    }


def _as_document(passage: EvalPassage) -> LoadedDocument:
    return LoadedDocument(
        source=passage.id,
        sha256=sha256(passage.whole.encode()).hexdigest(),
        title=passage.title or passage.id,
        media_type="text/plain",
        language=detect_language(passage.whole),
        text=passage.whole,
    )


def _replay(data: Path, passages: Sequence[EvalPassage]) -> Extractor:
    from evaluation.recorded import Recording, load_recorded
    from evaluation.replay_model import ReplayChatModel
    from extraction.llm.extractor import LlmExtractor
    from extraction.llm.settings import LlmExtractionSettings

    texts = {passage.id: passage.whole for passage in passages}
    recording = Recording(load_recorded(data / RECORDED, texts))
    model = ReplayChatModel(recording=recording, model_name=f"recorded {RECORDED}", unrecorded="empty")
    return LlmExtractor(model, LlmExtractionSettings())


def _without_model() -> Extractor:
    from extraction.rules.extractor import DependencyExtractor

    return DependencyExtractor()
