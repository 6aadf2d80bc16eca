"""Jobs on a real graph and a real job file: what uploads, deletions and a failing database may do to each other."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import closing
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from api.bootstrap import GraphServices
from api.http.readiness import FRESH_S, ReadinessProbe
from api.jobs.opening import open_jobs
from api.jobs.row import JobRow, new_row
from api.jobs.runner import JobRunner
from api.jobs.service import Jobs, Upload
from api.jobs.settings import AdmissionSettings
from api.jobs.table import JobTable
from api.settings import load_settings
from extraction.intake import versions_in
from extraction.preparation import IngestSettings
from extraction.state.ledger import LedgerEntry
from extraction.state.sql_database import SqlDatabase
from kg.store import Neo4jGraphStore
from schemas.errors import (
    BackendError,
    BusyError,
    ConflictError,
    DocumentRejectedError,
    ModelError,
    NotFoundError,
)
from schemas.extraction import MALFORMED, ChunkExtraction, Dropped
from schemas.graph_schema import EntityType, GraphSchema
from schemas.ports import Vectors
from schemas.warning import REFUSED, IngestWarning
from tests.fakes.document_graphs import document_graph, with_vectors
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.gated_extractor import GatedExtractor
from tests.fakes.small_disk import small_disk

P = ParamSpec("P")
T = TypeVar("T")
ADA = Upload(name="notes.txt", content=b"Ada wrote the Notes.")
BOB = Upload(name="notes.txt", content=b"Bob wrote other notes.")
ZOE = Upload(name="letter.txt", content=b"Zoe wrote a letter.")


@pytest.fixture
def extractor() -> GatedExtractor:
    return GatedExtractor()


@pytest.fixture
def graph(
    store: Neo4jGraphStore, embedder: FakeEmbedder, extractor: GatedExtractor, tmp_path: Path
) -> GraphServices:
    settings = load_settings(home=tmp_path, schema_mode="open", jobs_url=None)
    return GraphServices(settings, store, embedder=embedder, extractor=extractor)


@pytest.fixture
def graph_with(
    store: Neo4jGraphStore, embedder: FakeEmbedder, extractor: GatedExtractor, tmp_path: Path
) -> Callable[..., GraphServices]:
    """Makes a graph with limits of its own; a chat model is configured, so that calls are counted, and never asked."""

    def make(**limits: float) -> GraphServices:
        settings = load_settings(
            home=tmp_path,
            schema_mode="open",
            jobs_url=None,
            openai_base_url="http://127.0.0.1:9/v1",
            admission=AdmissionSettings.model_validate(limits),
        )
        return GraphServices(settings, store, embedder=embedder, extractor=extractor)

    return make


@pytest.fixture
async def jobs(graph: GraphServices) -> AsyncIterator[Jobs]:
    async with open_jobs(graph) as opened:
        yield opened


def run_sql(graph: GraphServices, statement: str) -> None:
    with closing(sqlite3.connect(graph.settings.jobs_file)) as database, database:
        database.execute(statement)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(1_000):
        if await condition():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


@pytest.mark.parametrize("refused", ["'running', 'failed'", "'done', 'failed'"])
async def test_a_job_that_could_not_tell_how_it_ended_is_done_after_a_restart(
    graph: GraphServices, refused: str
) -> None:
    async with open_jobs(graph) as jobs:
        run_sql(
            graph,
            f"CREATE TRIGGER full BEFORE UPDATE ON ingest_job WHEN NEW.state IN ({refused})"
            " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        )
        job = await jobs.submit([ADA])
        with closing(SqlDatabase(graph.settings.jobs_database_url)) as database:
            row = await JobTable(database).get(job.id)
        await until(lambda: jobs.queue.has_ended(row))
        assert (await jobs.get(job.id)).state in {"queued", "running"}
    run_sql(graph, "DROP TRIGGER full")
    async with open_jobs(graph) as jobs:
        assert (await jobs.wait(job.id)).state == "done"
    assert [document.source for document in await graph.store.reader.documents.page()] == [ADA.name]


async def test_the_last_upload_of_a_name_wins(
    jobs: Jobs, graph: GraphServices, extractor: GatedExtractor
) -> None:
    first = await jobs.wait((await jobs.submit([ADA])).id)
    extractor.gate.clear()
    second = await jobs.submit([BOB])
    third = await jobs.submit([ADA])
    assert third.id not in {first.id, second.id}
    assert (await jobs.submit([ADA])).id == third.id
    extractor.gate.set()
    assert [(await jobs.wait(job.id)).state for job in (second, third)] == ["done", "done"]
    (document,) = await graph.store.reader.documents.page()
    assert graph.library.get(document.id).text == ADA.content.decode()


async def test_readiness_says_that_jobs_stand_still_until_they_go_on(
    graph_with: Callable[..., GraphServices], extractor: GatedExtractor
) -> None:
    graph = graph_with()
    graph.settings = graph.settings.model_copy(update={"stalled_after_s": 0.3})
    async with open_jobs(graph) as jobs:
        probe = ReadinessProbe()
        assert (await probe.check(graph, jobs, None, 5.0)).ready
        extractor.gate.clear()
        job = await jobs.submit([ADA])

        async def stands_still() -> bool:
            return bool(extractor.asked) and await jobs.still_s() > FRESH_S

        await until(stands_still)
        (red,) = [check for check in (await probe.check(graph, jobs, None, 5.0)).checks if not check.ok]
        assert (red.name, "none has gone on" in red.message) == ("jobs", True)
        extractor.gate.set()
        assert (await jobs.wait(job.id)).state == "done"
        assert await jobs.still_s() == 0
        await asyncio.sleep(FRESH_S)
        assert (await probe.check(graph, jobs, None, 5.0)).ready


async def test_a_full_disk_is_said_by_readiness_and_uploads_until_there_is_room(
    graph: GraphServices, tmp_path: Path
) -> None:
    try:
        with small_disk(tmp_path, 20_000_000) as disk:
            async with open_jobs(graph) as jobs:
                disk.fill()
                found = await ReadinessProbe().check(graph, jobs, None, 5.0)
                (red,) = [check for check in found.checks if not check.ok]
                assert (found.ready, red.name, "No space left" in red.message) == (False, "disk", True)
                assert "Free space" in red.remedy
                with pytest.raises(BackendError, match="cannot be written"):
                    await jobs.submit([ADA])
                assert await jobs.list() == []
                disk.make_room()
                assert (await ReadinessProbe().check(graph, jobs, None, 5.0)).ready
                assert (await jobs.wait((await jobs.submit([ADA])).id)).state == "done"
    except PermissionError as error:
        pytest.skip(f"no disk of its own: {error}")


async def test_the_same_file_twice_in_one_upload_is_one_document(jobs: Jobs) -> None:
    job = await jobs.wait((await jobs.submit([ADA, ADA])).id)
    assert (job.state, len(job.document_ids)) == ("done", 1)


async def test_an_upload_during_its_deletion_is_ingested_afterwards(jobs: Jobs, graph: GraphServices) -> None:
    (identifier,) = (await jobs.wait((await jobs.submit([ADA])).id)).document_ids
    with closing(sqlite3.connect(graph.settings.jobs_file, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")  # holds up the deletion before its last part
        deletion = asyncio.create_task(jobs.delete_document(identifier))
        await until(lambda: _is_empty(graph))
        upload = asyncio.create_task(jobs.submit([ADA]))
        await asyncio.sleep(0.3)
        database.execute("COMMIT")
    await deletion
    job = await jobs.wait((await upload).id)
    assert (job.state, job.error) == ("done", "")
    assert graph.library.holds(identifier)


class EmbedderWithoutBob(FakeEmbedder):
    """Fails at the name of an entity."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        if "Bob" in texts:
            raise ModelError("the embedding model is away")
        return super().embed(texts)


