"""A Neo4j of our own on this machine, without Docker."""

import asyncio
import contextlib
import re
import shutil
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil
from filelock import AsyncFileLock, Timeout
from pydantic import SecretStr

from kg.jars.installing import install_jars
from kg.jars.pinned_jar import PinnedJar
from kg.server.address import USER, Neo4jAddress, Neo4jStatus, Ports
from kg.server.configuration import conf_text, home_argument, java_arguments, server_settings
from kg.server.home import STATE_FILE, ServerState, prepare_home, read_state, write_state
from kg.server.jar_lock import JarLock, shipped_jar_lock
from kg.server.java import find_java
from kg.server.memory import machine_memory_mb, size_memory
from kg.server.password import find_password, keep_password, try_log_in
from kg.server.ports import choose_ports
from kg.server.server_options import ServerOptions
from kg.server.server_process import ProcessRecord, end_process, find_process, listens_on, spawn
from schemas.errors import ConfigError, ConflictError, GraphStoreError, InputError
from schemas.ports import Progress, no_progress

_NAME = re.compile(r"[^\W_][\w-]{0,62}")
_LOCK_TIMEOUT_S = 300
_START_TIMEOUT_S = 180
_PAUSE_S = 0.1
_PORT_ATTEMPTS = 3
_TAIL_LINES = 15
_PORT_TAKEN = "Address already in use"
_MIB = 1024 * 1024


class _PortTakenError(Exception):
    """Another program took a port between our choice and the server's start."""


