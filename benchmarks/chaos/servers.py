"""The processes of one installation, each of which may be killed at any moment and started again: Neo4j, Postgres, workers, an API."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from kg.server.local_neo4j import LocalNeo4j
from kg.server.server_options import ServerOptions
from schemas.errors import GraphStoreError
from tests.fakes.free_port import free_port
from tests.fakes.postgres import find_postgres

_PROGRAM = [sys.executable, "-c", "from api.cli import main; main()"]
_BY_ANOTHER_CLOCK = [sys.executable, "-m", "benchmarks.chaos.clock"]
_REPOSITORY = Path(__file__).resolve().parents[2]
_PATIENCE_S = 900.0
_PAUSE_S = 0.1
_NEO4J_STARTS = 5


class Citegraph:
    """`citegraph` with these arguments; it is there once it has said the words."""

    def __init__(
        self,
        arguments: list[str],
        words: str,
        environment: Mapping[str, str],
        log: Path,
        *,
        behind: Sequence[str] = (),
        clock: Path | None = None,
    ) -> None:
        """Prepare it: `behind` words that lead to it; where `clock` is given, that file says by how many seconds its clock is wrong."""
        self._program = [*behind, *(_PROGRAM if clock is None else [*_BY_ANOTHER_CLOCK, str(clock)])]
        self._arguments = arguments
        self._words = words
        self._environment = environment
        self._log = log

    def start(self) -> None:
        """Start it anew."""
        self._begun = self._log.stat().st_size if self._log.exists() else 0
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self._program, *self._arguments],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def wait(self) -> None:
        """Return once it works."""
        until = time.monotonic() + _PATIENCE_S
        while self._words.encode() not in self._log.read_bytes()[self._begun :]:
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{self._arguments} did not start:\n{self._log.read_text()}")
            time.sleep(_PAUSE_S)

    def kill(self) -> None:
        """Kill -9."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """As an operator does."""
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()


class Postgres:
    """A cluster of its own on loopback, without a password: it is gone with its folder."""

    def __init__(self, folder: Path) -> None:
        programs = find_postgres()
        if programs is None:
            raise RuntimeError("Postgres is not installed (Debian's package: postgresql)")
        self._programs, self._folder, self.port = programs, folder, free_port()
        self._user = None if os.geteuid() else "postgres"
        folder.mkdir()
        if self._user:
            shutil.chown(folder, self._user)
        command = [
            *(str(programs / "initdb"), "-D", str(folder / "data"), "-U", "citegraph", "-A", "trust"),
            "--encoding=UTF8",
        ]
        subprocess.run(command, user=self._user, cwd=folder, check=True, capture_output=True)
        self.start()

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        options = ["-h", "127.0.0.1", "-p", str(self.port), "-c", "unix_socket_directories="]
        with Path(os.devnull).open("wb") as nothing:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._folder / "data", *options],
                user=self._user,
                cwd=self._folder,
                stdout=nothing,
                stderr=nothing,
            )
        until = time.monotonic() + _PATIENCE_S
        ask = [str(self._programs / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        while subprocess.run(ask, check=False).returncode:
            if time.monotonic() > until:
                raise RuntimeError("Postgres did not start")
            time.sleep(_PAUSE_S)

    def create(self, name: str) -> str:
        """The URL of a new database."""
        base = f"postgresql://citegraph@127.0.0.1:{self.port}"
        make = [str(self._programs / "psql"), "-q", f"{base}/postgres", "-c", f"CREATE DATABASE {name}"]
        subprocess.run(make, check=True)
        return f"{base}/{name}"

    def wait(self) -> None:
        """It works once it has started."""

    def kill(self) -> None:
        """Kill -9 of the server and of what it has forked, as when the machine loses its power."""
        self._process.send_signal(signal.SIGSTOP)  # so that it forks no more
        for child in psutil.Process(self._process.pid).children(recursive=True):
            child.kill()
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """At once, whoever is connected."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(60)


class Neo4j:
    """A private server that comes back at the same address."""

    def __init__(self, folder: Path) -> None:
        self._server = LocalNeo4j(folder, "chaos", options=ServerOptions(wished_ports=None))
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers, which takes its time on a machine with other work."""
        for _ in range(_NEO4J_STARTS - 1):
            with suppress(GraphStoreError):
                self.address = asyncio.run(self._server.start(heap_mb=1024))
                return
        self.address = asyncio.run(self._server.start(heap_mb=1024))

    def wait(self) -> None:
        """It works once it has started."""

    def kill(self) -> None:
        """Kill -9."""
        pid = self._server.status().pid
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=30)

    def stop(self) -> None:
        """Stop it and take its folder away."""
        asyncio.run(self._server.wipe())


def environment(neo4j: Neo4j, variables: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program of ours on that Neo4j, whatever this machine has configured."""
    others = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OPENAI_", "CITEGRAPH_", "NEO4J_", "OTEL_"))
    }
    address = neo4j.address
    return {
        **others,
        "NEO4J_URI": address.uri,
        "NEO4J_USER": address.user,
        "NEO4J_PASSWORD": address.password.get_secret_value(),
        "PYTHONPATH": str(_REPOSITORY),
        "PYTHONUNBUFFERED": "1",
        **variables,
    }
