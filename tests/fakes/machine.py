"""A machine of its own, as far as the network goes: a namespace that reaches this one by a wire, which can be cut."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import urlsplit

from tests.fakes.tcp_proxy import TcpProxy
from tests.fakes.warm_start import NETWORK


class Machine:
    """The machine: programs that are started warm with `variables`, or by `command`, run there."""

    def __init__(self) -> None:
        network = secrets.randbelow(1 << 15)  # of 198.18.0.0/15, which is kept for tests (RFC 2544)
        prefix = f"198.{18 + (network >> 14)}.{(network >> 6) & 255}"
        first = (network & 63) * 4
        self._host, self._there = f"{prefix}.{first + 1}", f"{prefix}.{first + 2}"
        self._name = f"citegraph-{secrets.token_hex(4)}"
        self._wire, self._end = f"cg{secrets.token_hex(4)}", f"cg{secrets.token_hex(4)}"
        self.command = ("ip", "netns", "exec", self._name)
        self._proxies = ExitStack()
        self.variables = {NETWORK: f"/run/netns/{self._name}"}

    def start(self) -> None:
        for line in (
            f"netns add {self._name}",
            f"link add {self._wire} type veth peer name {self._end} netns {self._name}",
            f"address add {self._host}/30 dev {self._wire}",
            f"link set {self._wire} up",
            f"-n {self._name} address add {self._there}/30 dev {self._end}",
            f"-n {self._name} link set {self._end} up",
            f"-n {self._name} link set lo up",
        ):
            _ip(line)

    def stop(self) -> None:
        self._proxies.close()
        for line in (f"link delete {self._wire}", f"netns delete {self._name}"):
            with suppress(subprocess.CalledProcessError):
                _ip(line)

    def address_of(self, url: str) -> str:
        """Where what listens on this machine's loopback at `url` is reached from there, over the wire."""
        port = urlsplit(url).port
        if port is None:
            raise ValueError(f"{url} has no port")
        proxy = self._proxies.enter_context(TcpProxy(port, host=self._host))
        return url.replace(f"127.0.0.1:{port}", f"{self._host}:{proxy.port}")

    def connect(self, *, connected: bool) -> None:
        """Cut the wire, or join it again; nobody is told."""
        _ip(f"-n {self._name} link set {self._end} {'up' if connected else 'down'}")


@contextmanager
def running_machine() -> Iterator[Machine]:
    """A machine that lasts as long as the block.

    Raises:
        PermissionError: none can be made here.
    """
    if os.geteuid() or not shutil.which("ip"):
        raise PermissionError("network namespaces need root and iproute2")
    machine = Machine()
    try:
        machine.start()
    except subprocess.CalledProcessError as error:
        machine.stop()
        raise PermissionError(error.stderr.decode().strip()) from error
    try:
        yield machine
    finally:
        machine.stop()


def _ip(line: str) -> None:
    subprocess.run(["ip", *line.split()], check=True, capture_output=True)
