"""Readings in a process of each reader's own, with what each costs."""

import multiprocessing
import resource
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.documents.case import Case
from benchmarks.documents.reading import DocumentReader, Reading

_TIMEOUT_S = 120.0
_RESET_PEAK = "5"
"""Written to clear_refs, it begins VmHWM anew (proc(5))."""


@dataclass(frozen=True)
class Measured:
    """A reading, or the words of its failure; the seconds it computed, and megabytes beyond those at its start."""

    reading: Reading | None
    failure: str = ""
    cpu_s: float = 0.0
    memory_mb: float = 0.0


class ReaderProcess:
    """A process that reads with one reader; a file that it cannot finish costs the process, and the next gets another."""

    def __init__(self, reader: DocumentReader, first: Case) -> None:
        self._reader = reader
        self._first = first
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def measure(self, case: Case) -> Measured:
        """The reading of a document."""
        try:
            self._pipe.send(case)
            if self._pipe.poll(_TIMEOUT_S):
                return self._pipe.recv()  # type: ignore[no-any-return]
            failure = f"more than {_TIMEOUT_S:g} s"
        except (EOFError, BrokenPipeError):
            failure = "crashed"
        self._end()
        self._start()
        return Measured(None, failure)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(self._reader, self._first, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def _end(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(reader: DocumentReader, first: Case, pipe: Connection) -> None:
    _measured(reader, first)  # loads what the reader needs
    while True:
        try:
            case = pipe.recv()
        except EOFError:
            return
        pipe.send(_measured(reader, case))


def _measured(reader: DocumentReader, case: Case) -> Measured:
    Path("/proc/self/clear_refs").write_text(_RESET_PEAK, encoding="ascii")
    before, began = _status_mb("VmRSS"), _cpu_s()
    try:
        reading, failure = reader.read(case.content, case.suffix), ""
    except Exception as error:  # noqa: BLE001  # whatever another program raises is its result
        reading, failure = None, f"{type(error).__name__}: {error}"[:200]
    memory_mb = max(
        _status_mb("VmHWM") - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    )
    return Measured(reading, failure, _cpu_s() - began, memory_mb)


def _cpu_s() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _status_mb(name: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0
