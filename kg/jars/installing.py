"""Fetching pinned jars into a cache, and checking them each time they are used."""

import asyncio
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import AsyncFileLock
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_incrementing

from kg.jars.pinned_jar import PinnedJar
from schemas.errors import BackendError
from schemas.ports import Progress, no_progress

_DOWNLOADS_AT_ONCE = 8
_NETWORK_TIMEOUT_S = 20
_ATTEMPTS = 3
_CONNECT = "Connect to the network and start again; later starts work without it."
_TRUST = "Behind a proxy with a certificate of its own, name the file of trusted certificates in REQUESTS_CA_BUNDLE."


async def install_jars(
    jars: Sequence[PinnedJar],
    cache: Path,
    *,
    repository: str | None = None,
    on_progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Paths of the jars in the cache, in the order given, each one checked against its checksum.

    What is missing or damaged is fetched; once all are there no network is needed and nothing is written. A file appears in the cache only
    complete and checked, so an interrupted call leaves nothing broken. `repository` is the address of a Maven repository
    to use instead of the public one.

    Raises:
        BackendError: a jar could not be fetched, or what came is not the pinned file.
    """
    paths = tuple(cache / jar.group / jar.file_name for jar in jars)
    if not await asyncio.to_thread(_missing_or_damaged, jars, paths):
        return paths
    async with AsyncFileLock(_lock_path(cache)):
        wrong = await asyncio.to_thread(_missing_or_damaged, jars, paths)
        if wrong:
            await _fetch_all(wrong, _Source(cache / "incoming", repository), on_progress or no_progress)
    return paths


@dataclass(frozen=True)
class _Source:
    """Where jars come from, and the folder where they are put until they are checked."""

    incoming: Path
    repository: str | None


def _lock_path(cache: Path) -> Path:
    cache.mkdir(parents=True, exist_ok=True)
    return cache / "install.lock"


def _missing_or_damaged(
    jars: Sequence[PinnedJar], paths: Sequence[Path]
) -> tuple[tuple[PinnedJar, Path], ...]:
    return tuple((jar, path) for jar, path in zip(jars, paths, strict=True) if _sha256(path) != jar.sha256)


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


async def _fetch_all(
    wanted: Sequence[tuple[PinnedJar, Path]], source: _Source, on_progress: Progress
) -> None:
    shutil.rmtree(source.incoming, ignore_errors=True)  # what a killed download left
    source.incoming.mkdir()
    limit = asyncio.Semaphore(_DOWNLOADS_AT_ONCE)
    done = 0
    on_progress("fetching Neo4j", 0, len(wanted))

    async def fetch(jar: PinnedJar, target: Path) -> None:
        nonlocal done
        async with limit:
            await asyncio.to_thread(_fetch, jar, target, source)
        done += 1
        on_progress("fetching Neo4j", done, len(wanted))

    tasks = [asyncio.create_task(fetch(jar, target)) for jar, target in wanted]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        shutil.rmtree(source.incoming, ignore_errors=True)


def _fetch(jar: PinnedJar, target: Path, source: _Source) -> None:
    """Puts one jar at its place in the cache; what stood there before is replaced."""
    with tempfile.TemporaryDirectory(dir=source.incoming) as folder:
        fetched = _download(jar, Path(folder), source.repository)
        found = _sha256(fetched)
        if found != jar.sha256:
            raise BackendError(
                f"The jar fetched for {jar.coordinate} is not the pinned one: its sha256 is {found}.",
                remedy="Try again; if it stays so, the source or a proxy between serves another file: do not use it.",
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        fetched.replace(target)


def _download(jar: PinnedJar, folder: Path, repository: str | None) -> Path:
    import requests

    failures = (requests.RequestException, RuntimeError)
    retrying = Retrying(
        stop=stop_after_attempt(_ATTEMPTS),
        wait=wait_incrementing(start=1, increment=1),
        retry=retry_if_exception_type(failures),
        before_sleep=lambda _: shutil.rmtree(folder, ignore_errors=True),
        reraise=True,
    )
    try:
        return retrying(_downloader(jar, folder, repository))
    except failures as exc:
        untrusted = isinstance(exc, requests.exceptions.SSLError)
        raise BackendError(
            f"The jar {jar.coordinate} is missing or damaged in the cache and could not be fetched: {exc}",
            remedy=_TRUST if untrusted else _CONNECT,
            retryable=not untrusted,
        ) from exc


def _downloader(jar: PinnedJar, folder: Path, repository: str | None) -> Callable[[], Path]:
    from jgo.maven import MavenContext

    group, artifact, version, *classifier = jar.coordinate.split(":")
    context = MavenContext(
        repo_cache=folder,
        remote_repos={"configured": repository} if repository else None,
        timeout=_NETWORK_TIMEOUT_S,
    )
    wanted = context.project(group, artifact).at_version(version).artifact(*classifier)

    def download() -> Path:
        context.resolver.download(wanted)
        return folder / wanted.component.path_prefix / wanted.filename

    return download
