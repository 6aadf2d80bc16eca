"""Turns of tasks, and of processes."""

import asyncio
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from api.jobs.shared_lock import SharedLock
from schemas.errors import BackendError

HOLD = """
import asyncio, sys
from pathlib import Path
from api.jobs.shared_lock import SharedLock
async def hold():
    async with SharedLock(Path(sys.argv[1])):
        print("held", flush=True)
        await asyncio.sleep(60)
asyncio.run(hold())
"""


async def test_one_task_at_a_time_holds_it_whichever_lock_of_the_file_it_takes(tmp_path: Path) -> None:
    locks = [SharedLock(tmp_path / "new" / "turn.lock") for _ in range(2)]
    inside, most = 0, 0

    async def work(lock: SharedLock) -> None:
        nonlocal inside, most
        async with lock:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.002)
            inside -= 1

    await asyncio.gather(*(work(locks[number % 2]) for number in range(6)))
    assert (inside, most) == (0, 1)


async def test_who_stops_waiting_leaves_it_to_the_others(tmp_path: Path) -> None:
    held, other = SharedLock(tmp_path / "turn.lock"), SharedLock(tmp_path / "turn.lock")
    with suppress(ValueError):
        async with held:
            waiting = asyncio.create_task(_held_within(other, 0.1))
            with pytest.raises(TimeoutError):
                await waiting
            raise ValueError
    await asyncio.create_task(_held_within(other, 5))


async def _held_within(lock: SharedLock, timeout_s: float) -> None:
    async with asyncio.timeout(timeout_s), lock:
        pass


@pytest.mark.slow
def test_a_process_that_is_killed_gives_it_back(tmp_path: Path) -> None:
    lock = tmp_path / "turn.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE, text=True)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(TimeoutError):
            asyncio.run(_held_within(SharedLock(lock), 0.2))
        holder.kill()
        asyncio.run(_held_within(SharedLock(lock), 10))


async def test_a_folder_that_takes_no_lock_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackendError, match="cannot be written"):
        async with SharedLock(tmp_path / "file" / "turn.lock"):
            pass
