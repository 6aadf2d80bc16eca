"""`citegraph eval` ended before its end: the private Neo4j that it started does not go on."""

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.measured_server import server_for_measuring
from api.settings import load_settings
from kg.server.home import server_names
from kg.server.local_neo4j import LocalNeo4j
from kg.server.server_options import ServerOptions
from tests.fakes.running_server import citegraph, environment
from tests.fakes.warm_start import Program, start_warm

CACHE = {"CITEGRAPH_CACHE_DIR": str(ServerOptions().jar_cache.parent)}
_START_S = 120
_END_S = 120


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    citegraph(tmp_path, "neo4j", "stop", "--all", **CACHE)


def _write(folder: Path, text: str) -> tuple[str, ...]:
    """The arguments that measure a folder with this text in one document."""
    folder.mkdir()
    (folder / "mill.md").write_text(f"# Cloth Hall\n\n{text}\n", encoding="utf-8")
    questions = folder.with_suffix(".jsonl")
    row = {"id": "q", "question": "Who founded Cloth Hall?", "answers": ["Mira Holt"]}
    questions.write_text(json.dumps(row), encoding="utf-8")
    return "eval", "--data", str(folder), "--questions", str(questions)


def _running(home: Path) -> list[str]:
    servers = home / "data" / "neo4j"
    return [name for name in server_names(servers) if LocalNeo4j(servers, name).status().running]


def _started(home: Path, arguments: tuple[str, ...]) -> Program:
    """The command, once its server runs."""
    with (home / "said").open("wb") as said:
        process = start_warm(
            arguments,
            cwd=home,
            env=environment(home, CACHE),
            stdout=said,
            stderr=said,
        )
    deadline = time.monotonic() + _START_S
    while not _running(home):
        assert process.poll() is None, (home / "said").read_text()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return process


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("number", "later_s"), [(signal.SIGINT, 0.0), (signal.SIGTERM, 6.0)])
def test_it_stops_its_server(home: Path, number: signal.Signals, later_s: float) -> None:
    process = _started(home, _write(home / "notes", "Mira Holt founded Cloth Hall in 1871."))
    time.sleep(later_s)
    process.send_signal(number)
    code = process.wait(_END_S)
    assert _running(home) == []
    assert code == 130, (home / "said").read_text()


@pytest.mark.timeout(400)
async def test_what_a_killed_one_left_running_is_stopped_by_the_next(home: Path) -> None:
    process = _started(home, _write(home / "notes", "Mira Holt founded Cloth Hall in 1871."))
    process.send_signal(signal.SIGKILL)
    process.wait(_END_S)
    assert _running(home), "the kill came too late to prove anything"
    async with server_for_measuring(load_settings(home=home / "data", graph="another")):
        assert _running(home) == []
