"""The warm process of `tests.fakes.warm_start`: it has imported the program and becomes it again and again."""

import asyncio
import atexit
import ctypes
import gc
import importlib
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from tests.fakes.warm_start import MEASURED, NETWORK, send_number

# Not PyKEEN, which makes its folder in the home of the process that imports it.
_LIBRARIES = (
    "alembic",
    "bm25s",
    "coverage",
    "dbos",
    "fastapi",
    "kiwipiepy",
    "langchain_experimental",
    "langchain_neo4j",
    "langchain_openai",
    "mcp",
    "neo4j",
    "neo4j_guard",
    "rich",
    "sentence_transformers",
    "spacy",
    "sqlalchemy",
    "structlog",
    "typer",
    "uvicorn",
)
_OURS = ("api.cli.program", "api.bootstrap", "api.http.app", "api.jobs.service")
_READ = ("Ada Lovelace founded Acme in London in 1843.", "세종은 훈민정음을 창제하였다.")
_ASKED = ("Who founded Acme?", "훈민정음을 누가 창제하였나?")
_CLONE_NEWNET = 0x40000000
_exit_code = 1


def run_when_asked() -> None:
    """Run the program in a new process whenever a start is asked for; the process that waits ends with the one that asks."""
    atexit.register(_end)  # the first to be registered is the last to be called
    for library in _LIBRARIES:
        importlib.import_module(library)
    _import_ours()
    gc.freeze()  # the pages of these objects stay shared, for no collection of garbage looks at them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests, whose end is this one's too
    with socket.socket(fileno=int(sys.argv[1])) as requests:
        link, *streams = _next_start(requests)
    arguments, folder, environment = _in_a_new_process(link, streams)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.environ.pop(MEASURED, None)
    if network := os.environ.pop(NETWORK, ""):
        _enter(network)
    time.tzset()
    sys.argv[1:] = arguments
    _run()


def _next_start(requests: socket.socket) -> list[int]:
    """In a process that is there for one start, the files that come with it."""
    while True:
        request, files, _, _ = socket.recv_fds(requests, 1, 4)
        _take_leave_of_the_ended()
        if not request:
            os._exit(0)
        if os.fork() == 0:
            return files
        for file in files:
            os.close(file)


def _take_leave_of_the_ended() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _in_a_new_process(link: int, streams: Sequence[int]) -> tuple[list[str], str, dict[str, str]]:
    """In the program's process, what it is to run; the process that is there for the start waits for its end and tells it."""
    with socket.socket(fileno=link) as told:
        arguments, folder, environment = json.loads(told.makefile("rb").read())
        program = os.fork()
        if program:
            for stream in streams:
                os.close(stream)
            _tell(told, program)
    return arguments, folder, environment


def _tell(link: socket.socket, program: int) -> NoReturn:
    with suppress(BrokenPipeError):
        send_number(link, program)
        _, status = os.waitpid(program, 0)
        send_number(link, os.waitstatus_to_exitcode(status))
    os._exit(0)


def _enter(network: str) -> None:
    """Be in another network from now on: `os.setns` comes with Python 3.12."""
    with Path(network).open("rb") as namespace:
        if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), _CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), f"cannot enter {network}")


def _import_ours() -> None:
    """Import our packages, measured where that is asked for; each program goes on with the measuring, in a file of its own.

    What the program itself starts is not measured: see tests/conftest.py.
    """
    import coverage

    if measured := sys.argv[2]:
        os.environ[MEASURED] = measured
    measuring = coverage.process_startup()
    os.environ.pop(MEASURED, None)
    for module in _OURS:
        importlib.import_module(module)
    _load_what_reading_needs()
    if measuring:
        measuring.save()


def _load_what_reading_needs() -> None:
    """Read and ask something in each language: the analysers and the lists of words stay loaded.

    Not the network of the embedding model: the threads that compute with it would not be there in a forked process.
    """
    from api.embedding.model_files import local_model
    from api.embedding.packed_e5 import read_tokenizer
    from api.settings import PACKAGED_EMBEDDING_MODEL
    from extraction.rules.extractor import DependencyExtractor
    from retrieval.question.analysis import analyse_by_rules
    from schemas.extraction import ChunkExtraction
    from tests.fakes.values import task

    extractor = DependencyExtractor()

    async def read() -> None:
        tasks = [task(_READ[0]), task(_READ[1], language="ko")]
        async for outcome in extractor.extract(tasks, None):
            if not isinstance(outcome, ChunkExtraction):
                raise TypeError(outcome.message)

    asyncio.run(read())
    for question in _ASKED:
        analyse_by_rules(question)
    if packed := local_model(PACKAGED_EMBEDDING_MODEL):
        read_tokenizer(packed)


def _run() -> None:
    global _exit_code  # noqa: PLW0603  # handlers of `atexit` are not told it
    from api.cli import main

    try:
        main()
    except SystemExit as end:
        _exit_code = end.code if isinstance(end.code, int) else int(end.code is not None)
        raise
    _exit_code = 0


def _end() -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_exit_code)
