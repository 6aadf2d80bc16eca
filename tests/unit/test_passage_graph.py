"""The walk from a question's entities to passages."""

import numpy as np
import pytest

from kg.read.snapshot import GraphSnapshot
from retrieval.channels.graph import fact_ends
from retrieval.channels.passage_graph import PassageGraph
from schemas.graph import Fact


def snapshot(
    facts: list[tuple[int, int]],
    mentions: list[tuple[int, int]],
    *,
    evidence: list[tuple[int, int]] = [],  # noqa: B006  never changed
) -> GraphSnapshot:
    """Entities e0… and chunks c0…, as many as are mentioned."""
    entities = 1 + max(
        [end for fact in facts for end in fact] + [entity for entity, _ in mentions], default=-1
    )
    chunks = 1 + max([chunk for _, chunk in mentions], default=-1)
    return GraphSnapshot(
        graph_version=1,
        entity_ids=tuple(f"e{n}" for n in range(entities)),
        fact_ids=tuple(f"f{n}" for n in range(len(facts))),
        chunk_ids=tuple(f"c{n}" for n in range(chunks)),
        chunk_documents=tuple("d" for _ in range(chunks)),
        heads=np.array([head for head, _ in facts], dtype=np.int64),
        tails=np.array([tail for _, tail in facts], dtype=np.int64),
        mentions=np.array(mentions, dtype=np.int64).reshape(-1, 2),
        evidence=np.array(evidence, dtype=np.int64).reshape(-1, 2),
    )


# e0 - e1 - e2 in a line; c0 tells of e0 and e1, c1 of e1 and e2, c2 of e2, c3 of e3, which nothing is joined to.
LINE = PassageGraph(snapshot([(0, 1), (1, 2)], [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 3)]))


def test_nearer_chunks_are_visited_more() -> None:
    _, chunks = LINE.walk(LINE.entity_seeds({"e0": 1.0}), np.zeros(4), damping=0.85)
    assert chunks[0] > chunks[1] > chunks[2] > chunks[3]
    assert chunks[3] == pytest.approx(0.0)


def test_visits_are_a_distribution() -> None:
    entities, chunks = LINE.walk(LINE.entity_seeds({"e0": 1.0}), np.zeros(4), damping=0.85)
    assert entities.sum() + chunks.sum() == pytest.approx(1.0)


def test_a_chunk_can_be_the_start() -> None:
    _, chunks = LINE.walk(np.zeros(4), LINE.chunk_seeds({"c3": 0.9}, softness=0.1), damping=0.85)
    assert chunks[3] == chunks.max()


def test_without_a_start_nothing_is_visited() -> None:
    entities, chunks = LINE.walk(LINE.entity_seeds({"unknown": 1.0}), np.zeros(4), damping=0.85)
    assert not entities.any()
    assert not chunks.any()


def test_an_entity_that_few_chunks_mention_starts_with_more() -> None:
    seeds = LINE.entity_seeds({"e0": 1.0, "e1": 1.0})
    assert seeds.tolist() == pytest.approx([2 / 3, 1 / 3, 0, 0])
    assert LINE.entity_seeds({"e0": 0.5, "e1": 1.0}).tolist() == pytest.approx([0.5, 0.5, 0, 0])


def test_chunk_seeds_fall_by_e_with_each_softness() -> None:
    seeds = LINE.chunk_seeds({"c0": 0.9, "c1": 0.8, "gone": 0.1}, softness=0.1)
    assert seeds[0] / seeds[1] == pytest.approx(np.e)
    assert seeds.sum() == pytest.approx(1.0)


def test_better_supported_facts_carry_more() -> None:
    facts, mentions = [(0, 1), (0, 2)], [(0, 0), (1, 1), (2, 2)]
    graph = PassageGraph(snapshot(facts, mentions, evidence=[(0, 1), (1, 2), (1, 0), (1, 1)]))
    _, chunks = graph.walk(graph.entity_seeds({"e0": 1.0}), np.zeros(3), damping=0.85)
    assert chunks[2] > chunks[1]


def test_the_entity_that_leads_to_a_chunk_is_named() -> None:
    visits = np.array([0.1, 0.5, 0.2, 0.0])
    # e1 has more visits than e2, but shares them with another chunk: 0.25 against 0.1.
    assert LINE.busiest_entities(["c1", "c3", "gone"], visits) == {"c1": "e1", "c3": "e3"}


def test_an_empty_graph_can_be_built() -> None:
    empty = PassageGraph(snapshot([], []))
    _, chunks = empty.walk(empty.entity_seeds({}), np.zeros(0), damping=0.85)
    assert chunks.shape == (0,)


def test_both_ends_of_a_fact_get_the_mean_of_its_scores() -> None:
    facts = [
        Fact(id=name, head=head, head_name=head, type="R", tail=tail, tail_name=tail, text="", support=1)
        for name, head, tail in (("f", "a", "b"), ("g", "b", "b"))
    ]
    assert fact_ends([(facts[0], 0.8), (facts[1], 0.6)]) == {"a": 0.8, "b": pytest.approx(0.7)}
