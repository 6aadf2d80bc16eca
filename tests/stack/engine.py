"""A docker client, and the engine it talks to."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]


class UnavailableError(Exception):
    """The stack cannot be tried on this machine; the message says why."""


class DockerError(Exception):
    """A docker command failed; the message ends with what it said."""


@dataclass(frozen=True)
class Engine:
    """A docker client and the engine it talks to. `data` is the folder of an engine of our own."""

    client: Path
    environment: Mapping[str, str] = field(repr=False)
    data: Path | None = None

    def run(self, *arguments: str | Path, stdin: IO[bytes] | None = None) -> str:
        """What the docker command printed.

        Raises:
            DockerError: it failed.
        """
        done = subprocess.run(
            [self.client, *arguments],
            env=self.environment,
            stdin=stdin or subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DockerError(
                f"docker {' '.join(map(str, arguments))}\n{done.stdout[-2000:]}{done.stderr[-6000:]}"
            )
        return done.stdout

    def works(self, *arguments: str | Path) -> bool:
        """Whether the docker command succeeds."""
        try:
            self.run(*arguments)
        except (DockerError, OSError):
            return False
        return True


def cache_folder() -> Path:
    """Where the client and the layers are kept between runs."""
    found = subprocess.run(
        [ROOT / "requirements/cache_folder.sh"], capture_output=True, text=True, check=True
    )
    return Path(found.stdout) / "stack"


def find_client(cache: Path) -> Engine:
    """The docker of this machine when it is complete, else the one that install.sh unpacked."""
    usual = Engine(Path("docker"), os.environ)
    unpacked = Engine(cache / "client/docker", {**os.environ, "DOCKER_CONFIG": str(cache / "client")})
    for client in (usual, unpacked):
        if client.works("compose", "version") and client.works("buildx", "version"):
            return client
    raise UnavailableError(
        "there is no docker client with Compose and buildx; tests/stack/install.sh gets one"
    )
