"""The private server's life on a real machine: one server for the story of this file, a few that never get up."""

import asyncio
import socket
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import pytest
from neo4j import AsyncGraphDatabase
from neo4j.exceptions import AuthError

from kg.server.address import Neo4jAddress, Ports
from kg.server.configuration import home_argument
from kg.server.home import ServerState, read_state, write_state
from kg.server.local_neo4j import LocalNeo4j
from kg.server.server_options import ServerOptions
from kg.server.server_process import ProcessRecord
from schemas.errors import ConfigError, GraphStoreError, InputError
from tests.fakes.warm_start import BASE_ENVIRONMENT

NAME = "graph"
SMALL = 512
_JAVA = "JDK_JAVA_OPTIONS"


@pytest.fixture(scope="module", autouse=True)
def _compiled_quickly() -> Iterator[None]:
    """These servers run for seconds, as those of the programs that tests start."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(_JAVA, BASE_ENVIRONMENT[_JAVA])
        yield


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose path has a space and letters outside ASCII."""
    return tmp_path_factory.mktemp("servers") / "a folder 폴더"


@pytest.fixture(scope="module")
async def server(home: Path, private_server: ServerOptions) -> AsyncIterator[LocalNeo4j]:
    server = LocalNeo4j(home, NAME, options=private_server)
    try:
        yield server
    finally:
        await server.wipe()


async def rows(address: Neo4jAddress, query: str, password: str | None = None) -> list[dict[str, object]]:
    auth = (address.user, password or address.password.get_secret_value())
    async with AsyncGraphDatabase.driver(address.uri, auth=auth) as driver:
        result = await driver.execute_query(query)
        return [record.data() for record in result.records]


def our_process(server: LocalNeo4j) -> psutil.Process:
    pid = server.status().pid
    assert pid is not None
    return psutil.Process(pid)


async def test_starts_at_once_from_two_sides_give_one_server(
    server: LocalNeo4j, home: Path, private_server: ServerOptions
) -> None:
    other = LocalNeo4j(home, NAME, options=private_server)
    seen: list[tuple[str, int, int]] = []
    first, second = await asyncio.gather(
        server.start(heap_mb=SMALL, on_progress=lambda *step: seen.append(step)), other.start(heap_mb=SMALL)
    )
    assert sorted([first.already_running, second.already_running]) == [False, True]
    assert first.uri == second.uri
    assert seen in ([], [("starting Neo4j", 0, 1), ("starting Neo4j", 1, 1)])
    assert await rows(first, "RETURN 1 AS one") == [{"one": 1}]


async def test_a_second_start_says_that_it_runs(server: LocalNeo4j) -> None:
    address = await server.start()
    assert address.already_running
    assert server.find_address() == address


async def test_status_tells_where_it_runs(server: LocalNeo4j) -> None:
    status = server.status()
    assert status.running
    assert status.memory_mb > 100
    assert status.browser_url.startswith(f"{status.http_url}/browser/?dbms=bolt://neo4j@")


async def test_only_this_machine_reaches_it(server: LocalNeo4j) -> None:
    listening = [
        one.laddr for one in our_process(server).net_connections() if one.status == psutil.CONN_LISTEN
    ]
    assert len(listening) == 2
    assert {at.ip.removeprefix("::ffff:") for at in listening} == {"127.0.0.1"}


async def test_its_settings_are_in_force(server: LocalNeo4j) -> None:
    address = await server.start()
    found = {str(row["name"]): row["value"] for row in await rows(address, "SHOW SETTINGS YIELD name, value")}
    wanted = {
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "dbms.security.procedures.allowlist": "",
        "db.memory.transaction.max": "256.00MiB",
        "db.transaction.timeout": "2m",
    }
    assert {name: found[name] for name in wanted} == wanted


async def test_the_password_is_random_kept_private_and_needed(server: LocalNeo4j) -> None:
    address = await server.start()
    file = server.password_file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert address.password.get_secret_value() not in repr(address)
    for wrong in ("neo4j", "guess"):
        with pytest.raises(AuthError):
            await rows(address, "RETURN 1", password=wrong)


async def test_a_lost_password_file_is_named_and_no_other_password_is_tried(server: LocalNeo4j) -> None:
    kept = server.password_file.read_bytes()
    server.password_file.unlink()
    try:
        with pytest.raises(GraphStoreError, match="password file") as error:
            await server.start()
        assert "wipe" in error.value.remedy
    finally:
        server.password_file.write_bytes(kept)


