"""The visible graph as integer arrays, for ranking in memory."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
