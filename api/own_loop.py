"""Work in an event loop of its own, in a thread, that ends when its caller is cancelled."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def in_own_loop(work: Coroutine[object, object, T]) -> T:
    """The result of the work; a cancelled caller cancels it, and waits until it has tidied up."""
    started: Future[asyncio.Task[T]] = Future()

    async def run() -> T:
        task = asyncio.create_task(work)
        started.set_result(task)
        return await task

    running = asyncio.ensure_future(asyncio.to_thread(asyncio.run, run()))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        task = await asyncio.wrap_future(started)
        with suppress(RuntimeError):  # its loop has ended meanwhile
            task.get_loop().call_soon_threadsafe(task.cancel)
        await asyncio.wait([running])
        raise
