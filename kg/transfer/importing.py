"""Writing a whole graph into an empty database, so that what was cut off goes on where it was."""

from collections.abc import Mapping, Sequence

from kg.db.database import Database
from kg.db.queries import transfer as queries
from kg.transfer.values import Json, unpacked_properties
from schemas.errors import ConfigError, ConflictError
from schemas.value import Value


class _Begun(Value):
    sha256: str
    lines: int


class GraphImport:
    """Writes the rows of `graph_rows` in their order; the graph is set up for use by `Neo4jGraphStore.migrate` afterwards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, sha256: str) -> int:
        """How many rows of the file with this digest are written already: 0, or as many as before it was cut off.

        Raises:
            ConflictError: the graph is not empty, or the import of another file was begun.
            GraphStoreError: Neo4j cannot be reached, or failed.
        """
        begun = await find_import(self._database)
        if begun is None and await self._database.count(queries.COUNT_OTHERS):
            raise ConflictError(
                "the graph is not empty",
                remedy="Import into a graph of its own (CITEGRAPH_GRAPH=name), or empty this one: citegraph neo4j wipe",
            )
        if begun is not None and begun.sha256 != sha256:
            raise ConflictError(
                "another file was being imported into this graph",
                remedy="Import that one again: it goes on where it was. Or empty the graph: citegraph neo4j wipe",
            )
        if begun is not None:
            return begun.lines
        for statement in queries.BEGIN:
            await self._database.change(statement, sha256=sha256)
        return 0

    async def write(self, rows: Sequence[Mapping[str, Json]], done: int) -> None:
        """Write these nodes, or these relationships, and note that `done` rows are written now.

        Raises:
            GraphStoreError: Neo4j cannot be reached, or failed; nothing of these rows is written.
        """
        are_nodes = "node" in rows[0]
        query = queries.WRITE_NODES if are_nodes else queries.WRITE_RELATIONSHIPS
        await self._database.change(query, rows=[_parameters(row) for row in rows], lines=done)

    async def end(self) -> None:
        """Take away what only the import needed.

        Raises:
            GraphStoreError: Neo4j cannot be reached, or failed.
        """
        while await self._database.count(queries.COUNT_MARKED):
            await self._database.change(queries.CLEAR_MARKS)
        for statement in queries.END:
            await self._database.change(statement)


async def find_import(database: Database) -> _Begun | None:
    """The import that has not ended, if there is one."""
    found = await database.rows(_Begun, queries.READ_IMPORT)
    return found[0] if found else None


async def check_imported(database: Database) -> None:
    """Return unless an import has not ended.

    Raises:
        ConfigError: one has not; a part of the graph is missing.
    """
    if await find_import(database) is not None:
        raise ConfigError(
            "An import into this graph has not ended.",
            remedy="Call citegraph import with the same file, or citegraph bulk, again: it goes on where it was.",
        )


def _parameters(row: Mapping[str, Json]) -> dict[str, object]:
    properties = row["properties"]
    if not isinstance(properties, Mapping):
        raise TypeError("a row without properties")
    plain, vector = unpacked_properties(properties)
    return {**row, "properties": plain, "vector": vector}
