"""Which entity an origin belongs to."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kg.view.resolution import MergeEdge, resolve

_AT = datetime(2026, 1, 1, tzinfo=UTC)


def _rule(source: str, target: str, *, support: int = 1, undone: bool = False) -> MergeEdge:
    return MergeEdge(
        id=f"{source}>{target}",
        source=source,
        target=target,
        by_person=False,
        at=_AT,
        undone=undone,
        support=support,
    )


def _person(source: str, target: str, *, day: int = 0, undone: bool = False) -> MergeEdge:
    return MergeEdge(
        id=f"p{day}{source}>{target}",
        source=source,
        target=target,
        by_person=True,
        at=_AT + timedelta(days=day),
        undone=undone,
        support=0,
    )


def _merged_into(edges: Iterable[MergeEdge]) -> Mapping[str, str]:
    return resolve(edges).merged_into


def test_nothing_decided_means_everything_is_its_own() -> None:
    assert _merged_into([]) == {}


def test_merges_are_followed_to_their_end() -> None:
    assert _merged_into([_rule("a", "b"), _rule("b", "c")]) == {"a": "c", "b": "c"}


def test_the_better_supported_rule_wins() -> None:
    assert _merged_into([_rule("a", "b", support=1), _rule("a", "c", support=2)]) == {"a": "c"}
    assert _merged_into([_rule("a", "c"), _rule("a", "b")]) == {"a": "b"}, "equal support: by id"


def test_a_circle_is_not_closed() -> None:
    assert _merged_into([_rule("a", "b", support=3), _rule("b", "a", support=2)]) == {"a": "b"}
    assert _merged_into([_rule("a", "a")]) == {}


def test_a_person_comes_before_any_rule() -> None:
    assert _merged_into([_rule("a", "b", support=99), _person("a", "c")]) == {"a": "c"}


def test_a_rule_without_a_visible_document_does_not_hold() -> None:
    assert _merged_into([_rule("a", "b", support=0)]) == {}


def test_an_undone_rule_blocks_the_pair_in_both_directions() -> None:
    assert _merged_into([_rule("a", "b", undone=True), _rule("b", "a", support=9)]) == {}


def test_an_undone_merge_of_a_person_leaves_the_rules_as_they_were() -> None:
    assert _merged_into([_person("a", "b", undone=True), _rule("a", "b")]) == {"a": "b"}


def test_a_person_may_merge_what_a_person_pulled_apart() -> None:
    assert _merged_into([_rule("a", "b", undone=True), _person("a", "b", day=1)]) == {"a": "b"}


_names = st.sampled_from("abcdef")
_edges = st.lists(
    st.builds(
        lambda source, target, support, person, undone: (
            _person(source, target, day=support, undone=undone)
            if person
            else _rule(source, target, support=support, undone=undone)
        ),
        _names,
        _names,
        st.integers(0, 3),
        st.booleans(),
        st.booleans(),
    ),
    max_size=10,
    unique_by=lambda edge: edge.id,
)


@given(edges=_edges, data=st.data())
def test_order_does_not_matter_and_every_head_is_its_own(edges: list[MergeEdge], data: st.DataObject) -> None:
    heads = _merged_into(edges)
    assert _merged_into(data.draw(st.permutations(edges))) == heads
    assert not set(heads.values()) & heads.keys()


@given(edges=_edges, others=_edges)
def test_what_is_not_connected_does_not_matter(edges: list[MergeEdge], others: list[MergeEdge]) -> None:
    apart = [
        edge.model_copy(
            update={"id": "x" + edge.id, "source": "x" + edge.source, "target": "x" + edge.target}
        )
        for edge in others
    ]
    together = _merged_into([*apart, *edges])
    assert {origin: head for origin, head in together.items() if not origin.startswith("x")} == _merged_into(
        edges
    )


def test_what_a_person_merged_away_gives_no_name() -> None:
    edges = [_person("a", "b"), _rule("b", "c"), _rule("x", "a")]
    assert resolve(edges).nameless == {"a", "x"}, "b was put with c by a rule: all its names count"
