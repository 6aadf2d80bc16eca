"""Where a server answers."""

from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from schemas.value import Value

LOOPBACK = "127.0.0.1"
USER = "neo4j"
DATABASE = "neo4j"


class Ports(Value):
    """The two ports of a server."""

    bolt: int
    http: int

    @property
    def uri(self) -> str:
        """The address for drivers."""
        return f"bolt://{LOOPBACK}:{self.bolt}"

    @property
    def http_url(self) -> str:
        """The address of the HTTP interface."""
        return f"http://{LOOPBACK}:{self.http}"

    @property
    def browser_url(self) -> str:
        """The address of Neo4j Browser, with the connection filled in."""
        return f"{self.http_url}/browser/?dbms=bolt://{USER}@{LOOPBACK}:{self.bolt}&db={DATABASE}"


class Neo4jAddress(Value):
    """All that a client needs to use a running server; `already_running` when the call did not start it."""

    uri: str
    user: str
    password: SecretStr
    http_url: str
    browser_url: str
    already_running: bool = False


class Neo4jStatus(Value):
    """What is known of a server without connecting to it.

    The addresses are those it has now, or had last (empty: it never ran). `memory_mb` is what it occupies now.
    """

    name: str
    running: bool
    home: Path
    uri: str = ""
    user: str = USER
    http_url: str = ""
    browser_url: str = ""
    pid: int | None = None
    started_at: datetime | None = None
    memory_mb: int = 0
