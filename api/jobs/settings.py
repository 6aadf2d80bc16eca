"""How many jobs there may be, how large, and when a person is asked first."""

from pydantic import Field

from schemas.job import JobEstimate
from schemas.value import Value

_MILLION = 1_000_000


class AdmissionSettings(Value):
    """Limits on what is ingested, and the estimate above which a job waits until a person confirms it.

    A document of more than `max_chars` characters or `max_chunks` chunks is refused, and so is a new job while
    `max_unfinished` are queued, running or waiting for a person; `at_once` of them run side by side in each process that runs jobs. A job that may make more than
    `confirm_above_calls` model calls, or may cost more than `confirm_above_price`, waits. Prices are those of a million
    tokens, in a currency of your choice; without them nothing is said about money.
    """

    max_chars: int = Field(default=10_000_000, ge=1_000)
    max_chunks: int = Field(default=20_000, ge=1)
    max_unfinished: int = Field(default=500, ge=1)
    at_once: int = Field(default=3, ge=1, le=32)
    confirm_above_calls: int = Field(default=10_000, ge=0)
    confirm_above_price: float | None = Field(default=None, ge=0)
    input_price: float = Field(default=0.0, ge=0)
    output_price: float = Field(default=0.0, ge=0)

    def price(self, sent: int, received: int) -> float | None:
        """What so many tokens cost; None where no prices are set."""
        if not (self.input_price or self.output_price):
            return None
        return round((sent * self.input_price + received * self.output_price) / _MILLION, 4)

    def needs_confirmation(self, estimate: JobEstimate) -> bool:
        """Whether a person has to agree before so much is asked of a chat model."""
        too_dear = self.confirm_above_price is not None and (estimate.price or 0) > self.confirm_above_price
        return too_dear or estimate.model_calls > self.confirm_above_calls
