"""A wire between a client and a server on loopback that a test can cut and mend."""

import socket
import threading
from contextlib import suppress
from types import TracebackType

_CHUNK = 65_536


_IDLE_S, _PROBE_S, _PROBES = 5, 2, 3


class TcpProxy:
    """Forwards every connection to 127.0.0.1:`target_port`; a context manager, `port` of `host` is where it listens.

    While it is cut, its own port refuses connections, as that of a server that is down.
    """

    def __init__(self, target_port: int, *, host: str = "127.0.0.1") -> None:
        self._host = host
        self._target = ("127.0.0.1", target_port)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._flowing = threading.Event()
        self._flowing.set()
        self._listener = self._listen(0)
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> "TcpProxy":
        self._start(self._accept, self._listener)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        for thread in self._threads:
            thread.join(timeout=10)

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._flowing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def stall(self) -> None:
        """Take everything and pass on nothing, as a server does that hangs, until the connections are cut."""
        self._flowing.clear()

    def mend(self) -> None:
        """Take connections again, on the same port."""
        if self._listener.fileno() == -1:
            self._listener = self._listen(self.port)
            self._start(self._accept, self._listener)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((self._host, port))
        listener.listen()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                _notice_absence(near)
                far = socket.create_connection(self._target)
            except OSError:
                near.close()
                continue
            with self._lock:
                self._open |= {near, far}
            self._start(self._pump, near, far)
            self._start(self._pump, far, near)

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                self._flowing.wait()
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._open.discard(source)
        source.close()

    def _start(self, work, *arguments: socket.socket) -> None:  # type: ignore[no-untyped-def]
        thread = threading.Thread(target=work, args=arguments, name="tcp-proxy", daemon=True)
        self._threads.append(thread)
        thread.start()


def _notice_absence(near: socket.socket) -> None:
    """Let a client that is gone without a word be gone for the server, too, after as long as the service has it looked for."""
    near.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    options = {
        socket.TCP_KEEPIDLE: _IDLE_S,
        socket.TCP_KEEPINTVL: _PROBE_S,
        socket.TCP_KEEPCNT: _PROBES,
        socket.TCP_USER_TIMEOUT: 1_000 * (_IDLE_S + _PROBES * _PROBE_S),
    }
    for option, value in options.items():
        near.setsockopt(socket.IPPROTO_TCP, option, value)
