"""A piece of work that outlives the request that asked for it."""

from datetime import datetime
from typing import Literal

from schemas.extraction import Usage
from schemas.value import Value
from schemas.warning import IngestWarning

JobState = Literal[
    "waiting for confirmation", "queued", "running", "waiting for review", "done", "failed", "cancelled"
]

JobKind = Literal["ingest", "schema"]


class ChunkCounts(Value):
    """Chunks of one pass; done + failed + pending is always total."""

    total: int = 0
    done: int = 0
    failed: int = 0
    pending: int = 0


class FailureReason(Value):
    """How many chunks failed for one reason."""

    reason: str
    count: int


class LeftOut(Value):
    """How much was extracted but left out of the graph for one reason, with a few examples."""

    reason: str
    count: int
    examples: tuple[str, ...] = ()


class JobStage(Value):
    """Where a running job is: `done` of the `total` units of the stage `name`, such as pages of a scan or chunks of the strict pass."""

    name: str
    done: int = 0
    total: int = 0


class JobEstimate(Value):
    """What a job may need at most: chunks, model calls and tokens; `price` where prices are set, in their currency."""

    chunks: int
    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    price: float | None = None


class Job(Value):
    """An ingest, or what brings documents under an approved schema: its documents, how far it is, and what went wrong.

    Counts, failures and usage are those of ingests. `stage` is None unless the job is running; `cancelling` says that it was asked to stop and will at its next page or chunk.
    """

    id: str
    kind: JobKind = "ingest"
    state: JobState
    stage: JobStage | None = None
    cancelling: bool = False
    document_ids: tuple[str, ...] = ()
    estimate: JobEstimate | None = None
    loose: ChunkCounts = ChunkCounts()
    strict: ChunkCounts = ChunkCounts()
    failures: tuple[FailureReason, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[IngestWarning, ...] = ()
    usage: Usage = Usage()
    error: str = ""
    remedy: str = ""
    created_at: datetime
    finished_at: datetime | None = None
