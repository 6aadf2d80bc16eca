"""What a private server remembers between calls: its ports and its process."""

from pathlib import Path

from pydantic import ValidationError

from kg.atomic_file import atomic_file
from kg.server.address import Ports
from kg.server.server_process import ProcessRecord
from schemas.value import Value


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
    """Keeps the state; a reader sees the old one or the new one, whole."""
    with atomic_file(file) as out:
        out.write(state.model_dump_json().encode())
