"""Makes kg/server/jars.lock.toml again: resolves its roots and takes the checksum of every jar."""

import tempfile
import tomllib
from pathlib import Path

from jgo.env import EnvironmentBuilder
from jgo.maven import MavenContext

LOCK = Path(__file__).parent.parent / "kg" / "server" / "jars.lock.toml"
HEADER = """\
# Neo4j Community with Neo4j Browser: every jar and its sha256, in class path order. Made by `make lock JARS=1`;
# for another version change neo4j_version and roots first.
neo4j_version = "{version}"
java_versions = {java}
roots = {roots}

[jars]
"""


def main() -> None:
    """Reads the roots from the lock, resolves them again and writes the lock."""
    old = tomllib.loads(LOCK.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        context = MavenContext(repo_cache=Path(folder) / "repository", timeout=60)
        builder = EnvironmentBuilder(context, cache_dir=Path(folder) / "environments")
        environment = builder.from_endpoint("+".join(old["roots"]))
        resolved = tomllib.loads((environment.path / "jgo.lock.toml").read_text(encoding="utf-8"))
    roots = ", ".join(f'"{root}"' for root in old["roots"])
    header = HEADER.format(version=old["neo4j_version"], java=old["java_versions"], roots=f"[{roots}]")
    lines = [f'"{_coordinate(jar)}" = "{jar["sha256"]}"\n' for jar in resolved["dependencies"]]
    LOCK.write_text(header + "".join(lines), encoding="utf-8")


def _coordinate(jar: dict[str, str]) -> str:
    parts = (jar["groupId"], jar["artifactId"], jar["version"], jar.get("classifier", ""))
    return ":".join(part for part in parts if part)


if __name__ == "__main__":
    main()
