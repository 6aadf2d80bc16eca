"""Documents that come in over some time, in jobs of a few."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Sequence

import httpx

from benchmarks.service_process import Service
from evaluation.data import EvalPassage

A_JOB = 10
_SENT_WITHIN = 0.8
"""By this part of the time all are sent, so that the last are ready before its end where the server keeps up."""
_PATIENCE_S = 900.0
_PAUSE_S = 1.0
_UNDER_WAY = {"queued", "running"}
Figures = dict[str, object]


async def send(service: Service, passages: Sequence[EvalPassage], *, seconds: float) -> Figures:
    """What came of the passages, sent one job after the other over this time, once no job is under way or patience is over."""
    began = time.monotonic()
    jobs: list[str] = []
    errors: Counter[str] = Counter()
    delayed = 0
    starts = range(0, len(passages), A_JOB)
    for number, start in enumerate(starts):
        await asyncio.sleep(began + seconds * _SENT_WITHIN * number / len(starts) - time.monotonic())
        lines = [
            json.dumps({"id": one.id, "title": one.title, "text": one.text})
            for one in passages[start : start + A_JOB]
        ]
        try:
            job, refusals = await _uploaded(service, f"load-{passages[start].id}.jsonl", "\n".join(lines))
        except httpx.HTTPError as exc:
            errors[f"upload: {exc}"] += 1
            continue
        jobs.append(job)
        delayed += refusals
    sent = time.monotonic()
    ready = await _ready(service, jobs, errors)
    return {
        "documents": len(passages),
        "a_job": A_JOB,
        "sent_in_s": round(sent - began),
        "delayed": delayed,
        "ready": ready,
        "ready_in_s": round(time.monotonic() - began),
        "errors": dict(errors),
    }


async def _uploaded(service: Service, name: str, content: str) -> tuple[str, int]:
    """The id of the job, and how often it was told to come later."""
    refusals = 0
    while True:
        try:
            job = await asyncio.to_thread(service.upload, name, content)
        except httpx.HTTPStatusError as exc:
            wait = exc.response.headers.get("Retry-After", "")
            if exc.response.status_code != httpx.codes.SERVICE_UNAVAILABLE or not wait.isdecimal():
                raise
            refusals += 1
            await asyncio.sleep(float(wait))
        else:
            return job.id, refusals


async def _ready(service: Service, jobs: Sequence[str], errors: Counter[str]) -> int:
    """How many documents are in the graph when the jobs have ended; jobs that did not end well are errors."""
    give_up = time.monotonic() + _PATIENCE_S
    ready = 0
    for one in jobs:
        try:
            while (job := await asyncio.to_thread(service.job, one)).state in _UNDER_WAY:
                if time.monotonic() > give_up:
                    break
                await asyncio.sleep(_PAUSE_S)
        except httpx.HTTPError as exc:
            errors[f"job: {exc}"] += 1
            continue
        if job.state == "done":
            ready += len(job.document_ids)
        else:
            errors[f"job {job.state}: {job.error[:200]}"] += 1
    return ready
