"""The ingest use case on a real graph: two passes, the schema in each mode, failures, replacement."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from neo4j import AsyncDriver

from evaluation.recorded import RecordedExtraction, Recording
from evaluation.replay_model import ReplayChatModel
from extraction.ingest import Ingest, run_directly
from extraction.llm.extractor import LlmExtractor
from extraction.llm.settings import LlmExtractionSettings
from extraction.mentions.normalisation import EVERYTHING, FactRules
from extraction.preparation import IngestParts, IngestSettings
from extraction.schema.curator import SchemaCurator
from extraction.schema.diff import Renaming
from extraction.schema.moves import record_moves
from extraction.schema.update import ReadDocuments, SchemaUpdate
from extraction.schema.yaml_file import from_yaml
from extraction.split.recursive import RecursiveSplitter
from extraction.state.ledger import ExtractionLedger, LedgerEntry
from extraction.state.library import DocumentLibrary
from extraction.state.sql_database import SqlDatabase
from kg.store import Neo4jGraphStore
from schemas.document import LoadedDocument
from schemas.errors import ConflictError, NotFoundError, SchemaViolationError
from schemas.extraction import ChunkExtraction, ExtractedEntity, Triple
from schemas.graph_schema import SchemaMode
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.loading import load_bytes

_ADA = "Ada Lovelace wrote the Notes. Ada Lovelace met Charles Babbage."
_BABBAGE = "Charles Babbage designed the Difference Engine."
_UNRECORDED = "Nobody recorded anything about this sentence."


def _triple(head: str, relation: str, tail: str, tail_type: str = "Work") -> Triple:
    return Triple(head=head, head_type="Person", relation=relation, tail=tail, tail_type=tail_type)


def _recorded(text: str, *triples: Triple) -> RecordedExtraction:
    ends = {name: kind for t in triples for name, kind in ((t.head, t.head_type), (t.tail, t.tail_type))}
    entities = tuple(ExtractedEntity(name=name, type=kind) for name, kind in ends.items())
    return RecordedExtraction(text=text, entities=entities, triples=triples)


_RECORDING = Recording(
    [
        _recorded(
            _ADA,
            _triple("Ada Lovelace", "wrote", "Notes"),
            _triple("Ada Lovelace", "met", "Charles Babbage", "Person"),
        ),
        _recorded(_BABBAGE, _triple("Charles Babbage", "designed", "Difference Engine")),
    ]
)


P = ParamSpec("P")
T = TypeVar("T")
_SCHEMA_VERSIONS = """
MATCH (:Fact)-[evidence:FROM_CHUNK]->(chunk:Chunk)
RETURN chunk.document_id AS document, collect(DISTINCT evidence.schema_version) AS versions
"""


@pytest.fixture
async def parts(store: Neo4jGraphStore, embedder: FakeEmbedder, tmp_path: Path) -> AsyncIterator[IngestParts]:
    database = SqlDatabase(f"sqlite:///{tmp_path}/jobs.sqlite3")
    ledger = ExtractionLedger(database)
    await database.migrate()
    model = ReplayChatModel(recording=_RECORDING)
    extractor = LlmExtractor(model, LlmExtractionSettings(mode="prompt"))
    yield IngestParts(
        store, DocumentLibrary(tmp_path / "library"), ledger, embedder, extractor, RecursiveSplitter()
    )
    database.close()


def _keep(parts: IngestParts, **texts: str) -> list[str]:
    documents = [
        document
        for name, text in texts.items()
        for document in load_bytes(f"{name}.txt", text.encode(), max_bytes=10_000)
    ]
    return [parts.library.keep(document) for document in documents]


async def _ingest(parts: IngestParts, ids: Sequence[str], mode: SchemaMode = "auto") -> bool:
    settings = IngestSettings(schema_mode=mode)
    return await Ingest(parts, settings, lambda *_: None).run(ids, run_directly)


async def _facts(store: Neo4jGraphStore) -> list[str]:
    entities = await store.reader.entities.search()
    facts = await store.reader.facts.of([entity.id for entity in entities], None, 100)
    return sorted({f"{fact.head_name} {fact.type} {fact.tail_name}" for fact in facts})


async def test_two_passes_bring_documents_into_the_graph(parts: IngestParts) -> None:
    ids = _keep(parts, ada=_ADA, babbage=_BABBAGE)
    assert await _ingest(parts, ids)
    assert await _facts(parts.store) == [
        "Ada Lovelace MEET Charles Babbage",
        "Ada Lovelace WRITE Notes",
        "Charles Babbage DESIGN Difference Engine",
    ]
    schema = await parts.store.reader.schemas.find_approved()
    assert schema is not None
    assert {entity_type.name for entity_type in schema.entity_types} == {"Person", "Work"}
    assert (await parts.ledger.counts("strict", ids, 2)).done == 2


async def test_ingesting_again_asks_the_model_nothing(parts: IngestParts) -> None:
    ids = _keep(parts, ada=_ADA)
    await _ingest(parts, ids)
    before = await parts.ledger.summary(ids)
    mute = ReplayChatModel(recording=Recording([]))
    await _ingest(replace(parts, extractor=LlmExtractor(mute, LlmExtractionSettings(mode="prompt"))), ids)
    assert await parts.ledger.summary(ids) == before


async def test_an_open_graph_has_one_pass_and_no_schema(parts: IngestParts) -> None:
    ids = _keep(parts, ada=_ADA)
    assert await _ingest(parts, ids, "open")
    assert await parts.store.reader.schemas.find_approved() is None
    assert await parts.ledger.outcomes("strict", ids) == []
    assert "Ada Lovelace WRITE Notes" in await _facts(parts.store)


async def test_a_draft_waits_for_its_reviewer_and_what_they_took_out_stays_out(parts: IngestParts) -> None:
    ids = _keep(parts, ada=_ADA)
    assert not await _ingest(parts, ids, "review")
    assert await parts.store.reader.documents.page() == []
    draft = await parts.store.reader.schemas.find_draft()
    assert draft is not None
    kept = tuple(pattern for pattern in draft.patterns if pattern.relation == "WRITE")
    relations = tuple(one for one in draft.relation_types if one.name == "WRITE")
    mended = draft.model_copy(
        update={"version": draft.version + 1, "patterns": kept, "relation_types": relations}
    )
    await parts.store.schemas.save(mended)
    await parts.store.schemas.approve(mended.version, "a person")
    assert await _ingest(parts, ids, "review")
    assert await _facts(parts.store) == ["Ada Lovelace WRITE Notes"]
    left_out = {one.reason: one for one in (await parts.ledger.summary(ids)).left_out}
    assert left_out["not in schema"].count == 1
    assert "Babbage" in left_out["not in schema"].examples[0]


async def test_approved_names_reach_the_graph_unchanged_and_an_inverse_keeps_its_facts(
    parts: IngestParts,
) -> None:
    ids = _keep(parts, ada=_ADA)
    assert not await _ingest(parts, ids, "review")
    draft = await parts.store.reader.schemas.find_draft()
    assert draft is not None
    edited = from_yaml("""
