"""What a private server is started with: its settings, its Java options and its class path."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.server.address import LOOPBACK, Ports
from kg.server.memory import MemorySizes

_MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"

_JAVA_OPTIONS = (
    # What Neo4j's own launcher opens to itself.
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+DisableExplicitGC",
    # A server that ran out of memory refuses everything until it is restarted: better gone than half dead.
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "-Djdk.nio.maxCachedBufferSize=1024",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
)


def server_settings(ports: Ports, memory: MemorySizes, *, extra: Mapping[str, str]) -> dict[str, str]:
    """The settings of a server that only this machine reaches and that reaches nobody; `extra` wins."""
    return {
        "server.default_listen_address": LOOPBACK,
        "server.bolt.listen_address": f"{LOOPBACK}:{ports.bolt}",
        "server.bolt.advertised_address": f"{LOOPBACK}:{ports.bolt}",
        "server.http.listen_address": f"{LOOPBACK}:{ports.http}",
        "server.http.advertised_address": f"{LOOPBACK}:{ports.http}",
        "server.https.enabled": "false",
        "server.memory.heap.max_size": f"{memory.heap_mb}m",
        "server.memory.pagecache.size": f"{memory.page_cache_mb}m",
        "db.memory.transaction.max": f"{memory.transaction_mb}m",
        "db.transaction.timeout": "120s",
        # Logs of a gigabyte, allocated ahead, are for servers with a disk of their own.
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.size": "64m",
        "db.tx_log.rotation.retention_policy": "1 files",
        "dbms.usage_report.enabled": "false",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "dbms.security.procedures.allowlist": "",
        "client.allow_telemetry": "false",
        "browser.remote_content_hostname_whitelist": "localhost",
        # browser.allow_outgoing_connections is only known to the Enterprise edition; what the page may reach is said
        # to the web browser itself.
        "dbms.security.http_static_content_security_policy_header": _page_policy(ports),
        "dbms.security.http_access_control_allow_origin": ports.http_url,
        # By then the databases are stopped and stored; the last wait is for clients to go by themselves.
        "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        **extra,
    }


def _page_policy(ports: Ports) -> str:
    hosts = (LOOPBACK, "localhost")
    bolt = " ".join(f"{scheme}://{host}:{ports.bolt}" for host in hosts for scheme in ("ws", "http"))
    return "; ".join(
        (
            "default-src 'self'",
            f"connect-src 'self' {bolt}",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "style-src 'self' 'unsafe-inline'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        )
    )


def conf_text(settings: Mapping[str, str]) -> str:
    """The settings as neo4j.conf, in their order."""
    lines = [f"{name}={value}" for name, value in settings.items()]
    return "\n".join(["# Written again at each start.", *lines, ""])


def java_arguments(home: Path, class_path: Sequence[Path], memory: MemorySizes) -> tuple[str, ...]:
    """Everything after `java` on the command line of a server at this home."""
    temporary = home / "tmp"
    return (
        f"-Xms{min(256, memory.heap_mb)}m",
        f"-Xmx{memory.heap_mb}m",
        *_JAVA_OPTIONS,
        f"-Djava.io.tmpdir={temporary}",
        f"-Djna.tmpdir={temporary}",
        "-cp",
        ":".join(str(path) for path in class_path),
        _MAIN_CLASS,
        home_argument(home),
        f"--config-dir={home / 'conf'}",
        "--console-mode",
    )


def home_argument(home: Path) -> str:
    """The argument by which the process of this home is known."""
    return f"--home-dir={home}"
