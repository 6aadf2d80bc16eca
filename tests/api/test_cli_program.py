"""The command line as a process: quick help, exit codes, one line instead of a traceback."""

import importlib
import inspect
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from api.cli.program import COMMANDS
from api.jobs.owner import own_jobs
from tests.fakes.running_server import citegraph, citegraph_from_cold

CHECKOUT = Path(__file__).resolve().parents[2]
_HELP_S = 0.5


def assert_one_line_error(result: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    """The error form that every command keeps to."""
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    lines = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1, result.stderr
    assert re.search(words, lines[0]), result.stderr
    assert "remedy: " in result.stderr


def test_help_takes_less_than_half_a_second_of_work(tmp_path: Path) -> None:
    # processor time: the wall clock of a busy machine says nothing about the program
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = citegraph_from_cold(tmp_path, "--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert result.returncode == 0
    assert spent_s < _HELP_S
    for name in COMMANDS:
        assert f"  {name} " in result.stdout


@pytest.mark.parametrize(
    "heavy", ["pydantic", "rich", "neo4j", "torch", "fastapi", "langchain_core", "spacy"]
)
def test_help_imports_nothing_heavy(heavy: str) -> None:
    code = f"import sys; import api.cli.program; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=False).returncode == 0


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_exists_and_teaches_with_an_example(name: str) -> None:
    command = COMMANDS[name]
    found = getattr(importlib.import_module(f"api.cli.{command.module}"), command.attribute)
    helps = (
        [entry.help or inspect.getdoc(entry.callback) for entry in found.registered_commands]
        if isinstance(found, typer.Typer)
        else [inspect.getdoc(found)]
    )
    assert helps
    for text in helps:
        assert "Example: citegraph " in (text or ""), text


def test_no_command_shows_the_help(tmp_path: Path) -> None:
    result = citegraph_from_cold(tmp_path)
    assert "Usage: citegraph" in result.stdout + result.stderr


def test_a_misspelt_command_is_guessed(tmp_path: Path) -> None:
    result = citegraph_from_cold(tmp_path, "ingst")
    assert result.returncode == 2
    assert "ingest" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("--help",), ("neo4j", "status"), ("ask", "who?"), ("schema", "check", "none")]
)
def test_a_warm_start_does_what_a_cold_one_does(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    away = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x", "CITEGRAPH_DEBUG": "1"}
    warm, cold = (start(tmp_path, *arguments, **away) for start in (citegraph, citegraph_from_cold))
    assert (warm.returncode, warm.stdout) == (cold.returncode, cold.stdout)
    assert warm.stderr.splitlines()[-1:] == cold.stderr.splitlines()[-1:]


@pytest.mark.parametrize(
    ("arguments", "variables", "words"),
    [
        (("ask", "who?"), {"CITEGRAPH_PORT": "eighty"}, "CITEGRAPH_PORT"),
        (("ask", "  "), {}, "empty"),
        (("ask", "why? " * 20_000), {}, "characters"),
        (("ask", "who?"), {"NEO4J_URI": "bolt://127.0.0.1:1"}, "NEO4J_PASSWORD"),
        (("ingest", "no/such/file.txt"), {}, "no/such/file.txt"),
        (("serve", "--host", "0.0.0.0"), {}, "without a key"),
        (("serve", "--host", "0.0.0.0"), {"CITEGRAPH_API_KEY": "short"}, "CITEGRAPH_API_KEY"),
        (("schema", "check", "no-such.yaml"), {}, "no-such.yaml"),
    ],
)
def test_wrong_input_ends_with_2_and_one_line(
    tmp_path: Path, arguments: tuple[str, ...], variables: dict[str, str], words: str
) -> None:
    assert_one_line_error(citegraph(tmp_path, *arguments, **variables), 2, words)


@pytest.mark.parametrize(
    "arguments", [("ask", b"who \xff?"), ("ingest", b"caf\xe9.txt"), ("documents", "delete", b"\xff")]
)
def test_bytes_that_are_no_text_end_with_2_and_one_line(
    tmp_path: Path, arguments: tuple[str | bytes, ...]
) -> None:
    result = citegraph(tmp_path, *map(os.fsdecode, arguments))
    assert_one_line_error(result, 2, "not UTF-8")


@pytest.mark.parametrize(
    "arguments", [("ask", "who?"), ("documents", "list"), ("entities", "list"), ("schema", "show")]
)
def test_an_unreachable_neo4j_ends_with_1_and_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    away = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x"}
    assert_one_line_error(citegraph(tmp_path, *arguments, **away), 1, "127.0.0.1:1|Neo4j")


def test_a_taken_port_is_said_at_once(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = citegraph(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert_one_line_error(result, 1, "cannot listen")


@pytest.mark.parametrize(
    ("variable", "line", "shown"),
    [
        ("1", "", True),
        ("0", "", False),
        ("false", "CITEGRAPH_DEBUG=true", False),
        ("", "CITEGRAPH_DEBUG=true", True),
    ],
)
def test_a_traceback_is_shown_when_asked_for(tmp_path: Path, variable: str, line: str, shown: bool) -> None:
    (tmp_path / ".env").write_text(line)
    result = citegraph(tmp_path, "demo", "--examples", "nowhere", CITEGRAPH_DEBUG=variable)
    assert result.returncode != 0
    assert ("Traceback" in result.stderr) is shown


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    away = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x", "CITEGRAPH_GRAPH": "taken"}
    with own_jobs(tmp_path / "data" / "graphs" / "taken", None):
        taken = citegraph(tmp_path, "serve", "--port", "0", **away)
    unknown = citegraph(tmp_path, "serve", "--port", "0", **away, CITEGRAPH_JOBS_URL="sqlite:////proc/jobs")
    assert_one_line_error(taken, 1, "jobs .* belong to process")
    assert_one_line_error(unknown, 1, "job database cannot be opened")
    for result in (taken, unknown):
        assert "serving" not in result.stderr
