"""A job as its callers see it: its row, the account of its documents, and where it is."""

import asyncio

from api.jobs.row import JobRow
from api.jobs.runner import JobRunner
from extraction.state.ledger import ExtractionLedger, LedgerSummary
from extraction.state.library import DocumentLibrary
from extraction.state.model_answers import ModelAnswers
from schemas.job import ChunkCounts, Job, JobStage
from schemas.warning import IngestWarning


class JobView:
    """Puts jobs together from where their parts are kept."""

    def __init__(
        self,
        ledger: ExtractionLedger,
        answers: ModelAnswers,
        library: DocumentLibrary,
        runner: JobRunner,
        *,
        two_passes: bool,
    ) -> None:
        self._ledger = ledger
        self._answers = answers
        self._library = library
        self._runner = runner
        self._two_passes = two_passes

    async def of(self, row: JobRow) -> Job:
        """The job of this row, with the counts of this moment."""
        if row.kind == "schema":
            return self._without_counts(row)
        ids = row.document_ids
        total = await asyncio.to_thread(lambda: sum(map(self._library.count_chunks, ids)))
        account = await self._ledger.summary(ids)
        loose = await self._ledger.counts("loose", ids, total)
        strict = await self._strict_counts(ids, total)
        return Job(
            id=row.id,
            state=row.state,
            stage=self._stage(row),
            cancelling=row.cancelling,
            document_ids=ids,
            estimate=row.estimate,
            loose=loose,
            strict=strict,
            failures=account.failures,
            left_out=account.left_out,
            warnings=(
                *row.warnings,
                *_of_pass("loose", loose, row.id),
                *_of_pass("strict", strict, row.id),
                *_malformed(account),
            ),
            usage=account.usage + await self._answers.usage(ids),
            error=row.error,
            remedy=row.remedy,
            created_at=row.created_at,
            finished_at=row.finished_at,
        )

    def _stage(self, row: JobRow) -> JobStage | None:
        """Where it is, as its process says: this one, or another one that noted it."""
        if running := self._runner.find_running(row.id):
            return running.stage
        return row.stage if row.state == "running" else None

    def _without_counts(self, row: JobRow) -> Job:
        return Job(
            id=row.id,
            kind=row.kind,
            state=row.state,
            stage=self._stage(row),
            cancelling=row.cancelling,
            document_ids=row.document_ids,
            warnings=row.warnings,
            error=row.error,
            remedy=row.remedy,
            created_at=row.created_at,
            finished_at=row.finished_at,
        )

    async def _strict_counts(self, document_ids: tuple[str, ...], total: int) -> ChunkCounts:
        if not self._two_passes:
            return ChunkCounts()
        return await self._ledger.counts("strict", document_ids, total)


def _of_pass(name: str, counts: ChunkCounts, job_id: str) -> tuple[IngestWarning, ...]:
    if not counts.failed:
        return ()
    remedy = f"Try them again: citegraph jobs retry {job_id}, or POST /v1/jobs/{job_id}/retry."
    return (IngestWarning(kind="chunks failed", place=f"{name} pass", count=counts.failed, remedy=remedy),)


def _malformed(account: LedgerSummary) -> list[IngestWarning]:
    remedy = "The chat model gave them in a form that cannot be read: use the other CITEGRAPH_EXTRACTION_MODE, or a more able model."
    return [
        IngestWarning(kind="statements unreadable", place=f"{name} pass", count=count, remedy=remedy)
        for name, count in sorted(account.malformed.items())
        if count
    ]
