"""How far documents are stored."""

from collections.abc import Sequence

from kg.db.database import Transaction, fetch
from kg.db.queries import record as queries
from schemas.value import Value


class StoredDocument(Value):
    """What was written for a document, whether all of it was, and whether it is visible."""

    id: str
    source: str
    record_sha256: str
    visible: bool
    complete: bool


async def stored_documents(tx: Transaction, ids: Sequence[str]) -> dict[str, StoredDocument]:
    """Those of these documents that were written, in part at least, by id."""
    return {row.id: row for row in await fetch(tx, StoredDocument, queries.STORED_DOCUMENTS, ids=list(ids))}
