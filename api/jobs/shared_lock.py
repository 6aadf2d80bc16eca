"""A lock that tasks and processes hold in turn."""

import asyncio
from pathlib import Path
from types import TracebackType

from filelock import AsyncFileLock

from kg.disk_errors import disk_errors

_POLL_S = 0.05


class SharedLock:
    """Held by one task of one process at a time, of all that have this file; one that is killed gives it back."""

    def __init__(self, file: Path) -> None:
        self._here = asyncio.Lock()
        self._file = file
        self._elsewhere = AsyncFileLock(file, run_in_executor=False, poll_interval=_POLL_S)

    async def __aenter__(self) -> None:
        """Wait for the turn.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        await self._here.acquire()
        try:
            with disk_errors(self._file.parent):
                self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                await self._elsewhere.acquire()
        except BaseException:
            self._here.release()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next one go on."""
        try:
            await self._elsewhere.release()
        finally:
            self._here.release()
