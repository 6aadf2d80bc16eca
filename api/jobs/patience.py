"""How long a job waits for what it depends on and is away: it goes on by itself when Neo4j or the database comes back."""

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential

from schemas.errors import BackendError, ModelError

_ATTEMPTS = 40
_ATTEMPTS_OF_MODELS = 7
"""A model that fails is asked for many chunks each time, so it is given up after a minute, not ten."""
_LONGEST_PAUSE = 8
"""By the first pause, from which the others double."""


def is_worth_retrying(error: BaseException) -> bool:
    """Whether the same call may go through a little later."""
    return isinstance(error, BackendError) and error.retryable


def patience(first_pause_s: float) -> AsyncRetrying:
    """Tries again what failed by something that is away, with two seconds as the first pause for ten minutes, and then raises its error."""
    return AsyncRetrying(
        retry=retry_if_exception(is_worth_retrying),
        stop=_is_over,
        wait=wait_exponential(multiplier=first_pause_s, max=_LONGEST_PAUSE * first_pause_s),
        reraise=True,
    )


def _is_over(state: RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    most = _ATTEMPTS_OF_MODELS if isinstance(error, ModelError) else _ATTEMPTS
    return state.attempt_number >= most
