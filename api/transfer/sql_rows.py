"""The rows of the job database, but for what belongs to this installation alone: its keys, and which folder it is of."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from itertools import islice

import sqlalchemy as sa

from api.conversations import table as conversations
from api.jobs import table as jobs
from extraction.state import ledger
from extraction.state.sql_database import SqlDatabase

_OF_THIS_INSTALLATION = frozenset({"job_graph"})
_BATCH = 1000
TABLES: Mapping[str, sa.Table] = {
    name: table
    for metadata in (jobs.METADATA, ledger.METADATA, conversations.METADATA)
    for name, table in metadata.tables.items()
    if name not in _OF_THIS_INSTALLATION
}


async def rows_of(database: SqlDatabase, table: sa.Table) -> AsyncIterator[dict[str, object]]:
    """All rows of the table by column, without numbers that the database gives itself.

    Raises:
        BackendError: the database failed.
    """
    keys = list(table.primary_key)
    given = [column.name for column in table.c if column.autoincrement is True]
    query = sa.select(table).order_by(*keys).limit(_BATCH)
    rows = await _rows(database, query)
    while rows:
        for row in rows:
            # SQLAlchemy's names are of a kind of their own.
            yield {str(name): value for name, value in row.items() if name not in given}
        last = [sa.literal(rows[-1][key.name], key.type) for key in keys]
        rows = await _rows(database, query.where(sa.tuple_(*keys) > sa.tuple_(*last)))


async def _rows(database: SqlDatabase, query: sa.Select[tuple[object, ...]]) -> Sequence[sa.RowMapping]:
    return await database.run(lambda connection: connection.execute(query).mappings().all())


async def replace_rows(database: SqlDatabase, table: sa.Table, rows: Iterator[Mapping[str, object]]) -> None:
    """Put these rows in the place of all that the table has, in one transaction.

    Raises:
        BackendError: the database failed; nothing was changed.
    """

    def work(connection: sa.Connection) -> None:
        connection.execute(sa.delete(table))
        while batch := [dict(row) for row in islice(rows, _BATCH)]:
            connection.execute(sa.insert(table), batch)

    await database.run(work)
