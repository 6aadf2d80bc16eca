"""docker-compose.yml and Dockerfile against the code: no Docker engine is needed to see that they fit."""

import json
import re
import shlex
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml
from dotenv import dotenv_values

from api.cli.program import COMMANDS
from api.http.routes.health import router as health
from api.parts import reading_limits
from api.settings import Settings, check_serving, variable_of
from kg.server.address import Ports
from kg.server.configuration import server_settings
from kg.server.memory import MemorySizes

ROOT = Path(__file__).resolve().parents[2]
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
NEO4J = COMPOSE["services"]["neo4j"]
API = COMPOSE["services"]["api"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
SECRETS = {"NEO4J_PASSWORD": "a long password", "CITEGRAPH_API_KEY": "0123456789abcdef"}
OF_THE_CONTAINER = (".advertised_address", ".max_size", ".size", "transaction.max")
PROGRAM_BYTES = 1_900_000_000
"""What `citegraph serve` takes once its models are loaded and it has ingested: 1.65 GB measured, and some for growth."""
INTERPOLATION = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def instructions(name: str) -> list[str]:
    """What follows this instruction in the last stage of the Dockerfile."""
    last_stage = DOCKERFILE.rpartition("\nFROM ")[2]
    return [
        line.split(maxsplit=1)[1]
        for line in last_stage.splitlines()
        if line.strip().startswith((f"{name} ", f"{name}\t"))
    ]


def image_environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in instructions("ENV") for pair in shlex.split(line))


def interpolated(text: str, environment: dict[str, str]) -> str:
    """The text as `docker compose` fills it in."""

    def value(found: re.Match[str]) -> str:
        name, kind, default = found.groups()
        if kind == "?" and not environment.get(name):
            raise KeyError(name)
        return environment.get(name) or (default if kind == "-" else "")

    return INTERPOLATION.sub(value, text)


def published(service: dict[str, list[str]]) -> dict[str, str]:
    """Container port → host side, of each published port."""
    ports = [interpolated(port, {}).rpartition(":") for port in service["ports"]]
    return {container: host for host, _, container in ports}


def _mebibytes(size: str) -> int:
    return int(size[:-1]) * {"m": 1, "g": 1024}[size[-1]]


def api_settings() -> Settings:
    """The settings of the API in its container, from the image's and the service's variables alone."""
    given = {name: interpolated(value, SECRETS) for name, value in API["environment"].items()}
    known = {variable_of(field): field for field in Settings.model_fields}
    values = {
        known[name]: value for name, value in (image_environment() | given).items() if value and name in known
    }
    return Settings(_env_file=None, **values)


