"""The log of changes, by which a reader that keeps the graph in memory knows what to read again."""

from collections.abc import Collection
from typing import LiteralString

from kg.db.database import Transaction, execute, fetch_ids
from kg.db.queries import changes as queries
from kg.db.queries import settings as settings_queries
from kg.view.touched import in_slices

_MOST_DOCUMENTS = 5_000
_KEPT = 200


async def log_change(
    tx: Transaction,
    *,
    documents: Collection[str],
    entities: Collection[str],
    facts: Collection[str],
    changes: int,
) -> None:
    """Move the graph's version by `changes`, and log the documents of which a part of the graph changed with it.

    These are the `documents` that were shown, replaced or deleted, and those that mention these `entities` or state these
    `facts`: the ones that mentions and evidence moved between, or that became visible or hidden. Where they are too many
    nothing is logged, nor by other changes of the version: a gap in the log means that everything may be different.
    """
    found = set(documents)
    found |= await _documents(tx, queries.DOCUMENTS_OF_ENTITIES, entities)
    found |= await _documents(tx, queries.DOCUMENTS_OF_FACTS, facts)
    if len(found) > _MOST_DOCUMENTS:
        await execute(tx, settings_queries.BUMP_VERSION, changes=changes)
        return
    await execute(tx, queries.LOG_CHANGE, changes=changes, document_ids=sorted(found))
    await execute(tx, queries.FORGET_OLD_CHANGES, keep=_KEPT)


async def _documents(tx: Transaction, query: LiteralString, ids: Collection[str]) -> set[str]:
    limit = _MOST_DOCUMENTS + 1
    return {
        document
        for some in in_slices(sorted(ids))
        for document in await fetch_ids(tx, query, ids=some, limit=limit)
    }
