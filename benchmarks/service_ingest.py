"""Questions while documents come in, and how soon a question sees a new document."""

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.service_load import Load, api_client, load
from benchmarks.service_process import Service
from evaluation.benchmark import PASSAGES
from evaluation.data import EvalQuestion, read_passages
from schemas.job import Job

_CLIENTS = 4
_DOCUMENTS = 60
_NEW_DOCUMENTS = 3
_ENDED = {"done", "failed", "cancelled", "waiting for review"}
_PATIENCE_S = 60.0
_PAUSE_S = 0.05


async def beside_an_ingest(
    service: Service, questions: Sequence[EvalQuestion], data: Path
) -> dict[str, object]:
    """Latency of the same clients without an ingest and beside one; what was ingested is deleted again."""
    alone = await _load(service, questions, None)
    lines = [
        json.dumps({"id": passage.id, "title": passage.title, "text": passage.text})
        for passage in read_passages(data / PASSAGES)[:_DOCUMENTS]
    ]
    job = service.upload("beside.jsonl", "\n".join(lines))
    beside = await _load(service, questions, job)
    ended = service.wait_for_job(job.id)
    _delete(service, ended)
    return {
        "documents": len(ended.document_ids),
        "seconds": round((ended.finished_at - ended.created_at).total_seconds(), 1)
        if ended.finished_at
        else 0.0,
        "questions_beside": len(beside.ms),
        "alone": alone.figures(),
        "beside": beside.figures(),
        "p95_ratio": round(beside.percentile(95) / alone.percentile(95), 2),
    }


def until_found(service: Service) -> list[float]:
    """For some new documents, one after the other, the seconds from its `ready_at` until a question sees it."""
    return [_until_found(service, number) for number in range(_NEW_DOCUMENTS)]


async def _load(service: Service, questions: Sequence[EvalQuestion], job: Job | None) -> Load:
    """Some questions, or all that are asked until the job has ended."""
    http, ask = api_client(service.url, "/v1/retrieve", {"top_k": 5})
    looked = [0.0]

    def has_ended() -> bool:
        if job is None or time.monotonic() - looked[0] < 1:
            return False
        looked[0] = time.monotonic()
        return service.job(job.id).state in _ENDED

    async with http:
        return await load(
            ask,
            questions,
            {"api": service.pid},
            clients=_CLIENTS,
            count=len(questions) if job is None else None,
            until=has_ended,
        )


def _until_found(service: Service, number: int) -> float:
    name = f"Quarnmoor Observatory {number}"
    source = f"fresh-{number}.txt"
    job = service.upload(source, f"The {name} was founded by Ilvane Dastrel in {1900 + number}.")
    give_up = time.monotonic() + _PATIENCE_S
    while time.monotonic() < give_up:
        found = service.http.post("/v1/retrieve", json={"question": f"Who founded the {name}?"})
        seen = datetime.now(UTC)
        if any(passage["source"] == source for passage in found.raise_for_status().json()["passages"]):
            break
        time.sleep(_PAUSE_S)
    ended = service.wait_for_job(job.id)
    document = service.http.get(f"/v1/documents/{ended.document_ids[0]}").raise_for_status().json()
    _delete(service, ended)
    return round((seen - datetime.fromisoformat(document["ready_at"])).total_seconds(), 2)


def _delete(service: Service, job: Job) -> None:
    for document in job.document_ids:
        service.http.delete(f"/v1/documents/{document}").raise_for_status()
