"""A channel that an installed package brings shows wherever ours do; nothing of CiteGraph knows its name."""

import json
from pathlib import Path

import pytest

from api.bootstrap import CHANNELS, build_retriever, registered_channels
from api.http.app import create_app
from api.settings import load_settings
from evaluation.benchmark import Benchmark
from evaluation.data import EvalPassage, EvalQuestion
from evaluation.methods import score_methods
from kg.store import Neo4jGraphStore
from retrieval.channels.channel import RetrievalParts
from retrieval.settings import CypherSettings, RetrievalSettings
from schemas.errors import ConfigError
from schemas.retrieval import RetrievalOptions
from tests.contracts.channels import QUESTION, WORKS
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.questions import checked
from tests.fakes.running_server import CHECKOUT, citegraph_from_cold

SHORT = """
from schemas.retrieval import ChannelResult, RankedChunk

class ShortChannel:
    name = "short"
    weight = 0.25
    weight_without_entities = 0.5

    def __init__(self, parts):
        self._reader = parts.reader

    async def find(self, question):
        found = await question.keyword_chunks
        chunks = await self._reader.chunks.by_id([chunk.chunk_id for chunk in found])
        shortest = sorted(chunks, key=lambda chunk: (len(chunk.text), chunk.id))
        ranked = [RankedChunk(chunk_id=chunk.id, score=1 / (1 + n), why="short") for n, chunk in enumerate(shortest)]
        return ChannelResult(channel=self.name, status="ran", ranked=ranked)
"""


def install(folder: Path, channel: str) -> None:
    """Put a package into the folder, as an installer would."""
    about = folder / "short_channel-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: short-channel\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[citegraph.channels]\nshort = {channel}\n")
    (folder / "short_channel.py").write_text(SHORT)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site-packages"
    install(folder, "short_channel:ShortChannel")
    monkeypatch.syspath_prepend(str(folder))
    return folder


def test_it_comes_after_ours(installed: Path) -> None:
    assert installed.is_dir()
    assert [kind.name for kind in registered_channels()] == [*(kind.name for kind in CHANNELS), "short"]


def test_the_command_line_offers_it(tmp_path: Path, installed: Path) -> None:
    paths = f"{installed}:{CHECKOUT}"
    assert "short" in citegraph_from_cold(tmp_path, "ask", "--help", PYTHONPATH=paths).stdout
    refused = citegraph_from_cold(tmp_path, "ask", "Who?", "--channel", "magic", PYTHONPATH=paths)
    assert refused.returncode == 2
    assert "short" in refused.stderr


def test_the_openapi_document_lists_it_wherever_it_lists_channels(installed: Path, tmp_path: Path) -> None:
    assert installed.is_dir()
    document = json.dumps(create_app(load_settings(home=tmp_path)).openapi())
    ours = ", ".join(f'"{kind.name}"' for kind in CHANNELS)
    assert document.count(f'"enum": [{ours}, "short"]') == document.count(f'"enum": [{ours}') > 1
    assert "x-channel" not in document


async def test_the_trace_and_the_ablation_show_it(
    installed: Path, store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    assert installed.is_dir()
    await add_documents(store, embedder, [WORKS])
    patient = RetrievalSettings(cypher=CypherSettings(template_timeout_s=30))
    retriever = build_retriever(RetrievalParts(store.reader, embedder, settings=patient))
    ranking = await retriever.rank(checked(QUESTION))
    assert [result.status for result in ranking.trace.channels if result.channel == "short"] == ["ran"]
    assert ranking.trace.weights["short"] == 0.25
    alone = await retriever.rank(checked(QUESTION), RetrievalOptions(channels=("short",)))
    assert {place.channel for chunk in alone.chunks for place in chunk.channels} == {"short"}

    passage_of = {chunk.id: f"p{chunk.index}" for chunk in WORKS.chunks}
    benchmark = Benchmark(
        passages=tuple(EvalPassage(id=passage_of[chunk.id], text=chunk.text) for chunk in WORKS.chunks),
        passage_of=passage_of,
        store=store,
        retriever=retriever,
        corpus={},
    )
    question = EvalQuestion(id="q", question=QUESTION, supporting_ids=("p0",))
    report = await score_methods(benchmark, [question], lambda *_: None)
    assert list(report.methods) == [
        "bm25",
        "cypher",
        "graph",
        "dense",
        "keyword",
        "bridge",
        "short",
        "fusion",
    ]
    assert report.methods["short"]["recall@10"] == 1.0


def test_one_that_cannot_be_loaded_is_named_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site-packages"
    install(folder, "short_channel:Missing")
    monkeypatch.syspath_prepend(str(folder))
    with pytest.raises(ConfigError, match="'short' cannot be loaded") as refused:
        registered_channels()
    assert "uninstall" in refused.value.remedy


def test_one_with_the_name_of_ours_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site-packages"
    install(folder, "retrieval.channels.search:DenseChannel")
    monkeypatch.syspath_prepend(str(folder))
    with pytest.raises(ConfigError, match="channel called dense already"):
        registered_channels()
