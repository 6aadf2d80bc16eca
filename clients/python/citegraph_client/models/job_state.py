from enum import StrEnum


class JobState(StrEnum):
    CANCELLED = "cancelled"
    DONE = "done"
    FAILED = "failed"
    QUEUED = "queued"
    RUNNING = "running"
    WAITING_FOR_CONFIRMATION = "waiting for confirmation"
    WAITING_FOR_REVIEW = "waiting for review"

    def __str__(self) -> str:
        return str(self.value)
