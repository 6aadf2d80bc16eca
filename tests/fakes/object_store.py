"""A store that speaks S3's protocol, made by the run on loopback and gone with it: rclone, over a folder."""

import signal
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.free_port import free_port

_START_S = 30.0


@dataclass(frozen=True)
class ObjectStore:
    """The running store, with one bucket."""

    endpoint: str
    bucket: str = "citegraph"
    key: str = "reader"
    secret: str = "of many documents"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead to it."""
        return {
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.endpoint,
        }


@contextmanager
def running_object_store(folder: Path) -> Iterator[ObjectStore]:
    """Serve what is in the folder until the end of the block."""
    port = free_port()
    store = ObjectStore(f"http://127.0.0.1:{port}")
    buckets = folder / "buckets"
    (buckets / store.bucket).mkdir(parents=True)
    rclone = Path(sysconfig.get_path("scripts")) / "rclone"
    log = folder / "rclone.log"
    with log.open("wb") as written:
        server = subprocess.Popen(
            [
                *(rclone, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--vfs-cache-mode", "off"),
                *("--config", folder / "none", "--auth-key", f"{store.key},{store.secret}", buckets),
            ],
            stdout=written,
            stderr=written,
        )
    try:
        give_up = time.monotonic() + _START_S
        while not _listens(port):
            if server.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"rclone did not start:\n{log.read_text()}")
            time.sleep(0.05)
        yield store
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return not probe.connect_ex(("127.0.0.1", port))
