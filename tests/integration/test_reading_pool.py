"""Foreign files are read in child processes: what they cost is bounded, and the next file is read at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from api.parts import FORMATS
from extraction.load.loader import Loader
from extraction.load.ocr.recogniser import Recogniser
from extraction.load.ocr.tesseract import Tesseract
from extraction.load.reading_pool import ReadingLimits, ReadingPool
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.bombs import html_of_nested_elements, pdf_deflated_twice, pdf_of_operators
from tests.fakes.files import docx_of, pdf_of
from tests.fakes.misbehaving_format import MisbehavingFormat
from tests.fakes.running_server import CHECKOUT
from tests.fakes.scans import SlowEngine, drawn, pdf_with_scan

TIMEOUT_S = 4.0
MAX_BYTES = 50_000_000
EXAMPLES = CHECKOUT / "examples" / "documents"


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    """A pool with small limits."""
    limits = ReadingLimits(timeout_s=TIMEOUT_S, memory_bytes=300_000_000)
    with ReadingPool(processes=4, limits=limits) as pool:
        _load(pool, "warm.txt", b"Warm.")
        yield pool


def _load(pool: ReadingPool, name: str, content: bytes) -> list[LoadedDocument]:
    return Loader(FORMATS, MAX_BYTES, pool).load_bytes(name, content)


# First, while no other pool replaces its children.
def test_closing_ends_what_is_being_read() -> None:
    others = _readers(os.getpid())
    pool = ReadingPool(processes=2)
    errors: list[BaseException] = []

    def read() -> None:
        try:
            pool(MisbehavingFormat("sleep"), b"x", "odd.file", MAX_BYTES)
        except DocumentRejectedError as error:
            errors.append(error)

    reading = threading.Thread(target=read)
    _load(pool, "warm.txt", b"Warm.")
    reading.start()
    time.sleep(0.5)
    children = [child for child in _readers(os.getpid()) if child not in others]
    assert children
    began = time.monotonic()
    pool.close()
    reading.join(10)
    assert not reading.is_alive()
    assert time.monotonic() - began < 10
    assert "ending" in str(errors[0])
    _wait_until_gone(children)
    with pytest.raises(DocumentRejectedError, match="ending"):
        _load(pool, "late.txt", b"Late.")


def test_scanned_pages_are_recognised_within_the_limits_of_a_file() -> None:
    lines = ["The lease of the mill was signed", "가람군의 천문대는 1803년에"]
    content = pdf_with_scan("The first page is text.", drawn(lines))
    with ReadingPool(processes=1) as pool:
        recogniser = Recogniser(Tesseract(), run=pool.run, at_once=2)
        (document,) = Loader(FORMATS, MAX_BYTES, pool, recogniser).load_bytes("mixed.pdf", content)
    assert document.text.split() == " ".join(["The first page is text.", *lines]).split()
    assert document.warnings == ()


def test_a_page_that_takes_too_long_is_lost_alone() -> None:
    content = pdf_with_scan("The first page is text.", drawn(["word " * 8] * 13, size=30))
    limits = ReadingLimits(timeout_s=0.001, memory_bytes=1_000_000_000)
    with ReadingPool(processes=1, limits=limits) as pool:
        recogniser = Recogniser(SlowEngine(), run=pool.run)
        (document,) = Loader(FORMATS, MAX_BYTES, recogniser=recogniser).load_bytes("mixed.pdf", content)
    assert document.text == "The first page is text."
    assert "more than 0.001 seconds" in document.warnings[0].remedy


def test_the_examples_are_read_as_in_this_process(pool: ReadingPool) -> None:
    files = [file for file in sorted(EXAMPLES.iterdir()) if FORMATS.supports(file.name)]
    assert len({file.suffix for file in files}) >= 5
    for file in files:
        content = file.read_bytes()
        assert _load(pool, file.name, content) == Loader(FORMATS, MAX_BYTES).load_bytes(file.name, content)


def test_a_damaged_file_is_refused_as_in_this_process(pool: ReadingPool) -> None:
    with pytest.raises(DocumentRejectedError) as found:
        _load(pool, "broken.pdf", b"%PDF-1.4 nothing")
    with pytest.raises(DocumentRejectedError) as expected:
        Loader(FORMATS, MAX_BYTES).load_bytes("broken.pdf", b"%PDF-1.4 nothing")
    assert (str(found.value), found.value.remedy) == (str(expected.value), expected.value.remedy)


@pytest.mark.parametrize(
    ("name", "make", "setting"),
    [
        ("operators.pdf", lambda: pdf_of_operators(20_000_000), "CITEGRAPH_READING_"),
        ("zeros.pdf", lambda: pdf_deflated_twice(1_500), "CITEGRAPH_READING_MEMORY_BYTES"),
        ("nested.html", lambda: html_of_nested_elements(3_000_000), ""),
    ],
)
def test_a_small_file_that_costs_much_is_refused(
    pool: ReadingPool, name: str, make: Callable[[], bytes], setting: str
) -> None:
    content = make()
    before = psutil.Process().memory_info().rss
    with pytest.raises(DocumentRejectedError) as refused:
        _load(pool, name, content)
    assert name in str(refused.value)
    assert setting in refused.value.remedy
    assert psutil.Process().memory_info().rss - before < 200_000_000
    began = time.monotonic()
    assert _load(pool, "next.pdf", pdf_of([["The next file."]]))[0].text == "The next file."
    assert time.monotonic() - began < TIMEOUT_S


@pytest.mark.parametrize(
    ("kind", "words", "setting"),
    [
        ("crash", "crashed its reader", "CITEGRAPH_READING_MEMORY_BYTES"),
        ("memory", "300 MB of memory", "CITEGRAPH_READING_MEMORY_BYTES"),
        ("compute", "4 seconds", "CITEGRAPH_READING_TIMEOUT_S"),
    ],
)
def test_each_limit_is_named(pool: ReadingPool, kind: str, words: str, setting: str) -> None:
    with pytest.raises(DocumentRejectedError, match=words) as refused:
        pool(MisbehavingFormat(kind), b"x", "odd.file", MAX_BYTES)
    assert setting in refused.value.remedy


def test_files_too_large_to_be_handed_over_do_not_end_the_pool(pool: ReadingPool) -> None:
    for _ in range(3):
        with pytest.raises(DocumentRejectedError, match="memory"):
            pool(MisbehavingFormat("crash"), bytes(500_000_000), "huge.file", MAX_BYTES)
    assert _load(pool, "next.txt", b"Next.")[0].text == "Next."


def test_three_that_never_end_leave_room_for_a_fourth(pool: ReadingPool) -> None:
    with ThreadPoolExecutor(3) as threads:
        stuck = [
            threads.submit(pool, MisbehavingFormat("compute"), b"x", "odd.file", MAX_BYTES) for _ in range(3)
        ]
        time.sleep(0.5)
        began = time.monotonic()
        assert _load(pool, "small.docx", docx_of(["A small file."]))[0].text == "A small file."
        assert time.monotonic() - began < TIMEOUT_S
        assert all(isinstance(future.exception(), DocumentRejectedError) for future in stuck)


_PROGRAM = """
from tests.fakes.misbehaving_format import MisbehavingFormat
from extraction.load.reading_pool import ReadingPool
if __name__ == "__main__":
    with ReadingPool(processes=2) as pool:
        print("reading", flush=True)
        pool(MisbehavingFormat("sleep"), b"x", "odd.file", 1000)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_child_outlives_the_program(how: signal.Signals, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(program)],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509  the tests may have been started in the background
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "reading\n"
            children = _two_readers(process.pid)
            process.send_signal(how)
            process.wait(20)
        finally:
            process.kill()
    _wait_until_gone(children)


def _two_readers(parent: int) -> list[psutil.Process]:
    give_up = time.monotonic() + 60
    while len(found := _readers(parent)) < 2:
        assert time.monotonic() < give_up
        time.sleep(0.1)
    time.sleep(0.5)  # until one of them reads
    return found


def _wait_until_gone(processes: list[psutil.Process]) -> None:
    give_up = time.monotonic() + 20
    while left := [process for process in processes if _reads(process)]:
        assert time.monotonic() < give_up, left
        time.sleep(0.1)


def _hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _readers(parent: int) -> list[psutil.Process]:
    """The reading processes of this program: children of its fork server."""
    return [
        grandchild
        for child in psutil.Process(parent).children()
        for grandchild in child.children()
        if _reads(grandchild)
    ]


def _reads(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
