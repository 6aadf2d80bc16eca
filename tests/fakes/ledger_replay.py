"""The graph that documents and decisions make from nothing, to compare with one that has a history."""

from collections.abc import Sequence

from neo4j import AsyncDriver

from kg.store import Neo4jGraphStore
from schemas.document_graph import DocumentGraph

_LASTING = """
MATCH (x:Decision) WHERE x.by_person OR x.undone_at IS NOT NULL
RETURN labels(x) AS labels, properties(x) AS properties
"""
_CREATE = "UNWIND $rows AS row CREATE (x:$(row.labels)) SET x = row.properties"

Ledger = list[dict[str, object]]


async def lasting_decisions(driver: AsyncDriver) -> Ledger:
    """The decisions that stay whatever documents go: those of persons, and those of rules that persons undid."""
    records, _, _ = await driver.execute_query(_LASTING)
    return [dict(record) for record in records]


async def build_from(
    store: Neo4jGraphStore, driver: AsyncDriver, ledger: Ledger, graphs: Sequence[DocumentGraph]
) -> None:
    """Fill an empty graph: first the decisions, then the documents, one by one."""
    await driver.execute_query(_CREATE, rows=ledger)
    for graph in graphs:
        await store.documents.write([graph], publish=True)
