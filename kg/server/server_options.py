"""What may differ from one private server to the next."""

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_cache_path
from pydantic import Field

from kg.jars.pinned_jar import PinnedJar
from kg.server.address import Ports
from kg.server.ports import USUAL_PORTS
from schemas.value import Value


class ServerOptions(Value):
    """What differs from the usual. Extra jars and settings are for measuring other tools, which need plugins.

    `maven_repository` None is the public one; `java` None is the bundled Java; `wished_ports` None leaves the choice of
    ports to the system; every extra jar goes on the class path, those in `plugins` (coordinates) are plugins too.
    """

    jar_cache: Path = Field(default_factory=lambda: user_cache_path("citegraph", appauthor=False) / "jars")
    maven_repository: str | None = None
    java: Path | None = None
    wished_ports: Ports | None = USUAL_PORTS
    extra_jars: tuple[PinnedJar, ...] = ()
    plugins: tuple[str, ...] = ()
    extra_settings: Mapping[str, str] = Field(default_factory=dict)
