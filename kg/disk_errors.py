"""What a disk that is full, or may not be written, means for those who write on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import BackendError


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
