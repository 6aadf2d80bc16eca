"""Private servers for measuring: apart from everybody's data, with APOC where a rival needs it."""

from pathlib import Path

from kg.server.jar_lock import parse_jar_lock
from kg.server.local_neo4j import LocalNeo4j
from kg.server.server_options import ServerOptions

_APOC = Path(__file__).with_name("apoc.lock.toml")


def benchmark_server(home: Path, *, apoc: bool = False) -> LocalNeo4j:
    """A server in that folder, on ports the system picks; `apoc` loads APOC Core as a plugin without restrictions."""
    if not apoc:
        return LocalNeo4j(home, "plain", options=ServerOptions(wished_ports=None))
    jars = parse_jar_lock(_APOC.read_text(encoding="utf-8")).jars
    options = ServerOptions(
        wished_ports=None,
        extra_jars=jars,
        plugins=tuple(jar.coordinate for jar in jars if jar.group == "org.neo4j.procedure"),
        extra_settings={
            "dbms.security.procedures.allowlist": "*",
            "dbms.security.procedures.unrestricted": "apoc.*",
        },
    )
    return LocalNeo4j(home, "apoc", options=options)
