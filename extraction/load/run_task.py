"""Where work on a file is done: in this process, or in one of its own within limits."""

import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class RunTask(Protocol):
    """Runs a function, maybe in another process; called with (task, function, its arguments), `task` for messages."""

    def __call__(self, task: str, /, work: Callable[..., T], *args: object) -> T:
        """What the function gives.

        Raises:
            DocumentRejectedError: it took too long or too much memory.
        """


def run_here(_task: str, /, work: Callable[..., T], *args: object) -> T:
    """What the function gives, run in this process."""
    return work(*args)


class LimitedRun:
    """Runs functions as another does, but no more than `at_once` at a time, whoever asks."""

    def __init__(self, run: RunTask, at_once: int) -> None:
        self._run = run
        self._slots = threading.Semaphore(at_once)

    def __call__(self, task: str, /, work: Callable[..., T], *args: object) -> T:
        """What the function gives, once there is room for it.

        Raises:
            DocumentRejectedError: it took too long or too much memory.
        """
        with self._slots:
            return self._run(task, work, *args)
