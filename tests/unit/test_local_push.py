"""A walk that looks only at what is near, beside one over the whole graph."""

import igraph
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array

from retrieval.channels.local_push import Links, Precision, Visits, local_push

_DAMPING = 0.85
_EXACT = Precision(residual=1e-9, most_steps=10_000_000)


def links(nodes: int, edges: list[tuple[int, int, int]]) -> Links:
    """A graph of so many nodes; an edge is (one end, the other, its weight)."""
    ends = np.array([(one, other) for one, other, _ in edges], dtype=np.int32).reshape(-1, 2)
    weights = np.array([weight for *_, weight in edges], dtype=np.float32)
    half = coo_array((weights, (ends[:, 0], ends[:, 1])), shape=(nodes, nodes)).tocsr()
    matrix = (half + half.T).tocsr()
    return Links(matrix.indptr, matrix.indices, matrix.data, np.asarray(matrix.sum(axis=1), dtype=np.float64))


def over_the_whole_graph(nodes: int, edges: list[tuple[int, int, int]], seeds: Visits) -> Visits:
    """Personalised PageRank by igraph (PRPACK)."""
    graph = igraph.Graph(n=nodes, edges=[edge[:2] for edge in edges])
    weights = [edge[2] for edge in edges]
    ranks = graph.personalized_pagerank(
        directed=False, damping=_DAMPING, reset=seeds.tolist(), weights=weights
    )
    return np.asarray(ranks)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, int]], Visits]:
    """Nodes, edges between different ones (several between two, also), and seeds, not all 0."""
    nodes = draw(st.integers(2, 40))
    ends = st.integers(0, nodes - 1)
    edges = draw(
        st.lists(
            st.tuples(ends, ends, st.integers(1, 5)).filter(lambda edge: edge[0] != edge[1]), max_size=120
        )
    )
    shares = np.array(draw(st.lists(st.integers(0, 3), min_size=nodes, max_size=nodes)), dtype=np.float64)
    shares[draw(ends)] += 1
    return nodes, edges, shares / shares.sum()


@given(graphs())
def test_an_exact_walk_is_the_walk_over_the_whole_graph(
    graph: tuple[int, list[tuple[int, int, int]], Visits],
) -> None:
    nodes, edges, seeds = graph
    visits = local_push(links(nodes, edges), seeds, damping=_DAMPING, precision=_EXACT)
    assert visits == pytest.approx(over_the_whole_graph(nodes, edges, seeds), abs=1e-6)


@given(graphs(), st.sampled_from([1e-3, 1e-4, 1e-5]))
def test_what_is_left_out_is_bounded_by_the_residual(
    graph: tuple[int, list[tuple[int, int, int]], Visits], residual: float
) -> None:
    nodes, edges, seeds = graph
    joined = links(nodes, edges)
    visits = local_push(joined, seeds, damping=_DAMPING, precision=Precision(residual=residual))
    # What nodes still hold is at most `residual` for each unit of degree, and each of it counts 1 / (1 - damping).
    bound = residual * joined.degree.sum() / (1 - _DAMPING)
    assert np.abs(visits - over_the_whole_graph(nodes, edges, seeds)).sum() <= 2 * bound + 1e-6


def test_nodes_that_the_walk_cannot_reach_are_not_visited() -> None:
    seeds = np.array([1.0, 0.0, 0.0, 0.0])
    visits = local_push(links(4, [(0, 1, 1), (2, 3, 1)]), seeds, damping=_DAMPING, precision=_EXACT)
    assert visits[2:].tolist() == [0.0, 0.0]


def test_a_walk_ends_after_the_most_steps() -> None:
    ring = [(node, (node + 1) % 1000, 1) for node in range(1000)]
    seeds = np.zeros(1000)
    seeds[0] = 1.0
    few = Precision(residual=1e-12, most_steps=50)
    visits = local_push(links(1000, ring), seeds, damping=_DAMPING, precision=few)
    assert 0 < np.count_nonzero(visits) < 60
    assert visits.sum() == pytest.approx(1.0)


def test_without_seeds_nothing_is_visited() -> None:
    visits = local_push(links(2, [(0, 1, 1)]), np.zeros(2), damping=_DAMPING, precision=_EXACT)
    assert visits.tolist() == [0.0, 0.0]
