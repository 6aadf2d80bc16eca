from collections import Counter

import pytest

from kg.jars.pinned_jar import PinnedJar
from kg.server.jar_lock import parse_jar_lock, shipped_jar_lock
from schemas.errors import ConfigError

LOCK = """
neo4j_version = "1.2"
java_versions = [17]
roots = ["org.example:root:1.2"]
[jars]
"org.example:root:1.2" = "{sha256}"
"org.example:native:4:linux-x86_64" = "{sha256}"
"""
SHA256 = "0f" * 32


def test_the_jars_keep_their_order() -> None:
    lock = parse_jar_lock(LOCK.format(sha256=SHA256))
    assert [jar.file_name for jar in lock.jars] == ["root-1.2.jar", "native-4-linux-x86_64.jar"]
    assert (lock.neo4j_version, lock.java_versions) == ("1.2", (17,))


@pytest.mark.parametrize(
    "text",
    [
        "not toml at all [",
        "",
        LOCK.format(sha256="short"),
        LOCK.format(sha256=SHA256).replace("org.example:root:1.2", "../../etc:x:y"),
        LOCK.format(sha256=SHA256).replace("java_versions = [17]", ""),
    ],
    ids=["no toml", "empty", "short checksum", "path in a name", "field missing"],
)
def test_a_lock_that_cannot_be_right_is_refused(text: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse_jar_lock(text)
    assert error.value.remedy


def test_the_shipped_lock_pins_the_server_and_its_browser_once_each() -> None:
    lock = shipped_jar_lock()
    names = {jar.coordinate for jar in lock.jars}
    assert f"org.neo4j:neo4j:{lock.neo4j_version}" in names
    assert any(name.startswith("org.neo4j.client:neo4j-browser:") for name in names)
    places = Counter((jar.group, jar.file_name) for jar in lock.jars)
    assert places.most_common(1)[0][1] == 1


def test_the_folder_of_a_jar_is_its_group() -> None:
    jar = PinnedJar(coordinate="org.example:root:1.2", sha256=SHA256)
    assert (jar.group, jar.file_name) == ("org.example", "root-1.2.jar")
