"""Only the very query that was approved is known, and never more than it may."""

from hypothesis import given
from hypothesis import strategies as st

from kg.guard.approved_queries import ApprovedQueries, AskedQuery
from kg.guard.vocabulary import CypherVocabulary

_TEXT = "MATCH (p:Person)-[:FOUND]->(o) RETURN o.name LIMIT 5"
_VOCABULARY = CypherVocabulary(labels=frozenset({"Person"}), relation_types=frozenset({"FOUND"}))
_ASKED = AskedQuery(_TEXT, frozenset({"e0"}), _VOCABULARY)


def test_only_the_very_same_query_is_known() -> None:
    approved = ApprovedQueries()
    approved.add(_ASKED, _TEXT)
    smaller = CypherVocabulary(labels=_VOCABULARY.labels)
    larger = CypherVocabulary(
        labels=frozenset({"Person", "Place"}), relation_types=_VOCABULARY.relation_types
    )
    assert approved.find(AskedQuery(_TEXT, frozenset(["e0"]), _VOCABULARY.model_copy())) == _TEXT
    assert approved.find(AskedQuery(_TEXT + " ", _ASKED.parameters, _VOCABULARY)) is None
    assert approved.find(AskedQuery(_TEXT, frozenset(), _VOCABULARY)) is None
    assert approved.find(AskedQuery(_TEXT, _ASKED.parameters, smaller)) is None
    assert approved.find(AskedQuery(_TEXT, _ASKED.parameters, larger)) is None


def test_the_query_whose_last_use_is_longest_ago_gives_way() -> None:
    asked = [AskedQuery(f"RETURN {number} AS n", frozenset(), _VOCABULARY) for number in range(4)]
    approved = ApprovedQueries(most=3)
    for one in asked[:3]:
        approved.add(one, one.text)
    assert approved.find(asked[0]) == asked[0].text
    approved.add(asked[3], asked[3].text)
    assert [approved.find(one) is not None for one in asked] == [True, False, True, True]


@given(st.lists(st.integers(0, 20)), st.integers(0, 5))
def test_never_more_than_allowed_are_known(numbers: list[int], most: int) -> None:
    approved = ApprovedQueries(most=most)
    for number in numbers:
        text = f"RETURN {number} AS n"
        approved.add(AskedQuery(text, frozenset(), _VOCABULARY), text)
    known = [
        approved.find(AskedQuery(f"RETURN {number} AS n", frozenset(), _VOCABULARY)) for number in range(21)
    ]
    assert sum(one is not None for one in known) == min(most, len(set(numbers)))
