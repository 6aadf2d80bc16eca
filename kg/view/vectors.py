"""The vectors of entities and facts."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from kg.db.database import Database, Transaction, execute
from kg.db.queries import vectors as queries
from kg.db.settings import read_settings
from schemas.errors import InputError
from schemas.ports import Vectors
from schemas.value import Value

_AT_ONCE = 1000


EmbeddedKind = Literal["entity", "fact"]


class PendingEmbedding(Value):
    """An entity or fact to embed: the vector of `text` belongs on the node `id` of this `kind`."""

    id: str
    kind: EmbeddedKind
    text: str


class VectorWriter:
    """Which entities and facts lack a vector, and giving them one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pending(self, limit: int = 1000) -> list[PendingEmbedding]:
        """At most `limit` entities and facts whose text has no vector, those of unpublished documents too; in no order.

        New ones, and those whose text changed since: ask again after publishing, deleting, merging and undoing.
        """
        return await self._database.rows(PendingEmbedding, queries.PENDING, limit=limit)

    async def count_pending(self) -> int:
        """How many entities and facts have a text without a vector."""
        return await self._database.count(queries.COUNT_PENDING)

    async def write(self, pending: Sequence[PendingEmbedding], vectors: Vectors) -> None:
        """Give each of the pending texts its vector; one whose text changed meanwhile stays pending.

        `vectors` has shape (len(pending), dimensions); row i is the vector of `pending[i].text`.

        Raises:
            InputError: there is not one finite, non-zero vector of the graph's dimension for each.
        """
        if not pending:
            return
        await self._check(pending, vectors)
        rows = [
            {"id": one.id, "text": one.text, "vector": vector}
            for one, vector in zip(pending, vectors.tolist(), strict=True)
        ]
        for start in range(0, len(rows), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            await self._store(pending[some], rows[some])

    async def _check(self, pending: Sequence[PendingEmbedding], vectors: Vectors) -> None:
        wanted = (len(pending), (await read_settings(self._database)).dimensions)
        usable = (
            vectors.shape == wanted and bool(np.isfinite(vectors).all()) and bool(vectors.any(axis=1).all())
        )
        if not usable:
            raise InputError(
                f"The vectors cannot be stored: wanted {wanted[0]} finite, non-zero vectors of {wanted[1]} numbers.",
                remedy="Check the embedding model.",
            )

    async def _store(self, pending: Sequence[PendingEmbedding], rows: Sequence[dict[str, object]]) -> None:
        async def work(tx: Transaction) -> None:
            for kind, query in (("entity", queries.SET_ENTITY_VECTORS), ("fact", queries.SET_FACT_VECTORS)):
                some = [row for one, row in zip(pending, rows, strict=True) if one.kind == kind]
                if some:
                    await execute(tx, query, rows=some)

        await self._database.write(work, while_switching=True)
