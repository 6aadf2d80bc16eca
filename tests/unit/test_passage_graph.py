"""The walk from a question's entities to passages, and the graph kept for it."""

from hashlib import md5

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.graph_parts import ChunkPart
from retrieval.channels.graph import fact_ends
from retrieval.channels.passage_graph import Parts, PassageGraph
from schemas.graph import Fact
from tests.fakes.kept_graph import graph_content


def key(name: str) -> str:
    """An id that stands for this name."""
    return md5(name.encode(), usedforsecurity=False).hexdigest()


def part(chunk: str, entities: str, statements: str = "", document: str = "d") -> ChunkPart:
    """A chunk that mentions entities ("a b") and states facts between them ("ab bc")."""
    return ChunkPart(
        document_id=key(document),
        chunk_id=key(chunk),
        entities=tuple(key(name) for name in entities.split()),
        statements=tuple(key(ends[0]) + key(ends[1]) for ends in statements.split()),
    )


def graph(*parts: ChunkPart) -> PassageGraph:
    """The graph of these chunks."""
    return PassageGraph.of(Parts.of(parts), version=1)


# a - b - c in a line; c0 tells of a and b, c1 of b and c, c2 of c, c3 of e, which nothing is joined to.
LINE = graph(part("c0", "a b", "ab"), part("c1", "b c", "bc"), part("c2", "c"), part("c3", "e"))


def shares(found: PassageGraph, *names: str) -> dict[str, float]:
    """How often a walk from these entities is at each chunk, by what the test calls it."""
    visits = found.walk(found.entity_seeds({key(name): 1.0 for name in names}), damping=0.85)
    names_of = {key(f"c{n}"): f"c{n}" for n in range(10)}
    return {names_of[chunk]: share for chunk, share in found.best_chunks(visits, 10, None)}


def test_nearer_chunks_are_visited_more() -> None:
    assert list(shares(LINE, "a")) == ["c0", "c1", "c2"]


def test_a_chunk_can_be_the_start() -> None:
    visits = LINE.walk(LINE.chunk_seeds({key("c3"): 0.9}, softness=0.1), damping=0.85)
    assert [chunk for chunk, _ in LINE.best_chunks(visits, 5, None)] == [key("c3")]


def test_only_the_chunks_of_the_chosen_documents_are_given() -> None:
    found = graph(part("c0", "a b", "ab", "one"), part("c1", "b", document="two"))
    visits = found.walk(found.entity_seeds({key("a"): 1.0}), damping=0.85)
    assert [chunk for chunk, _ in found.best_chunks(visits, 5, [key("two")])] == [key("c1")]
    assert found.best_chunks(visits, 5, [key("gone")]) == []
    assert [found.count_chunks(None), found.count_chunks([key("two")])] == [2, 1]


def test_without_a_start_nothing_is_visited() -> None:
    assert shares(LINE, "unknown") == {}


def test_an_entity_that_few_chunks_mention_starts_with_more() -> None:
    seeds = LINE.entity_seeds({key("a"): 1.0, key("b"): 1.0})
    assert sorted(seeds[seeds > 0].tolist()) == pytest.approx([1 / 3, 2 / 3])
    seeds = LINE.entity_seeds({key("a"): 0.5, key("b"): 1.0})
    assert seeds[seeds > 0].tolist() == pytest.approx([0.5, 0.5])


def test_chunk_seeds_fall_by_e_with_each_softness() -> None:
    seeds = LINE.chunk_seeds({key("c0"): 0.9, key("c1"): 0.8, key("gone"): 0.1}, softness=0.1)
    assert max(seeds[seeds > 0]) / min(seeds[seeds > 0]) == pytest.approx(np.e)
    assert seeds.sum() == pytest.approx(1.0)


def test_better_supported_facts_carry_more() -> None:
    found = graph(part("c0", "a"), part("c1", "b", "ab"), part("c2", "f", "af"), part("c3", "", "af"))
    assert list(shares(found, "a"))[:3] == ["c0", "c2", "c1"]


def test_a_fact_of_a_thing_about_itself_leads_nowhere() -> None:
    plain, about_itself = graph(part("c0", "a b", "ab")), graph(part("c0", "a b", "ab aa"))
    assert shares(plain, "a") == shares(about_itself, "a")


def test_the_entity_that_leads_to_a_chunk_is_named() -> None:
    visits = np.zeros(len(LINE.nodes))
    # b has more visits than c, but shares them with another chunk: 0.25 against 0.15.
    for name, share in {"a": 0.1, "b": 0.5, "c": 0.3}.items():
        visits[LINE.nodes.find_id(key(name))] = share
    chunks = [key("c1"), key("c3"), key("gone")]
    assert LINE.busiest_entities(chunks, visits) == {key("c1"): key("b"), key("c3"): key("e")}


def test_an_empty_graph_can_be_built_and_filled() -> None:
    empty = graph()
    assert not empty.has_entities
    assert shares(empty) == {}
    filled = empty.with_documents([key("d")], Parts.of([part("c0", "a b", "ab")]), version=2)
    assert filled.has_entities
    assert shares(filled, "a") == shares(graph(part("c0", "a b", "ab")), "a")


_NAMES = "abcdefgh"


@st.composite
def documents(draw: st.DrawFn, number: int) -> list[ChunkPart]:
    """What a document may be at some time; none where it is not there."""
    chunks = draw(st.lists(st.integers(0, 3), unique=True, max_size=3))
    return [
        part(
            f"c{number * 4 + chunk}",
            " ".join(draw(st.sets(st.sampled_from(_NAMES), max_size=4))),
            " ".join(draw(st.lists(st.text(_NAMES, min_size=2, max_size=2), max_size=4))),
            f"d{number}",
        )
        for chunk in chunks
    ]


@given(st.data())
def test_after_any_changes_the_kept_graph_is_the_one_read_anew(data: st.DataObject) -> None:
    now = {number: data.draw(documents(number)) for number in range(4)}
    kept = graph(*(chunk for chunks in now.values() for chunk in chunks))
    for version in range(2, 5):
        changed = data.draw(st.sets(st.integers(0, 5), max_size=4))
        now |= {number: data.draw(documents(number)) for number in changed}
        parts = Parts.of([chunk for number in changed for chunk in now[number]])
        kept = kept.with_documents([key(f"d{number}") for number in changed], parts, version)
    anew = graph(*(chunk for chunks in now.values() for chunk in chunks))
    assert graph_content(kept) == graph_content(anew)


def test_both_ends_of_a_fact_get_the_mean_of_its_scores() -> None:
    facts = [
        Fact(id=name, head=head, head_name=head, type="R", tail=tail, tail_name=tail, text="", support=1)
        for name, head, tail in (("f", "a", "b"), ("g", "b", "b"))
    ]
    assert fact_ends([(facts[0], 0.8), (facts[1], 0.6)]) == {"a": 0.8, "b": pytest.approx(0.7)}
