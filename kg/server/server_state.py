"""What a private server remembers between calls: its ports and its process."""

import os
from pathlib import Path

from pydantic import ValidationError

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
    part = file.with_suffix(".part")
    part.write_text(state.model_dump_json(), encoding="utf-8")
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(file)
