"""Personalised PageRank of the nodes near the seeds, without looking at the others."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Visits = NDArray[np.float64]
"""A number for each node, shape (nodes,)."""
_COARSEST = 1e-4
_REFINED = 8.0
_FEW_SHARE = 4
"""Where fewer than a quarter of the nodes are reached, they are looked at one by one rather than all nodes at once."""


class Links(NamedTuple):
    """A weighted graph without directions: node i is joined to `nodes[first[i]:first[i + 1]]` with these `weights`.

    `degree` is the sum of each node's weights.
    """

    first: NDArray[np.int32] | NDArray[np.int64]
    nodes: NDArray[np.int32] | NDArray[np.int64]
    weights: NDArray[np.float32]
    degree: Visits


class Precision(NamedTuple):
    """How exact a walk is: it may end while each node holds `residual` of a visit for each unit of its degree.

    It ends after `most_steps` passages along an edge in any case; then it is as exact as that allows.
    """

    residual: float = 1e-6
    most_steps: int = 2_000_000


def local_push(links: Links, seeds: Visits, *, damping: float, precision: Precision) -> Visits:
    """The share of its time that a walk spends at each node, shape (nodes,), summing to 1; all 0 without seeds.

    The walk starts at a node with the chance that `seeds` (shape (nodes,), sum 1) give it, goes on with the chance
    `damping` along an edge drawn by weight, and starts again otherwise, or where no edge leads on. What a node still
    holds is passed to its neighbours while it is more than a share of the node's degree, the largest first (Andersen,
    Chung and Lang 2006, Local Graph Partitioning using PageRank Vectors), so that nodes far from all seeds cost nothing.
    """
    held = seeds.astype(np.float64)
    visits = np.zeros(len(held))
    left = precision.most_steps
    limit = max(_COARSEST, precision.residual)
    while left > 0:
        left = _push(links, held, visits, limit * links.degree, damping=damping, most_steps=left)
        if limit <= precision.residual:
            break
        limit = max(limit / _REFINED, precision.residual)
    visits += held
    total = visits.sum()
    return visits / total if total > 0 else visits


def _push(
    links: Links, held: Visits, visits: Visits, limits: Visits, *, damping: float, most_steps: int
) -> int:
    """Pass on what nodes hold above their limit, changing `held` and `visits`; returns the steps that are left."""
    front = np.flatnonzero(held > limits)
    while len(front) and most_steps > 0:
        amounts = held[front]
        held[front] = 0.0
        visits[front] += amounts
        starts = links.first[front].astype(np.int64)
        counts = links.first[front + 1] - starts
        steps = int(counts.sum())
        most_steps -= steps
        if not steps:
            break
        ends = np.cumsum(counts)
        edges = np.arange(steps) + np.repeat(starts - (ends - counts), counts)
        reached = links.nodes[edges].astype(np.int64)
        each = damping * amounts / np.maximum(links.degree[front], 1e-300)
        front = _give(held, reached, np.repeat(each, counts) * links.weights[edges], limits)
    return most_steps


def _give(held: Visits, nodes: NDArray[np.int64], amounts: Visits, limits: Visits) -> NDArray[np.int64]:
    """Add the amounts to what these nodes hold (they may repeat); those of them that hold more than their limit then."""
    if len(nodes) * _FEW_SHARE > len(held):
        held += np.bincount(nodes, weights=amounts, minlength=len(held))
        return np.flatnonzero(held > limits)
    np.add.at(held, nodes, amounts)
    return np.unique(nodes[held[nodes] > limits[nodes]])
