"""How often a job tries again what it depends on."""

import pytest

from api.jobs.patience import patience
from schemas.errors import BackendError, GraphStoreError, InputError, ModelError


class _Away:
    """Fails so many times with this error."""

    def __init__(self, error: Exception, times: int) -> None:
        self.calls = 0
        self._error, self._times = error, times

    async def __call__(self) -> int:
        self.calls += 1
        if self.calls <= self._times:
            raise self._error
        return self.calls


async def test_what_comes_back_is_gone_on_with() -> None:
    away = _Away(GraphStoreError("away", retryable=True), 30)
    assert await patience(0.001)(away) == 31


@pytest.mark.parametrize(
    ("error", "calls"),
    [
        (GraphStoreError("away", retryable=True), 40),
        (BackendError("away", retryable=True), 40),
        (ModelError("away", retryable=True), 7),
        (ModelError("no such model"), 1),
        (InputError("wrong"), 1),
    ],
)
async def test_what_stays_away_is_said_as_it_is(error: Exception, calls: int) -> None:
    away = _Away(error, 1_000)
    with pytest.raises(type(error), match=str(error)):
        await patience(0.0001)(away)
    assert away.calls == calls
