from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from extraction.state.ledger import PASSES, ExtractionLedger, LedgerEntry
from extraction.state.sql_database import SqlDatabase
from schemas.errors import BackendError
from schemas.extraction import ChunkExtraction, Dropped, ExtractedEntity, ExtractionFailure, Usage


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[ExtractionLedger]:
    database = SqlDatabase(f"sqlite:///{tmp_path}/jobs.sqlite3")
    ledger = ExtractionLedger(database)
    await database.migrate()
    yield ledger
    database.close()


def found(chunk_id: str, name: str = "Ada") -> ChunkExtraction:
    return ChunkExtraction(
        chunk_id=chunk_id,
        entities=(ExtractedEntity(name=name, type="Person"),),
        usage=Usage(model="m", model_calls=1, input_tokens=5),
    )


def failed(chunk_id: str, message: str = "took too long") -> ExtractionFailure:
    return ExtractionFailure(chunk_id=chunk_id, kind="model error", message=message)


async def test_counts_always_add_up(ledger: ExtractionLedger) -> None:
    await ledger.record("loose", [LedgerEntry("d", "k1", found("c1")), LedgerEntry("d", "k2", failed("c2"))])
    counts = await ledger.counts("loose", ["d"], 3)
    assert (counts.done, counts.failed, counts.pending, counts.total) == (1, 1, 1, 3)


async def test_a_finished_extraction_is_found_by_its_key_and_a_failed_one_is_not(
    ledger: ExtractionLedger,
) -> None:
    await ledger.record("loose", [LedgerEntry("d", "k1", found("c1")), LedgerEntry("d", "k2", failed("c2"))])
    assert await ledger.find_done(["k1", "k2", "k3"]) == {"k1": found("c1")}


async def test_a_retry_replaces_the_failure(ledger: ExtractionLedger) -> None:
    await ledger.record("loose", [LedgerEntry("d", "k", failed("c"))])
    await ledger.record("loose", [LedgerEntry("d", "k", found("c"))])
    assert await ledger.outcomes("loose", ["d"]) == [found("c")]
    assert (await ledger.summary(["d"])).failures == ()


async def test_failures_are_tallied_by_reason(ledger: ExtractionLedger) -> None:
    await ledger.record("loose", [LedgerEntry("d", f"k{i}", failed(f"c{i}")) for i in range(3)])
    await ledger.record("strict", [LedgerEntry("d", "k", failed("c", "said no"))])
    reasons = (await ledger.summary(["d"])).failures
    assert [(reason.reason, reason.count) for reason in reasons] == [
        ("loose pass: model error: took too long", 3),
        ("strict pass: model error: said no", 1),
    ]


async def test_usage_is_the_sum_of_both_passes(ledger: ExtractionLedger) -> None:
    await ledger.record("loose", [LedgerEntry("d", "k1", found("c1"))])
    await ledger.record("strict", [LedgerEntry("d", "k2", found("c1"))])
    assert (await ledger.summary(["d"])).usage.input_tokens == 10


async def test_what_was_left_out_is_counted_with_examples(ledger: ExtractionLedger) -> None:
    strict = found("c1").model_copy(
        update={"dropped": (Dropped(reason="not in schema", example="a EATS b"),) * 2}
    )
    await ledger.record("strict", [LedgerEntry("d", "k1", strict)])
    await ledger.record_left_out("d", [Dropped(reason="not grounded", example="Zeus")])
    await ledger.record_left_out("d", [Dropped(reason="not grounded", example="Hera")])
    left_out = (await ledger.summary(["d"])).left_out
    assert [(one.reason, one.count, one.examples) for one in left_out] == [
        ("not in schema", 2, ("a EATS b",)),
        ("not grounded", 1, ("Hera",)),
    ]
    await ledger.delete(["d"])
    assert (await ledger.summary(["d"])).left_out == ()


async def test_the_sums_of_many_documents_are_those_of_their_outcomes(ledger: ExtractionLedger) -> None:
    documents = [f"d{number}" for number in range(500)]
    for name in PASSES:
        for identifier in documents:
            dropped = Dropped(reason="not in schema", example=f"{identifier} EATS b")
            eaten = found(f"{identifier}.1").model_copy(update={"dropped": (dropped,)})
            entries = [
                LedgerEntry(identifier, f"{name}{outcome.chunk_id}", outcome)
                for outcome in (found(f"{identifier}.0"), eaten, failed(f"{identifier}.2"))
            ]
            await ledger.record(name, entries)
    summary = await ledger.summary(documents)
    assert [(one.reason, one.count) for one in summary.failures] == [
        (f"{name} pass: model error: took too long", 500) for name in PASSES
    ]
    assert [(one.reason, one.count) for one in summary.left_out] == [("not in schema", 500)]
    outcomes = [outcome for name in PASSES for outcome in await ledger.outcomes(name, documents)]
    assert summary.usage == sum((outcome.usage for outcome in outcomes), start=Usage())
    counts = await ledger.counts("strict", documents, 1_500)
    assert (counts.done, counts.failed, counts.pending) == (1_000, 500, 0)
    assert (await ledger.summary([])).usage == Usage()


async def test_many_keys_are_looked_up_in_batches(ledger: ExtractionLedger) -> None:
    await ledger.record("loose", [LedgerEntry("d", f"k{i}", found(f"c{i}")) for i in range(1_000)])
    assert len(await ledger.find_done([f"k{i}" for i in range(1_000)])) == 1_000


async def test_chunks_a_document_no_longer_has_are_forgotten(ledger: ExtractionLedger) -> None:
    await ledger.record("loose", [LedgerEntry("d", "k1", found("c1")), LedgerEntry("d", "k2", found("c2"))])
    await ledger.keep_only("d", ["c2"])
    assert [outcome.chunk_id for outcome in await ledger.outcomes("loose", ["d"])] == ["c2"]
    await ledger.delete(["d"])
    assert await ledger.documents("loose") == []


def test_a_database_that_cannot_be_opened_says_what_to_check() -> None:
    with pytest.raises(BackendError) as caught:
        SqlDatabase("sqlite:////proc/nowhere/jobs.sqlite3")
    assert "CITEGRAPH_JOBS_URL" in caught.value.remedy