version: 1
entity_types: [{name: LIVING_person, merged_from: [Person]}, Work]
relation_types: [{name: WRITTEN_BY, inverted_from: [WRITE]}, {name: MEETS_WITH, merged_from: [MEET]}]
patterns: ["(Work)-[WRITTEN_BY]->(LIVING_person)", "(LIVING_person)-[MEETS_WITH]->(LIVING_person)"]
""")
    version = (await parts.store.schemas.add_draft(edited, made_by="a person")).version
    await parts.store.schemas.approve(version, "a person")
    assert await _ingest(parts, ids, "review")
    assert await _facts(parts.store) == [
        "Ada Lovelace MEETS_WITH Charles Babbage",
        "Notes WRITTEN_BY Ada Lovelace",
    ]
    types = {entity.type for entity in await parts.store.reader.entities.search()}
    assert types == {"LIVING_person", "Work"}


async def test_an_approval_that_renamed_types_and_left_relations_out_does_not_wait_again(
    parts: IngestParts,
) -> None:
    ids = _keep(parts, ada=_ADA, babbage=_BABBAGE)
    assert not await _ingest(parts, ids, "review")
    edited = from_yaml("""
version: 1
entity_types: [person, work]
relation_types: [MEET]
patterns: ["(person)-[MEET]->(person)"]
""")
    version = (await parts.store.schemas.add_draft(edited, made_by="a person")).version
    await parts.store.schemas.approve(version, "a person")
    assert await _ingest(parts, ids, "review")
    assert await _facts(parts.store) == ["Ada Lovelace MEET Charles Babbage"]


_EDITED = """
version: 1
entity_types: [{name: human, merged_from: [Person]}, Work]
relation_types: [{name: WRITTEN_BY, inverted_from: [WRITE]}, DESIGN]
patterns: ["(Work)-[WRITTEN_BY]->(human)", "(human)-[DESIGN]->(Work)"]
"""


async def _approve(parts: IngestParts, text: str) -> int:
    version = (await parts.store.schemas.add_draft(from_yaml(text), made_by="a person")).version
    await parts.store.schemas.approve(version, "a person")
    return version


def _update(
    parts: IngestParts, check: Callable[[], None] = lambda: None, *, rules: FactRules = EVERYTHING
) -> SchemaUpdate:
    read = ReadDocuments(parts.library, parts.ledger, rules)
    return SchemaUpdate(parts.store, read, parts.embedder, lambda *_: None, extractor="test", check=check)


async def test_a_schema_approved_later_reaches_what_was_read_before_without_the_model(
    parts: IngestParts,
) -> None:
    ids = _keep(parts, ada=_ADA, babbage=_BABBAGE)
    await _ingest(parts, ids)
    before = {one.id: one for one in await parts.store.reader.documents.page()}
    account = await parts.ledger.summary(ids)
    version = await _approve(parts, _EDITED)
    assert set((await parts.store.reader.documents.under_other_schemas(version)).values()) == set(ids)
    assert await _update(parts).run(ids, run_directly) == ()
    assert await _facts(parts.store) == [
        "Charles Babbage DESIGN Difference Engine",
        "Notes WRITTEN_BY Ada Lovelace",
    ]
    assert {entity.type for entity in await parts.store.reader.entities.search()} == {"human", "Work"}
    after = {one.id: one for one in await parts.store.reader.documents.page()}
    assert {one.schema_version for one in after.values()} == {version}
    assert {key: one.ingested_at for key, one in after.items()} == {
        key: one.ingested_at for key, one in before.items()
    }
    assert (await parts.ledger.summary(ids)).usage == account.usage
    assert await parts.store.vectors.count_pending() == 0
    chunks = [chunk.id for each in ids for chunk in parts.library.chunks(each)]
    assert set(await parts.store.reader.chunks.vectors(chunks)) == set(chunks)
    assert await parts.store.reader.documents.under_other_schemas(version) == {}
    moved = await parts.store.reader.version()
    await _update(parts).run(ids, run_directly)
    assert await parts.store.reader.version() == moved


async def test_what_a_schema_calls_otherwise_is_seen_with_its_approval_and_rejections_stay(
    parts: IngestParts,
) -> None:
    ids = _keep(parts, ada=_ADA, babbage=_BABBAGE)
    await _ingest(parts, ids)
    in_force = await parts.store.reader.schemas.find_approved()
    assert in_force is not None
    (design,) = await parts.store.reader.facts.page(relation="DESIGN")
    await parts.store.decisions.reject(design.id, reason="only drawn", decided_by="ann")
    edited = from_yaml(
        _EDITED.replace("DESIGN]", "{name: DESIGNED_BY, inverted_from: [DESIGN]}]", 1).replace(
            "(human)-[DESIGN]->(Work)", "(Work)-[DESIGNED_BY]->(human)"
        )
    )
    draft = await parts.store.schemas.add_draft(edited, made_by="ann")
    await parts.store.schemas.approve(draft.version, "ann", moves=record_moves(in_force, draft))
    for _ in ("at once", "applied"):
        assert await _facts(parts.store) == ["Notes WRITTEN_BY Ada Lovelace"]
        assert {entity.type for entity in await parts.store.reader.entities.search()} == {"human", "Work"}
        (rejected,) = await parts.store.reader.facts.rejected()
        assert rejected.text == "Difference Engine designed by Charles Babbage"
        await _update(parts).run(ids, run_directly)


async def test_what_is_not_sure_enough_leaves_the_graph_and_comes_back_with_the_setting(
    parts: IngestParts,
) -> None:
    ids = _keep(parts, ada=_ADA)
    await _ingest(parts, ids)
    version = await _approve(parts, _EDITED)
    await _update(parts).run(ids, run_directly)
    everything = await _facts(parts.store)
    (found,) = await parts.ledger.outcomes("loose", ids)
    assert isinstance(found, ChunkExtraction)
    doubted = found.model_copy(
        update={"triples": tuple(one.model_copy(update={"confidence": 0.4}) for one in found.triples)}
    )
    await parts.ledger.record("loose", [LedgerEntry(ids[0], "doubted", doubted)])
    await _update(parts, rules=FactRules(least_confidence=0.5)).run(ids, run_directly)
    assert await _facts(parts.store) == []
    assert "not sure enough" in {one.reason for one in (await parts.ledger.summary(ids)).left_out}
    assert await parts.store.reader.documents.under_other_schemas(version, 0.5) == {}
    assert await parts.store.reader.documents.under_other_schemas(version, 0.3) == {"ada.txt": ids[0]}
    await _update(parts, rules=FactRules(least_confidence=0.3)).run(ids, run_directly)
    assert await _facts(parts.store) == everything != []


async def test_a_check_says_what_an_approval_would_do_to_the_graph(parts: IngestParts) -> None:
    await _ingest(parts, _keep(parts, ada=_ADA, babbage=_BABBAGE))
    curator = SchemaCurator(parts.store)
    effect = await curator.check(from_yaml(_EDITED))
    assert effect.version == 2
    assert {(each.pattern, each.becomes) for each in (*effect.changed, *effect.lost)} == {
        ("(Person)-[WRITE]->(Work)", "(Work)-[WRITTEN_BY]->(human)"),
        ("(Person)-[DESIGN]->(Work)", "(human)-[DESIGN]->(Work)"),
        ("(Person)-[MEET]->(Person)", None),
    }
    assert await parts.store.reader.schemas.find_draft() is None
    straight = _EDITED.replace("inverted_from", "merged_from").replace("WRITTEN_BY", "TEXT_OF")
    with pytest.raises(SchemaViolationError, match="head and tail exchanged"):
        await curator.put_draft(from_yaml(straight), made_by="a person")


async def test_what_an_earlier_schema_left_out_comes_in_when_a_later_one_takes_it(parts: IngestParts) -> None:
    ids = _keep(parts, ada=_ADA, babbage=_BABBAGE)
    assert not await _ingest(parts, ids, "review")
    await _approve(parts, _EDITED)
    assert await _ingest(parts, ids, "review")
    wider = _EDITED.replace("version: 1", "version: 2").replace("DESIGN]", "DESIGN, MEET]", 1)
    await _approve(parts, wider.replace("patterns: [", 'patterns: ["(human)-[MEET]->(human)", '))
    await _update(parts).run(ids, run_directly)
    assert "Ada Lovelace MEET Charles Babbage" in await _facts(parts.store)


async def test_an_update_that_was_interrupted_shows_whole_documents_and_goes_on(parts: IngestParts) -> None:
    ids = _keep(parts, ada=_ADA, babbage=_BABBAGE)
    await _ingest(parts, ids)
    version = await _approve(parts, _EDITED)
    calls = iter(range(10))

    def interrupt() -> None:
        if next(calls) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await _update(parts, interrupt).run(ids, run_directly)
    documents = await parts.store.reader.documents.by_id(ids)
    assert [one.schema_version for one in documents] == [version, 1]
    assert await _facts(parts.store) == [
        "Charles Babbage DESIGN Difference Engine",
        "Notes WRITTEN_BY Ada Lovelace",
    ]
    await _update(parts).run(ids, run_directly)
    documents = await parts.store.reader.documents.by_id(ids)
    assert [one.schema_version for one in documents] == [version, version]


async def test_a_document_whose_outcomes_are_gone_stays_as_it_was_and_is_named(parts: IngestParts) -> None:
    ids = _keep(parts, ada=_ADA, babbage=_BABBAGE)
    await _ingest(parts, ids)
    await parts.ledger.delete(ids[:1])
    await _approve(parts, _EDITED)
    (warning,) = await _update(parts).run(ids, run_directly)
    assert (warning.place, warning.count) == ("ada.txt", 1)
    facts = await _facts(parts.store)
    assert "Ada Lovelace WRITE Notes" in facts
    assert "Charles Babbage DESIGN Difference Engine" in facts


async def test_a_draft_that_nobody_judged_is_neither_lost_nor_made_twice(parts: IngestParts) -> None:
    assert await _ingest(parts, _keep(parts, ada=_ADA))
    ids = _keep(parts, babbage=_BABBAGE)
    assert not await _ingest(parts, ids, "review")
    waiting = await parts.store.reader.schemas.find_draft()
    assert not await _ingest(parts, ids, "review")
    assert await parts.store.reader.schemas.find_draft() == waiting
    assert await _ingest(parts, ids, "auto")
    assert await parts.store.reader.schemas.find_draft() is None
    assert "Charles Babbage DESIGN Difference Engine" in await _facts(parts.store)


async def test_no_ingest_approves_or_loses_the_draft_that_a_person_made(parts: IngestParts) -> None:
    assert await _ingest(parts, _keep(parts, ada=_ADA))
    mine = await parts.store.schemas.add_draft(from_yaml(_EDITED), made_by="a person")
    assert await _ingest(parts, _keep(parts, babbage=_BABBAGE), "auto")
    assert await parts.store.reader.schemas.find_draft() == mine
    first, second, third = await parts.store.reader.schemas.versions()
    assert (first.status, first.documents) == ("superseded", 1)
    assert (second.status, second.made_by, second.approved_by) == ("draft", "a person", None)
    assert (third.status, third.made_by, third.approved_by, third.documents) == (
        "approved",
        "rule",
        "rule",
        1,
    )
    await parts.store.schemas.approve(mine.version, "a person", "WRITTEN_BY reads better")
    versions = await parts.store.reader.schemas.versions()
    assert [one.status for one in versions] == ["superseded", "approved", "superseded"]
    assert versions[1].reason == "WRITTEN_BY reads better"


async def test_the_difference_of_two_versions_is_by_default_what_the_latest_changes(
    parts: IngestParts,
) -> None:
    await _ingest(parts, _keep(parts, ada=_ADA, babbage=_BABBAGE))
    curator = SchemaCurator(parts.store)
    with pytest.raises(NotFoundError, match="in force before"):
        await curator.diff()
    draft = await curator.put_draft(from_yaml(_EDITED), made_by="a person")
    diff = await curator.diff()
    assert diff == await curator.diff(1, draft.version)
    assert diff.relation_types.taken_over == (Renaming(before="WRITE", after="WRITTEN_BY", inverted=True),)
    assert diff.relation_types.dropped == ("MEET",)
    assert diff.entity_types.taken_over == (Renaming(before="Person", after="human"),)
    assert diff.dropped_patterns == ("(Person)-[MEET]->(Person)",)
    await parts.store.schemas.approve(draft.version, "a person")
    assert await curator.diff() == diff
    assert (await curator.diff(draft.version, draft.version)).is_empty


async def test_an_ingest_keeps_the_schema_it_settled_on_while_another_one_moves_it(
    parts: IngestParts, driver: AsyncDriver
) -> None:
    ada, babbage = _keep(parts, ada=_ADA), _keep(parts, babbage=_BABBAGE)

    async def overtaken(
        name: str, step: Callable[P, Coroutine[object, object, T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        if name == "strict pass":
            assert await _ingest(parts, babbage)
        return await step(*args, **kwargs)

    assert await Ingest(parts, IngestSettings(), lambda *_: None).run(ada, overtaken)
    schema = await parts.store.reader.schemas.find_approved()
    assert schema is not None
    assert schema.version == 2
    records, _, _ = await driver.execute_query(_SCHEMA_VERSIONS)
    assert {record["document"]: record["versions"] for record in records} == {ada[0]: [1], babbage[0]: [2]}


async def test_ingests_side_by_side_add_to_one_draft(parts: IngestParts) -> None:
    ids = [_keep(parts, ada=_ADA), _keep(parts, babbage=_BABBAGE)]
    assert await asyncio.gather(*(_ingest(parts, some, "review") for some in ids)) == [False, False]
    draft = await parts.store.reader.schemas.find_draft()
    assert draft is not None
    assert {"WRITE", "DESIGN"} <= {kind.name for kind in draft.relation_types}
    await parts.store.schemas.approve(draft.version, "a person")
    assert await asyncio.gather(*(_ingest(parts, some, "review") for some in ids)) == [True, True]


async def test_a_schema_that_is_gone_is_an_error_of_ours(parts: IngestParts, driver: AsyncDriver) -> None:
    async def emptied(
        name: str, step: Callable[P, Coroutine[object, object, T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        if name == "strict pass":
            await driver.execute_query("MATCH (schema:GraphSchema) DETACH DELETE schema")
        return await step(*args, **kwargs)

    with pytest.raises(ConflictError, match="no longer in the graph") as caught:
        await Ingest(parts, IngestSettings(), lambda *_: None).run(_keep(parts, ada=_ADA), emptied)
    assert caught.value.remedy


async def test_a_chunk_that_failed_is_counted_and_can_be_tried_again(parts: IngestParts) -> None:
    ids = _keep(parts, ada=_ADA, odd=_UNRECORDED)
    assert await _ingest(parts, ids)
    counts = await parts.ledger.counts("loose", ids, 2)
    assert (counts.done, counts.failed, counts.pending) == (1, 1, 0)
    assert (await parts.ledger.summary(ids)).failures[0].count == 1
    later = ReplayChatModel(recording=_RECORDING, unrecorded="empty")
    again = replace(parts, extractor=LlmExtractor(later, LlmExtractionSettings(mode="prompt")))
    assert await _ingest(again, ids)
    assert (await parts.ledger.counts("loose", ids, 2)).done == 2
    assert (await parts.ledger.summary(ids)).failures == ()


async def test_a_newer_version_replaces_the_older_everywhere(parts: IngestParts) -> None:
    (old,) = _keep(parts, page=_ADA)
    await _ingest(parts, [old])
    (new,) = _keep(parts, page=_BABBAGE)
    await _ingest(parts, [new])
    assert [document.id for document in await parts.store.reader.documents.page()] == [new]
    assert await _facts(parts.store) == ["Charles Babbage DESIGN Difference Engine"]
    assert await parts.ledger.documents("loose") == [new]
    assert parts.library.count_chunks(old) == 0


async def test_a_document_deleted_meanwhile_does_not_stop_the_others(parts: IngestParts) -> None:
    (deleted,) = _keep(parts, ada=_ADA)
    await _ingest(parts, [deleted])
    await parts.store.documents.delete(deleted)
    parts.library.delete(deleted)  # and its rows in the ledger are still there
    assert await _ingest(parts, _keep(parts, babbage=_BABBAGE))
    assert await _facts(parts.store) == ["Charles Babbage DESIGN Difference Engine"]


async def test_everything_stored_has_a_vector(parts: IngestParts) -> None:
    await _ingest(parts, _keep(parts, ada=_ADA, babbage=_BABBAGE))
    assert await parts.store.vectors.pending() == []
    (vector,) = parts.embedder.embed(["Ada Lovelace write Notes"])
    facts = await parts.store.reader.facts.nearest([float(x) for x in vector], 1)
    assert facts[0][0].type == "WRITE"


class CountingLibrary(DocumentLibrary):
    """Counts how often a document is read."""

    reads = 0

    def get(self, identifier: str) -> LoadedDocument:
        self.reads += 1
        return super().get(identifier)


async def test_a_long_document_is_read_a_few_times_and_not_once_a_chunk(
    parts: IngestParts, tmp_path: Path
) -> None:
    library = CountingLibrary(tmp_path / "library")
    long = "\n\n".join(f"# Part {number}\n\nNothing is recorded of part {number}." for number in range(200))
    (document,) = load_bytes("long.md", long.encode(), max_bytes=100_000)
    ids = [library.keep(document)]
    await _ingest(replace(parts, library=library), ids)
    assert len(library.chunks(ids[0])) > 10
    assert 1 <= library.reads <= 4
