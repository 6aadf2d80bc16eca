"""`make bench-reading`: what it costs to read files in processes of their own, and what bombs cost those who ask.

Measures the examples read in this process and by a warm pool, and the milliseconds of questions to a running server
while it reads three files that never end, beside the same questions without them.
"""

import asyncio
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np

from api.cli.output import note
from api.parts import FORMATS
from benchmarks.data_folder import RESULTS
from extraction.intake import DocumentSize, Intake, Upload
from extraction.load.loader import Loader
from extraction.load.reading_pool import ReadingPool
from extraction.state.library import DocumentLibrary
from kg.server.server_options import ServerOptions
from tests.fakes.bombs import pdf_of_operators

_REPOSITORY = Path(__file__).resolve().parent.parent
_EXAMPLES = _REPOSITORY / "examples" / "documents"
_ROUNDS = 15
_QUESTIONS = 100
_BOMBS = 3
_MAX_BYTES = 50_000_000
_QUESTION = "Which newspaper was the first that used the Linotype?"


def main() -> None:
    """Measure, and write results/reading.json and results/reading.md."""
    direct_s, pool_s = _examples()
    with _server() as client:
        quiet_ms, bombed_ms = _questions(client)
    found = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "examples_s": {"this process": direct_s, "warm pool": pool_s, "ratio": pool_s / direct_s},
        "question_ms_p95": {"quiet": quiet_ms, "three bombs": bombed_ms, "ratio": bombed_ms / quiet_ms},
    }
    (RESULTS / "reading.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "reading.md").write_text(
        page := _page(direct_s, pool_s, quiet_ms, bombed_ms), encoding="utf-8"
    )
    print(page)


def _examples() -> tuple[float, float]:
    """Median seconds in which an ingest reads the examples, in this process and by a warm pool, in turns."""
    uploads = [
        Upload(name=str(file), content=file.read_bytes())
        for file in sorted(_EXAMPLES.iterdir())
        if FORMATS.supports(file.name)
    ]
    with tempfile.TemporaryDirectory() as folder, ReadingPool() as pool:
        intakes = [
            Intake(DocumentLibrary(Path(folder)), loader, lambda _: DocumentSize(chunks=0, tokens=0))
            for loader in (Loader(FORMATS, _MAX_BYTES), Loader(FORMATS, _MAX_BYTES, pool))
        ]
        for intake in (*intakes, *intakes):
            _seconds(intake, uploads)
        rounds = [[_seconds(intake, uploads) for intake in intakes] for _ in range(_ROUNDS)]
    direct_s, pool_s = (statistics.median(column) for column in zip(*rounds, strict=True))
    return direct_s, pool_s


def _seconds(intake: Intake, uploads: list[Upload]) -> float:
    began = time.perf_counter()
    asyncio.run(intake.load(uploads))
    return time.perf_counter() - began


@contextmanager
def _server() -> Iterator[httpx.Client]:
    """A client of a server of its own that has read the examples."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "CITEGRAPH_HOME": home,
            "CITEGRAPH_CACHE_DIR": str(ServerOptions().jar_cache.parent),
        }
        program = [sys.executable, "-c", "from api.cli import main; main()"]
        subprocess.run([*program, "ingest", str(_EXAMPLES)], env=environment, check=True)
        serving = subprocess.Popen(
            [*program, "serve", "--port", "0"], env=environment, stderr=subprocess.PIPE, text=True
        )
        try:
            assert serving.stderr
            address = next(line.split()[1] for line in serving.stderr if line.startswith("serving "))
            threading.Thread(target=serving.stderr.read, daemon=True).start()
            with httpx.Client(base_url=address, timeout=600, trust_env=False) as client:
                yield client
        finally:
            serving.terminate()
            serving.wait()
            subprocess.run([*program, "neo4j", "stop", "--all"], env=environment, check=True)


def _questions(client: httpx.Client) -> tuple[float, float]:
    """p95 milliseconds of a question, without and while bombs are read."""
    for _ in range(10):
        _ask(client)
    quiet_ms = _p95(client)
    bomb = pdf_of_operators(20_000_000)
    ending = threading.Event()
    threads = [threading.Thread(target=_bomb, args=(client, bomb, ending)) for _ in range(_BOMBS)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    bombed_ms = _p95(client)
    ending.set()
    for thread in threads:
        thread.join()
    return quiet_ms, bombed_ms


def _bomb(client: httpx.Client, bomb: bytes, ending: threading.Event) -> None:
    while not ending.is_set():
        answer = client.post("/v1/documents", files={"file": ("bomb.pdf", bomb)})
        note(f"bomb: {answer.status_code}")


def _p95(client: httpx.Client) -> float:
    return float(np.percentile([_ask(client) for _ in range(_QUESTIONS)], 95))


def _ask(client: httpx.Client) -> float:
    began = time.perf_counter()
    client.post("/v1/query", json={"question": _QUESTION}).raise_for_status()
    return (time.perf_counter() - began) * 1000


def _page(direct_s: float, pool_s: float, quiet_ms: float, bombed_ms: float) -> str:
    return f"""# Reading

Made by `make bench-reading`. The pool is warm; the bombs are PDF files of 20 million text operators, sent again as soon as
they are refused.

| | baseline | measured | ratio |
|---|---|---|---|
| the examples, in this process and by the pool, ms | {direct_s * 1000:.0f} | {pool_s * 1000:.0f} | {pool_s / direct_s:.2f} |
| p95 of a question, without and with three bombs, ms | {quiet_ms:.0f} | {bombed_ms:.0f} | {bombed_ms / quiet_ms:.2f} |
"""


if __name__ == "__main__":
    main()
