"""Questions asked by several clients at once, and what they cost."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import numpy as np

from benchmarks.service_process import cpu_s
from evaluation.data import EvalQuestion

_DEPTH = 5


@dataclass(frozen=True)
class Reply:
    """The passages that were found, best first, and the milliseconds of each step."""

    passages: tuple[str, ...]
    steps: Mapping[str, float] = field(default_factory=dict)


Ask = Callable[[str], Awaitable[Reply]]
"""Asks one question."""


@dataclass(frozen=True)
class Load:
    """What came of some questions: milliseconds of each, the whole time, and processor time by process."""

    ms: tuple[float, ...]
    seconds: float
    replies: tuple[tuple[EvalQuestion, Reply], ...]
    cpu_s: Mapping[str, float]

    def percentile(self, percent: float) -> float:
        """Milliseconds within which so many questions were answered."""
        return round(float(np.percentile(self.ms, percent)), 1)

    def figures(self) -> dict[str, float]:
        """The figures that are shown."""
        count = len(self.ms)
        return {
            "questions_per_s": round(count / self.seconds, 1),
            "p50_ms": self.percentile(50),
            "p95_ms": self.percentile(95),
            **{f"cpu_ms_{name}": round(spent * 1000 / count, 1) for name, spent in self.cpu_s.items()},
            "recall_at_5": round(self.recall(), 3),
        }

    def recall(self) -> float:
        """The share of the passages that answer a question among the first five, over the questions."""
        found = [
            len({*question.supporting_ids} & {*reply.passages[:_DEPTH]}) / len(question.supporting_ids)
            for question, reply in self.replies
        ]
        return float(np.mean(found))

    def steps(self) -> dict[str, dict[str, float]]:
        """For each step of the trace its milliseconds: median and 95th percentile."""
        each: defaultdict[str, list[float]] = defaultdict(list)
        for _, reply in self.replies:
            for name, ms in reply.steps.items():
                each[name].append(ms)
        return {
            name: {
                "p50": round(float(np.percentile(ms, 50)), 1),
                "p95": round(float(np.percentile(ms, 95)), 1),
            }
            for name, ms in each.items()
        }


async def load(
    ask: Ask,
    questions: Sequence[EvalQuestion],
    processes: Mapping[str, int],
    *,
    clients: int,
    count: int | None = None,
    until: Callable[[], bool] = lambda: False,
) -> Load:
    """`count` questions (None: any number) by these clients, each asking one after the other, or until `until` says so."""
    ms: list[float] = []
    replies: list[tuple[EvalQuestion, Reply]] = []

    def wanted() -> Iterator[EvalQuestion]:
        asked = 0
        while (count is None or asked < count) and not until():
            yield questions[asked % len(questions)]
            asked += 1

    following = wanted()

    async def client() -> None:
        for question in following:
            started = time.perf_counter()
            reply = await ask(question.question)
            ms.append((time.perf_counter() - started) * 1000)
            replies.append((question, reply))

    started = time.perf_counter()
    with _processor_time(processes) as spent:
        await asyncio.gather(*(client() for _ in range(clients)))
    return Load(tuple(ms), time.perf_counter() - started, tuple(replies), spent)


@contextmanager
def _processor_time(processes: Mapping[str, int]) -> Iterator[dict[str, float]]:
    before = {name: cpu_s(pid) for name, pid in processes.items()}
    spent: dict[str, float] = {}
    yield spent
    spent.update({name: cpu_s(pid) - before[name] for name, pid in processes.items()})


def api_client(
    url: str, path: str, options: Mapping[str, object], *, connections: int = 64
) -> tuple[httpx.AsyncClient, Ask]:
    """What asks the API at this path; the client has to be closed."""
    limits = httpx.Limits(max_connections=connections)
    http = httpx.AsyncClient(base_url=url, timeout=120.0, trust_env=False, limits=limits)

    async def ask(question: str) -> Reply:
        response = await http.post(path, json={"question": question, "options": dict(options)})
        found = response.raise_for_status().json()
        steps = {name: ms for name, ms in found["trace"]["ms"].items() if name != "total"}
        steps |= {
            f"channel {result['channel']}": result["ms"]
            for result in found["trace"]["channels"]
            if result["status"] == "ran"
        }
        return Reply(tuple(passage["source"] for passage in found["passages"]), steps)

    return http, ask
