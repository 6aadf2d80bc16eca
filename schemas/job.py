"""A piece of work that outlives the request that asked for it."""

from datetime import datetime
from typing import Literal

from schemas.extraction import Usage
from schemas.value import Value

JobState = Literal["queued", "running", "waiting for review", "done", "failed"]


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


class Job(Value):
    """One ingest: its documents, how far it is, and what went wrong."""

    id: str
    state: JobState
    stage: str = ""
    document_ids: tuple[str, ...] = ()
    loose: ChunkCounts = ChunkCounts()
    strict: ChunkCounts = ChunkCounts()
    failures: tuple[FailureReason, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    usage: Usage = Usage()
    error: str = ""
    remedy: str = ""
    created_at: datetime
    finished_at: datetime | None = None
