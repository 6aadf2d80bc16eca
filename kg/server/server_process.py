"""The operating system's side of a server: start it apart from us, know it again, end it."""

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from schemas.value import Value

_END_TIMEOUT_S = 60
_JAVA_OPTIONS = "JDK_JAVA_OPTIONS"
_PAUSE_S = 0.05
_CLOCK_STEP_S = 60
"""By how much a process's start time may seem to move when the clock of the machine is set."""


class ProcessRecord(Value):
    """What is kept of a started process. The number alone would not do: the system gives it to others later."""

    pid: int
    created_at: float
    argument: str


def spawn(command: Sequence[str], *, argument: str, output: Path) -> ProcessRecord:
    """Starts a process in a session of its own, so that a Ctrl-C meant for us does not reach it.

    `argument` is the one of the command by which it will be known again. Output goes to the file, which is emptied.

    Raises:
        OSError: the program or the file cannot be used.
    """
    out = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        pid = os.posix_spawn(
            command[0],
            list(command),
            _environment(),
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, out, 1),
                (os.POSIX_SPAWN_DUP2, out, 2),
            ],
            setsid=True,
        )
    finally:
        os.close(out)
    return ProcessRecord(pid=pid, created_at=_created_at(pid), argument=argument)


def _environment() -> dict[str, str]:
    """What of our environment concerns the server: options that the user has for Java; it reads file names by LC_ALL."""
    return {
        "LC_ALL": "C.UTF-8",
        **{name: value for name, value in os.environ.items() if name == _JAVA_OPTIONS},
    }


def _created_at(pid: int) -> float:
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return time.time()


def find_process(record: ProcessRecord) -> psutil.Process | None:
    """The recorded process while it runs; None when it ended, or when its number belongs to another one now."""
    try:
        process = psutil.Process(record.pid)
        with process.oneshot():
            same = (
                process.status() != psutil.STATUS_ZOMBIE
                and abs(process.create_time() - record.created_at) < _CLOCK_STEP_S
                and record.argument in process.cmdline()
            )
    except psutil.Error:
        return None
    return process if same else None


def listens_on(process: psutil.Process, port: int) -> bool:
    """Whether it is this process that answers at the port."""
    try:
        connections = process.net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(one.status == psutil.CONN_LISTEN and one.laddr.port == port for one in connections)


async def end_process(process: psutil.Process) -> None:
    """Asks the process to end and waits for it; kills it when it does not."""
    try:
        process.terminate()
        await asyncio.to_thread(_wait, process)
    except psutil.NoSuchProcess:
        return


def _wait(process: psutil.Process) -> None:
    if not _ends_in_time(process):
        process.kill()
        if not _ends_in_time(process):
            raise psutil.TimeoutExpired(_END_TIMEOUT_S, process.pid)


def _ends_in_time(process: psutil.Process) -> bool:
    """Whether it ended; the system knows one that was started by another program until that one hears of its end."""
    give_up = time.monotonic() + _END_TIMEOUT_S
    while time.monotonic() < give_up:
        with suppress(psutil.TimeoutExpired):
            process.wait(_PAUSE_S)
            return True
        if process.ppid() != os.getpid() and _is_dead(process):
            return True
    return False


def _is_dead(process: psutil.Process) -> bool:
    try:
        # The first of its threads may have ended before the others.
        return process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1
    except psutil.NoSuchProcess:
        return True
