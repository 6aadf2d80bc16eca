"""The locks of hashes fit together, and to what the project says it needs."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
GPU = re.compile(r"torch|triton|(nvidia|cuda)-.*")
HASHED = ("dev.txt", "runtime.txt", "torch-full.txt", "build.txt", "uv.txt", "documents.txt")


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall(text(name)))


@pytest.mark.parametrize("name", HASHED)
def test_every_pin_has_a_hash(name: str) -> None:
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", text(name)) if PINNED.match(entry)]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize(
    "name", [*HASHED, "torch.txt", "../kg/server/jars.lock.toml", "../benchmarks/apoc.lock.toml"]
)
def test_no_lock_says_where_to_fetch_from(name: str) -> None:
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text(name))


@pytest.mark.parametrize(
    ("locks", "wanted"),
    [
        (["dev.txt"], [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]),
        (["runtime.txt", "torch.txt"], PROJECT["project"]["dependencies"]),
        (["dev.txt", "documents.txt"], PROJECT["dependency-groups"]["documents"]),
        (["build.txt"], PROJECT["build-system"]["requires"]),
    ],
    ids=["dev", "runtime", "documents", "build"],
)
def test_the_locks_hold_what_the_project_needs(locks: list[str], wanted: list[str]) -> None:
    found = {name: version for lock in locks for name, version in pins(lock).items()}
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        assert name in found, f"{name}: run `make lock`"
        assert requirement.specifier.contains(found[name], prereleases=True), f"{name}: run `make lock`"


def test_the_image_gets_the_tested_versions_without_a_gpu_s() -> None:
    tested, image = pins("dev.txt"), pins("runtime.txt")
    assert image.items() <= tested.items()
    assert not [name for name in image if GPU.fullmatch(name)]
    assert dict(re.findall(r"(\S+)==(\S+)", text("torch.txt"))) == {"torch": tested["torch"]}


def test_the_image_for_a_gpu_gets_the_tested_versions_of_the_rest() -> None:
    tested = pins("dev.txt")
    assert pins("torch-full.txt") == {name: pin for name, pin in tested.items() if GPU.fullmatch(name)}


def test_builds_use_the_tested_versions() -> None:
    assert pins("build.txt").items() <= pins("dev.txt").items()
