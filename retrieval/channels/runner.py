"""All channels at once, none of which may spoil the question."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

from schemas.errors import CiteGraphError
from schemas.retrieval import CHANNELS, ChannelName, ChannelResult

Find = Callable[[], Awaitable[ChannelResult]]


async def run_channels(
    finders: Mapping[ChannelName, Find], wanted: Sequence[ChannelName]
) -> tuple[ChannelResult, ...]:
    """The result of every channel, in the order of CHANNELS, with its milliseconds.

    A channel that is not wanted is "off", one that fails is "failed", each saying why.

    Raises:
        CiteGraphError: every wanted channel failed or is off, and this was the first failure.
    """
    outcomes = await asyncio.gather(*(_run(name, finders[name], wanted) for name in CHANNELS))
    results = [result for result, _ in outcomes]
    errors = [error for _, error in outcomes if error is not None]
    if errors and not any(result.status == "ran" for result in results):
        raise errors[0]
    return tuple(results)


async def _run(
    name: ChannelName, find: Find, wanted: Sequence[ChannelName]
) -> tuple[ChannelResult, CiteGraphError | None]:
    if name not in wanted:
        return ChannelResult(channel=name, status="off", note="not asked for"), None
    started = time.perf_counter()
    try:
        result, error = await find(), None
    except CiteGraphError as failure:
        note = f"{failure} {failure.remedy}".strip()
        result, error = ChannelResult(channel=name, status="failed", note=note), failure
    return result.model_copy(update={"ms": (time.perf_counter() - started) * 1000}), error
