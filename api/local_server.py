"""The private Neo4j servers of this data folder."""

from api.settings import Settings
from kg.server.home import server_names
from kg.server.local_neo4j import LocalNeo4j
from kg.server.server_options import ServerOptions


def local_server(settings: Settings, name: str | None = None) -> LocalNeo4j:
    """The private server of this name; without one, that of the configured graph.

    Raises:
        InputError: it cannot be a name.
    """
    options = ServerOptions(jar_cache=settings.cache_dir / "jars")
    return LocalNeo4j(settings.home / "neo4j", settings.graph if name is None else name, options=options)


def all_local_servers(settings: Settings) -> list[LocalNeo4j]:
    """Every private server that was ever started here and not wiped, by name."""
    return [local_server(settings, name) for name in server_names(settings.home / "neo4j")]
