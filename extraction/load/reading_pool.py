"""Reading foreign files in child processes, with limits on time and memory.

A file of a few kilobytes can unpack to gigabytes or keep a parser busy for minutes. In a child process it ends that
process alone, whatever the library does that reads it.
"""

import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from extraction.load.formats import Format
from extraction.load.loaded_text import LoadedText
from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

T = TypeVar("T")
_MB = 1_000_000
_PRELOADED = [
    "PIL.ImageDraw",
    "PIL.ImageFont",
    "PIL.PngImagePlugin",
    "dochan",
    "docutils.core",
    "docutils.parsers.rst.directives",
    "docx",
    "lxml.cssselect",
    "lxml.html",
    "markdown_it",
    "mdit_py_plugins.footnote",
    "pptx",
    "pylatexenc.latex2text",
    "pypdfium2",
    "python_calamine",
    "striprtf.striprtf",
    "webvtt",
    "extraction.load.loader",
    "extraction.page_images.drawing",
]
"""What the readers need: imported once, in the process that the children are copied from."""
_FILES_PER_PROCESS = 100
_NICENESS = 10
_LOOK_S = 1.0
_WALL_TIMES = 4
"""A child that computes for `timeout_s` is ended by the system; one that waits or starves, after this many times that."""


@dataclass(frozen=True)
class ReadingLimits:
    """What one file may cost: seconds of computing, and bytes of memory beyond what a reader takes at its start."""

    timeout_s: float = 60.0
    memory_bytes: int = 1_000 * _MB


class ReadingPool:
    """Reads files, and draws their pages, in `processes` children that stay warm; called, it has the form of `extraction.load.loader.ReadFile`.

    A child that a file brings down, or keeps too long, is replaced. The children start with the first call and give way
    to everything else on the machine. Calls block: make them through a thread.
    """

    def __init__(self, *, processes: int = 4, limits: ReadingLimits | None = None) -> None:
        self._processes = processes
        self._limits = limits or ReadingLimits()
        self._pool: ProcessPool | None = None
        self._running: set[ProcessFuture[Any]] = set()
        self._closed = False
        self._changing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __call__(self, kind: Format, content: bytes, name: str, max_bytes: int) -> Sequence[LoadedText]:
        """The texts in the file.

        Raises:
            DocumentRejectedError: the file cannot be read, or not within the limits.
        """
        return self.run(f"reading {name}", _read, kind, content, name, max_bytes)

    def run(self, task: str, work: Callable[..., T], *args: object) -> T:
        """What the work gives, done within the limits of a file; it and what it takes can be pickled.

        `task` is for messages: "reading a.pdf".

        Raises:
            DocumentRejectedError: it is not done within the limits.
        """
        from pebble import ProcessExpired

        future = self._schedule(task, work, *args)
        try:
            result: T = future.result()
        except (TimeoutError, ProcessExpired, MemoryError, BrokenProcessPool, CancelledError) as error:
            raise self._rejection(task, error) from error
        finally:
            self._running.discard(future)
        return result

    def close(self) -> None:
        """End the children, whatever they are doing."""
        with self._changing:
            self._closed = True
            for future in list(self._running):
                future.cancel()  # type: ignore[no-untyped-call]  # pebble would leave who waits for it waiting
            self._stop()

    def _schedule(self, task: str, work: Callable[..., T], *args: object) -> "ProcessFuture[T]":
        with self._changing:
            if self._closed:
                raise _ending(task)
            if self._pool is not None and not self._pool.active:  # children could not even take a file over
                self._stop()
            if self._pool is None:
                self._pool = _start(self._processes, self._limits)
            timeout_s = _WALL_TIMES * self._limits.timeout_s
            future: ProcessFuture[T] = self._pool.schedule(
                _limited, args=(self._limits.timeout_s, work, *args), timeout=timeout_s
            )
            self._running.add(future)
            return future

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble's
            self._pool.join()
            self._pool = None

    def _rejection(self, task: str, error: BaseException) -> DocumentRejectedError:
        if self._closed:
            return _ending(task)
        computed_too_long = getattr(error, "exitcode", None) == -signal.SIGXCPU
        if isinstance(error, TimeoutError) or computed_too_long:
            return DocumentRejectedError(
                f"{task} took more than {self._limits.timeout_s:g} seconds",
                remedy="Split it into smaller files, or raise CITEGRAPH_READING_TIMEOUT_S.",
            )
        return DocumentRejectedError(
            f"{task} took more than {self._limits.memory_bytes // _MB:,} MB of memory, or crashed its reader",
            remedy="It may be damaged, or made to unpack without end: save it again from its program, or raise CITEGRAPH_READING_MEMORY_BYTES.",
        )


def _ending(task: str) -> DocumentRejectedError:
    return DocumentRejectedError(f"{task} was given up: the program is ending", remedy="Try again.")


def _start(processes: int, limits: ReadingLimits) -> "ProcessPool":
    from pebble import ProcessPool

    # A copy of this process would hold its threads' locks, its connections and all of its memory.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return ProcessPool(
        max_workers=processes,
        max_tasks=_FILES_PER_PROCESS,
        initializer=_limit_this_process,
        initargs=(limits.memory_bytes, os.getpid()),
        context=context,
    )


def _limit_this_process(memory_bytes: int, program: int) -> None:
    threading.Thread(target=_end_with, args=(program,), daemon=True).start()
    # Ctrl-C reaches all processes of a terminal: the parent ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICENESS)
    # Threads of libraries would count as computing, and each asks for memory of its own.
    os.environ |= dict.fromkeys(("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + memory_bytes, hardest))


def _end_with(program: int) -> None:
    """End this process once the program that it reads for is gone: killed, it could not end its readers."""
    import psutil

    while psutil.pid_exists(program):
        time.sleep(_LOOK_S)
    os._exit(1)


def _address_space() -> int:
    """Bytes of memory that this process has asked for."""
    import psutil

    return int(psutil.Process().memory_info().vms)


def _limited(timeout_s: float, work: Callable[..., T], *args: object) -> T:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hardest = resource.getrlimit(resource.RLIMIT_CPU)
    last_second = int(used.ru_utime + used.ru_stime + timeout_s) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (last_second, hardest))
    return work(*args)


def _read(kind: Format, content: bytes, name: str, max_bytes: int) -> Sequence[LoadedText]:
    return kind.read(content, name, max_bytes=max_bytes)
