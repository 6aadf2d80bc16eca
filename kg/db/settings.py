"""What a graph was built with."""

from kg.db.database import ReadDatabase
from kg.db.queries import settings as queries
from schemas.errors import ConfigError
from schemas.value import Value


class GraphSettings(Value):
    """What the graph was built with; `graph_version` moves with every change of what is visible.

    `renamed`: the names that were written beside the old ones are in force, and the old ones are being cleared away.
    """

    migration: int
    model: str
    dimensions: int
    graph_version: int
    renamed: bool = False


async def read_settings(database: ReadDatabase) -> GraphSettings:
    """What the graph was built with.

    Raises:
        ConfigError: the database was never migrated.
    """
    found = await database.rows(GraphSettings, queries.READ_SETTINGS)
    if not found:
        raise ConfigError(
            "This Neo4j database was not set up for CiteGraph.",
            remedy="Ingest a document; that sets it up.",
        )
    return found[0]


async def find_embedding_model(database: ReadDatabase) -> str | None:
    """Name of the model that the graph's vectors are made with; None while it has no documents."""
    found = await database.rows(GraphSettings, queries.READ_SETTINGS)
    return found[0].model if found and await database.count(queries.COUNT_DOCUMENTS) else None
