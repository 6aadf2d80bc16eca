"""Typed relationships that stand for several facts: one statement, made under several circumstances."""

from collections.abc import Collection
from typing import NamedTuple

from kg.db.database import Transaction, execute, fetch_ids
from kg.db.queries import derivation as queries
from kg.db.queries import record as record_queries
from kg.view.touched import in_slices
from schemas.ids import fact_id


class Statement(NamedTuple):
    """A fact without its qualifiers: the ids of its ends, and its relation type."""

    head: str
    type: str
    tail: str

    @property
    def id(self) -> str:
        """The id of the fact that states it without qualifiers."""
        return fact_id(self.head, self.type, self.tail)


async def share_relationships(
    tx: Transaction, sharing: Collection[Statement], simplified: Collection[Statement]
) -> None:
    """Each statement of `sharing`, and each of `simplified` that has qualifiers, has one relationship if any of its facts is shown.

    To be called when it is settled which facts are visible, and which are reduced.
    """
    ids = sorted({one.id for one in simplified})
    qualified = {
        one
        for some in in_slices(ids)
        for one in await fetch_ids(tx, record_queries.QUALIFIED_STATEMENTS, ids=some)
    }
    wanted = {*sharing, *(one for one in simplified if one.id in qualified)}
    for some in in_slices(sorted(wanted)):
        rows = [{**one._asdict(), "statement": one.id} for one in some]
        await execute(tx, queries.DELETE_SHARED_RELATIONSHIPS, rows=rows)
        await execute(tx, queries.CREATE_SHARED_RELATIONSHIPS, rows=rows)
