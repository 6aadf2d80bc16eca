"""Writing documents, showing them and deleting them."""

from collections.abc import Collection, Sequence

from kg.db.database import Database, Transaction
from kg.record.batches import RecordSlice, fingerprint, in_transactions, whole
from kg.record.checks import check_graph
from kg.record.deletion import delete_document, delete_documents, delete_record, delete_unfinished
from kg.record.publication import MAX_DOCUMENTS_PER_TRANSACTION, publish, show_documents
from kg.record.rows import write_slices
from kg.record.stored_document import StoredDocument, stored_documents
from kg.view.derivation import rederive
from kg.view.touched import touched_by
from schemas.document_graph import DocumentGraph
from schemas.errors import ConflictError
from schemas.graph import Removal

MAX_ROWS_PER_TRANSACTION = 10_000


class DocumentWriter:
    """Writes, shows and deletes documents with all that was read out of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(
        self,
        graphs: Sequence[DocumentGraph],
        *,
        publish: bool = False,
        max_rows_per_transaction: int = MAX_ROWS_PER_TRANSACTION,
    ) -> None:
        """Write the documents; with `publish` they are visible too, else `publish` makes them so.

        Small documents share a transaction, which with `publish` also shows them (less work than two); one with more
        rows than `max_rows_per_transaction` goes in several. Writing the same again changes nothing; remains of an
        interrupted attempt are cleared away first. A visible document for which something else was read out now
        (another schema, say) is replaced in one transaction and stays visible.

        Raises:
            SchemaViolationError: a document's graph does not fit together; then none is written.
            ConflictError: another job is writing one of these documents.
        """
        latest = {graph.document.source if publish else graph.document.id: graph for graph in graphs}
        wanted = {graph.document.id: graph for graph in latest.values()}
        for graph in wanted.values():
            check_graph(graph)
        stored = await self._stored(list(wanted))
        fresh = {key: graph for key, graph in wanted.items() if not _is_written(stored.get(key), graph)}
        visible = {key for key, one in stored.items() if one.visible}
        await self._clear([key for key in fresh if key in stored and key not in visible])
        for key in fresh.keys() & visible:
            await self._replace(fresh[key])
        new = [graph for key, graph in fresh.items() if key not in visible]
        for batch in in_transactions(
            new, max_rows=max_rows_per_transaction, max_documents=MAX_DOCUMENTS_PER_TRANSACTION
        ):
            await self._write(batch, publish=publish)
        hidden = [key for key in wanted if key not in visible]
        if publish and hidden:
            await self.publish(hidden)

    async def publish(self, document_ids: Sequence[str]) -> None:
        """Make the documents visible; each replaces older ones of its source in the transaction that shows it.

        Of several documents of one source the last one given stays. Publishing again changes nothing.

        Raises:
            NotFoundError: one of them was not written, or was deleted since; then none is published.
            ConflictError: one of them is not written to its end; then none is published.
        """
        await publish(self._database, document_ids)

    async def delete(self, document_id: str, *, dry_run: bool = False) -> Removal:
        """What went with the document, or with `dry_run` what would go.

        Raises:
            NotFoundError: there is no such document, or it is not ready.
        """
        return await delete_document(self._database, document_id, dry_run=dry_run)

    async def delete_unfinished(self, keep: Collection[str] = ()) -> int:
        """How many documents were deleted that were written in part or never published; `keep` names those to spare.

        To be called when no job is writing, at start; nothing visible changes.
        """
        return await delete_unfinished(self._database, keep)

    async def _stored(self, ids: Sequence[str]) -> dict[str, StoredDocument]:
        return await self._database.read(lambda tx: stored_documents(tx, ids))

    async def _clear(self, ids: Sequence[str]) -> None:
        async def work(tx: Transaction) -> None:
            await delete_documents(tx, ids)

        if ids:
            await self._database.write(work)

    async def _replace(self, graph: DocumentGraph) -> None:
        ids = [graph.document.id]

        async def work(tx: Transaction) -> None:
            before = await touched_by(tx, ids)
            await delete_record(tx, ids)
            written = await write_slices(tx, [whole(graph)], shown=True)
            touched = before | written.touched
            await rederive(tx, touched, new_facts=written.new_facts, documents=ids)

        await self._database.write(work)

    async def _write(self, batch: Sequence[RecordSlice], *, publish: bool) -> None:
        async def work(tx: Transaction) -> None:
            mine = await _not_yet_written(tx, batch)
            shown = publish and all(one.begins and one.completes for one in mine)
            if mine:
                written = await write_slices(tx, mine, shown=shown)
            if mine and shown:
                ids = [one.graph.document.id for one in mine]
                await show_documents(tx, ids, written.touched, new_facts=written.new_facts)

        await self._database.write(work)


async def _not_yet_written(tx: Transaction, batch: Sequence[RecordSlice]) -> list[RecordSlice]:
    stored = await stored_documents(tx, [one.graph.document.id for one in batch])
    mine = [one for one in batch if not _is_written(stored.get(one.graph.document.id), one.graph)]
    for one in mine:
        if (one.graph.document.id in stored) == one.begins:
            raise ConflictError(
                f"Another job is writing {one.graph.document.source!r}.",
                remedy="Wait until it has ended, then try again.",
            )
    return mine


def _is_written(stored: StoredDocument | None, graph: DocumentGraph) -> bool:
    return stored is not None and stored.complete and stored.record_sha256 == fingerprint(graph)
