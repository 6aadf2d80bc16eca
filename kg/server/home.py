"""The folder of a server."""

import shutil
from collections.abc import Sequence
from pathlib import Path

STATE_FILE = "server.json"


def server_names(home: Path) -> list[str]:
    """Names of the servers whose folders stand in `home`, sorted."""
    return sorted(state.parent.name for state in home.glob(f"*/{STATE_FILE}"))


def prepare_home(home: Path, conf: str, *, plugins: Sequence[Path]) -> None:
    """Lays out the folder for a start: the settings, exactly these plugins, and places for logs and scratch files."""
    for made_anew in ("plugins", "tmp"):
        shutil.rmtree(home / made_anew, ignore_errors=True)
    for name in ("conf", "logs", "plugins", "tmp"):
        (home / name).mkdir(exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(conf, encoding="utf-8")
    for plugin in plugins:
        shutil.copy2(plugin, home / "plugins")
