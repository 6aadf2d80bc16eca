"""The images of the stack: the real base images where a registry answers, stand-ins elsewhere, and ours built on them."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.stack.engine import ROOT, Engine, UnavailableError
from tests.stack.neo4j_folder import lay_out_neo4j
from tests.stack.registries import registry_secrets

_OURS = "citegraph-stack-test"


def python_image(engine: Engine) -> str:
    """The base image that our Dockerfile names, or its stand-in.

    Raises:
        UnavailableError: there is neither a registry nor what a stand-in is made with.
    """
    wanted = _named("Dockerfile", r"^ARG PYTHON_IMAGE=(\S+)")
    if _pulled(engine, wanted):
        return wanted
    name = f"{_OURS}/python"
    if not engine.works("image", "inspect", name):
        if os.geteuid() or not shutil.which("debootstrap"):
            raise UnavailableError(f"{wanted} cannot be pulled; a stand-in needs root and debootstrap")
        say("making a Debian with Python")
        with tempfile.TemporaryFile() as tar:
            making = [Path(__file__).with_name("base.sh")]
            made = subprocess.run(making, stdout=tar, stderr=subprocess.PIPE, check=False)
            assert made.returncode == 0, made.stderr.decode()[-2000:]
            tar.seek(0)
            engine.run("import", "-", name, stdin=tar)
    version = engine.run("run", "--rm", "--network=none", name, "python", "--version").strip()
    say(f"{wanted} cannot be pulled: a Debian with {version} stands in for it")
    return name


def neo4j_image(engine: Engine, base: str) -> str:
    """The image that docker-compose.yml names, or its stand-in."""
    wanted = _named("docker-compose.yml", r"NEO4J_IMAGE:-([^}]+)\}")
    if _pulled(engine, wanted):
        return wanted
    name = f"{_OURS}/neo4j"
    with tempfile.TemporaryDirectory() as folder:
        version = lay_out_neo4j(Path(folder))
        _build(engine, name, Path(folder), [f"BASE={base}"])
    say(
        f"{wanted} cannot be pulled: Neo4j {version} from the pinned jars stands in for it, "
        "with an entrypoint and a cypher-shell of this test's own"
    )
    return name


def api_image(engine: Engine, base: str) -> str:
    """Our image, built from the Dockerfile of this checkout."""
    name = f"{_OURS}/api"
    # The same PyTorch as this checkout's .venv has: its source was reached.
    torch = "cpu" if (ROOT / ".venv/without-torch.txt").exists() else "full"
    say(f"building our image with TORCH={torch}")
    with tempfile.TemporaryDirectory() as folder:
        secrets = registry_secrets(Path(folder))
        _build(engine, name, ROOT, [f"PYTHON_IMAGE={base}", f"TORCH={torch}"], secrets)
    return name


def remove_our_images(engine: Engine) -> None:
    """Removes what was made here from an engine that is not our own, whose cache of layers it may keep."""
    for name in ("api", "neo4j", "python"):
        engine.works("image", "rm", "--force", f"{_OURS}/{name}")


def say(line: str) -> None:
    """Shows a line to the person who waits for the test."""
    sys.stdout.write(f"stack: {line}\n")
    sys.stdout.flush()


def _named(file: str, pattern: str) -> str:
    found = re.search(pattern, (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{file} names no base image"
    return found[1]


def _pulled(engine: Engine, image: str) -> bool:
    if not engine.works("pull", image):
        return False
    say(engine.run("image", "inspect", "--format", "{{index .RepoDigests 0}}", image).strip())
    return True


def _build(
    engine: Engine, name: str, folder: Path, arguments: Sequence[str], secrets: Sequence[str] = ()
) -> None:
    options = [f"--build-arg={argument}" for argument in arguments]
    options += [f"--secret={secret}" for secret in secrets]
    if engine.data:
        options.append("--network=host")  # an engine of our own gives its containers no other way out
    engine.run("buildx", "build", "--load", f"--tag={name}", *options, folder)