@pytest.mark.slow
def test_it_follows_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    checked = subprocess.run(
        [*command, ROOT / "docker-compose.yml"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("service", [NEO4J, API], ids=["neo4j", "api"])
def test_nothing_is_published_beyond_this_machine(service: dict[str, list[str]]) -> None:
    for host in published(service).values():
        assert re.fullmatch(r"127\.0\.0\.1:\d+", host)


@pytest.mark.parametrize("secret", SECRETS)
def test_it_does_not_start_without_its_secrets(secret: str) -> None:
    with pytest.raises(KeyError, match=secret):
        interpolated(COMPOSE_TEXT, {**SECRETS, secret: ""})
    interpolated(COMPOSE_TEXT, SECRETS)


def test_no_secret_stands_in_the_files() -> None:
    example = dotenv_values(ROOT / ".env.example")
    assert {name for name, value in example.items() if not value} >= {*SECRETS, "OPENAI_API_KEY"}
    assert not re.search(r"(PASSWORD|KEY)[=:]\s*\w", DOCKERFILE)


def test_the_example_lists_exactly_what_the_file_asks_for() -> None:
    asked = {name for name, _, _ in INTERPOLATION.findall(COMPOSE_TEXT.replace("$${", ""))}
    assert set(dotenv_values(ROOT / ".env.example")) == asked


def test_the_example_s_values_are_the_defaults() -> None:
    defaults = {name: value for name, kind, value in INTERPOLATION.findall(COMPOSE_TEXT) if kind == "-"}
    example = dotenv_values(ROOT / ".env.example")
    assert {name: example[name] for name in defaults} == defaults


def test_every_variable_is_one_that_the_code_reads() -> None:
    known = {variable_of(field) for field in Settings.model_fields}
    assert set(API["environment"]) <= known
    assert {name for name in image_environment() if name.startswith(("CITEGRAPH_", "NEO4J_"))} <= known


def test_the_api_may_listen_as_the_container_tells_it_to() -> None:
    settings = api_settings()
    check_serving(settings)
    assert settings.neo4j_password is not None
    assert settings.neo4j_password.get_secret_value() == SECRETS["NEO4J_PASSWORD"]
    assert (settings.home, settings.cache_dir) == (Path("/data"), Path("/cache"))


def test_ports_inside_and_outside_agree() -> None:
    assert instructions("EXPOSE") == [str(api_settings().port)]
    assert set(published(API)) == {str(api_settings().port)}
    assert set(published(NEO4J)) == {"7474", "7687"}
    assert api_settings().neo4j_uri == "bolt://neo4j:7687"


@pytest.mark.parametrize("service", [NEO4J, API], ids=["neo4j", "api"])
def test_each_service_has_limits_and_no_rights_to_spare(service: dict[str, object]) -> None:
    assert {"mem_limit", "pids_limit"} <= set(service)
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_neo4j_s_memory_fits_its_container() -> None:
    parts = [
        NEO4J["environment"][f"NEO4J_server_memory_{part}"] for part in ("heap_max__size", "pagecache_size")
    ]
    container, *needed = (_mebibytes(interpolated(size, {})) for size in (NEO4J["mem_limit"], *parts))
    assert container >= sum(needed) + 1024


def test_our_service_s_memory_fits_its_container() -> None:
    """Even while each reader of files takes all it may and /tmp is full."""
    settings = api_settings()
    limits = reading_limits(settings)
    (temporary,) = (mount.partition("size=")[2] for mount in API["tmpfs"])
    readers = settings.reading_processes * limits.memory_bytes
    free = (_mebibytes(interpolated(API["mem_limit"], {})) - _mebibytes(temporary)) * 2**20 - readers
    assert free >= PROGRAM_BYTES


def test_our_service_writes_only_to_its_volumes_and_to_memory() -> None:
    assert API["read_only"] is True
    assert [mount.partition(":")[0] for mount in API["tmpfs"]] == ["/tmp"]


def test_health_checks_put_no_password_on_a_command_line() -> None:
    """Assignments before a command go into its environment; the shell itself is given the variable's name only."""
    assignments, _, command = NEO4J["healthcheck"]["test"][1].partition(" cypher-shell ")
    assert all("=" in word for word in shlex.split(assignments))
    assert "NEO4J_AUTH" not in command
    assert "PASSWORD" not in health_command()[-1]


def test_neo4j_tells_clients_the_published_port() -> None:
    environment = {name: interpolated(value, SECRETS) for name, value in NEO4J["environment"].items()}
    for container, setting in (("7687", "bolt"), ("7474", "http")):
        advertised = environment[f"NEO4J_server_{setting}_advertised__address"]
        assert advertised.rpartition(":")[2] == published(NEO4J)[container].rpartition(":")[2]


def test_both_use_the_same_password() -> None:
    user, _, password = interpolated(NEO4J["environment"]["NEO4J_AUTH"], SECRETS).partition("/")
    settings = api_settings()
    assert settings.neo4j_password is not None
    assert (user, password) == (settings.neo4j_user, settings.neo4j_password.get_secret_value())


def test_neo4j_s_settings_are_those_of_the_private_server() -> None:
    """The image reads `NEO4J_` + the setting's name, `.` written `_` and `_` written `__`."""
    ours = server_settings(
        Ports(bolt=7687, http=7474), MemorySizes(heap_mb=1024, page_cache_mb=512), extra={}
    )
    given = {
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): interpolated(
            value, {}
        )
        for name, value in NEO4J["environment"].items()
        if name != "NEO4J_AUTH"
    }
    assert set(given) <= set(ours)
    same = {name: value for name, value in given.items() if not name.endswith(OF_THE_CONTAINER)}
    assert same == {name: ours[name] for name in same}
    assert "dbms.security.http_static_content_security_policy_header" in same


def test_the_image_runs_a_command_that_exists_as_somebody_harmless() -> None:
    (command,) = instructions("CMD")
    program, subcommand = json.loads(command)
    assert f'{program} = "api.cli:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert subcommand in COMMANDS
    (user,) = instructions("USER")
    assert user not in {"root", "0"}


def health_command() -> list[str]:
    (check,) = instructions("HEALTHCHECK")
    return [str(word) for word in json.loads(check[check.index("[") :])]


def test_health_is_asked_at_a_path_that_exists() -> None:
    paths = {getattr(route, "path", "") for route in health.routes}
    assert any(f'{path}"' in health_command()[-1] for path in paths)
    assert "RETURN 1" in NEO4J["healthcheck"]["test"][1]
    assert API["depends_on"]["neo4j"]["condition"] == "service_healthy"


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "healthy"), [(200, True), (503, False)])
def test_the_health_command_tells_a_ready_api_from_another(answer: int, healthy: bool) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(answer)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        command = [sys.executable, *health_command()[1:]]
        ended = subprocess.run(
            command, env={"CITEGRAPH_PORT": str(server.server_port)}, capture_output=True, check=False
        )
        thread.join()
    assert (ended.returncode == 0) is healthy


def test_what_must_last_is_in_volumes() -> None:
    targets = {volume.partition(":")[2] for volume in API["volumes"]}
    assert targets == set(json.loads(instructions("VOLUME")[0])) == {"/data", "/cache"}
    assert {volume.partition(":")[2] for volume in NEO4J["volumes"]} == {"/data", "/logs"}
    named = {volume.partition(":")[0] for service in (NEO4J, API) for volume in service["volumes"]}
    assert named == set(COMPOSE["volumes"])


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    kept = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line[:1] == "!"
    }
    copied = [
        source
        for line in DOCKERFILE.splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    ]
    for source in copied:
        assert (ROOT / source).exists(), source
        assert source.partition("/")[0] in kept, source
