"""The nearest visible nodes of a vector index, which itself knows nothing of visibility."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from schemas.value import Value

Found = TypeVar("Found", bound=Value)
# A vector index that is asked for few overlooks some of the best, so it is asked for this many times more than are wanted.
LOOKED_THROUGH = 5
_MOST = 1000


class Nearness(Value):
    """How near a node is (0..1, higher is better), and whether anyone may see it."""

    score: float
    visible: bool


async def nearest_visible(
    ask: Callable[[int], Awaitable[list[tuple[Found, Nearness]]]], k: int
) -> list[tuple[Found, float]]:
    """The k best visible ones; `ask` gives the best of the index, as many as it is asked for."""
    # Ask for more until k visible ones came or the index has no more.
    fetch = min(LOOKED_THROUGH * k, max(k, _MOST))
    while True:
        rows = await ask(fetch)
        seen = [(one, nearness.score) for one, nearness in rows if nearness.visible]
        if len(seen) >= k or len(rows) < fetch or fetch >= _MOST:
            return seen[:k]
        fetch = min(_MOST, fetch * 4)