async def test_a_deletion_whose_vectors_fail_leaves_no_text_behind(
    graph: GraphServices, extractor: GatedExtractor
) -> None:
    embedder = EmbedderWithoutBob(8)
    failing = GraphServices(graph.settings, graph.store, embedder=embedder, extractor=extractor)
    async with open_jobs(failing) as jobs:
        (identifier,) = (await jobs.wait((await jobs.submit([ADA])).id)).document_ids
        other = document_graph("other", [[("Bob", "WROTE", "Letters")]])
        chunk_vectors = embedder.embed([chunk.text for chunk in other.chunks])
        await graph.store.documents.write([with_vectors(other, chunk_vectors.tolist())], publish=True)
        with pytest.raises(ModelError):
            await jobs.delete_document(identifier)
        assert not failing.library.holds(identifier)
        assert await jobs.ledger.documents("loose") == []


async def test_a_text_whose_deletion_was_interrupted_goes_at_the_next_start(graph: GraphServices) -> None:
    async with open_jobs(graph, first_pause_s=60.0) as jobs:
        (old,) = (await jobs.wait((await jobs.submit([ADA])).id)).document_ids
        run_sql(
            graph,
            f"CREATE TRIGGER away BEFORE DELETE ON extraction_outcome WHEN OLD.document_id = '{old}'"
            " BEGIN SELECT json('an error that may pass'); END",
        )
        job = await jobs.submit([BOB])
        await until(lambda: _shows(graph, job.document_ids))
    run_sql(graph, "DROP TRIGGER away")
    assert graph.library.holds(old), "the end came too late to prove anything"
    async with open_jobs(graph) as jobs:
        assert (await jobs.wait(job.id)).state == "done"
        assert not graph.library.holds(old)
        assert await jobs.ledger.documents("loose") == list(job.document_ids)


