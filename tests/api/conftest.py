"""Servers for the API's tests: real processes, a real Neo4j, nothing of this machine's configuration."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from neo4j import GraphDatabase

from kg.server.address import Neo4jAddress
from tests.fakes.running_server import RunningServer

StartServer = Callable[..., RunningServer]


def neo4j_variables(address: Neo4jAddress) -> dict[str, str]:
    """The variables that point the program to this Neo4j."""
    return {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password.get_secret_value()}


@pytest.fixture(scope="module")
def empty_neo4j(neo4j_address: Neo4jAddress) -> Neo4jAddress:
    """The run's own Neo4j, without a node; it was started by the run, so nothing of worth is in it."""
    auth = (neo4j_address.user, neo4j_address.password.get_secret_value())
    with GraphDatabase.driver(neo4j_address.uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return neo4j_address


@pytest.fixture(scope="module")
def start_server(
    empty_neo4j: Neo4jAddress, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StartServer]:
    """Starts servers that end with the module's tests; its arguments are environment variables."""
    with ExitStack() as stack:

        def start(**variables: str) -> RunningServer:
            home = tmp_path_factory.mktemp("server")
            return stack.enter_context(RunningServer(home, {**neo4j_variables(empty_neo4j), **variables}))

        yield start


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    """A server without a chat model and without a key."""
    return start_server(CITEGRAPH_MAX_UPLOAD_BYTES="2000000")
