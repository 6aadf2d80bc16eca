"""Making documents visible."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from kg.db.database import Database, Transaction, execute, fetch_ids
from kg.db.queries import record as queries
from kg.record.deletion import delete_documents, delete_with_record
from kg.record.stored_document import StoredDocument, stored_documents
from kg.view.derivation import rederive
from kg.view.new_nodes import NewFact
from kg.view.touched import Touched, touched_by
from schemas.errors import ConflictError, NotFoundError

MAX_DOCUMENTS_PER_TRANSACTION = 200


async def publish(database: Database, document_ids: Sequence[str]) -> None:
    """Make the documents visible; each replaces older ones of its source in the transaction that shows it.

    Of several documents of one source the last one given stays. Publishing again changes nothing.

    Raises:
        NotFoundError: one of them was not written, or was removed since; then none is published.
        ConflictError: one of them is not written to its end; then none is published.
    """
    ids = list(dict.fromkeys(document_ids))
    states = await database.read(lambda tx: stored_documents(tx, ids))
    _check(ids, states)
    last = {states[one].source: one for one in ids}
    fresh = [one for one in last.values() if not states[one].visible]
    for start in range(0, len(fresh), MAX_DOCUMENTS_PER_TRANSACTION):
        await _show(database, fresh[start : start + MAX_DOCUMENTS_PER_TRANSACTION])
    losers = [one for one in ids if one not in last.values() and not states[one].visible]
    if losers:
        await database.write(lambda tx: delete_documents(tx, losers))


async def _show(database: Database, ids: Sequence[str]) -> None:
    async def work(tx: Transaction) -> None:
        states = await stored_documents(tx, ids)
        _check(ids, states)
        hidden = [one for one in ids if not states[one].visible]
        if hidden:
            await show_documents(tx, hidden, await touched_by(tx, hidden), new_facts=())

    await database.write(work)


async def show_documents(
    tx: Transaction, document_ids: Sequence[str], touched: Touched, *, new_facts: Collection[NewFact]
) -> None:
    """Make these complete documents visible instead of older ones of their sources.

    `touched` is what depends on them and is not yet as they make it; `new_facts` are the facts that are.
    """
    ids = list(document_ids)
    older = await fetch_ids(tx, queries.OLDER_VERSIONS, ids=ids)
    if older:
        touched = touched | await touched_by(tx, older)
        await delete_with_record(tx, older)
    await execute(tx, queries.MAKE_VISIBLE, ids=ids, at=datetime.now(UTC))
    await rederive(tx, touched, new_facts=new_facts, documents=[*ids, *older])


def _check(ids: Sequence[str], states: Mapping[str, StoredDocument]) -> None:
    missing = [one for one in ids if one not in states]
    if missing:
        raise NotFoundError(
            f"{len(missing)} of {len(ids)} documents are not in the graph, {missing[0]!r} among them.",
            remedy="Write them again, then publish them.",
        )
    for one in ids:
        if not states[one].complete:
            raise ConflictError(
                f"The document {states[one].source!r} is not written to its end.",
                remedy="Write it again, then publish it.",
            )
