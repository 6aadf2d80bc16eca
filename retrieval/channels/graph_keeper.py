"""The graph in memory, kept up to date."""

import asyncio
import logging
import time

from kg.read.graph_parts import GraphPartReader
from retrieval.channels.passage_graph import Parts, PassageGraph

_log = logging.getLogger(__name__)

_QUICK_NODES = 100_000
_PAUSE_S = 3.0


class GraphKeeper:
    """Keeps the graph in arrays; after a change of the graph only the documents that it concerns are read again.

    A graph of up to 100,000 nodes takes milliseconds to bring up to date, and questions wait for it. With a larger one they
    go on with the graph as it was while that is done beside them, at most every three seconds.
    """

    def __init__(self, parts: GraphPartReader) -> None:
        self._parts = parts
        self._graph: PassageGraph | None = None
        self._reading: asyncio.Task[PassageGraph] | None = None
        self._ended_at = 0.0

    async def at(self, version: int) -> PassageGraph:
        """The graph at this version of the graph or a later one; of a large graph it may be an earlier one.

        Raises:
            GraphStoreError: Neo4j cannot be reached or fails.
        """
        kept = self._graph
        if kept is None or (kept.version != version and len(kept.nodes) <= _QUICK_NODES):
            return await asyncio.shield(self._read())
        if kept.version != version and time.monotonic() - self._ended_at > _PAUSE_S:
            self._read()
        return kept

    def _read(self) -> "asyncio.Task[PassageGraph]":
        """The reading that is under way, or a new one."""
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._bring_up_to_date())
            self._reading.add_done_callback(self._note_end)
        return self._reading

    def _note_end(self, reading: "asyncio.Task[PassageGraph]") -> None:
        self._ended_at = time.monotonic()
        if not reading.cancelled() and (error := reading.exception()) is not None:
            _log.warning("the graph in memory was not brought up to date: %s", error)

    async def _bring_up_to_date(self) -> PassageGraph:
        kept = self._graph
        changes = None if kept is None else await self._parts.changes_since(kept.version)
        if kept is None or changes is None:
            kept = await self._anew()
        elif changes.version != kept.version:
            ids = changes.document_ids
            parts = Parts.of(await self._parts.of(ids))
            kept = await asyncio.to_thread(kept.with_documents, ids, parts, changes.version)
        self._graph = kept
        return kept

    async def _anew(self) -> PassageGraph:
        version = await self._parts.version()
        parts = [await asyncio.to_thread(Parts.of, some) async for some in self._parts.everything()]
        return await asyncio.to_thread(lambda: PassageGraph.of(Parts.together(parts), version))
