"""How much may be called in a minute."""

from pydantic import Field

from schemas.value import Value


class MinuteLimits(Value):
    """At most so many requests, and so many tokens, begin within any minute; None: as many as come."""

    requests: int | None = Field(default=None, ge=1)
    tokens: int | None = Field(default=None, ge=1)

    @property
    def limit_anything(self) -> bool:
        """Whether there is a limit."""
        return self.requests is not None or self.tokens is not None


class Turn(Value):
    """A call that was counted, by its number; or None, and the seconds for which it has to wait at least."""

    call: int | None = None
    wait_s: float = 0.0
