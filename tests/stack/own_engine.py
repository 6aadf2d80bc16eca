"""The engine that answers on this machine, or one of our own that leaves nothing but its cache of layers."""

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from filelock import FileLock

from tests.stack.engine import ROOT, Engine, UnavailableError, cache_folder, find_client

_LAYERS_OF = (
    "requirements/runtime.txt",
    "requirements/torch-full.txt",
    "kg/server/jars.lock.toml",
    "tests/stack/base.sh",
)
_START_S = 60
_STOP_S = 60


@contextlib.contextmanager
def open_engine() -> Iterator[Engine]:
    """An engine with a client that knows Compose and buildx. One of our own ends with the block.

    Raises:
        UnavailableError: none answers and none can be started here.
    """
    cache = cache_folder()
    client = find_client(cache)
    if client.works("info"):
        yield client
        return
    if os.geteuid() or not shutil.which("dockerd"):
        raise UnavailableError("no Docker engine answers; one of our own needs root and Debian's docker.io")
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "engine.lock"), _own_engine(client, _data_folder(cache)) as engine:
        yield engine


def _data_folder(cache: Path) -> Path:
    """The folder of these locks' layers; those of earlier locks are removed."""
    content = hashlib.sha256()
    for file in _LAYERS_OF:
        content.update((ROOT / file).read_bytes())
    wanted = cache / f"engine-{content.hexdigest()[:16]}"
    for old in cache.glob("engine-*"):
        if old != wanted:
            shutil.rmtree(old)
    wanted.mkdir(exist_ok=True)
    return wanted


@contextlib.contextmanager
def _own_engine(client: Engine, data: Path) -> Iterator[Engine]:
    """An engine that changes no firewall rule, bridge or forwarding here: its containers reach only each other."""
    _end(_processes_of(str(data)))  # of a run that was killed
    with tempfile.TemporaryDirectory(prefix="citegraph-stack-") as folder:
        socket = f"unix://{folder}/docker.sock"
        engine = Engine(client.client, {**client.environment, "DOCKER_HOST": socket}, data)
        command = ["dockerd", "--data-root", str(data), "--exec-root", f"{folder}/run", "--host", socket]
        command += ["--pidfile", f"{folder}/pid", "--iptables=false", "--ip-forward=false", "--bridge=none"]
        log = data / "engine.log"
        with log.open("wb") as out:
            process = psutil.Popen(command, stdout=out, stderr=out, start_new_session=True)
        try:
            _wait_for(engine, process, log)
            _remove_leftovers(engine)
            yield engine
        finally:
            _end([process])
        _check_nothing_is_left(folder, str(data))


def _wait_for(engine: Engine, process: psutil.Popen, log: Path) -> None:
    deadline = time.monotonic() + _START_S
    while not engine.works("info"):
        if process.poll() is not None or time.monotonic() > deadline:
            lines = log.read_text(encoding="utf-8").splitlines()[-5:]
            raise UnavailableError("\n".join(["dockerd does not run here:", *lines]))
        time.sleep(0.2)


def _remove_leftovers(engine: Engine) -> None:
    """What a run that was killed left in the folder, and images that have no name any more: all there is ours."""
    for container in engine.run("ps", "--all", "--quiet").split():
        engine.run("rm", "--force", "--volumes", container)
    for kind in ("network", "volume", "image"):
        engine.run(kind, "prune", "--force")


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        process.terminate()
    _, running = psutil.wait_procs(processes, _STOP_S)
    for process in running:
        process.kill()


def _processes_of(place: str) -> list[psutil.Process]:
    """The processes whose command line names the folder."""
    found = psutil.process_iter(["cmdline"])
    return [process for process in found if place in " ".join(process.info["cmdline"] or [])]


def _check_nothing_is_left(*places: str) -> None:
    mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    assert not [line for line in mounts if any(place in line for place in places)]
    assert not [process for place in places for process in _processes_of(place)]
