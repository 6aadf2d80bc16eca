"""Clients that note what came of each question, and the memory of a process while they ask."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence

import httpx
import numpy as np

from benchmarks.service_load import Ask, Reply, api_client, load
from benchmarks.service_process import Service
from evaluation.data import EvalQuestion

_OPTIONS = {"top_k": 5}
_SAMPLE_S = 5.0
_BACK_OFF_S = 1.0
Figures = dict[str, object]


class Asked:
    """Asks, and never raises: an answer, a refusal with a time to wait, and anything else are told apart."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._began = time.perf_counter()
        self._answered_ms: list[float] = []
        self._refused_ms: list[float] = []
        self._errors: Counter[str] = Counter()

    async def __call__(self, question: str) -> Reply:
        """What was found; nothing where the question was refused or failed, after the time that the server asks for."""
        began = time.perf_counter()
        try:
            reply = await self._ask(question)
        except httpx.HTTPStatusError as exc:
            return await self._refused(exc.response, (time.perf_counter() - began) * 1000)
        except httpx.HTTPError as exc:
            self._errors[type(exc).__name__] += 1
            await asyncio.sleep(_BACK_OFF_S)
            return Reply(())
        self._answered_ms.append((time.perf_counter() - began) * 1000)
        return reply

    def figures(self) -> Figures:
        """Counts, and milliseconds of answers and of refusals."""
        seconds = time.perf_counter() - self._began
        return {
            "seconds": round(seconds),
            "answered": len(self._answered_ms),
            "questions_per_s": round(len(self._answered_ms) / seconds, 1),
            **_percentiles("answer", self._answered_ms),
            "refused": len(self._refused_ms),
            **_percentiles("refusal", self._refused_ms),
            "errors": dict(self._errors),
        }

    async def _refused(self, response: httpx.Response, ms: float) -> Reply:
        wait = response.headers.get("Retry-After", "")
        if response.status_code == httpx.codes.SERVICE_UNAVAILABLE and wait.isdecimal():
            self._refused_ms.append(ms)
            await asyncio.sleep(float(wait))
        else:
            self._errors[f"{response.status_code}: {response.text[:200]}"] += 1
            await asyncio.sleep(_BACK_OFF_S)
        return Reply(())


def _percentiles(name: str, ms: Sequence[float]) -> dict[str, float]:
    return {
        f"{name}_p{percent}_ms": round(float(np.percentile(ms, percent)), 1) if ms else 0.0
        for percent in (50, 95, 100)
    }


async def ask_for(
    service: Service, questions: Sequence[EvalQuestion], *, clients: int, seconds: float
) -> Figures:
    """What came of the questions of so many clients, each asking one after the other for this time."""
    http, ask = api_client(service.url, "/v1/retrieve", _OPTIONS, connections=clients)
    until = time.monotonic() + seconds
    asked = Asked(ask)
    async with http:
        await load(asked, questions, {}, clients=clients, until=lambda: time.monotonic() > until)
    return asked.figures()


class Memory:
    """What a process holds in memory while the block runs, in MiB."""

    def __init__(self, measure: Callable[[], float]) -> None:
        self._measure = measure
        self._mib: list[float] = []

    async def __aenter__(self) -> "Memory":
        self._sampling = asyncio.create_task(self._sample())
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._sampling.cancel()
        await asyncio.wait([self._sampling])
        self._mib.append(self._measure())

    def quarters(self) -> list[int]:
        """The most in each quarter of the time, in their order; fewer than four where the time was short."""
        return [round(float(part.max())) for part in np.array_split(self._mib, 4) if part.size]

    async def _sample(self) -> None:
        while True:
            self._mib.append(self._measure())
            await asyncio.sleep(_SAMPLE_S)
