"""`make bench-service`: the API as it is started, on the MuSiQue graph: start, latency, memory, throughput, beside an ingest.

The graph is made without a chat model, in a private Neo4j, the first time only. Throughput is beside neo4j-graphrag's
HybridCypherRetriever on the same graph in the same run: that one is called in the measuring process, ours over HTTP.
Processor time is by process, and so comparable on a busy machine; the client's own is left out of ours.
"""

import argparse
import asyncio
import json
import os
import platform
import tempfile
from collections.abc import Sequence
from pathlib import Path

from api.cli.output import note, progress_bar
from api.evaluation import open_benchmark
from api.local_server import local_server
from api.models import build_embedder
from api.settings import Settings, load_settings
from api.threads import let_waiting_threads_sleep
from benchmarks.data_folder import RESULTS, VARIABLE, data_folder
from benchmarks.hybrid_peer import hybrid_peer
from benchmarks.private_graph import private_settings
from benchmarks.service_ingest import beside_an_ingest, until_found
from benchmarks.service_load import Load, api_client, load
from benchmarks.service_page import page
from benchmarks.service_process import Service, cpu_s
from evaluation.benchmark import read_benchmark
from evaluation.data import EvalQuestion, read_questions
from kg.server.address import Neo4jAddress
from schemas.ports import Progress

_DATA, _OTHER = "musique", "hotpotqa"
_CLIENTS = (1, 4, 16)
_BASE = ["dense", "keyword"]
_RETRIEVE, _QUERY = "/v1/retrieve", "/v1/query"
_TOP = {"top_k": 5}
Figures = dict[str, object]


def main() -> None:
    """Measure, and write results/service.json and results/service.md; `--quick` asks less and writes nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="start, latency and memory only")
    parser.add_argument(
        "--rounds", type=int, default=2, help="how often each question is asked, for each figure"
    )
    given = parser.parse_args()
    if not data_folder(_DATA).is_dir():
        print(
            f"skipped: {data_folder(_DATA)} is not there (set {VARIABLE} to the folder that holds musique/)"
        )
        return
    let_waiting_threads_sleep()
    found = asyncio.run(_measure(quick=given.quick, rounds=given.rounds))
    print(text := page(found))
    if given.quick:
        return
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "service.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "service.md").write_text(text, encoding="utf-8")


async def _measure(*, quick: bool, rounds: int) -> Figures:
    questions = read_questions(data_folder(_DATA) / "questions-dev.jsonl.gz") * rounds
    settings = _settings()
    server = local_server(settings)
    was_running = server.status().running
    with tempfile.TemporaryDirectory() as folder, progress_bar() as on_progress:
        log = Path(folder) / "api.log"
        try:
            address = await server.start(on_progress=on_progress)
            graph = await _filled(on_progress)
            neo4j = int(server.status().pid or 0)
            found = {
                "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
                "load_before": round(os.getloadavg()[0], 1),
                "graph": graph,
                "cold": _cold_start(settings, address, log, questions),
            }
            note("cold start: done")
            with Service(settings, address, log) as service:
                found |= await _warm(service, questions, neo4j)
                note("latency: done")
                if not quick:
                    found["throughput"] = await _throughput(service, address, settings, questions, neo4j)
                    note("throughput: done")
                    found["ingest"] = await beside_an_ingest(service, questions, data_folder(_OTHER))
                    found["fresh_s"] = await asyncio.to_thread(until_found, service)
                found["resident_mib_at_end"] = round(service.resident_mib)
        finally:
            if not was_running:
                await server.stop()
    return found | {"load_after": round(os.getloadavg()[0], 1)}


def _settings() -> Settings:
    """Settings of the graph that `open_benchmark` makes of the passages."""
    data = read_benchmark(data_folder(_DATA), recorded=False)
    name = f"eval-{data.fingerprint(load_settings().embedding_model)}"
    return private_settings(name, extractor="rules")


async def _filled(on_progress: Progress) -> dict[str, str | int]:
    async with open_benchmark(data_folder(_DATA), recorded=False, on_progress=on_progress) as benchmark:
        return benchmark.corpus


def _cold_start(
    settings: Settings, address: Neo4jAddress, log: Path, questions: Sequence[EvalQuestion]
) -> Figures:
    """A start whose first question comes as soon as the API can be reached."""
    with Service(settings, address, log) as service:
        serving = service.seconds_since_start()
        service.http.post(_RETRIEVE, json={"question": questions[0].question}).raise_for_status()
        answered = service.seconds_since_start()
        return {
            "serving_s": round(serving, 1),
            "first_question_at_once_s": round(answered - serving, 1),
            "cpu_s": round(cpu_s(service.pid), 1),
        }


async def _warm(service: Service, questions: Sequence[EvalQuestion], neo4j: int) -> Figures:
    """A start whose first question comes once the API says that it is ready, and the questions after it."""
    ready, cpu, idle = service.wait_until_ready(), cpu_s(service.pid), service.resident_mib
    first = await _ask(service, _RETRIEVE, questions[:1], neo4j, 1)
    first_answer = await _ask(service, _QUERY, questions[1:2], neo4j, 1)
    retrieve = await _ask(service, _RETRIEVE, questions, neo4j, len(questions))
    query = await _ask(service, _QUERY, questions, neo4j, len(questions) // 2)
    return {
        "ready_s": round(ready, 1),
        "ready_cpu_s": round(cpu, 1),
        "resident_mib_ready": round(idle),
        "first_retrieve_ms": first.percentile(50),
        "first_query_ms": first_answer.percentile(50),
        "resident_mib_after_questions": round(service.resident_mib),
        "retrieve": retrieve.figures(),
        "retrieve_steps": retrieve.steps(),
        "query": query.figures(),
        "query_steps": query.steps(),
    }


async def _ask(
    service: Service, path: str, questions: Sequence[EvalQuestion], neo4j: int, count: int
) -> Load:
    http, ask = api_client(service.url, path, _TOP)
    async with http:
        return await load(ask, questions, {"api": service.pid, "neo4j": neo4j}, clients=1, count=count)


async def _throughput(
    service: Service,
    address: Neo4jAddress,
    settings: Settings,
    questions: Sequence[EvalQuestion],
    neo4j: int,
) -> Figures:
    """Questions a second by the number of clients; the arms take turns."""
    ours = {"api": service.pid, "neo4j": neo4j}
    theirs = {"api": os.getpid(), "neo4j": neo4j}
    plain, ask_plain = api_client(service.url, _RETRIEVE, {**_TOP, "window": 0, "channels": _BASE})
    whole, ask_whole = api_client(service.url, _RETRIEVE, {**_TOP, "window": 0})
    found: Figures = {}
    with hybrid_peer(address, build_embedder(settings), threads=max(_CLIENTS)) as ask_peer:
        async with plain, whole:
            arms = {
                "HybridCypherRetriever": (ask_peer, theirs),
                "dense and keyword": (ask_plain, ours),
                "all channels": (ask_whole, ours),
            }
            for ask, processes in arms.values():
                await load(ask, questions, processes, clients=2, count=20)
            for clients in _CLIENTS:
                for name, (ask, processes) in arms.items():
                    measured = await load(ask, questions, processes, clients=clients, count=len(questions))
                    found[f"{name}, {clients} clients"] = measured.figures()
    return found


if __name__ == "__main__":
    main()
