"""How Neo4j plans the queries that look up many ids at once, above all while the graph is nearly empty."""

from types import ModuleType

import pytest
from neo4j import AsyncDriver

from kg.db.queries import (
    cypher_templates,
    documents,
    graph,
    homonyms,
    identity,
    moves,
    name_switch,
    simplification,
    surroundings,
    vectors,
)
from kg.db.queries import decisions as decide
from kg.db.queries import deletion as remove
from kg.db.queries import derivation as derive
from kg.db.queries import record as write
from kg.store import Neo4jGraphStore
from tests.fakes.document_graphs import document_graph

_MODULES = (
    cypher_templates,
    decide,
    derive,
    documents,
    graph,
    homonyms,
    identity,
    moves,
    name_switch,
    remove,
    simplification,
    surroundings,
    vectors,
    write,
)


def _lookups(module: ModuleType) -> dict[str, str]:
    return {
        f"{module.__name__}.{name}": text
        for name, text in vars(module).items()
        if isinstance(text, str) and text.startswith("\nUNWIND")
    }


# What an approval reads once, whatever it is about.
_WHOLE = {"kg.db.queries.moves.MOVE_REJECTIONS", "kg.db.queries.moves.MOVE_TYPES"}
_LOOKUPS = {
    name: text for module in _MODULES for name, text in _lookups(module).items() if name not in _WHOLE
}


async def _operators(driver: AsyncDriver, text: str) -> list[str]:
    query = f"CALL () {{{text}}} RETURN count(*) AS count" if "\nRETURN" in text else text
    async with driver.session() as session:
        summary = await (await session.run(f"EXPLAIN {query}")).consume()
    pending, found = [summary.plan or {}], []
    while pending:
        plan = pending.pop()
        found.append(str(plan["operatorType"]))
        pending += plan.get("children", [])
    return found


def test_there_are_lookups() -> None:
    assert len(_LOOKUPS) > 30


@pytest.mark.parametrize("written", [0, 1, 8, 60])
async def test_no_lookup_begins_at_every_node_of_a_label(
    store: Neo4jGraphStore, driver: AsyncDriver, written: int
) -> None:
    await store.documents.write(
        [
            document_graph(
                f"{number}.txt", [[(f"Person{number}", "FOUNDED", "Acme"), ("Acme", "OWNS", f"Bolt{number}")]]
            )
            for number in range(written)
        ],
        publish=True,
    )
    await driver.execute_query("CALL db.clearQueryCaches()")
    scanning = {
        name: scans
        for name, text in _LOOKUPS.items()
        if (scans := [one for one in await _operators(driver, text) if "Scan" in one])
    }
    assert scanning == {}
