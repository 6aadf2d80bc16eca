"""A private Postgres cluster on loopback, made by the run and gone with it."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fakes.free_port import free_port

_START_S = 60.0


def find_postgres() -> Path | None:
    """The folder of Postgres' programs, where Debian's package `postgresql` or the search path has them."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "postgres").exists()), None)


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """The URL of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="citegraph-postgres-"))
    user = _user()
    port = free_port()
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    if user:
        for path in (folder, folder / "password"):
            shutil.chown(path, user)
    data = folder / "data"
    subprocess.run(
        [
            *(programs / "initdb", "-D", data, "-U", "citegraph", "-A", "scram-sha-256", "--no-sync"),
            *(f"--pwfile={folder / 'password'}", "--encoding=UTF8", "--locale=C"),
        ],
        user=user,
        cwd=folder,
        check=True,
        capture_output=True,
    )
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                *(programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port)),
                *("-c", "unix_socket_directories=", "-c", "fsync=off"),
            ],
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    try:
        _wait(server, port, folder / "log")
        yield f"postgresql://citegraph:{password}@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # at once, whoever is connected
        server.wait(30)
        shutil.rmtree(folder)


def _user() -> str | None:
    """Postgres refuses to run as root; anyone else runs it as himself."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    give_up = time.monotonic() + _START_S
    while time.monotonic() < give_up and server.poll() is None:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)) and "ready to accept" in log.read_text():
                return
        time.sleep(0.1)
    raise RuntimeError(f"Postgres did not start:\n{log.read_text()}")
