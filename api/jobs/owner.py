"""File lock: one process per job database; the others send it their work."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kg.atomic_file import atomic_file
from kg.disk_errors import disk_errors
from schemas.errors import ConflictError
from schemas.value import Value


class JobOwner(Value):
    """A process that runs jobs; `address` is None when it does not serve, `is_worker` whether it is there for nothing else."""

    pid: int
    address: str | None
    is_worker: bool = False
    host: str = ""

    @property
    def stays(self) -> bool:
        """Whether it runs the jobs of others, too: a command ends with its own."""
        return self.is_worker or self.address is not None


@contextmanager
def own_jobs(folder: Path, address: str | None, *, is_worker: bool = False) -> Iterator[None]:
    """Hold the jobs of this data folder while the block runs.

    Raises:
        ConflictError: another process holds them.
        BackendError: the disk is full, or may not be written.
    """
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(folder / "jobs.lock")
    note = folder / "jobs.owner.json"
    try:
        with disk_errors(folder):
            lock.acquire(timeout=0)
    except Timeout as error:
        owner = find_owner(folder)
        where = (
            f"process {owner.pid}" + (f", which serves {owner.address}" if owner.address else "")
            if owner
            else "another process"
        )
        raise ConflictError(
            f"the jobs of {folder} belong to {where}",
            remedy="send the work to that server, wait until it ends, or use another CITEGRAPH_HOME",
        ) from error
    try:
        owner = JobOwner(pid=os.getpid(), address=address, is_worker=is_worker)
        with (
            disk_errors(folder),
            atomic_file(note, durable=False) as file,
        ):  # others may read it at this moment
            file.write(owner.model_dump_json().encode())
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def find_owner(folder: Path) -> JobOwner | None:
    """The process that holds the jobs of this data folder now, if any."""
    lock = FileLock(folder / "jobs.lock")
    note = folder / "jobs.owner.json"
    if not note.exists():
        return None
    try:
        with lock.acquire(timeout=0):
            return None
    except Timeout:
        try:
            return JobOwner.model_validate_json(note.read_bytes())
        except FileNotFoundError:
            return None