async def _shows(graph: GraphServices, document_ids: Sequence[str]) -> bool:
    return [document.id for document in await graph.store.reader.documents.page()] == list(document_ids)


async def _is_empty(graph: GraphServices) -> bool:
    return not await graph.store.reader.documents.page()


async def test_a_retry_passes_over_what_was_deleted(jobs: Jobs, graph: GraphServices) -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    run_sql(graph, f"CREATE TRIGGER full BEFORE INSERT ON extraction_outcome {refuse}")
    failed = await jobs.wait((await jobs.submit([ADA, ZOE])).id)
    assert failed.state == "failed"
    run_sql(graph, "DROP TRIGGER full")
    ada, zoe = failed.document_ids
    graph.library.delete(ada)
    assert (await jobs.retry(failed.id)).state == "queued"
    job = await jobs.wait(failed.id)
    assert (job.state, job.error) == ("done", "")
    assert [document.id for document in await graph.store.reader.documents.page()] == [zoe]


async def test_a_retry_of_nothing_is_refused(jobs: Jobs, graph: GraphServices) -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    run_sql(graph, f"CREATE TRIGGER full BEFORE INSERT ON extraction_outcome {refuse}")
    failed = await jobs.wait((await jobs.submit([ADA])).id)
    graph.library.delete(failed.document_ids[0])
    with pytest.raises(NotFoundError, match="were deleted"):
        await jobs.retry(failed.id)


async def test_a_job_that_waited_in_vain_says_for_what(graph: GraphServices) -> None:
    async with open_jobs(graph, first_pause_s=0.01) as jobs:
        run_sql(
            graph,
            "CREATE TRIGGER away BEFORE INSERT ON extraction_outcome BEGIN INSERT INTO nowhere VALUES (1); END",
        )
        job = await jobs.wait((await jobs.submit([ADA])).id)
    assert job.state == "failed"
    assert job.error.startswith("the job database failed")
    assert "CITEGRAPH_JOBS_URL" in job.remedy


async def test_a_small_job_ends_while_a_large_one_runs(jobs: Jobs, extractor: GatedExtractor) -> None:
    extractor.gate.clear()
    extractor.held = "Ada"
    large = await jobs.submit([ADA, BOB.model_copy(update={"name": "other.txt"})])
    small = await jobs.submit([ZOE])
    assert (await jobs.wait(small.id)).state == "done"
    assert (await jobs.get(large.id)).state == "running"
    extractor.gate.set()
    assert (await jobs.wait(large.id)).state == "done"


async def test_jobs_that_share_a_source_run_one_after_the_other(
    jobs: Jobs, graph: GraphServices, extractor: GatedExtractor
) -> None:
    extractor.gate.clear()
    extractor.held = "Ada"
    await jobs.submit([ADA])
    await until(lambda: _has_asked(extractor, ADA.content.decode()))
    second, other = await jobs.submit([BOB]), await jobs.submit([ZOE])
    assert (await jobs.wait(other.id)).state == "done"
    assert (await jobs.get(second.id)).state == "queued"
    assert extractor.asked == ["Ada wrote the Notes.", "Zoe wrote a letter."]
    extractor.gate.set()
    assert (await jobs.wait(second.id)).state == "done"
    texts = {graph.library.get(each.id).text for each in await graph.store.reader.documents.page()}
    assert texts == {BOB.content.decode(), ZOE.content.decode()}


