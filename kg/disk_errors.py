"""What a disk that is full, or may not be written, means for those who write on it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import BackendError

_TRIED = b"\0" * 65_536
"""What a small document takes."""


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Let what the system says of files in this folder come out as ours.

    Raises:
        BackendError: the block met an error of the system; retryable, since a disk can be emptied.
    """
    try:
        yield
    except TimeoutError:  # of a lock of files that others hold
        raise
    except OSError as error:
        raise BackendError(
            f"the data folder {folder} cannot be written: {error.strerror or error}",
            remedy="Free space on its disk, or make it writable, then try again; `citegraph doctor` says how much is free.",
            retryable=True,
        ) from error


def try_writing(folder: Path) -> None:
    """Make sure that files can be written in this folder, which is made where it is not there.

    Raises:
        BackendError: the disk is full, or may not be written.
    """
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(_TRIED)
            file.flush()
