"""What entities and facts are counted and found by alike."""

from collections.abc import Sequence

from kg.db.database import ReadDatabase
from schemas.value import Value


class CountByName(Value):
    """How many there are of one type."""

    name: str
    count: int


class _ChunkOf(Value):
    of: str
    chunk_id: str


async def chunks_by_node(
    database: ReadDatabase,
    query: str,
    ids: Sequence[str],
    *,
    limit: int,
    document_ids: Sequence[str] | None,
) -> dict[str, list[str]]:
    """For each node the ids of at most `limit` chunks that it comes from, in the order of the query."""
    rows = await database.rows(
        _ChunkOf,
        query,
        ids=list(dict.fromkeys(ids)),
        limit=limit,
        document_ids=None if document_ids is None else list(document_ids),
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.of, []).append(row.chunk_id)
    return found
