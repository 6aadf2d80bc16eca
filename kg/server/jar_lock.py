"""The jars of a server, each pinned to one checksum."""

import re
import tomllib
from importlib.resources import files

from pydantic import ValidationError

from kg.jars.pinned_jar import PinnedJar
from schemas.errors import ConfigError
from schemas.value import Value

_COORDINATE = re.compile(r"[\w.-]+:[\w.-]+:[\w.-]+(:[\w.-]+)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class JarLock(Value):
    """All jars of one server, in class path order."""

    neo4j_version: str
    java_versions: tuple[int, ...]
    jars: tuple[PinnedJar, ...]


class _LockFile(Value):
    neo4j_version: str
    java_versions: tuple[int, ...]
    roots: tuple[str, ...]
    jars: dict[str, str]


def parse_jar_lock(text: str) -> JarLock:
    """The lock that a TOML text describes.

    Raises:
        ConfigError: the text is not such a lock.
    """
    try:
        content = _LockFile.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as exc:
        raise ConfigError(
            f"The lock file of the Neo4j jars cannot be read: {exc}",
            remedy="Take the file again from the release, or make it again with `make lock`.",
        ) from exc
    for coordinate, sha256 in content.jars.items():
        if not _COORDINATE.fullmatch(coordinate) or not _SHA256.fullmatch(sha256):
            raise ConfigError(
                f"The lock file of the Neo4j jars has a malformed entry: {coordinate} = {sha256}",
                remedy="Take the file again from the release, or make it again with `make lock`.",
            )
    return JarLock(
        neo4j_version=content.neo4j_version,
        java_versions=content.java_versions,
        jars=tuple(PinnedJar(coordinate=name, sha256=sha256) for name, sha256 in content.jars.items()),
    )


def shipped_jar_lock() -> JarLock:
    """The lock that comes with this package: Neo4j Community and Neo4j Browser."""
    return parse_jar_lock(files("kg.server").joinpath("jars.lock.toml").read_text(encoding="utf-8"))
