"""Starts of the program that need not wait until Python has imported it and its libraries: seconds of work for PyTorch alone.

One process, the warm one, has imported them and has loaded the analysers and the lists of words. Each program is forked from
it: a process of its own with its own arguments, environment, folder, streams, signals and end. Only the last act of an
interpreter is left out, after the handlers of `atexit`: to take all libraries apart again costs more than most commands. It is
not the fork server of the standard library: the program reads files with that one, and has to start it by itself.
"""

import atexit
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

MEASURED = "COVERAGE_PROCESS_CONFIG"
NETWORK = "NETWORK_NAMESPACE_OF_PROGRAM"
"""A variable that names the file of the network in which the program runs, where it is not this one."""
BASE_ENVIRONMENT = {
    # A Neo4j that a program starts runs for seconds: it is done sooner when Java compiles quickly rather than well.
    "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1",
    "PATH": os.environ["PATH"],
    "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    "PYTHONUNBUFFERED": "1",
    "HF_HUB_OFFLINE": "1",
}
# As code, for a module that is run by its name is imported once more by each process that reads files.
_CODE = "from tests.fakes.warm_process import run_when_asked; run_when_asked()"


class Program:
    """A running program, as `subprocess.Popen` gives one."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self.pid = _receive_number(link)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Exit code, negative for a signal; None while it runs."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Exit code once the program has ended.

        Raises:
            subprocess.TimeoutExpired: it still runs.
        """
        if self.returncode is None:
            ended, _, _ = select.select([self._link], [], [], timeout)
            if not ended:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
            self.returncode = _receive_number(self._link)
            self._link.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the program has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


def start_warm(
    arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdout: IO[bytes], stderr: IO[bytes]
) -> Program:
    """A new process of the program; there is nothing to read from its standard input."""
    ours, theirs = socket.socketpair()
    with theirs, Path(os.devnull).open("rb") as stdin:
        files = [file.fileno() for file in (theirs, stdin, stdout, stderr)]
        socket.send_fds(_warm_process(env.get(MEASURED, "")), [b"+"], files)
    ours.sendall(json.dumps([list(arguments), str(cwd), dict(env)]).encode())
    ours.shutdown(socket.SHUT_WR)
    return Program(ours)


def send_number(link: socket.socket, number: int) -> None:
    """Send it as `Program` receives it."""
    link.sendall(number.to_bytes(4, "big", signed=True))


def _receive_number(link: socket.socket) -> int:
    received = b""
    with suppress(ConnectionResetError):
        received = link.recv(4, socket.MSG_WAITALL)
    if not received:
        raise RuntimeError("the warm process has ended; its error is in the output of the tests")
    return int.from_bytes(received, "big", signed=True)


@cache
def _warm_process(measured: str) -> socket.socket:
    """The socket to ask the warm process by; closed at the end of this process, it ends the other too."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", _CODE, str(theirs.fileno()), measured],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={**BASE_ENVIRONMENT, "HOME": os.devnull},
        )

    @atexit.register
    def end() -> None:
        ours.close()
        process.wait()

    return ours
