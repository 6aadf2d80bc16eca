"""The visible graph, read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.db.database import ReadDatabase, Transaction, fetch, fetch_count
from kg.db.queries import graph as queries
from kg.db.queries import settings as settings_queries
from kg.db.settings import GraphSettings
from schemas.errors import GraphStoreError
from schemas.value import Value

_TIMEOUT_S = 120.0


Indexes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GraphSnapshot:
    """The visible entities, facts and chunks, and how they hang together.

    Positions count from 0 in `entity_ids`, `fact_ids` and `chunk_ids`. `heads` and `tails` have shape (facts,) and
    hold entity positions; `mentions` has shape (m, 2), columns entity, chunk, and `evidence` shape (n, 2), columns
    fact, chunk: each pair once, all int64. `chunk_documents[i]` is the document id of chunk i; `graph_version` is
    that of the graph when the snapshot was taken.
    """

    graph_version: int
    entity_ids: tuple[str, ...]
    fact_ids: tuple[str, ...]
    chunk_ids: tuple[str, ...]
    chunk_documents: tuple[str, ...]
    heads: Indexes
    tails: Indexes
    mentions: Indexes
    evidence: Indexes


class _Node(Value):
    id: str


class _Chunk(Value):
    id: str
    document_id: str


class _Fact(Value):
    id: str
    head: str
    tail: str


class _Edge(Value):
    source: str
    chunk: str


async def take_snapshot(database: ReadDatabase, limit_nodes: int) -> GraphSnapshot:
    """All visible entities, facts and chunks as integer arrays.

    Raises:
        GraphStoreError: the graph has more than `limit_nodes` nodes.
    """

    async def work(tx: Transaction) -> GraphSnapshot:
        nodes = await fetch_count(tx, queries.SNAPSHOT_SIZE)
        if nodes > limit_nodes:
            raise GraphStoreError(
                f"The graph has {nodes} nodes, too many to rank in memory.",
                remedy="Raise the limit of nodes, or ask without the graph channel.",
            )
        return await _read(tx)

    return await database.read(work, timeout_s=_TIMEOUT_S)


async def _read(tx: Transaction) -> GraphSnapshot:
    # The version first: a change while the rest is read then makes the snapshot look old, never newer than it is.
    settings = await fetch(tx, GraphSettings, settings_queries.READ_SETTINGS)
    renamed = settings[0].renamed if settings else False
    entities = [row.id for row in await fetch(tx, _Node, queries.SNAPSHOT_ENTITIES)]
    chunks = await fetch(tx, _Chunk, queries.SNAPSHOT_CHUNKS)
    at_entity = _positions(entities)
    at_chunk = _positions([row.id for row in chunks])
    facts = [
        row
        for row in await fetch(tx, _Fact, queries.SNAPSHOT_FACTS, renamed=renamed)
        if row.head in at_entity and row.tail in at_entity
    ]
    at_fact = _positions([row.id for row in facts])
    return GraphSnapshot(
        graph_version=settings[0].graph_version if settings else 0,
        entity_ids=tuple(entities),
        fact_ids=tuple(at_fact),
        chunk_ids=tuple(at_chunk),
        chunk_documents=tuple(row.document_id for row in chunks),
        heads=np.array([at_entity[row.head] for row in facts], dtype=np.int64),
        tails=np.array([at_entity[row.tail] for row in facts], dtype=np.int64),
        mentions=_edges(await fetch(tx, _Edge, queries.SNAPSHOT_MENTIONS), at_entity, at_chunk),
        evidence=_edges(
            await fetch(tx, _Edge, queries.SNAPSHOT_EVIDENCE, renamed=renamed), at_fact, at_chunk
        ),
    )


def _positions(ids: Sequence[str]) -> dict[str, int]:
    return {one: position for position, one in enumerate(ids)}


def _edges(rows: Sequence[_Edge], at_source: Mapping[str, int], at_chunk: Mapping[str, int]) -> Indexes:
    # Chunks of documents that are not visible have no position and fall out here.
    pairs = sorted(
        (at_source[row.source], at_chunk[row.chunk])
        for row in rows
        if row.source in at_source and row.chunk in at_chunk
    )
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
