"""`make setup` with the programs that it calls in their places, so that nothing is installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
_PROGRAM = """#!/bin/sh
echo "$@" >> "$(dirname "$0")/../called"
case "$1" in -c) echo 3.12 ;; esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose .venv holds programs that only note how they were called."""
    shutil.copytree(CHECKOUT / "requirements", tmp_path / "requirements")
    for file in ("pyproject.toml", "kg/server/jars.lock.toml"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / file, tmp_path / file)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "uv", "citegraph"):
        program = tmp_path / ".venv" / "bin" / name
        program.write_text(_PROGRAM)
        program.chmod(0o755)
    return tmp_path


def _installed(checkout: Path, torch: str) -> list[str]:
    """What `make setup` has installed by uv, when called with this TORCH."""
    called = checkout / ".venv" / "called"
    called.unlink(missing_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(checkout), "TORCH": torch}
    subprocess.run([checkout / "requirements" / "setup.sh"], env=environment, check=True, capture_output=True)
    return [line for line in called.read_text().splitlines() if line.startswith("pip install")]


@pytest.mark.slow
def test_the_choice_of_pytorch_holds_until_another_is_made(checkout: Path) -> None:
    assert any("--torch-backend cpu" in line for line in _installed(checkout, "cpu"))
    assert _installed(checkout, "") == []
    (checkout / "requirements" / "dev.txt").write_text("# a newer lock\n")
    assert any("--torch-backend cpu" in line for line in _installed(checkout, ""))
    assert not any("--torch-backend cpu" in line for line in _installed(checkout, "full"))
    assert _installed(checkout, "") == []