class LocalNeo4j:
    """A private Neo4j Community server: its data, password and logs are in the folder `home`/`name`."""

    def __init__(self, home: Path, name: str = "default", *, options: ServerOptions | None = None) -> None:
        if not _NAME.fullmatch(name):
            raise InputError(
                f"{name!r} cannot be the name of a server.",
                remedy="Use up to 63 letters, digits, - and _, the first one a letter or a digit.",
            )
        self._name = name
        self._options = options or ServerOptions()
        self._home = home.absolute() / name
        self._state_file = self._home / STATE_FILE
        self._password_file = self._home / "password"
        self._log = self._home / "logs" / "console.log"
        self._lock_file = self._home.with_name(f"{name}.lock")

    @property
    def name(self) -> str:
        """The name of the server."""
        return self._name

    @property
    def exists(self) -> bool:
        """Whether it was ever started, and not wiped since."""
        return self._home.is_dir()

    @property
    def password_file(self) -> Path:
        """The file that holds the password, readable by its owner only."""
        return self._password_file

    async def fetch(self, *, on_progress: Progress | None = None) -> None:
        """Gets everything that a start needs, so that later starts need no network.

        Raises:
            BackendError: a jar is missing or damaged and could not be fetched.
        """
        await self._install(shipped_jar_lock(), on_progress or no_progress)

    async def start(self, *, heap_mb: int | None = None, on_progress: Progress | None = None) -> Neo4jAddress:
        """The address of the running server, which was started unless it ran already. It goes on when we end.

        Raises:
            GraphStoreError: it did not start; the message ends with the last lines of its log.
            BackendError: a jar is missing or damaged and could not be fetched.
            ConfigError: no Java, or the folder cannot be written.
            ConflictError: another call kept the server busy for too long.
        """
        async with self._exclusively():
            state = read_state(self._state_file)
            if state and state.process and find_process(state.process):
                return await self._wait_until_ready(state.process, state.ports, already_running=True)
            return await self._start(state, heap_mb=heap_mb, on_progress=on_progress or no_progress)

    async def stop(self) -> bool:
        """Whether a server ran; it has ended, with all it wrote safely stored.

        Raises:
            ConflictError: another call kept the server busy for too long.
        """
        if not self.exists:
            return False
        async with self._exclusively():
            return await self._stop()

    async def wipe(self) -> bool:
        """Whether there was a server of this name; it is stopped and its graph, password and logs are gone.

        Raises:
            ConflictError: another call kept the server busy for too long.
        """
        if not self.exists:
            return False
        async with self._exclusively():
            await self._stop()
            await asyncio.to_thread(shutil.rmtree, self._home)
        return True

    @contextlib.asynccontextmanager
    async def stopped(self) -> AsyncIterator[tuple[Path, tuple[Path, ...]]]:
        """Java and the jars of Neo4j, for its own programs: while the block runs the server is stopped, and nobody starts it."""
        lock = shipped_jar_lock()
        java = await asyncio.to_thread(find_java, lock.java_versions, preferred=self._options.java)
        async with self._exclusively():
            await self._stop()
            yield java, await self._install(lock, no_progress)

    def status(self) -> Neo4jStatus:
        """Whether the server runs, and where."""
        state = read_state(self._state_file)
        status = Neo4jStatus(name=self._name, running=False, home=self._home)
        if state is None:
            return status
        ports = state.ports
        known = {"uri": ports.uri, "http_url": ports.http_url, "browser_url": ports.browser_url}
        process = self._process(state)
        if process is None:
            return status.model_copy(update=known)
        with process.oneshot():
            running = {
                "running": True,
                "pid": process.pid,
                "started_at": datetime.fromtimestamp(process.create_time(), UTC),
                "memory_mb": process.memory_info().rss // _MIB,
            }
        return status.model_copy(update=known | running)

    def find_address(self) -> Neo4jAddress | None:
        """The address of the server while it runs."""
        state = read_state(self._state_file)
        if state is None or self._process(state) is None:
            return None
        return self._address(state.ports, already_running=True)

    @contextlib.asynccontextmanager
    async def _exclusively(self) -> AsyncIterator[None]:
        try:
            self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
            async with AsyncFileLock(self._lock_file, timeout=_LOCK_TIMEOUT_S):
                yield
        except Timeout as exc:
            raise ConflictError(
                f"Another command has been starting or stopping the server {self._name!r} for {_LOCK_TIMEOUT_S} s.",
                remedy="Wait for it, or end it, then try again.",
            ) from exc
        except OSError as exc:
            raise ConfigError(
                f"The folder of the server, {self._home}, cannot be used: {exc}",
                remedy="Make it writable, free disk space, or choose another data folder.",
            ) from exc

    def _process(self, state: ServerState | None) -> psutil.Process | None:
        return find_process(state.process) if state and state.process else None

    def _address(self, ports: Ports, *, already_running: bool) -> Neo4jAddress:
        password = find_password(self._password_file)
        if password is None:
            raise GraphStoreError(
                f"The password file of the server {self._name!r} is gone: {self._password_file}",
                remedy="Put it back, or start from an empty graph with `citegraph neo4j wipe`.",
            )
        return Neo4jAddress(
            uri=ports.uri,
            user=USER,
            password=password,
            http_url=ports.http_url,
            browser_url=ports.browser_url,
            already_running=already_running,
        )

    async def _start(
        self, last: ServerState | None, *, heap_mb: int | None, on_progress: Progress
    ) -> Neo4jAddress:
        lock = shipped_jar_lock()
        java = await asyncio.to_thread(find_java, lock.java_versions, preferred=self._options.java)
        jars = await self._install(lock, on_progress)
        keep_password(self._password_file)
        on_progress("starting Neo4j", 0, 1)
        for _ in range(_PORT_ATTEMPTS):
            ports = choose_ports(*self._wished_ports(last))
            try:
                address = await self._run_until_ready(java, jars, ports, heap_mb=heap_mb)
            except _PortTakenError:
                continue
            on_progress("starting Neo4j", 1, 1)
            return address
        raise self._start_error("its ports were taken by other programs again and again")

    async def _install(self, lock: JarLock, on_progress: Progress) -> tuple[Path, ...]:
        return await install_jars(
            (*lock.jars, *self._options.extra_jars),
            self._options.jar_cache,
            repository=self._options.maven_repository,
            on_progress=on_progress,
        )

    def _wished_ports(self, last: ServerState | None) -> list[Ports]:
        wishes = [last.ports] if last else []
        return [*wishes, self._options.wished_ports] if self._options.wished_ports else wishes

    async def _run_until_ready(
        self, java: Path, jars: Sequence[Path], ports: Ports, *, heap_mb: int | None
    ) -> Neo4jAddress:
        """Starts the process; when it does not become ready, or we are interrupted, it is ended again."""
        record = self._launch(java, jars, ports, heap_mb=heap_mb)
        write_state(self._state_file, ServerState(ports=ports, process=record))
        try:
            return await self._wait_until_ready(record, ports, already_running=False)
        except BaseException:
            await self._stop()
            raise

    def _launch(
        self, java: Path, jars: Sequence[Path], ports: Ports, *, heap_mb: int | None
    ) -> ProcessRecord:
        memory = size_memory(machine_memory_mb(), heap_mb=heap_mb)
        settings = server_settings(ports, memory, extra=self._options.extra_settings)
        plugins = [path for path, jar in self._extra(jars) if jar.coordinate in self._options.plugins]
        prepare_home(self._home, conf_text(settings), plugins=plugins)
        command = (str(java), *java_arguments(self._home, jars, memory))
        return spawn(command, argument=home_argument(self._home), output=self._log)

    def _extra(self, jars: Sequence[Path]) -> list[tuple[Path, PinnedJar]]:
        extra = self._options.extra_jars
        return list(zip(jars[len(jars) - len(extra) :], extra, strict=True))

    async def _wait_until_ready(
        self, record: ProcessRecord, ports: Ports, *, already_running: bool
    ) -> Neo4jAddress:
        """The address, once the process itself listens, answers queries and has its password."""
        address = self._address(ports, already_running=already_running)
        deadline = time.monotonic() + _START_TIMEOUT_S
        while not await self._is_ready(record, ports, address.password):
            if time.monotonic() > deadline:
                raise self._start_error(f"it did not answer within {_START_TIMEOUT_S} s")
            await asyncio.sleep(_PAUSE_S)
        return address

    async def _is_ready(self, record: ProcessRecord, ports: Ports, password: SecretStr) -> bool:
        process = find_process(record)
        if process is None:
            if _PORT_TAKEN in self._log_tail():
                raise _PortTakenError
            raise self._start_error("it ended")
        # Another program may answer at that port: it must not be sent a password.
        return listens_on(process, ports.bolt) and await try_log_in(ports.uri, password)

    async def _stop(self) -> bool:
        state = read_state(self._state_file)
        process = self._process(state)
        if process is not None:
            await end_process(process)
        if state is not None:
            write_state(self._state_file, ServerState(ports=state.ports))
        return process is not None

    def _start_error(self, what: str) -> GraphStoreError:
        return GraphStoreError(
            f"Neo4j did not start: {what}. The last lines of {self._log}:\n{self._log_tail()}",
            remedy="Correct what the log complains about; `citegraph doctor` checks memory, disk and Java.",
        )

    def _log_tail(self) -> str:
        try:
            lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ""
        telling = [
            line for line in lines if not line.startswith("\tat ")
        ]  # where in Java it was says nothing here
        return "\n".join(telling[-_TAIL_LINES:])