async def test_after_a_kill_it_starts_again_with_its_graph_and_its_ports(server: LocalNeo4j) -> None:
    before = await server.start()
    await rows(before, "CREATE (:Kept {name: 'here'})")
    process = our_process(server)
    process.kill()
    process.wait(10)
    assert not server.status().running
    after = await server.start(heap_mb=SMALL)
    assert (after.uri, after.already_running) == (before.uri, False)
    assert await rows(after, "MATCH (n:Kept) RETURN n.name AS name") == [{"name": "here"}]


async def test_stop_ends_it_and_a_second_stop_says_there_was_none(server: LocalNeo4j) -> None:
    process = our_process(server)
    assert await server.stop()
    assert not process.is_running()
    assert not await server.stop()
    assert server.find_address() is None


async def test_it_moves_when_its_ports_are_taken(server: LocalNeo4j) -> None:
    last = server.status()
    port = int(last.uri.rpartition(":")[2])
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        address = await server.start(heap_mb=SMALL)
    assert address.uri != last.uri
    assert await rows(address, "MATCH (n:Kept) RETURN n.name AS name") == [{"name": "here"}]


async def test_wipe_stops_it_and_leaves_no_trace(server: LocalNeo4j, home: Path) -> None:
    process = our_process(server)
    assert await server.wipe()
    assert not process.is_running()
    assert not (home / NAME).exists()
    assert not await server.wipe()


async def test_a_failed_start_shows_the_end_of_the_log_and_leaves_nothing_running(tmp_path: Path) -> None:
    options = ServerOptions(wished_ports=None, extra_settings={"no.such.setting": "1"})
    server = LocalNeo4j(tmp_path, options=options)
    with pytest.raises(GraphStoreError, match=r"No declared setting with name: no\.such\.setting") as error:
        await server.start()
    assert error.value.remedy
    assert not server.status().running


async def test_an_interrupted_start_leaves_nothing_running(
    tmp_path: Path, private_server: ServerOptions
) -> None:
    server = LocalNeo4j(tmp_path, options=private_server)
    start = asyncio.create_task(server.start(heap_mb=SMALL))
    log = tmp_path / "default" / "logs" / "neo4j.log"
    while not (log.exists() and "Starting" in log.read_text(encoding="utf-8")):  # noqa: ASYNC110  # another process writes it
        await asyncio.sleep(0.05)
    process = our_process(server)
    start.cancel()
    with pytest.raises(asyncio.CancelledError):
        await start
    assert not process.is_running()
    assert not server.status().running


def _pretend(folder: Path, process: psutil.Process, *, created_at: float, argument: str) -> LocalNeo4j:
    """A server whose state names that process."""
    server = LocalNeo4j(folder)
    (folder / "default").mkdir(parents=True)
    record = ProcessRecord(pid=process.pid, created_at=created_at, argument=argument)
    write_state(folder / "default" / "server.json", ServerState(ports=Ports(bolt=1, http=2), process=record))
    return server


@pytest.fixture
async def stranger(tmp_path: Path) -> AsyncIterator[psutil.Process]:
    """A process that carries our argument but is not ours."""
    child = await asyncio.create_subprocess_exec(
        "sh", "-c", "sleep 60; :", home_argument(tmp_path / "default")
    )
    process = psutil.Process(child.pid)
    yield process
    sleeping = process.children()
    child.kill()  # first, or it would go on and end by itself once its own child is gone
    await child.wait()
    for one in sleeping:
        one.kill()


@pytest.mark.parametrize(
    ("age_s", "argument"), [(0, "--home-dir=/elsewhere"), (3600, None)], ids=["other command", "other time"]
)
async def test_a_stranger_with_the_same_number_is_left_alone(
    tmp_path: Path, stranger: psutil.Process, age_s: int, argument: str | None
) -> None:
    server = _pretend(
        tmp_path,
        stranger,
        created_at=stranger.create_time() - age_s,
        argument=argument or home_argument(tmp_path / "default"),
    )
    assert not server.status().running
    assert not await server.stop()
    assert stranger.is_running()
    state = read_state(tmp_path / "default" / "server.json")
    assert state is not None
    assert state.process is None


async def test_the_recorded_process_is_known_again(tmp_path: Path, stranger: psutil.Process) -> None:
    server = _pretend(
        tmp_path,
        stranger,
        created_at=stranger.create_time(),
        argument=home_argument(tmp_path / "default"),
    )
    assert server.status().running


async def test_a_state_file_cut_short_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "default").mkdir()
    (tmp_path / "default" / "server.json").write_text('{"ports": {"bo', encoding="utf-8")
    assert not LocalNeo4j(tmp_path).status().running


async def test_a_folder_that_cannot_be_used_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be used") as error:
        await LocalNeo4j(tmp_path / "file").start()
    assert error.value.remedy


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "x" * 64, "a b"])
def test_a_name_that_is_no_folder_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        LocalNeo4j(tmp_path, name)
