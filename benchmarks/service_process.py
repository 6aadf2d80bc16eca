"""The API as a process of its own, as a person starts it, and what it takes of the machine."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import httpx
import psutil

from api.settings import Settings
from kg.server.address import Neo4jAddress
from schemas.job import Job

_PROGRAM = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "0"]
_PATIENCE_S = 180.0
_PAUSE_S = 0.05
_JOB_S = 600.0
_ENDED = {"done", "failed", "cancelled", "waiting for review"}
_MIB = 1024 * 1024


def cpu_s(pid: int) -> float:
    """Seconds of processor time that the process has taken."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


class Service:
    """`citegraph serve` on a Neo4j that runs; a context manager. `http` calls it, with a connection for each call if `anew`."""

    def __init__(
        self,
        settings: Settings,
        neo4j: Neo4jAddress,
        log: Path,
        *,
        anew: bool = False,
        questions_at_once: int = 64,
    ) -> None:
        self._limits = httpx.Limits(max_keepalive_connections=0) if anew else httpx.Limits()
        self._environment = _environment(settings, neo4j, questions_at_once)
        self._log = log
        key = settings.api_key
        self._headers = {"X-API-Key": key.get_secret_value()} if key else {}
        self.http = httpx.Client()

    def __enter__(self) -> "Service":
        self.began = time.perf_counter()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                _PROGRAM,
                env=self._environment,
                cwd=self._log.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            self.url = self._wait_for_address()
        except RuntimeError:
            self.__exit__(None, None, None)
            raise
        self.http = httpx.Client(
            base_url=self.url,
            headers=self._headers,
            timeout=_PATIENCE_S,
            trust_env=False,
            limits=self._limits,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        """The process of the API."""
        return self._process.pid

    @property
    def resident_mib(self) -> float:
        """What it holds in memory, the files that are mapped included; without the processes that read files."""
        return float(psutil.Process(self.pid).memory_info().rss) / _MIB

    def seconds_since_start(self) -> float:
        """Seconds since the process was started."""
        return time.perf_counter() - self.began

    def wait_until_ready(self) -> float:
        """The seconds from the start until the API said that it is ready."""
        while self.http.get("/readyz").status_code != 200:
            self._check()
            time.sleep(_PAUSE_S)
        return self.seconds_since_start()

    def upload(self, name: str, content: str) -> Job:
        """The job that ingests this file."""
        response = self.http.post("/v1/documents", files={"file": (name, content.encode())})
        return Job.model_validate(response.raise_for_status().json())

    def job(self, job_id: str) -> Job:
        """The job as it is now."""
        return Job.model_validate(self.http.get(f"/v1/jobs/{job_id}").raise_for_status().json())

    def wait_for_job(self, job_id: str) -> Job:
        """The job once it has ended.

        Raises:
            RuntimeError: it failed or does not end.
        """
        give_up = time.monotonic() + _JOB_S
        while (job := self.job(job_id)).state not in _ENDED and time.monotonic() < give_up:
            time.sleep(_PAUSE_S)
        if job.state != "done":
            raise RuntimeError(f"the job did not end well: {job}")
        return job

    def _wait_for_address(self) -> str:
        while True:
            self._check()
            for line in self._log.read_text(encoding="utf-8").splitlines():
                if line.startswith("serving "):
                    return line.split()[1]
            time.sleep(_PAUSE_S)

    def _check(self) -> None:
        if self._process.poll() is not None or self.seconds_since_start() > _PATIENCE_S:
            raise RuntimeError(f"the API did not start:\n{self._log.read_text(encoding='utf-8')}")


def _environment(settings: Settings, neo4j: Neo4jAddress, questions_at_once: int) -> Mapping[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    return ours | {
        "CITEGRAPH_HOME": str(settings.home.absolute()),
        "CITEGRAPH_GRAPH": settings.graph,
        **({"CITEGRAPH_API_KEY": settings.api_key.get_secret_value()} if settings.api_key else {}),
        "CITEGRAPH_EXTRACTOR": settings.extractor,
        "CITEGRAPH_SCHEMA_MODE": settings.schema_mode,
        "CITEGRAPH_MAX_CONCURRENT_QUESTIONS": str(questions_at_once),
        "NEO4J_URI": neo4j.uri,
        "NEO4J_USER": neo4j.user,
        "NEO4J_PASSWORD": neo4j.password.get_secret_value(),
        "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
        "PYTHONUNBUFFERED": "1",
    }
