"""Making documents visible."""

from collections.abc import Sequence
from datetime import UTC, datetime

from kg.database import Transaction, execute, fetch
from kg.derive import rederive
from kg.queries import write as queries
from kg.remove import erase_documents
from kg.store_part import StorePart
from kg.touched import Id, touched_by
from schemas.errors import ConflictError, NotFoundError
from schemas.value import Value


class _State(Value):
    id: str
    source: str
    visible: bool
    complete: bool


class Publishing(StorePart):
    """The step that makes what was written visible."""

    async def publish(self, document_ids: Sequence[str]) -> None:
        """The documents are visible and have replaced older ones of the same source, all in one transaction.

        Of several documents of one source the last one given stays. Publishing again changes nothing.

        Raises:
            NotFoundError: one of them was not written, or was removed since.
            ConflictError: one of them is not written to its end.
        """
        ids = list(dict.fromkeys(document_ids))

        async def work(tx: Transaction) -> None:
            states = {row.id: row for row in await fetch(tx, _State, queries.PUBLISH_STATE, ids=ids)}
            _check(ids, states)
            last = {states[one].source: one for one in ids}
            winners = [one for one in ids if last[states[one].source] == one]
            fresh = [one for one in winners if not states[one].visible]
            losers = [one for one in ids if one not in winners]
            if fresh or losers:
                await _show(tx, fresh, losers)

        await self._database.write(work)


def _check(ids: Sequence[str], states: dict[str, _State]) -> None:
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


async def _show(tx: Transaction, fresh: Sequence[str], losers: Sequence[str]) -> None:
    older = [row.id for row in await fetch(tx, Id, queries.OLDER_VERSIONS, ids=list(fresh))]
    going = [*dict.fromkeys([*older, *losers])]
    touched = await touched_by(tx, [*fresh, *going])
    if going:
        await erase_documents(tx, going)
    await execute(tx, queries.MAKE_VISIBLE, ids=list(fresh), at=datetime.now(UTC))
    await rederive(tx, touched)