async def test_a_cancelled_job_keeps_what_was_paid_shows_nothing_and_goes_on_when_tried_again(
    jobs: Jobs, graph: GraphServices, extractor: GatedExtractor
) -> None:
    extractor.gate.clear()
    extractor.held = "Zoe"
    job = await jobs.submit([ADA, ZOE, BOB.model_copy(update={"name": "other.txt"})])
    await until(lambda: _has_asked(extractor, "Zoe wrote a letter."))
    asked = await jobs.cancel(job.id)
    assert (asked.state, asked.cancelling) == ("running", True)
    extractor.gate.set()
    cancelled = await jobs.wait(job.id)
    assert (cancelled.state, cancelled.cancelling, cancelled.stage) == ("cancelled", False, None)
    assert cancelled.loose.done == cancelled.usage.model_calls == 2
    assert await graph.store.reader.documents.page() == []
    assert (await jobs.cancel(job.id)).state == "cancelled"
    assert (await jobs.wait((await jobs.retry(job.id)).id)).state == "done"
    assert sorted(extractor.asked) == sorted(upload.content.decode() for upload in (ADA, ZOE, BOB))
    with pytest.raises(ConflictError, match="is done"):
        await jobs.cancel(job.id)


async def test_a_cancelled_job_is_still_cancelled_after_a_restart(
    graph: GraphServices, extractor: GatedExtractor
) -> None:
    extractor.gate.clear()
    async with open_jobs(graph) as jobs:
        job = await jobs.submit([ADA])
        await until(lambda: _has_asked(extractor, "Ada wrote the Notes."))
        await jobs.cancel(job.id)
    extractor.gate.set()
    async with open_jobs(graph) as jobs:
        assert (await jobs.wait(job.id)).state == "cancelled"
    assert await graph.store.reader.documents.page() == []


async def test_a_job_that_waits_for_its_turn_is_cancelled_at_once(
    jobs: Jobs, graph: GraphServices, extractor: GatedExtractor
) -> None:
    extractor.gate.clear()
    first = await jobs.submit([ADA])
    second = await jobs.submit([BOB])
    third = await jobs.submit([BOB.model_copy(update={"content": b"Eve wrote nothing."})])
    assert (await jobs.cancel(second.id)).state == "cancelled"
    extractor.gate.set()
    assert [(await jobs.wait(job.id)).state for job in (first, third)] == ["done", "done"]
    assert BOB.content.decode() not in extractor.asked


async def test_too_many_unfinished_jobs_are_refused_with_the_time_to_come_back(
    graph_with: Callable[..., GraphServices], extractor: GatedExtractor
) -> None:
    extractor.gate.clear()
    graph = graph_with(max_unfinished=1)
    async with open_jobs(graph) as jobs:
        job = await jobs.submit([ADA])
        assert (await jobs.submit([ADA])).id == job.id, "it is no new job"
        with pytest.raises(BusyError) as caught:
            await jobs.submit([ZOE])
        assert 1 <= (caught.value.retry_after_s or 0) < 600
        assert len(list((graph.settings.graph_dir / "library" / "texts").iterdir())) == 1
        extractor.gate.set()
        await jobs.wait(job.id)
        assert (await jobs.wait((await jobs.submit([ZOE])).id)).state == "done"


async def test_jobs_that_wait_for_a_person_count_as_unfinished_and_promise_no_time(
    graph_with: Callable[..., GraphServices],
) -> None:
    async with open_jobs(graph_with(max_unfinished=1, confirm_above_calls=0)) as jobs:
        job = await jobs.submit([ADA])
        assert job.state == "waiting for confirmation"
        with pytest.raises(BusyError, match="1 of them wait for a person") as caught:
            await jobs.submit([ZOE])
        assert (caught.value.retryable, caught.value.retry_after_s) == (False, None)
        assert "cancel" in caught.value.remedy
        await jobs.cancel(job.id)
        assert (await jobs.submit([ZOE])).state == "waiting for confirmation"


