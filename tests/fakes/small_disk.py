"""A disk of its own for a folder, which can be full, or read-only, for everybody, root too."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BLOCK = b"\0" * 4096


class SmallDisk:
    """A disk in memory that is mounted on `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filling = folder / "filling"

    def fill(self) -> None:
        """Leave no room."""
        with self._filling.open("wb", buffering=0) as file:
            while True:
                try:
                    file.write(_BLOCK)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    return

    def make_room(self) -> None:
        """Take away what fills it."""
        self._filling.unlink(missing_ok=True)

    def let_write(self, *, allowed: bool) -> None:
        """Let everybody write, or nobody; nobody can be refused while a file is open to be written."""
        self._mount("-o", f"remount,{'rw' if allowed else 'ro'}", self.folder)

    def mount(self, size_bytes: int) -> None:
        self._mount("-t", "tmpfs", "-o", f"size={size_bytes}", "citegraph-tests", self.folder)

    def unmount(self) -> None:
        subprocess.run(["umount", "--lazy", self.folder], check=True, capture_output=True)

    def _mount(self, *arguments: str | Path) -> None:
        subprocess.run(["mount", *arguments], check=True, capture_output=True)


@contextmanager
def small_disk(folder: Path, size_bytes: int) -> Iterator[SmallDisk]:
    """A disk of that size on an empty folder, until the end of the block.

    Raises:
        PermissionError: mounting is not permitted here.
    """
    disk = SmallDisk(folder)
    if os.geteuid() or not shutil.which("mount"):
        raise PermissionError("mounting needs root")
    try:
        disk.mount(size_bytes)
    except subprocess.CalledProcessError as error:
        raise PermissionError(error.stderr.decode().strip()) from error
    try:
        yield disk
    finally:
        with suppress(subprocess.CalledProcessError):
            disk.unmount()
