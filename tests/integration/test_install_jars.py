"""Jars from a Maven repository on loopback, over the real client."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.jars.installing import install_jars
from kg.jars.pinned_jar import PinnedJar
from schemas.errors import BackendError

CONTENT = {"first": b"first jar" * 1000, "second": b"second jar" * 1000, "tool": b"for this system"}
PATHS = {
    "first": "/org/example/first/1.0/first-1.0.jar",
    "second": "/org/example/deep/second/2.1/second-2.1.jar",
    "tool": "/org/example/tool/3/tool-3-linux-x86_64.jar",
}
COORDINATES = {
    "first": "org.example:first:1.0",
    "second": "org.example.deep:second:2.1",
    "tool": "org.example:tool:3:linux-x86_64",
}
JARS = tuple(
    PinnedJar(coordinate=COORDINATES[name], sha256=hashlib.sha256(content).hexdigest())
    for name, content in CONTENT.items()
)


@dataclass
class Repository:
    """What the server gives, by path, and what it was asked for."""

    url: str
    files: dict[str, bytes]
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def repository() -> Iterator[Repository]:
    files = {PATHS[name]: content for name, content in CONTENT.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            body = served.files.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Repository(f"http://127.0.0.1:{server.server_port}", files)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield served
        server.shutdown()
        thread.join()


async def test_jars_come_checked_in_the_order_of_the_lock(repository: Repository, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    paths = await install_jars(
        JARS, tmp_path, repository=repository.url, on_progress=lambda *step: seen.append(step)
    )
    assert [path.read_bytes() for path in paths] == list(CONTENT.values())
    assert seen[0] == ("fetching Neo4j", 0, 3)
    assert seen[-1] == ("fetching Neo4j", 3, 3)
    assert not (tmp_path / "incoming").exists()


async def test_once_cached_nothing_is_asked_of_the_network_and_nothing_written(
    repository: Repository, tmp_path: Path
) -> None:
    first = await install_jars(JARS, tmp_path, repository=repository.url)
    repository.asked.clear()
    for file in tmp_path.glob("install.lock*"):
        file.unlink()
    assert await install_jars(JARS, tmp_path, repository=repository.url) == first
    assert repository.asked == []
    assert not list(tmp_path.glob("install.lock*"))


async def test_a_damaged_jar_is_fetched_again_and_only_that_one(
    repository: Repository, tmp_path: Path
) -> None:
    paths = await install_jars(JARS, tmp_path, repository=repository.url)
    paths[1].write_bytes(paths[1].read_bytes()[:-5])
    repository.asked.clear()
    await install_jars(JARS, tmp_path, repository=repository.url)
    assert paths[1].read_bytes() == CONTENT["second"]
    assert [path for path in repository.asked if path.endswith(".jar")] == [PATHS["second"]]


async def test_a_damaged_jar_without_the_network_is_a_clear_error(
    repository: Repository, tmp_path: Path
) -> None:
    paths = await install_jars(JARS, tmp_path, repository=repository.url)
    paths[0].write_bytes(b"")
    with pytest.raises(BackendError, match=r"org\.example:first:1\.0 is missing or damaged") as error:
        await install_jars(JARS, tmp_path, repository="http://127.0.0.1:9")
    assert "network" in error.value.remedy


async def test_another_file_than_the_pinned_one_is_never_taken(
    repository: Repository, tmp_path: Path
) -> None:
    repository.files[PATHS["second"]] = b"something else"
    with pytest.raises(BackendError, match="not the pinned one"):
        await install_jars(JARS, tmp_path, repository=repository.url)
    assert not list(tmp_path.rglob("second*"))


async def test_what_a_killed_download_left_does_not_hurt(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "incoming" / "half").mkdir(parents=True)
    (tmp_path / "incoming" / "half" / "first-1.0.jar").write_bytes(b"half")
    paths = await install_jars(JARS, tmp_path, repository=repository.url)
    assert paths[0].read_bytes() == CONTENT["first"]
    assert not (tmp_path / "incoming").exists()
