"""`citegraph neo4j` as a person uses it: processes, their words and their exit codes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from kg.server.configuration import home_argument
from kg.server.server_options import ServerOptions
from tests.fakes.running_server import citegraph, environment

Run = Callable[..., subprocess.CompletedProcess[str]]
CACHE = {"CITEGRAPH_CACHE_DIR": str(ServerOptions().jar_cache.parent)}
_PROGRAM = [sys.executable, "-c", "from api.cli import main; main()"]
_WAIT_S = 120


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    home = tmp_path_factory.mktemp("cli")

    def call(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return citegraph(home, "neo4j", *arguments, **CACHE, **variables)

    yield call
    call("stop", "--all")


def servers_of(home: Path) -> list[psutil.Process]:
    argument = home_argument(home / "data" / "neo4j" / "default")
    return [one for one in psutil.process_iter(["cmdline"]) if argument in (one.info["cmdline"] or [])]


def test_a_day_with_the_server(run: Run) -> None:
    assert "not running" in run("status").stdout
    started = run("start", CITEGRAPH_LOG_LEVEL="DEBUG")
    assert started.returncode == 0, started.stderr
    assert "runs at bolt://127.0.0.1:" in started.stdout
    assert "runs already" in run("start").stdout

    status = json.loads(run("status", "--json").stdout)
    assert status["running"]
    assert [one["uri"] for one in json.loads(run("status", "--all", "--json").stdout)] == [status["uri"]]

    hidden, shown = run("browser"), run("browser", "--json", "--show-password")
    password = json.loads(shown.stdout)["password"]
    assert len(password) >= 32
    assert password not in hidden.stdout + started.stdout + started.stderr
    assert Path(json.loads(shown.stdout)["password_file"]).read_text(encoding="ascii").strip() == password

    assert "stopped" in run("stop").stdout
    assert "was not running" in run("stop").stdout
    assert run("wipe").returncode != 0, "nobody said yes"
    assert json.loads(run("status", "--all", "--json").stdout) != []
    assert run("wipe", "--yes").returncode == 0
    assert json.loads(run("status", "--all", "--json").stdout) == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["browser", "--name", "none"], 1, "is not running"),
        (["wipe", "--name", "none", "--yes"], 2, "there is no Neo4j server 'none'"),
        (["start", "--name", "../up"], 2, "cannot be the name of a server"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_a_remedy(
    run: Run, arguments: list[str], code: int, words: str
) -> None:
    ended = run(*arguments)
    assert ended.returncode == code
    error, remedy = ended.stderr.splitlines()
    assert words in error
    assert remedy.startswith("remedy: ")


@pytest.mark.parametrize("command", ["start", "stop", "status", "browser", "wipe"])
def test_a_given_server_is_never_touched(run: Run, command: str) -> None:
    arguments = [command, "--yes"] if command == "wipe" else [command]
    ended = run(*arguments, NEO4J_URI="bolt://127.0.0.1:9", NEO4J_PASSWORD="secret")
    assert ended.returncode == 2
    assert "given by NEO4J_URI (bolt://127.0.0.1:9)" in ended.stderr


def test_stop_all_speaks_of_every_server_even_with_a_given_one(run: Run) -> None:
    ended = run("stop", "--all", NEO4J_URI="bolt://127.0.0.1:9", NEO4J_PASSWORD="secret")
    assert (ended.returncode, ended.stdout) == (0, "")


def test_ctrl_c_during_a_start_leaves_nothing_running(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [*_PROGRAM, "neo4j", "start"],
        cwd=tmp_path,
        env=environment(tmp_path, CACHE),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + _WAIT_S
    while not (running := servers_of(tmp_path)):
        assert time.monotonic() < deadline
        assert program.poll() is None
        time.sleep(0.05)
    os.kill(program.pid, signal.SIGINT)
    _, error = program.communicate(timeout=_WAIT_S)
    assert program.returncode == 130, error
    assert "Traceback" not in error
    psutil.wait_procs(running, timeout=_WAIT_S)
    assert servers_of(tmp_path) == []
