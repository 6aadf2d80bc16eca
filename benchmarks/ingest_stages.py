"""`make bench-ingest`, second part: passages a second of a whole ingest without a chat model, and where the time goes.

Each of the first 1,000 MuSiQue passages is a document: both passes, a schema of the vocabulary, writing into a private Neo4j with
all indexes online, and the vectors of chunks, entities and facts by the packaged embedding model. The models are
loaded before. Once with numbers of 32 bits in the embedding model, once as the settings have it.
"""

import argparse
import asyncio
import json
import os
import platform
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from hashlib import sha256
from pathlib import Path
from typing import ParamSpec, TypeVar

from api.embedding.timed_embedder import TimedEmbedder
from api.models import build_embedder
from api.settings import EmbeddingPrecision, load_settings
from api.threads import let_waiting_threads_sleep
from benchmarks.data_folder import RESULTS, VARIABLE, data_folder
from benchmarks.server import benchmark_server
from evaluation.benchmark import PASSAGES
from evaluation.data import read_passages
from extraction.ingest import Ingest
from extraction.preparation import IngestParts, IngestSettings
from extraction.rules.extractor import DependencyExtractor
from extraction.schema.vocabulary import find_vocabulary
from extraction.split.recursive import RecursiveSplitter
from extraction.state.ledger import ExtractionLedger
from extraction.state.library import DocumentLibrary
from extraction.state.sql_database import SqlDatabase
from kg.reader import GraphCounts
from kg.store import Neo4jGraphStore
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.extraction import ChunkToExtract
from schemas.ports import Embedder, Vectors

P = ParamSpec("P")
T = TypeVar("T")
_PASSAGES = 1000
_VECTORS, _NORMALISE, _NEO4J = "vectors", "normalise", "Neo4j"
_PRECISIONS: tuple[EmbeddingPrecision, ...] = ("float32", "auto")


class _Clock:
    """Seconds by stage; whatever is not embedding counts for the stage that began last."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._stage = ""
        self._since = time.perf_counter()

    def begin(self, stage: str) -> str:
        """Begin the stage; the one before it."""
        now = time.perf_counter()
        self.seconds[self._stage] += now - self._since
        before, self._stage, self._since = self._stage, stage, now
        return before

    async def run_step(
        self, name: str, step: Callable[P, Coroutine[object, object, T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run the step; writing begins with normalising."""
        self.begin(_NORMALISE if name.startswith("write") else name)
        return await step(*args, **kwargs)

    def on_progress(self, stage: str, _done: int, _total: int) -> None:
        """Take note that what was found goes to Neo4j from here on."""
        if stage == "store":
            self.begin(_NEO4J)


class _StagedEmbedder(TimedEmbedder):
    """The embedder, whose time is a stage of its own."""

    def __init__(self, embedder: Embedder, clock: _Clock) -> None:
        super().__init__(embedder)
        self._clock = clock

    def embed(self, texts: Sequence[str]) -> Vectors:
        before = self._clock.begin(_VECTORS)
        try:
            return super().embed(texts)
        finally:
            self._clock.begin(before)


