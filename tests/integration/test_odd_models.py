"""What becomes of the answers of odd chat models: from HTTP, through both passes and the merging of names, to the graph."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from extraction.ingest import Ingest, run_directly
from extraction.llm.extractor import LlmExtractor
from extraction.merging.merger import Merger
from extraction.merging.settings import MergingSettings
from extraction.preparation import IngestParts, IngestSettings
from extraction.schema.curator import SchemaCurator
from extraction.schema.draft import DraftSettings
from extraction.schema.vocabulary import base_vocabulary
from extraction.split.recursive import RecursiveSplitter
from extraction.state.ledger import ExtractionLedger
from extraction.state.library import DocumentLibrary
from extraction.state.model_answers import ModelAnswers
from extraction.state.sql_database import SqlDatabase
from kg.store import Neo4jGraphStore
from llm.settings import ModelCallSettings
from schemas.graph import Fact
from schemas.graph_schema import SchemaMode
from tests.fakes.chat_model import scripted_model
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.loading import load_bytes
from tests.fakes.merging_model import MergingModel
from tests.fakes.openai_server import ChatRequest, Reply, say, say_json
from tests.fakes.scripted_extractor import quick

Row = dict[str, object]
ANSWERS: dict[str, str | list[Row] | Row] = {
    "Ada Lovelace wrote the Notes.": [
        {"source": "Ada Lovelace", "source_type": "person", "target": "Notes", "target_type": "BOOK", "type": "wrote"}
    ],
    "Bo Lind wrote Tales.": {
        "nodes": [{"name": "Bo Lind", "label": "Person"}, {"name": "Tales", "label": "Book"}],
        "edges": [{"from": "Bo Lind", "to": "Tales", "relation": "WROTE"}],
    },
    "Cy Young penned Odes.": {
        "nodes": [{"id": 1, "name": "Cy Young", "type": "human being"}, {"id": 2, "name": "Odes", "type": "Book"}],
        "relationships": [{"source": 1, "destination": 2, "relationship": "has written"}],
    },
    "Dora Maar scrawled Psalms.": [
        {"subject": "Dora Maar", "subject_type": "Writer of Books", "predicate": "scrawled", "object": "Psalms", "object_type": "Book"}
    ],
    "Hymns, a book, was composed in ink by Eli Vance.": [
        {"head": "Hymns", "head_type": "Book", "relation": "was scrawled by", "tail": "Eli Vance", "tail_type": "Person"}
    ],
    "박지원은 열하일기를 지었다.": [
        {"head": "박지원", "head_type": "사람", "relation": "집필했다", "tail": "열하일기", "tail_type": "책"}
    ],
    "Fay Weldon led Halden Bank from 1 March 1999.": [
        {
            "head": "Fay Weldon",
            "head_type": "Person",
            "relation": "LEADS",
            "tail": "Halden Bank",
            "tail_type": "Company",
            "properties": {"since": "1999-03-01", "mood": "sunny"},
        }
    ],
    "Gus Hall wrote Letters, Gus Hall wrote Letters.": [
        {"head": "Gus Hall", "head_type": "Person", "relation": "WROTE", "tail": "Letters", "tail_type": "Book"},
        {"head": "Gus Hall", "head_type": "Person", "relation": "WROTE", "tail": "Letters", "tail_type": "Book"},
        {"head": "Gus Hall", "relation": "WROTE"},
        {"head": "Gus Hall", "head_type": "Person", "relation": "hugged", "tail": "Letters", "tail_type": "Book"},
    ],
    "Half of an answer about Hal Foster.": '[{"head": "Hal Foster", "head_type": "Person", "relation": "WROTE", "tail": "Val',
    "Nothing is said here.": [],
}  # fmt: skip
MERGES = MergingModel(
    {"SCRAWL": "<WRITTEN_BY"},
    {"WriterOfBooks": "Person", "HumanBeing": "Person", "사람": "Person", "책": "Book"},
)
_AUTHORED = "Was_AuthoredBY"
EXPECTED = [
    "Fay Weldon LEADS Halden Bank (start: 1 March 1999)",
    "Hymns WRITTEN_BY Eli Vance",
    "Letters WRITTEN_BY Gus Hall",
    "Notes WRITTEN_BY Ada Lovelace",
    "Odes WRITTEN_BY Cy Young",
    "Psalms WRITTEN_BY Dora Maar",
    "Tales WRITTEN_BY Bo Lind",
    "열하일기 WRITTEN_BY 박지원",
]


def reply(request: ChatRequest) -> Reply:
    if request.json_schema is None and request.messages[0][1].startswith("You de"):
        return MERGES(request)
    text = next(text for text in ANSWERS if text in request.prompt)
    answer = ANSWERS[text]
    return say(answer) if isinstance(answer, str) else say_json(answer)


@pytest.fixture
async def parts(store: Neo4jGraphStore, embedder: FakeEmbedder, tmp_path: Path) -> AsyncIterator[IngestParts]:
    database = SqlDatabase(f"sqlite:///{tmp_path}/jobs.sqlite3")
    await database.migrate()
    async with scripted_model(reply) as (model, _):
        calls, settings = ModelCallSettings(first_wait_s=0.01), MergingSettings(candidates=100)
        merger = Merger(model, calls, settings, embedder, ModelAnswers(database))
        extractor = LlmExtractor(model, quick("prompt"), base_vocabulary())
        library, ledger = DocumentLibrary(tmp_path / "library"), ExtractionLedger(database)
        yield IngestParts(store, library, ledger, embedder, extractor, RecursiveSplitter(), merger)
    database.close()


async def ingest(parts: IngestParts, mode: SchemaMode = "auto") -> list[str]:
    documents = [
        document
        for number, text in enumerate(ANSWERS)
        for document in load_bytes(f"{number}.txt", text.encode(), max_bytes=10_000)
    ]
    ids = [parts.library.keep(document) for document in documents]
    settings = IngestSettings(
        schema_mode=mode, vocabulary=base_vocabulary(), draft=DraftSettings(open_from=5)
    )
    await Ingest(parts, settings, lambda *_: None).run(ids, run_directly)
    return ids


async def facts(store: Neo4jGraphStore) -> list[str]:
    entities = await store.reader.entities.search(limit=100)
    found = await store.reader.facts.of([entity.id for entity in entities], None, 100)
    return sorted({f"{one.head_name} {one.type} {one.tail_name}{_told(one)}" for one in found})


def _told(fact: Fact) -> str:
    return "".join(f" ({one.wording})" for one in fact.qualifiers)


async def test_every_odd_answer_ends_in_the_right_fact_or_in_a_counted_loss(parts: IngestParts) -> None:
    ids = await ingest(parts)
    assert await facts(parts.store) == EXPECTED
    summary = await parts.ledger.summary(ids)
    assert [reason.count for reason in summary.failures if "loose pass: malformed" in reason.reason] == [1]
    lost = {one.reason: one.count for one in summary.left_out}
    assert lost == {"duplicate": 1, "malformed": 1, "not in schema": 1, "not in the text": 1}


async def test_a_name_that_a_person_approved_reaches_the_graph_unchanged(parts: IngestParts) -> None:
    await ingest(parts, "review")
    curator = SchemaCurator(parts.store)
    found = await curator.get("draft")
    relations = [
        kind.model_copy(update={"name": _AUTHORED, "merged_from": (*kind.merged_from, kind.name)})
        if kind.name == "WRITTEN_BY"
        else kind
        for kind in found.relation_types
    ]
    patterns = [
        pattern.model_copy(update={"relation": _AUTHORED}) if pattern.relation == "WRITTEN_BY" else pattern
        for pattern in found.patterns
    ]
    edited = found.model_copy(update={"relation_types": tuple(relations), "patterns": tuple(patterns)})
    draft = await curator.put_draft(edited, made_by="mina")
    await parts.store.schemas.approve(draft.version, decided_by="mina")
    await ingest(parts, "review")
    assert await facts(parts.store) == [fact.replace("WRITTEN_BY", _AUTHORED) for fact in EXPECTED]