async def test_what_is_too_large_is_refused_and_the_rest_of_its_upload_goes_in(
    graph_with: Callable[..., GraphServices],
) -> None:
    graph = graph_with(max_chunks=2, max_chars=3_000)
    texts = graph.settings.graph_dir / "library" / "texts"
    sizes = {"characters": 1_000, "chunks": 100}
    long = {
        unit: Upload(name="long.txt", content=b"Ada wrote a long note. " * size)
        for unit, size in sizes.items()
    }
    async with open_jobs(graph) as jobs:
        for unit, upload in long.items():
            with pytest.raises(DocumentRejectedError, match=unit) as caught:
                await jobs.submit([upload])
            assert "CITEGRAPH_ADMISSION__MAX_" in caught.value.remedy
        assert not list(texts.glob("*"))
        for unit, upload in long.items():
            job = await jobs.submit([ADA, upload])
            warning = job.warnings[-1]
            assert (warning.kind, warning.place) == (REFUSED, "long.txt")
            assert unit in warning.remedy
            assert "CITEGRAPH_ADMISSION__MAX_" in warning.remedy
            assert (await jobs.wait(job.id)).state == "done"
        assert len(list(texts.iterdir())) == 1


async def test_a_job_above_the_limit_waits_until_it_is_confirmed(
    graph_with: Callable[..., GraphServices], extractor: GatedExtractor
) -> None:
    graph = graph_with(confirm_above_calls=1, input_price=2.0, output_price=8.0)
    async with open_jobs(graph) as jobs:
        below = await jobs.submit([ZOE])
        assert below.estimate == (await jobs.get(below.id)).estimate
        assert below.estimate is not None
        assert (below.estimate.chunks, below.estimate.model_calls) == (1, 1)
        assert below.estimate.price
        assert (await jobs.wait(below.id)).state == "done"
        job = await jobs.wait((await jobs.submit([ADA, ADA.model_copy(update={"name": "b.txt"})])).id)
        assert job.state == "waiting for confirmation"
        assert extractor.asked == [ZOE.content.decode()]
        with pytest.raises(ConflictError, match="waiting for confirmation"):
            await jobs.retry(job.id)
        await jobs.confirm(job.id)
        assert (await jobs.wait(job.id)).state == "done"
        agreed = await jobs.submit([BOB, BOB.model_copy(update={"name": "b.txt"})], confirmed=True)
        assert (await jobs.wait(agreed.id)).state == "done"


async def test_a_job_says_what_was_lost_on_the_way(
    jobs: Jobs, graph: GraphServices, extractor: GatedExtractor
) -> None:
    lost = IngestWarning(kind="picture without text", place="notes.txt, page 2", remedy="Add its text.")
    row = new_row("0" * 64, 0, {}).model_copy(update={"state": "done", "warnings": (lost,)})
    with closing(SqlDatabase(graph.settings.jobs_database_url)) as database:
        await JobTable(database).add(row)
    assert (await jobs.get(row.id)).warnings == (lost,)
    extractor.failing = "Ada"
    job = await jobs.wait((await jobs.submit([ADA, ZOE])).id)
    (warning,) = job.warnings
    assert (job.state, warning.kind, warning.place, warning.count) == (
        "done",
        "chunks failed",
        "loose pass",
        1,
    )
    assert f"jobs retry {job.id}" in warning.remedy


async def test_a_job_warns_of_what_a_model_gave_in_no_readable_form(jobs: Jobs, graph: GraphServices) -> None:
    job = await jobs.wait((await jobs.submit([ADA])).id)
    assert job.warnings == ()
    (document,) = job.document_ids
    odd = [Dropped(reason=reason, example="{}") for reason in (MALFORMED, MALFORMED, "self loop")]
    (chunk,) = graph.library.chunks(document)
    found = ChunkExtraction(chunk_id=chunk.id, dropped=tuple(odd))
    await jobs.ledger.record("loose", [LedgerEntry(document, "key", found)])
    (warning,) = (await jobs.get(job.id)).warnings
    assert (warning.kind, warning.place, warning.count) == ("statements unreadable", "loose pass", 2)


async def test_an_approval_says_which_jobs_go_on_and_they_end(
    store: Neo4jGraphStore, embedder: FakeEmbedder, extractor: GatedExtractor, tmp_path: Path
) -> None:
    settings = load_settings(home=tmp_path, schema_mode="review", jobs_url=None)
    graph = GraphServices(settings, store, embedder=embedder, extractor=extractor)
    async with open_jobs(graph) as jobs:
        waiting = [await jobs.wait((await jobs.submit([each])).id) for each in (ADA, ZOE)]
        assert [job.state for job in waiting] == ["waiting for review"] * 2
        draft = await graph.schema_curator.get()
        with pytest.raises(NotFoundError, match="no schema is approved"):
            await graph.schema_curator.get("approved")
        approved = await graph.schema_curator.approve(draft.version, jobs, decided_by="a person")
        assert approved.schema == await graph.schema_curator.get("approved")
        assert approved.resumed == tuple(job.id for job in waiting)
        assert [(await jobs.wait(job_id)).state for job_id in approved.resumed] == ["done"] * 2
        assert approved.applying == (), "no document was read before"


