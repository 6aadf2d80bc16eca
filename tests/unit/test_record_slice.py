"""Which rows go into which transaction."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.record.batches import fingerprint, in_transactions, slices_of
from tests.fakes.document_graphs import document_graph, with_vectors


def _graph(source: str, sizes: list[int]):  # type: ignore[no-untyped-def]
    return document_graph(source, [[("Ann", "KNOWS", f"P{n}") for n in range(size)] for size in sizes])


@given(sizes=st.lists(st.integers(0, 5), min_size=1, max_size=8), max_rows=st.integers(1, 30))
def test_slices_hold_everything_once_in_order_and_keep_to_the_limit(sizes: list[int], max_rows: int) -> None:
    graph = _graph("a", sizes)
    slices = slices_of(graph, max_rows)
    assert tuple(chunk for one in slices for chunk in one.chunks) == graph.chunks
    assert sorted(m.chunk_id + str(m.start) for one in slices for m in one.mentions) == sorted(
        m.chunk_id + str(m.start) for m in graph.mentions
    )
    assert sum(len(one.evidence) for one in slices) == len(graph.evidence)
    assert [one.begins for one in slices] == [True] + [False] * (len(slices) - 1)
    assert [one.completes for one in slices] == [False] * (len(slices) - 1) + [True]
    for one in slices:
        ids = {chunk.id for chunk in one.chunks}
        assert {m.chunk_id for m in one.mentions} <= ids
        assert one.rows <= max_rows or len(one.chunks) == 1


@given(
    documents=st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4), max_size=8),
    max_rows=st.integers(5, 40),
)
def test_small_documents_share_a_transaction_and_large_ones_stand_alone(
    documents: list[list[int]], max_rows: int
) -> None:
    graphs = [_graph(f"d{n}", sizes) for n, sizes in enumerate(documents)]
    batches = list(in_transactions(graphs, max_rows=max_rows, max_documents=3))
    order = [one.graph.document.source for batch in batches for one in batch]
    assert list(dict.fromkeys(order)) == [graph.document.source for graph in graphs]
    for batch in batches:
        assert len(batch) <= 3
        assert sum(one.rows for one in batch) <= max_rows or len(batch) == 1
        assert len(batch) == 1 or all(one.begins and one.completes for one in batch)


def test_the_fingerprint_is_of_what_was_read_not_of_when() -> None:
    graph = _graph("a", [1, 2])
    later = graph.model_copy(
        update={
            "document": graph.document.model_copy(
                update={"ingested_at": graph.document.ingested_at.replace(year=2030)}
            )
        }
    )
    assert fingerprint(later) == fingerprint(graph)
    assert fingerprint(with_vectors(graph, np.ones((2, 3)).tolist())) != fingerprint(graph)
    assert fingerprint(with_vectors(graph, np.ones((2, 3)).tolist())) == fingerprint(
        with_vectors(graph, np.zeros((2, 3)).tolist())
    )
    assert fingerprint(graph.model_copy(update={"evidence": ()})) != fingerprint(graph)
