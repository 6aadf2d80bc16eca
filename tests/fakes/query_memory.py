"""A program that says how many MiB a generated query adds to the largest memory of its process, and its outcome.

Arguments: address, user, query; the password is in TEST_PASSWORD.
"""

import asyncio
import os
import resource
import sys

from pydantic import SecretStr

from kg.guard.cypher_guard import CypherGuard
from kg.store import Neo4jGraphStore
from schemas.errors import QueryRejectedError
from tests.cypher_verdicts import PARAMETERS, VOCABULARY


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


async def _main(uri: str, user: str, query: str) -> None:
    password = SecretStr(os.environ["TEST_PASSWORD"])
    async with Neo4jGraphStore.at(uri, user=user, password=password) as store:
        guard = CypherGuard(store.reader.queries)
        await guard.run("RETURN 1 AS one", PARAMETERS, VOCABULARY)
        before = _peak_mib()
        try:
            await guard.run(query, PARAMETERS, VOCABULARY)
            outcome = "ran"
        except QueryRejectedError as error:
            outcome = str(error)
        sys.stdout.write(f"{_peak_mib() - before} {outcome}\n")


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
