"""What one caller may take of the server: time, bytes, places; over real sockets."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.conftest import StartServer
from tests.api.test_documents import assert_problem
from tests.fakes.running_server import RunningServer

HEADER_TIMEOUT_S = 1.0
BODY_TIMEOUT_S = 3.0
_SLACK_S = 2.0


@pytest.fixture(scope="module")
def narrow(start_server: StartServer) -> RunningServer:
    """A server with small limits."""
    return start_server(
        CITEGRAPH_MAX_UPLOAD_BYTES="10000",
        CITEGRAPH_HEADER_TIMEOUT_S=str(HEADER_TIMEOUT_S),
        CITEGRAPH_BODY_TIMEOUT_S=str(BODY_TIMEOUT_S),
    )


@pytest.fixture(scope="module")
def busy(start_server: StartServer) -> RunningServer:
    """A server that serves one question and one upload at a time."""
    return start_server(CITEGRAPH_MAX_CONCURRENT_QUESTIONS="1", CITEGRAPH_MAX_CONCURRENT_UPLOADS="1")


@contextmanager
def _connection(server: RunningServer, *lines: str) -> Iterator[socket.socket]:
    """A connection over which these lines of a request were sent."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall("".join(f"{line}\r\n" for line in lines).encode())
        yield connection


def _head(server: RunningServer, path: str, *headers: str) -> list[str]:
    return [f"POST {path} HTTP/1.1", f"Host: {urlsplit(server.url).netloc}", *headers, ""]


def _read_all(connection: socket.socket) -> tuple[str, float]:
    """What the server sends until it closes the connection, and the seconds until its first byte."""
    began, first, received = time.monotonic(), 0.0, b""
    while piece := connection.recv(65_536):
        first = first or time.monotonic() - began
        received += piece
    return received.decode(), first


def test_connections_without_a_whole_request_are_closed(narrow: RunningServer) -> None:
    with ExitStack() as stack:
        silent = [stack.enter_context(_connection(narrow)) for _ in range(50)]
        halves = [stack.enter_context(_connection(narrow, "GET /healthz HTTP/1.1")) for _ in range(50)]
        began = time.monotonic()
        assert all(connection.recv(1) == b"" for connection in [*silent, *halves])
        assert HEADER_TIMEOUT_S - 0.5 < time.monotonic() - began < HEADER_TIMEOUT_S + _SLACK_S


def test_a_head_that_drips_in_is_not_waited_for(narrow: RunningServer) -> None:
    with _connection(narrow, "GET /healthz HTTP/1.1") as connection:
        began = time.monotonic()
        connection.settimeout(0.2)
        closed = False
        while not closed and time.monotonic() - began < HEADER_TIMEOUT_S + _SLACK_S:
            try:
                connection.sendall(b"x")
                closed = connection.recv(1) == b""
            except TimeoutError:
                continue
            except OSError:
                closed = True
        assert closed


def test_a_second_half_request_on_one_connection_is_not_waited_for(narrow: RunningServer) -> None:
    host = f"Host: {urlsplit(narrow.url).netloc}"
    with _connection(narrow, "GET /healthz HTTP/1.1", host, "") as connection:
        received = b""
        while not received.endswith(b"}"):
            received += connection.recv(65_536)
        assert received.startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET /healthz HTTP/1.1\r\n")
        began = time.monotonic()
        assert connection.recv(1) == b""
        assert time.monotonic() - began < HEADER_TIMEOUT_S + _SLACK_S


def test_an_announced_terabyte_is_refused_at_once(narrow: RunningServer) -> None:
    head = _head(narrow, "/v1/documents", "Content-Type: application/json", f"Content-Length: {10**12}")
    with _connection(narrow, *head) as connection:
        connection.sendall(b'{"name": "')
        answer, first_s = _read_all(connection)
    assert answer.startswith("HTTP/1.1 413 ")
    assert "application/problem+json" in answer
    assert first_s < 1.0


def test_a_body_that_grows_too_large_is_refused_while_it_is_sent(narrow: RunningServer) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(30):
            yield b" " * 100_000

    response = narrow.http.post(
        "/v1/documents", content=pieces(), headers={"Content-Type": "application/json"}
    )
    problem = assert_problem(response, 413)
    assert "CITEGRAPH_MAX_UPLOAD_BYTES" in str(problem["remedy"])


def test_a_body_that_does_not_arrive_is_not_waited_for(narrow: RunningServer) -> None:
    head = _head(narrow, "/v1/query", "Content-Type: application/json", "Content-Length: 1000")
    with _connection(narrow, *head) as connection:
        answer, first_s = _read_all(connection)
    assert answer.startswith("HTTP/1.1 408 ")
    assert "CITEGRAPH_BODY_TIMEOUT_S" in answer
    assert BODY_TIMEOUT_S - 0.5 < first_s < BODY_TIMEOUT_S + _SLACK_S


def test_a_refusal_does_not_wait_for_the_body(narrow: RunningServer) -> None:
    head = [line for line in _head(narrow, "/v1/documents", "Content-Length: 5000") if "Host" not in line]
    with _connection(narrow, *head[:-1], "Host: evil.example.org", "") as connection:
        answer, first_s = _read_all(connection)
    assert answer.startswith("HTTP/1.1 421 ")
    assert first_s < 1.0


@pytest.mark.parametrize(
    ("path", "setting"),
    [
        ("/v1/query", "CITEGRAPH_MAX_CONCURRENT_QUESTIONS"),
        ("/v1/documents", "CITEGRAPH_MAX_CONCURRENT_UPLOADS"),
    ],
)
def test_one_call_too_many_is_asked_to_come_back(busy: RunningServer, path: str, setting: str) -> None:
    head = _head(busy, path, "Content-Type: application/json", "Content-Length: 1000", "Expect: 100-continue")
    with _connection(busy, *head) as connection:
        assert connection.recv(1024).startswith(b"HTTP/1.1 100 ")  # it has its place, and waits for the body
        response = _until_status(busy, path, 503)
        problem = assert_problem(response, 503)
        assert setting in str(problem["remedy"])
        assert int(response.headers["retry-after"]) >= 1
        assert busy.http.get("/v1/documents").status_code == 200  # other calls are not counted
    assert _until_status(busy, path, 422).status_code == 422


def _until_status(server: RunningServer, path: str, status: int) -> httpx.Response:
    """The answer to an empty JSON object, once it has this status: the server learns of a connection a moment later."""
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        response = server.http.post(path, json={})
        if response.status_code == status:
            return response
    raise AssertionError(f"the last answer was {response.status_code}: {response.text}")
