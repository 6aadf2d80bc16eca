"""Deleting documents, and with them exactly what stood on them alone."""

from collections.abc import Collection, Sequence

from kg.db.database import Database, Transaction, execute, fetch, fetch_ids
from kg.db.queries import deletion as queries
from kg.record.stored_document import stored_documents
from kg.view.derivation import Derived, rederive
from kg.view.touched import ends_of, touched_by
from schemas.errors import NotFoundError
from schemas.graph import Removal
from schemas.value import Value

_AT_ONCE = 50


class _Record(Value):
    title: str
    chunks: int
    mentions: int
    evidence: int


async def delete_document(database: Database, document_id: str, *, dry_run: bool) -> Removal:
    """What went with the document, or with `dry_run` what would go: the deletion is done and taken back.

    Raises:
        NotFoundError: there is no such document, or it is not ready.
    """

    async def work(tx: Transaction) -> Removal:
        return await _delete(tx, document_id, dry_run=dry_run)

    return await database.write(work, dry_run=dry_run)


async def delete_unfinished(database: Database, keep: Collection[str]) -> int:
    """How many documents were deleted that were written in part or never published; `keep` names those to spare."""

    async def work(tx: Transaction) -> int:
        ids = await fetch_ids(tx, queries.UNFINISHED, keep=sorted(keep))
        for start in range(0, len(ids), _AT_ONCE):
            await delete_documents(tx, ids[start : start + _AT_ONCE])
        return len(ids)

    return await database.write(work)


async def delete_documents(tx: Transaction, document_ids: Sequence[str]) -> Derived:
    """What is no longer visible after deleting the documents, their record and all that stood on it alone."""
    ids = list(document_ids)
    touched = await touched_by(tx, ids)
    # Of a document that was written in part, evidence may be there while the mentions of its ends are not.
    touched = touched | await ends_of(tx, touched.facts)
    await delete_with_record(tx, ids)
    return await rederive(tx, touched, documents=ids)


async def delete_record(tx: Transaction, document_ids: Sequence[str]) -> None:
    """Delete chunks, mentions, evidence and proposals of the documents, but not these; derive nothing."""
    await execute(tx, queries.DELETE_PROPOSALS, ids=list(document_ids))
    await execute(tx, queries.DELETE_CHUNKS, ids=list(document_ids))


async def delete_with_record(tx: Transaction, document_ids: Sequence[str]) -> None:
    """Delete the documents and their record; derive nothing."""
    await delete_record(tx, document_ids)
    await execute(tx, queries.DELETE_DOCUMENTS, ids=list(document_ids))


async def _delete(tx: Transaction, document_id: str, *, dry_run: bool) -> Removal:
    stored = (await stored_documents(tx, [document_id])).get(document_id)
    if stored is None or not stored.visible:
        raise NotFoundError(
            f"There is no document {document_id!r}.", remedy="List the documents to see their ids."
        )
    (record,) = await fetch(tx, _Record, queries.COUNT_RECORD, id=document_id)
    derived = await delete_documents(tx, [document_id])
    return Removal(
        document_id=document_id,
        title=record.title,
        chunks=record.chunks,
        mentions=record.mentions,
        evidence=record.evidence,
        entities=derived.entities,
        facts=derived.facts,
        dry_run=dry_run,
    )
