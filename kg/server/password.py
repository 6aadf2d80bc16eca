"""The password of a private server: random, in a file only its owner reads, set in place of Neo4j's first one."""

import secrets
from pathlib import Path

from pydantic import SecretStr

from kg.atomic_file import atomic_file
from kg.db.queries.server import PING, SET_OWN_PASSWORD
from kg.server.address import DATABASE, USER
from schemas.errors import GraphStoreError

_FIRST_PASSWORD = "neo4j"  # noqa: S105  # what every Neo4j starts with and wants changed


def find_password(file: Path) -> SecretStr | None:
    """The password kept in the file, if there is one."""
    try:
        return SecretStr(file.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None


def keep_password(file: Path) -> SecretStr:
    """The password kept in the file; a new one is made when there is none."""
    kept = find_password(file)
    if kept is not None:
        return kept
    password = secrets.token_urlsafe(24)
    with atomic_file(file) as out:
        out.write(f"{password}\n".encode())
    return SecretStr(password)


async def try_log_in(uri: str, password: SecretStr) -> bool:
    """Whether the server answers a query under this password; a new server is given it, for the next try.

    Raises:
        GraphStoreError: the server has another password, or something else that waiting does not cure.
    """
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        await _run(uri, password.get_secret_value(), PING)
    except AuthError:
        await _set_first_password(uri, password)
        return False
    except (DriverError, Neo4jError) as exc:
        if not exc.is_retryable():
            raise GraphStoreError(f"Neo4j at {uri} answers with an error: {exc}") from exc
        return False
    return True


async def _set_first_password(uri: str, password: SecretStr) -> None:
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    change = {"old": _FIRST_PASSWORD, "new": password.get_secret_value()}
    try:
        await _run(uri, _FIRST_PASSWORD, SET_OWN_PASSWORD, **change)
    except AuthError as exc:
        raise GraphStoreError(
            f"Neo4j at {uri} does not accept the password kept for it.",
            remedy="Put the password file back, or start from an empty graph with `citegraph neo4j wipe`.",
        ) from exc
    except (DriverError, Neo4jError) as exc:
        if not exc.is_retryable():
            raise GraphStoreError(f"The password of Neo4j at {uri} could not be set: {exc}") from exc


async def _run(uri: str, password: str, query: str, **parameters: str) -> None:
    from neo4j import AsyncGraphDatabase

    database = "system" if query == SET_OWN_PASSWORD else DATABASE
    async with AsyncGraphDatabase.driver(uri, auth=(USER, password), telemetry_disabled=True) as driver:
        await driver.execute_query(query, parameters, database_=database)
