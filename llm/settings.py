"""Limits and retries of the requests to a chat model."""

from pydantic import Field

from schemas.value import Value


class ModelCallSettings(Value):
    """Limits on the requests to one chat model.

    `concurrency` requests are under way at once. A request is made at most `max_attempts` times when it meets a fault
    that may pass (429, 5xx, timeout, broken connection), after waits that double from `first_wait_s` up to
    `longest_wait_s`, with jitter. No retry begins later than `retry_within_s` after the first attempt (None: no such
    limit). `timeout_s` ends a request, or a stream that is silent for so long, whatever the model's own timeout is.
    Where only so many requests or tokens a minute are allowed, each waits for its turn, up to `longest_turn_s`.
    """

    concurrency: int = Field(default=4, ge=1, le=64)
    max_attempts: int = Field(default=4, ge=1, le=20)
    timeout_s: float = Field(default=600.0, gt=0, le=3600)
    first_wait_s: float = Field(default=1.0, gt=0, le=60)
    longest_wait_s: float = Field(default=60.0, gt=0, le=600)
    retry_within_s: float | None = Field(default=None, gt=0)
    longest_turn_s: float = Field(default=600.0, gt=0, le=3600)
