"""The folder of a server: what is laid out in it for a start, and what the server remembers there between calls."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from kg.atomic_file import atomic_file
from kg.server.address import Ports
from kg.server.server_process import ProcessRecord
from schemas.value import Value

STATE_FILE = "server.json"


def server_names(home: Path) -> list[str]:
    """Names of the servers whose folders are in `home`, sorted."""
    return sorted(state.parent.name for state in home.glob(f"*/{STATE_FILE}"))


def prepare_home(home: Path, conf: str, *, plugins: Sequence[Path]) -> None:
    """Lay out the folder for a start: the settings, exactly these plugins, and places for logs and scratch files."""
    for made_again in ("plugins", "tmp"):
        shutil.rmtree(home / made_again, ignore_errors=True)
    for name in ("conf", "logs", "plugins", "tmp"):
        (home / name).mkdir(exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(conf, encoding="utf-8")
    for plugin in plugins:
        shutil.copy2(plugin, home / "plugins")


class ServerState(Value):
    """The ports a server has, or had last, and its process while it should run."""

    ports: Ports
    process: ProcessRecord | None = None


def read_state(file: Path) -> ServerState | None:
    """The state kept in the file; None when there is none, or none that can be read."""
    try:
        return ServerState.model_validate_json(file.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def write_state(file: Path, state: ServerState) -> None:
    """Keep the state; a reader sees the old one or the new one, whole."""
    with atomic_file(file) as out:
        out.write(state.model_dump_json().encode())
