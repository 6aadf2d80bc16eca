"""The nearest visible nodes of a vector index, which itself knows nothing of visibility."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from schemas.value import Value

Found = TypeVar("Found", bound=Value)
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
    fetch = k
    while True:
        rows = await ask(fetch)
        seen = [(one, nearness.score) for one, nearness in rows if nearness.visible]
        if len(seen) >= k or len(rows) < fetch or fetch >= _MOST:
            return seen[:k]
        fetch = min(_MOST, fetch * 4)
