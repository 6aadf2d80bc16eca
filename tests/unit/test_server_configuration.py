from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.server.address import Ports
from kg.server.configuration import conf_text, java_arguments, server_settings
from kg.server.memory import MemorySizes, size_memory

PORTS = Ports(bolt=7001, http=7002)
MEMORY = MemorySizes(heap_mb=800, page_cache_mb=200)


def test_every_address_is_this_machines() -> None:
    settings = server_settings(PORTS, MEMORY, extra={})
    addresses = {value for name, value in settings.items() if name.endswith("_address")}
    assert addresses == {"127.0.0.1", "127.0.0.1:7001", "127.0.0.1:7002"}


def test_a_transaction_gets_half_of_the_heap() -> None:
    assert server_settings(PORTS, MEMORY, extra={})["db.memory.transaction.max"] == "400m"


def test_extra_settings_win() -> None:
    settings = server_settings(PORTS, MEMORY, extra={"dbms.security.procedures.allowlist": "apoc.*"})
    assert "dbms.security.procedures.allowlist=apoc.*\n" in conf_text(settings)


def test_the_page_may_only_reach_this_server() -> None:
    policy = server_settings(PORTS, MEMORY, extra={})[
        "dbms.security.http_static_content_security_policy_header"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'self'"
    reached = {source.rpartition("//")[2] for source in rules["connect-src"].split()}
    assert reached == {"'self'", "127.0.0.1:7001", "localhost:7001"}


def test_a_path_with_a_space_is_one_argument() -> None:
    home = Path("/a folder/graph")
    arguments = java_arguments(home, [Path("/a cache/one.jar"), Path("/a cache/two.jar")], MEMORY)
    assert f"--home-dir={home}" in arguments
    assert "/a cache/one.jar:/a cache/two.jar" in arguments
    assert "-Xmx800m" in arguments


@given(machine_mb=st.integers(min_value=1024, max_value=4_000_000))
def test_the_server_takes_a_modest_share_of_any_machine(machine_mb: int) -> None:
    sizes = size_memory(machine_mb)
    assert 512 <= sizes.heap_mb <= 1024
    assert 128 <= sizes.page_cache_mb <= 512
    assert sizes.heap_mb + sizes.page_cache_mb <= machine_mb * 5 / 8


def test_a_given_heap_is_taken() -> None:
    assert size_memory(1024, heap_mb=3000).heap_mb == 3000
