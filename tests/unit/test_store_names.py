"""Names in query text, words in full-text queries, and graphs that do not fit together."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.db.fulltext import CJK_INDEX, ENGLISH_INDEX, any_beginning, any_of, index_for
from kg.db.labels import checked_name, label_of
from kg.record.checks import check_graph
from schemas.errors import SchemaViolationError
from schemas.graph_schema import RESERVED_LABELS
from tests.fakes.document_graphs import document_graph

_GOOD = document_graph("a", [[("Ann", "KNOWS", "Bob")]], merges=[("Ann", "Bob")])


@pytest.mark.parametrize("name", ["Person", "WORKS_AT", "인물", "창제하다", "_x", "É", "a" * 64])
def test_names_that_may_stand_in_a_query(name: str) -> None:
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "1st", "a b", "a-b", "a`b", "a\u0060", "a\n", "a'", "a" * 65, "a:b", "$x", "A\\u0041"]
)
def test_names_that_may_not(name: str) -> None:
    with pytest.raises(SchemaViolationError) as caught:
        checked_name(name)
    assert caught.value.remedy


@given(name=st.text(max_size=80))
def test_no_name_that_passes_can_end_a_quoted_identifier(name: str) -> None:
    try:
        checked_name(name)
    except SchemaViolationError:
        return
    assert re.fullmatch(r"\w+", name)


def test_labels_of_ours_are_not_given_to_extracted_types() -> None:
    for label in RESERVED_LABELS | {"__Unembedded__"}:
        assert label_of(label) == f"{label}Entity"
    assert label_of("Person") == "Person"


def test_words_lose_what_lucene_would_read_as_orders() -> None:
    assert any_of(["Ann AND", "(Bob)", "x:y", "?!"]) == r"ann and \(bob\) x\:y"
    assert any_beginning(["Ac-me"]) == r"ac\-me ac\-me*"
    assert any_of([]) == ""


@given(words=st.lists(st.text()))
def test_every_sign_of_lucene_is_escaped(words: list[str]) -> None:
    query = any_of(words)
    assert not re.search(r'(?<!\\)(?:\\\\)*[+\-&|!(){}\[\]^"~*?:/<>=]', query)
    assert query.count(" ") < 100


@pytest.mark.parametrize(
    ("words", "index"),
    [
        (["Ann"], ENGLISH_INDEX),
        (["Ann", "서울"], CJK_INDEX),
        (["東京"], CJK_INDEX),
        (["ㄱ"], CJK_INDEX),
        ([], ENGLISH_INDEX),
    ],
)
def test_the_index_is_chosen_by_the_script(words: list[str], index: str) -> None:
    assert index_for(words) == index


def test_a_graph_that_fits_together_passes() -> None:
    check_graph(_GOOD)


@pytest.mark.parametrize(
    ("part", "change", "fault"),
    [
        ("mentions", {"end": 10_000}, "outside its chunk"),
        ("mentions", {"chunk_id": "other"}, "outside its chunk"),
        ("mentions", {"type": "no name"}, "cannot name a type"),
        ("mentions", {"surface": "x" * 5000}, "too long"),
        ("evidence", {"start": -1}, "outside its chunk"),
        ("evidence", {"head_origin": "nobody"}, "not mentioned"),
        ("evidence", {"relation": "x y"}, "cannot name a type"),
        ("merges", {"target_origin": "nobody"}, "not mentioned"),
        ("chunks", {"document_id": "other"}, "another document"),
    ],
)
def test_a_graph_that_does_not_fit_together_is_refused(
    part: str, change: dict[str, object], fault: str
) -> None:
    items = getattr(_GOOD, part)
    broken = _GOOD.model_copy(update={part: (items[0].model_copy(update=change), *items[1:])})
    with pytest.raises(SchemaViolationError, match=fault):
        check_graph(broken)
