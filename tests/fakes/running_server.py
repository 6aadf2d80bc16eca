"""`citegraph serve` as a process of its own, and the program as a person calls it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

import httpx

from schemas.job import Job
from tests.fakes.warm_start import BASE_ENVIRONMENT, MEASURED, Program, start_warm

Start = Callable[..., "Program | subprocess.Popen[bytes]"]

CHECKOUT = Path(__file__).resolve().parents[2]
TO_MEASURE = "COVERAGE_CONFIG_OF_PROGRAMS"
# What the program itself starts is not measured: see tests/conftest.py.
_PROGRAM = [
    sys.executable,
    "-c",
    f"import os; os.environ.pop('{MEASURED}', None); from api.cli import main; main()",
]
ANEW = httpx.Limits(max_keepalive_connections=0)
"""A connection for each call: one that is kept may be closed by the server at the moment when it is used again."""
_RUN_S = 150.0
_START_S = 120.0
_JOB_S = 120.0
_ENDED = {"done", "failed", "cancelled", "waiting for review"}


def environment(home: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """Nothing of this machine's configuration, but `variables`."""
    return {
        **BASE_ENVIRONMENT,
        "HOME": str(home),
        "CITEGRAPH_HOME": str(home / "data"),
        "CITEGRAPH_WARM_UP": "false",  # most tests ask little, and many servers are started
        **measurement(),
        **variables,
    }


def measurement() -> dict[str, str]:
    """The variable by which coverage measures the programs that a measured run starts; empty in any other run."""
    return {MEASURED: os.environ[TO_MEASURE]} if TO_MEASURE in os.environ else {}


def citegraph(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The program run to its end in the folder `home`, with its data there."""
    return _run(start_warm, home, arguments, variables)


def citegraph_from_cold(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The same in an interpreter of its own, for tests of what is imported, from where, and how long all takes."""
    return _run(start_cold, home, arguments, variables)


def start_cold(
    arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdout: IO[bytes], stderr: IO[bytes]
) -> "subprocess.Popen[bytes]":
    """A new process of the program in an interpreter of its own; there is nothing to read from its standard input."""
    return subprocess.Popen(
        [*_PROGRAM, *arguments], cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr
    )


def _run(
    start: Start, home: Path, arguments: Sequence[str], variables: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        process = start(arguments, cwd=home, env=environment(home, variables), stdout=stdout, stderr=stderr)
        try:
            code = process.wait(_RUN_S)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            raise
        written = [_text(file) for file in (stdout, stderr)]
    return subprocess.CompletedProcess(["citegraph", *arguments], code, *written)


class RunningServer:
    """The server; a context manager. `http` calls it, `lines` are what it wrote."""

    def __init__(self, home: Path, variables: Mapping[str, str], start: Start = start_warm) -> None:
        self.home = home
        self.variables = dict(variables)
        self._start = start
        self.lines: list[str] = []
        self.url = ""
        self.http = httpx.Client()
        self._serving = threading.Event()

    def __enter__(self) -> "RunningServer":
        log, end = os.pipe()
        with Path(os.devnull).open("wb") as stdout, os.fdopen(end, "wb") as stderr:
            self._process = self._start(
                ["serve", "--port", "0"],
                cwd=self.home,
                env=environment(self.home, self.variables),
                stdout=stdout,
                stderr=stderr,
            )
        self._reader = threading.Thread(target=self._read, args=[log], name="server-log")
        self._reader.start()
        if not self._serving.wait(_START_S) or not self.url:
            self.__exit__(None, None, None)
            raise RuntimeError("the server did not start:\n" + "\n".join(self.lines))
        key = self.variables.get("CITEGRAPH_API_KEY")
        headers = {"X-API-Key": key} if key else {}
        self.http = httpx.Client(
            base_url=self.url, headers=headers, timeout=120.0, trust_env=False, limits=ANEW
        )
        try:
            self._wait_until_alive()
        except RuntimeError:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            self.exit_code = self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGKILL)
            self.exit_code = self._process.wait()
        self._reader.join()

    @property
    def pid(self) -> int:
        """The server's process."""
        return self._process.pid

    @property
    def logs(self) -> list[dict[str, object]]:
        """The log lines so far."""
        return [json.loads(line) for line in list(self.lines) if line.startswith("{")]

    def logged(self, request_id: str, *, timeout_s: float = 10.0) -> list[dict[str, object]]:
        """The log lines of this request, which come after its answer."""
        until = time.monotonic() + timeout_s
        while True:
            found = [line for line in self.logs if line.get("request_id") == request_id]
            if found or time.monotonic() > until:
                return found
            time.sleep(0.01)

    def is_running(self) -> bool:
        """Whether the process is alive."""
        return self._process.poll() is None

    def upload(self, name: str, content: bytes | str) -> httpx.Response:
        """Send one file."""
        data = content.encode() if isinstance(content, str) else content
        return self.http.post("/v1/documents", files={"file": (name, data)})

    def ingest(self, name: str, content: bytes | str) -> Job:
        """Send one file and wait for its job, which has to succeed."""
        response = self.upload(name, content)
        assert response.status_code == 202, response.text
        job = self.wait_for_job(str(response.json()["id"]))
        assert job.state == "done", job
        return job

    def wait_for_job(self, job_id: str, *, timeout_s: float = _JOB_S) -> Job:
        """The job once it has ended."""
        give_up = time.monotonic() + timeout_s
        while time.monotonic() < give_up:
            job = Job.model_validate(self.http.get(f"/v1/jobs/{job_id}").raise_for_status().json())
            if job.state in _ENDED:
                return job
            time.sleep(0.1)
        raise TimeoutError(f"job {job_id} did not end: {job}")

    def _read(self, log: int) -> None:
        with os.fdopen(log, encoding="utf-8") as lines:
            for line in lines:
                self.lines.append(line.rstrip("\n"))
                if line.startswith("serving "):
                    self.url = line.split()[1]
                    self._serving.set()
        self._serving.set()

    def _wait_until_alive(self) -> None:
        give_up = time.monotonic() + _START_S
        while time.monotonic() < give_up and self.is_running():
            try:
                self.http.get("/healthz").raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("the server does not answer:\n" + "\n".join(self.lines))


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()
