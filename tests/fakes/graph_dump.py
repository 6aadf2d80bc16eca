"""Everything that stands in a graph, in a form that can be compared."""

import json

from neo4j import AsyncDriver

_NODES = """
MATCH (n) WHERE NOT n:CiteGraph AND NOT n:CiteGraphTest AND NOT n:GraphChange
RETURN [label IN labels(n) WHERE label <> '__Unembedded__'] AS labels, properties(n) AS properties
"""
_RELATIONSHIPS = """
MATCH (a)-[r]->(b)
RETURN labels(a)[0] AS from_label, coalesce(a.id, a.key + '|' + a.surface) AS from_id, type(r) AS type,
       properties(r) AS properties, labels(b)[0] AS to_label, coalesce(b.id, b.key) AS to_id
"""
_TIMES = frozenset(
    {"created_at", "ingested_at", "ready_at", "written_at", "at", "undone_at", "embedding", "compared"}
)


async def graph_dump(driver: AsyncDriver) -> list[str]:
    """All nodes and relationships, sorted, without times and vectors."""
    lines: list[str] = []
    for query in (_NODES, _RELATIONSHIPS):
        records, _, _ = await driver.execute_query(query)
        for record in records:
            row = dict(record)
            row["properties"] = {k: v for k, v in record["properties"].items() if k not in _TIMES}
            if "labels" in row:
                row["labels"] = sorted(record["labels"])
            lines.append(json.dumps(row, sort_keys=True, ensure_ascii=False))
    return sorted(lines)


async def count(driver: AsyncDriver, query: str) -> int:
    """The single number the query returns."""
    records, _, _ = await driver.execute_query(query)
    return int(records[0][0])