def main() -> None:
    """Measure, and write results/ingest-stages.json and .md; says so and does nothing where the data is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=data_folder("musique"), help="folder with passages.jsonl.gz"
    )
    parser.add_argument("--passages", type=int, default=_PASSAGES, help="how many of them")
    given = parser.parse_args()
    if not given.data.is_dir():
        print(f"skipped: {given.data} is not there (set {VARIABLE} to the folder that holds musique/)")
        return
    let_waiting_threads_sleep()
    documents = _documents(given.data, given.passages)
    runs = {precision: asyncio.run(_measure(documents, precision)) for precision in _PRECISIONS}
    found = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_at_end": round(os.getloadavg()[0], 1),
        "passages": len(documents),
        "runs": runs,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "ingest-stages.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "ingest-stages.md").write_text(page := _page(found, runs), encoding="utf-8")
    print(page)


def _documents(data: Path, count: int) -> list[LoadedDocument]:
    return [
        LoadedDocument(
            source=passage.id,
            sha256=sha256(passage.whole.encode()).hexdigest(),
            title=passage.title or passage.id,
            media_type="text/plain",
            language="en",
            text=passage.whole,
        )
        for passage in read_passages(data / PASSAGES)[:count]
    ]


async def _measure(documents: Sequence[LoadedDocument], precision: EmbeddingPrecision) -> dict[str, object]:
    settings = load_settings(embedding_precision=precision)
    embedder, extractor = build_embedder(settings), DependencyExtractor()
    await _warm_up(embedder, extractor)
    with tempfile.TemporaryDirectory() as folder:
        server = benchmark_server(Path(folder) / "neo4j")
        database = SqlDatabase(f"sqlite:///{folder}/jobs.sqlite3")
        try:
            await database.migrate()
            address = await server.start(heap_mb=1024)
            async with await Neo4jGraphStore.open(
                address.uri, user=address.user, password=address.password
            ) as store:
                await store.migrate(embedder.model, embedder.dimensions)
                library = DocumentLibrary(Path(folder) / "library")
                ids = [library.keep(document) for document in documents]
                clock = _Clock()
                timed = _StagedEmbedder(embedder, clock)
                parts = IngestParts(
                    store, library, ExtractionLedger(database), timed, extractor, RecursiveSplitter()
                )
                wanted = IngestSettings(vocabulary=find_vocabulary(settings.vocabulary))
                clock.begin("split")
                await Ingest(parts, wanted, clock.on_progress).run(ids, clock.run_step)
                clock.begin("")
                return _run(clock, timed, await store.reader.counts(), len(documents))
        finally:
            database.close()
            await server.wipe()


async def _warm_up(embedder: Embedder, extractor: DependencyExtractor) -> None:
    text = "Ottmar Mergenthaler invented the Linotype in Baltimore in 1884."
    embedder.embed([text])
    chunk = Chunk(id="c", document_id="d", index=0, text=text, start=0, end=len(text), language="en")
    async for _ in extractor.extract([ChunkToExtract(chunk=chunk, document_title="")], None):
        pass


def _run(clock: _Clock, timed: TimedEmbedder, counts: GraphCounts, passages: int) -> dict[str, object]:
    seconds = {stage: spent for stage, spent in clock.seconds.items() if stage}
    whole = sum(seconds.values())
    return {
        "passages_per_s": round(passages / whole, 1),
        "seconds": round(whole, 1),
        "share": {stage: round(spent / whole, 3) for stage, spent in seconds.items()},
        "texts_embedded": timed.texts,
        "entities": counts.entities,
        "facts": counts.facts,
    }


def _page(found: dict[str, object], runs: dict[EmbeddingPrecision, dict[str, object]]) -> str:
    stages = list(dict.fromkeys(stage for run in runs.values() for stage in _shares(run)))
    lines = [
        f"| {precision} | {run['passages_per_s']} | "
        + " | ".join(f"{_shares(run).get(stage, 0):.0%}" for stage in stages)
        + f" | {run['texts_embedded']:,} | {run['entities']:,} | {run['facts']:,} |"
        for precision, run in runs.items()
    ]
    table = "\n".join(lines)
    return f"""# A whole ingest

Made by `make bench-ingest`: {found["passages"]} MuSiQue passages without a chat model, both passes, all indexes online, vectors of
chunks, entities and facts; the share of the time of each stage. {found["machine"]}; load average at the end {found["load_at_end"]}.

| embedding model computes with | passages/s | {" | ".join(stages)} | texts embedded | entities | facts |
|{"---|" * (len(stages) + 5)}
{table}
"""


def _shares(run: dict[str, object]) -> dict[str, float]:
    share = run["share"]
    assert isinstance(share, dict)
    return share


if __name__ == "__main__":
    main()
