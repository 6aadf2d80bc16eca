"""Reading a whole graph."""

from collections.abc import AsyncIterator

from kg.db.database import ReadDatabase
from kg.db.errors import store_errors
from kg.db.queries import transfer as queries
from kg.transfer.values import packed_properties


async def graph_rows(database: ReadDatabase) -> AsyncIterator[dict[str, object]]:
    """All nodes, then all relationships, each as a value of JSON; as the graph is meanwhile.

    A node is `{"node", "labels", "properties"}`, a relationship `{"head", "type", "tail", "properties"}`; its ends are
    the `node` of two nodes before it.

    Raises:
        GraphStoreError: Neo4j cannot be reached, or failed.
    """
    with store_errors():
        async with database.session() as session:
            for query in (queries.NODES, queries.RELATIONSHIPS):
                async for record in await session.run(query):
                    row = dict(record)
                    yield {**row, "properties": packed_properties(row["properties"])}
