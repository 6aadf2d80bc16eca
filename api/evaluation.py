"""A benchmark's passages as a graph of their own, and every method's score on its questions."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from api.bootstrap import Graph, open_graph
from api.local_server import local_server
from api.settings import Settings, load_settings
from evaluation.data import EvalPassage, EvalQuestion, read_passages
from evaluation.metrics import (
    BM25,
    FUSION,
    Rank,
    bm25_baseline,
    by_channel,
    by_fusion,
    channels_in_use,
    report,
    run_method,
)
from extraction.ingest import Ingest, IngestParts, IngestSettings, run_directly
from extraction.split.settings import SplitSettings
from extraction.state.ledger import ExtractionLedger
from extraction.state.sql_database import SqlDatabase
from kg.store import Neo4jGraphStore
from kg.text.language import detect_language
from retrieval.retriever import Retriever
from schemas.document import Language, LoadedDocument
from schemas.errors import InputError
from schemas.ports import Extractor, Progress
from schemas.value import Value

PASSAGES = "passages.jsonl.gz"
RECORDED = "openie.jsonl.gz"
_ONE_CHUNK = SplitSettings(strategy="recursive", max_chars=100_000)
_PAGE = 500
_SAMPLE = 50


class EvalReport(Value):
    """What was searched, how, and the scores and milliseconds of each method."""

    corpus: dict[str, str | int]
    settings: dict[str, object]
    methods: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Benchmark:
    """A benchmark's graph, ready to be asked; `passage_of` gives the passage id of each chunk id."""

    passages: tuple[EvalPassage, ...]
    passage_of: Mapping[str, str]
    retriever: Retriever
    corpus: dict[str, str | int]


@asynccontextmanager
async def open_benchmark(data: Path, *, recorded: bool, on_progress: Progress) -> AsyncIterator[Benchmark]:
    """The passages of the folder as a graph in a private Neo4j of its own, ingested the first time only.

    The triples are the recorded ones of `openie.jsonl.gz`, or, where it is missing or `recorded` is False, those of
    the extractor that needs no model. A server that did not run before is stopped at the end.

    Raises:
        InputError: the folder has no readable passages.
        GraphStoreError: Neo4j does not start.
    """
    passages = await asyncio.to_thread(read_passages, data / PASSAGES)
    replayed = recorded and (data / RECORDED).is_file()
    settings = _settings(data, replayed)
    server = local_server(settings)
    was_running = server.status().running
    try:
        async with open_graph(settings, on_progress=on_progress) as graph:
            await graph.ensure_ready()
            extractor = _replay(data, passages) if replayed else _without_model()
            await _ingest(graph, passages, extractor, on_progress)
            counts = await graph.store.reader.counts()
            yield Benchmark(
                passages=passages,
                passage_of=await _passage_of(graph.store),
                retriever=graph.retriever,
                corpus={
                    "data": data.name,
                    "triples": "recorded" if replayed else "extracted without a model",
                    "extractor": extractor.name,
                    "passages": counts.documents,
                    "entities": counts.entities,
                    "facts": counts.facts,
                },
            )
    finally:
        if not was_running:
            await server.stop()


async def score_methods(
    benchmark: Benchmark, questions: Sequence[EvalQuestion], on_progress: Progress
) -> EvalReport:
    """The scores of BM25 by itself, of each channel that is not off alone, and of their fusion.

    Raises:
        InputError: a question's passages are not in the corpus.
    """
    _check(benchmark, questions)
    ranks = await _methods(benchmark, questions)
    methods: dict[str, dict[str, float]] = {}
    for name, rank in ranks.items():
        done = 0

        def count(name: str = name) -> None:
            nonlocal done
            done += 1
            on_progress(f"asking {name}", done, len(questions))

        methods[name] = report(questions, await run_method(questions, rank, count))
    return EvalReport(
        corpus={**benchmark.corpus, "questions": len(questions)},
        settings={
            "embedding_model": benchmark.retriever.embedder.model,
            "retrieval": benchmark.retriever.settings.model_dump(mode="json"),
        },
        methods=methods,
    )


async def _methods(benchmark: Benchmark, questions: Sequence[EvalQuestion]) -> dict[str, Rank]:
    channels = await channels_in_use(benchmark.retriever, questions)
    baseline = await asyncio.to_thread(bm25_baseline, benchmark.passages, _language(benchmark.passages))
    ranks = {BM25: baseline}
    for channel in channels:
        ranks[channel] = by_channel(benchmark.retriever, benchmark.passage_of, channel)
    ranks[FUSION] = by_fusion(benchmark.retriever, benchmark.passage_of)
    return ranks


def _check(benchmark: Benchmark, questions: Sequence[EvalQuestion]) -> None:
    known = {passage.id for passage in benchmark.passages}
    for question in questions:
        if missing := set(question.supporting_ids) - known:
            raise InputError(
                f"question {question.id} names passages that the corpus does not have: {', '.join(sorted(missing))}",
                remedy="Give the questions that belong to this folder of passages.",
            )


def _settings(data: Path, replayed: bool) -> Settings:
    """Settings of a graph that belongs to just this data, extraction and embedding model."""
    base = load_settings()
    parts = [(data / PASSAGES).read_bytes(), (data / RECORDED).read_bytes() if replayed else b""]
    parts.append(base.embedding_model.encode())
    fingerprint = sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:12]
    return load_settings(
        graph=f"eval-{fingerprint}",
        neo4j_uri=None,
        schema_mode="open",
        openai_api_key=None,
        openai_base_url=None,
        jobs_url=None,
    )


async def _ingest(
    graph: Graph, passages: Sequence[EvalPassage], extractor: Extractor, on_progress: Progress
) -> None:
    ids = [graph.library.keep(_as_document(passage)) for passage in passages]
    missing = await _not_visible(graph.store, ids)
    if not missing:
        return
    database = SqlDatabase(graph.settings.jobs_database_url)
    try:
        ledger = ExtractionLedger(database)
        await database.migrate()
        parts = IngestParts(graph.store, graph.library, ledger, graph.embedder, extractor)
        settings = IngestSettings(schema_mode="open", split=_ONE_CHUNK)
        await Ingest(parts, settings, on_progress).run(missing, run_directly)
    finally:
        database.close()


async def _not_visible(store: Neo4jGraphStore, ids: Sequence[str]) -> list[str]:
    visible = set(await _sources(store))
    return [identifier for identifier in ids if identifier not in visible]


async def _sources(store: Neo4jGraphStore) -> dict[str, str]:
    """The source of every visible document, by document id."""
    sources: dict[str, str] = {}
    after: str | None = None
    while page := await store.reader.documents.page(_PAGE, after):
        sources |= {document.id: document.source for document in page}
        after = page[-1].id
    return sources


async def _passage_of(store: Neo4jGraphStore) -> dict[str, str]:
    sources = await _sources(store)
    snapshot = await store.reader.snapshot()
    return {
        chunk: sources[document]
        for chunk, document in zip(snapshot.chunk_ids, snapshot.chunk_documents, strict=True)
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


def _language(passages: Sequence[EvalPassage]) -> Language:
    return detect_language(" ".join(passage.text for passage in passages[:_SAMPLE]))


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
