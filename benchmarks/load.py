"""`make load`: clients that ask while documents come in, then ten times as many of them, on the API as it is started.

The same clients ask alone first, in the same run. No more than a few minutes are spent on anything but the time beside the ingest,
and nothing is left behind but the report.
"""

import argparse
import asyncio
import json
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from api.cli.output import note, progress_bar
from api.local_server import local_server
from api.threads import let_waiting_threads_sleep
from benchmarks.data_folder import RESULTS, VARIABLE, data_folder
from benchmarks.load_clients import Memory, ask_for
from benchmarks.load_documents import send
from benchmarks.load_page import page, verdicts
from benchmarks.private_graph import private_settings
from benchmarks.service_process import Service
from evaluation.benchmark import PASSAGES
from evaluation.data import EvalPassage, read_passages, read_questions

_DATA = "musique"
_ALONE = 0.2
"""How long the clients ask alone, as a part of the time beside the ingest."""
_WARM_S, _MANY_S = 20.0, 60.0
_TIMES = 10
Figures = dict[str, object]


def main() -> None:
    """Measure, write results/load.json and results/load.md, and end with an error where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--minutes", type=float, default=15, help="how long the clients ask beside the ingest"
    )
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--filled", type=int, default=200, help="documents that are in the graph before")
    given = parser.parse_args()
    if not data_folder(_DATA).is_dir():
        print(
            f"skipped: {data_folder(_DATA)} is not there (set {VARIABLE} to the folder that holds {_DATA}/)"
        )
        return
    let_waiting_threads_sleep()
    # Ended from outside, too, it stops what it has started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    found = asyncio.run(_run(given))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "load.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "load.md").write_text(text := page(found), encoding="utf-8")
    print(text)
    sys.exit(not all(verdicts(found).values()))


async def _run(given: argparse.Namespace) -> Figures:
    before = os.getloadavg()[0]
    passages = read_passages(data_folder(_DATA) / PASSAGES)
    with tempfile.TemporaryDirectory(prefix="citegraph-load-") as folder, progress_bar() as on_progress:
        settings = private_settings("load", home=Path(folder), extractor="rules")
        server = local_server(settings)
        try:
            address = await server.start(on_progress=on_progress)
            log, questions = Path(folder) / "api.log", settings.max_concurrent_questions
            with Service(settings, address, log, questions_at_once=questions) as service:
                await _fill(service, passages[: given.filled])
                coming = passages[given.filled : given.filled + given.documents]
                found = await _measured(service, coming, clients=given.clients, minutes=given.minutes)
        finally:
            await server.wipe()
    found |= {
        **vars(given),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_before": round(before, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }
    return found | {"verdicts": verdicts(found)}


async def _fill(service: Service, passages: Sequence[EvalPassage]) -> None:
    await asyncio.to_thread(service.wait_until_ready)
    filled = await send(service, passages, seconds=0)
    if filled["errors"]:
        raise RuntimeError(f"the graph could not be filled: {filled['errors']}")
    note(f"{filled['ready']} documents in {filled['ready_in_s']} s")


async def _measured(
    service: Service, passages: Sequence[EvalPassage], *, clients: int, minutes: float
) -> Figures:
    questions = read_questions(data_folder(_DATA) / "questions-dev.jsonl.gz")
    seconds = minutes * 60

    async def phase(name: str, clients: int, seconds: float) -> Figures:
        async with Memory(lambda: service.resident_mib) as memory:
            asked = await ask_for(service, questions, clients=clients, seconds=seconds)
        note(f"{name}: {asked}")
        return {**asked, "resident_mib": memory.quarters()}

    await phase("warm", clients, _WARM_S)
    alone = await phase("alone", clients, seconds * _ALONE)
    async with asyncio.TaskGroup() as group:
        coming = group.create_task(send(service, passages, seconds=seconds))
        beside = await phase("beside", clients, seconds)
    many = await phase("many", clients * _TIMES, _MANY_S)
    after = await phase("after", clients, _MANY_S)
    return {"alone": alone, "beside": beside, "ingest": coming.result(), "many": many, "after": after}


if __name__ == "__main__":
    main()