async def test_an_approval_reaches_the_documents_that_were_read_before(
    store: Neo4jGraphStore, embedder: FakeEmbedder, extractor: GatedExtractor, tmp_path: Path
) -> None:
    settings = load_settings(home=tmp_path, schema_mode="auto", jobs_url=None)
    graph = GraphServices(settings, store, embedder=embedder, extractor=extractor)
    async with open_jobs(graph) as jobs:
        await jobs.wait((await jobs.submit([ADA])).id)
        extractor.gate.clear()
        extractor.held = "Zoe"
        late = await jobs.submit([ZOE])
        await until(lambda: _is_running(jobs, late.id))
        edited = (await graph.schema_curator.get()).model_copy(
            update={"entity_types": (EntityType(name="Person"),)}
        )
        version = (await graph.schema_curator.put_draft(edited, made_by="a person")).version
        approved = await graph.schema_curator.approve(version, jobs, decided_by="a person")
        at_once, afterwards = approved.applying
        job = await jobs.wait(at_once)
        assert (job.kind, job.state, job.warnings) == ("schema", "done", ())
        assert (await jobs.get(afterwards)).state == "queued"
        extractor.gate.set()
        await jobs.wait(late.id)
        assert (await jobs.wait(afterwards)).state == "done"
        documents = await store.reader.documents.page()
        assert {(one.source, one.schema_version) for one in documents} == {
            ("notes.txt", version),
            ("letter.txt", version),
        }
        assert await jobs.apply_schema() == ()


async def test_reading_again_under_a_later_schema_shows_its_cost_first(
    graph_with: Callable[..., GraphServices], extractor: GatedExtractor
) -> None:
    graph = graph_with()
    async with open_jobs(graph) as jobs:
        assert await jobs.extract_again() == ()
        ada = await jobs.wait((await jobs.submit([ADA])).id)
        extractor.asked.clear()
        edited = GraphSchema(
            version=1, status="draft", entity_types=(EntityType(name="Person"),), created_at=ada.created_at
        )
        version = (await graph.schema_curator.put_draft(edited, made_by="a person")).version
        await graph.store.schemas.approve(version, "a person")
        (job,) = await jobs.extract_again()
        assert (job.kind, job.state, job.document_ids) == (
            "ingest",
            "waiting for confirmation",
            ada.document_ids,
        )
        assert job.estimate is not None
        assert job.estimate.model_calls > 0
        assert await jobs.extract_again() == (job,)
        assert extractor.asked == []
        (confirmed,) = await jobs.extract_again(confirmed=True)
        assert (await jobs.wait(confirmed.id)).state == "done"


async def _is_running(jobs: Jobs, job_id: str) -> bool:
    return (await jobs.get(job_id)).state == "running"


async def test_a_job_whose_draft_is_approved_before_it_is_seen_to_wait_goes_on(graph: GraphServices) -> None:
    with closing(SqlDatabase(graph.settings.jobs_database_url)) as database:
        await database.migrate()
        table, jobs = JobTable(database), Jobs(graph, database)
        runner = JobRunner(
            table,
            jobs._parts,
            IngestSettings(schema_mode="review"),
            ready=graph.ensure_ready,
            delete_replaced=_replaces_nothing,
        )
        files, _ = await jobs._intake.load([ADA])
        await jobs._intake.keep(files)
        row = new_row("0" * 64, 0, versions_in(files))
        await table.add(row)

        async def overtaken(
            name: str, step: Callable[P, Coroutine[object, object, T]], *args: P.args, **kwargs: P.kwargs
        ) -> T:
            result = await step(*args, **kwargs)
            if name == "schema":
                await graph.store.schemas.approve(1, "a person")
            return result

        await runner.run(row.id, 0, overtaken)
        again = await table.get(row.id)
        assert (again.state, again.attempt) == ("queued", 1)
        await runner.run(row.id, 1, overtaken)
        assert (await table.get(row.id)).state == "done"


async def _replaces_nothing(_row: JobRow, document_ids: Sequence[str], _sources: Sequence[str]) -> None:
    assert not document_ids


async def _has_asked(extractor: GatedExtractor, text: str) -> bool:
    return text in extractor.asked
