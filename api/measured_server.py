"""The private server of a graph that is measured: started for it, and stopped afterwards, whatever ends the measurement."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from api.local_server import all_local_servers, local_server
from api.settings import Settings
from kg.server.local_neo4j import LocalNeo4j
from schemas.errors import ConflictError

_LOCK = "measuring.lock"
_MARK = "started-for-measuring"


@asynccontextmanager
async def server_for_measuring(settings: Settings) -> AsyncIterator[None]:
    """The block may start this graph's server; it is stopped at the end, unless it ran before.

    Servers that measurements started and left running, since they were killed, are stopped first.

    Raises:
        ConflictError: another process measures with the same graph now.
    """
    await _stop_left_behind(settings)
    server, folder = local_server(settings), settings.graph_dir
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _measuring(folder):
        if server.status().running:
            yield
            return
        (folder / _MARK).touch()
        try:
            yield
        finally:
            await _stop(server, folder)


async def _stop_left_behind(settings: Settings) -> None:
    for server in all_local_servers(settings):
        folder = settings.model_copy(update={"graph": server.name}).graph_dir
        if not (folder / _MARK).exists():
            continue
        try:
            with _measuring(folder):
                await _stop(server, folder)
        except ConflictError:
            continue  # it is being measured


async def _stop(server: LocalNeo4j, folder: Path) -> None:
    await server.stop()
    (folder / _MARK).unlink(missing_ok=True)


@contextmanager
def _measuring(folder: Path) -> Iterator[None]:
    # The operating system gives the lock back when its holder is killed.
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ConflictError(
            f"another process measures with the graph in {folder}", remedy="Wait until it ends."
        ) from error
    try:
        yield
    finally:
        lock.release()
