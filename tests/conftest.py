"""Fixtures for every test; a Neo4j of its own for each run, so that several runs at once do not meet."""

import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from extraction.state.sql_database import SqlDatabase
from kg.server.address import Neo4jAddress
from kg.server.local_neo4j import LocalNeo4j
from kg.server.server_options import ServerOptions
from tests.fakes.postgres import find_postgres, running_postgres
from tests.fakes.running_server import TO_MEASURE
from tests.fakes.warm_start import MEASURED

# How long one example takes says nothing: the first loads an analyser, and other tests run beside it.
# The examples are the same in every run, so that a change fails by what it changed; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("search", deadline=None)
settings.register_profile("fixed", deadline=None, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


# Tests fill and empty the graph all the time. By default each query is planned again after ten seconds when the counts changed.
_KEEP_PLANS = {"dbms.cypher.min_replan_interval": "2m"}


def pytest_configure() -> None:
    """Let the programs that tests start hear Ctrl-C: a shell that runs the tests in the background has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _only_programs_are_measured() -> None:
    """Keep coverage out of the forked processes that read files: measured, they are still there after their end."""
    if MEASURED in os.environ:
        os.environ[TO_MEASURE] = os.environ.pop(MEASURED)


@pytest.fixture(scope="session")
def private_server() -> ServerOptions:
    """Options of a server that takes the ports the system gives it."""
    return ServerOptions(wished_ports=None, extra_settings=_KEEP_PLANS)


@asynccontextmanager
async def running_neo4j(folder: Path, options: ServerOptions) -> AsyncIterator[Neo4jAddress]:
    """A private, empty Neo4j in this folder, gone afterwards."""
    server = LocalNeo4j(folder, "tests", options=options)
    try:
        yield await server.start(heap_mb=1024)
    finally:
        await server.wipe()


@pytest.fixture(scope="session")
async def neo4j_address(
    tmp_path_factory: pytest.TempPathFactory, private_server: ServerOptions
) -> AsyncIterator[Neo4jAddress]:
    """The address of a private Neo4j that lives as long as the run."""
    async with running_neo4j(tmp_path_factory.mktemp("neo4j"), private_server) as address:
        yield address


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a private Postgres that lives as long as the run; its database is empty at first."""
    programs = find_postgres()
    if programs is None:
        pytest.skip("Postgres is not installed (Debian's package: postgresql)")
    with running_postgres(programs) as url:
        yield url


def new_database(postgres_url: str, name: str) -> str:
    """The address of an empty database of this name."""
    address = sa.make_url(postgres_url)
    with (
        closing(SqlDatabase(address.render_as_string(hide_password=False))) as server,
        server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    return address.set(database=name).render_as_string(hide_password=False)
