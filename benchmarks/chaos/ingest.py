"""One ingest by an API and two workers, and who is killed meanwhile."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import httpx

from benchmarks.chaos.model import CountingModel, text_of
from benchmarks.chaos.report import Kill
from benchmarks.chaos.servers import Citegraph, Neo4j, Postgres, environment
from tests.fakes.free_port import free_port
from tests.fakes.machine import Machine

VICTIMS = ("API", "worker", "other worker", "Neo4j", "Postgres")
AT_ONCE = 2
DOCUMENTS_A_JOB = 10
DOWN_S = 2.0
_INGEST_S = 3_600.0
_PAUSE_S = 0.5
_ADDRESSES = ("NEO4J_URI", "CITEGRAPH_JOBS_URL")
_UNDER_WAY = {"queued", "running"}
_Files = Sequence[tuple[str, tuple[str, bytes]]]


@dataclass(frozen=True)
class Plan:
    """Who is to be killed, and when."""

    victim: str
    after_requests: int
    delay_s: float


class Ingest:
    """The processes of one ingest; a context manager."""

    def __init__(
        self,
        home: Path,
        neo4j: Neo4j,
        postgres: Postgres,
        model: CountingModel,
        *,
        clocks: Mapping[str, float] = MappingProxyType({}),
        machine: Machine | None = None,
    ) -> None:
        """Prepare them; `clocks` says by how many seconds those of these programs are wrong, `machine` where the other worker runs."""
        self._clocks = {name: home / f"{name}.clock" for name in clocks}
        for name, ahead_s in clocks.items():
            self.set_clock(name, ahead_s)
        self._neo4j, self._postgres, self._model = neo4j, postgres, model
        self._port = free_port()
        url = postgres.create(home.name)
        variables = environment(
            neo4j,
            {
                "CITEGRAPH_HOME": str(home / "data"),
                "CITEGRAPH_GRAPH": "chaos",
                "CITEGRAPH_WARM_UP": "false",
                "CITEGRAPH_JOBS_URL": url,
                "CITEGRAPH_LLM_CONCURRENCY": str(AT_ONCE),
                "CITEGRAPH_EXTRACTION_MODE": "prompt",
                "CITEGRAPH_MERGING__ENABLED": "false",
                "OPENAI_BASE_URL": model.base_url,
                "OPENAI_API_KEY": "none",
            },
        )
        if machine:
            variables["CITEGRAPH_ADMISSION__AT_ONCE"] = "1"  # so that each worker has a job
            # The same for all, since what the model answered is known by it.
            variables["OPENAI_BASE_URL"] = machine.address_of(model.base_url)
        apart = {name: machine.address_of(variables[name]) for name in _ADDRESSES} if machine else {}
        elsewhere = {"other worker": (machine.command, variables | apart)} if machine else {}
        here: tuple[Sequence[str], Mapping[str, str]] = ((), variables)
        serve = ["serve", "--no-jobs", "--port", str(self._port)]
        programs = {
            "API": (serve, "serving "),
            "worker": (["worker"], "running the jobs"),
            "other worker": (["worker"], "running the jobs"),
        }
        self._programs = {}
        for name, (arguments, words) in programs.items():
            behind, given = elsewhere.get(name, here)
            self._programs[name] = Citegraph(
                arguments, words, given, home / f"{name}.log", behind=behind, clock=self._clocks.get(name)
            )

    def __enter__(self) -> "Ingest":
        for program in self._programs.values():
            program.start()
        for program in self._programs.values():
            program.wait()
        self._began = time.monotonic()
        return self

    def __exit__(self, *_error: object) -> None:
        for program in self._programs.values():
            program.stop()

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self._began

    @property
    def url(self) -> str:
        """The address of the API."""
        return f"http://127.0.0.1:{self._port}"

    def set_clock(self, name: str, ahead_s: float) -> None:
        """Let the clock of one of `clocks` jump."""
        wished = self._clocks[name].with_suffix(".wished")
        wished.write_text(str(ahead_s))
        wished.replace(self._clocks[name])

    def kill(self, plan: Plan) -> Kill:
        """Kill -9 once so many requests have come, and so many seconds later; start it again after a while."""
        self._model.wait_for_requests(plan.after_requests, timeout_s=_INGEST_S)
        time.sleep(plan.delay_s)
        known: Mapping[str, Citegraph | Neo4j | Postgres] = {
            **self._programs,
            "Neo4j": self._neo4j,
            "Postgres": self._postgres,
        }
        victim = plan.victim
        one, at_s = known[victim], self.seconds
        in_flight, before = self._model.in_flight_now, len(self._model.requests)
        one.kill()
        time.sleep(DOWN_S)
        one.start()
        one.wait()
        lost = {
            "Postgres": in_flight + len(self._model.requests) - before,  # nothing could be stored meanwhile
            "worker": min(in_flight, AT_ONCE),
            "other worker": min(in_flight, AT_ONCE),
        }
        return Kill(victim, round(at_s, 1), lost.get(victim, 0))

    def submit(self, names: Sequence[str]) -> dict[str, list[str]]:
        """The jobs of these documents; what was not answered is sent again, which makes the same job."""
        jobs: dict[str, list[str]] = {}
        for start in range(0, len(names), DOCUMENTS_A_JOB):
            batch = names[start : start + DOCUMENTS_A_JOB]
            files = [("file", (f"{name}.txt", text_of(name).encode())) for name in batch]
            jobs[str(self._call("POST", "/v1/documents", files)["id"])] = list(batch)
        return jobs

    def wait(self, jobs: Sequence[str]) -> Counter[str]:
        """The states of the jobs, once none is under way or the time is over."""
        while True:
            states = [str(self._call("GET", f"/v1/jobs/{job}")["state"]) for job in jobs]
            if _UNDER_WAY.isdisjoint(states) or self.seconds > _INGEST_S:
                return Counter(states)
            time.sleep(_PAUSE_S)

    def _call(self, method: str, path: str, files: _Files | None = None) -> dict[str, object]:
        while True:
            try:
                with httpx.Client(base_url=self.url, timeout=120, trust_env=False) as http:
                    response = http.request(method, path, files=files)
                if response.status_code < 500:
                    found: dict[str, object] = response.raise_for_status().json()
                    return found
                if response.status_code != 503:
                    raise RuntimeError(f"{method} {path}: {response.status_code} {response.text}")
            except httpx.TransportError:
                pass  # it is being killed
            if self.seconds > _INGEST_S:
                raise RuntimeError(f"{method} {path} was never answered")
            time.sleep(_PAUSE_S)
