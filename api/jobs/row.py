"""A job as stored: which documents, which attempt, in which state."""

from collections.abc import Mapping
from datetime import UTC, datetime

from schemas.job import JobEstimate, JobKind, JobStage, JobState
from schemas.spans import traceparent
from schemas.value import Value
from schemas.warning import IngestWarning


class JobRow(Value):
    """One job as stored.

    `content` is the fingerprint of its documents and settings, or of its documents and the schema, `generation` counts the jobs of the same content,
    `attempt` the tries of this one, `queued_at` says when the latest of them was queued, and `traceparent` by what: the span, where
    one was recorded. `stage` is where the process that runs it was, and since when, `moved_at`; only that process notes them. `sources` are those of
    `document_ids`, in their order; empty in a job from before they were kept. `warnings` are those of the loaders.
    """

    id: str
    kind: JobKind = "ingest"
    content: str
    generation: int
    attempt: int = 0
    document_ids: tuple[str, ...]
    sources: tuple[str, ...] = ()
    estimate: JobEstimate | None = None
    warnings: tuple[IngestWarning, ...] = ()
    state: JobState = "queued"
    cancelling: bool = False
    error: str = ""
    remedy: str = ""
    created_at: datetime
    queued_at: datetime
    finished_at: datetime | None = None
    traceparent: str = ""
    stage: JobStage | None = None
    moved_at: datetime | None = None

    def tried_again(self) -> "JobRow":
        """The job, queued for its next attempt."""
        changes = {"state": "queued", "attempt": self.attempt + 1, "queued_at": datetime.now(UTC)}
        # Where no span is current a restart queued it: that is still part of what it was.
        changes["traceparent"] = traceparent() or self.traceparent
        return self.model_copy(update={**changes, **_NOT_ENDED})

    def ended(self, state: JobState, *, error: str = "", remedy: str = "") -> "JobRow":
        """The job at the end of an attempt."""
        end = {"state": state, "error": error, "remedy": remedy, "finished_at": datetime.now(UTC)}
        return self.model_copy(update={**end, "cancelling": False})


_NOT_ENDED = {"cancelling": False, "error": "", "remedy": "", "finished_at": None}


def new_row(
    content: str, generation: int, versions: Mapping[str, str], *, kind: JobKind = "ingest"
) -> JobRow:
    """A queued job, named after its content and generation; `versions` has the id of the document of each source."""
    now = datetime.now(UTC)
    return JobRow(
        id=f"{content[:24]}-{generation}",
        kind=kind,
        content=content,
        generation=generation,
        document_ids=tuple(versions.values()),
        sources=tuple(versions),
        created_at=now,
        queued_at=now,
        traceparent=traceparent(),
    )
