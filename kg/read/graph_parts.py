"""What a walk over the graph needs of each document, and which documents' parts changed since."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence

from kg.db.database import ReadDatabase, Transaction, fetch
from kg.db.queries import changes as change_queries
from kg.db.queries import graph_parts as queries
from kg.db.queries import settings as settings_queries
from kg.db.settings import GraphSettings, read_settings
from schemas.value import Value

_CHUNKS_AT_ONCE = 2_000
_TIMEOUT_S = 120.0


class ChunkPart(Value):
    """A chunk with the entities it mentions, each once, and for each fact it states the ids of head and tail, joined."""

    document_id: str
    chunk_id: str
    entities: tuple[str, ...]
    statements: tuple[str, ...]


class GraphChanges(Value):
    """How the graph came from one version to `version`: parts of these documents changed, of the others nothing."""

    version: int
    document_ids: tuple[str, ...]


class _Change(Value):
    before: int
    version: int
    document_ids: tuple[str, ...]


class _DocumentSize(Value):
    id: str
    chunks: int


class GraphPartReader:
    """The visible graph, document by document.

    What a walk needs is a sum over the chunks: a chunk joins itself to the entities that it mentions, and the two ends of
    each fact that it states. So the parts of the changed documents are all that has to be read again.
    """

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def version(self) -> int:
        """The version of the graph: see `GraphReader.version`."""
        return (await read_settings(self._database)).graph_version

    async def everything(self) -> AsyncIterator[list[ChunkPart]]:
        """The parts of all documents, some thousand chunks at a time.

        A document that is changed meanwhile may come as it was or as it is: read the version before, then its changes.
        """
        sizes = await self._database.rows(_DocumentSize, queries.DOCUMENT_SIZES, timeout_s=_TIMEOUT_S)
        for ids in _groups(sizes):
            yield await self.of(ids)

    async def of(self, document_ids: Iterable[str]) -> list[ChunkPart]:
        """The parts of these documents, those of each in its order; one that is not visible has none."""
        return await self._database.rows(
            ChunkPart, queries.CHUNK_PARTS, ids=list(dict.fromkeys(document_ids)), timeout_s=_TIMEOUT_S
        )

    async def changes_since(self, version: int) -> GraphChanges | None:
        """What changed since that version; None where that is not known, so that everything may be different."""

        async def work(tx: Transaction) -> tuple[int, list[_Change]]:
            (settings,) = await fetch(tx, GraphSettings, settings_queries.READ_SETTINGS)
            found = await fetch(tx, _Change, change_queries.CHANGES_SINCE, version=version)
            return settings.graph_version, found

        latest, changes = await self._database.read(work)
        reached = version
        for change in changes:
            if change.before != reached:
                return None
            reached = change.version
        # What was logged since the version was read counts; a version that went back is another graph's.
        if reached < latest or (reached > latest and not changes):
            return None
        return GraphChanges(version=reached, document_ids=tuple(sorted(_documents(changes))))


def _documents(changes: Sequence[_Change]) -> set[str]:
    return {document for change in changes for document in change.document_ids}


def _groups(sizes: Iterable[_DocumentSize]) -> Iterator[list[str]]:
    """The documents' ids in groups of about as many chunks as are read at once."""
    group: list[str] = []
    chunks = 0
    for size in sizes:
        group.append(size.id)
        chunks += size.chunks
        if chunks >= _CHUNKS_AT_ONCE:
            yield group
            group, chunks = [], 0
    if group:
        yield group
