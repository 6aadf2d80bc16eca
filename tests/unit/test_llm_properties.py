"""Properties that models give relationships, in the forms that they give them in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.llm.answer import read_answer
from extraction.llm.properties import as_qualifiers

TEXT = "Mira Olsen led Halden Bank from 1 March 1999 until 2004 as director in Oslo. Mira는 2011년 5월 3일에 떠났다."
ENDS = ("Mira Olsen", "Halden Bank")
EDGE = {"source": "Mira Olsen", "target": "Halden Bank", "type": "LEADS"}


def read(row: dict[str, object]) -> list[str]:
    (triple,) = read_answer(json.dumps([row])).triples
    assert (triple.head, triple.relation, triple.tail) == ("Mira Olsen", "LEADS", "Halden Bank")
    return [one.wording for one in as_qualifiers(triple.properties, TEXT, ENDS)[0]]


@pytest.mark.parametrize(
    "properties",
    [
        {"properties": {"start": "1999-03-01", "role": "director"}},
        {"properties": [{"key": "start", "value": "1 March 1999"}, {"key": "role", "value": "Director"}]},
        {"properties": [{"name": "startDate", "value": "1999-03-01"}, {"name": "as", "value": "director"}]},
        {"properties": [{"start_date": "March 1, 1999"}, {"title": "director"}]},
        {"properties": [["since", "1 March 1999"], ["role", "director"]]},
        {"properties": ["start: 1 March 1999", "role: director"]},
        {"properties": '{"start": "1999-03-01", "role": "director"}'},
        {"qualifiers": {"From": "1 March 1999", "Role": ["director"]}},
        {"start": "1999-03-01", "role": "director"},
        {"properties": {"START TIME": "1999-03-01"}, "role": "director"},
    ],
)
def test_circumstances_are_read_in_every_form_in_the_words_of_the_text(properties: dict[str, object]) -> None:
    assert read({**EDGE, **properties}) == ["start: 1 March 1999", "role: director"]


def test_a_date_may_be_given_more_exactly_than_the_text_has_it_and_in_another_language() -> None:
    told = read({**EDGE, "properties": {"end": "2004-01-01", "time": "May 3, 2011"}})
    assert told == ["end: 2004", "time: 2011년 5월 3일에"]


@pytest.mark.parametrize(
    "properties",
    [
        {"start": "1998-03-01"},
        {"place": "Bergen"},
        {"role": {"nested": ["director"]}},
        ["1999"],
        "soon",
        7,
        [[[]]],
    ],
)
def test_what_the_text_does_not_have_is_counted_and_the_edge_stays(properties: object) -> None:
    (triple,) = read_answer(json.dumps([{**EDGE, "properties": properties}])).triples
    found, missing = as_qualifiers(triple.properties, TEXT, ENDS)
    assert found == ()
    assert len(missing) == len(triple.properties)


def test_what_an_end_says_is_no_circumstance() -> None:
    assert as_qualifiers([("place", "Halden Bank")], TEXT, ENDS) == ((), [])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_no_form_of_properties_loses_the_edge(properties: object) -> None:
    (plain,) = read_answer(json.dumps([EDGE])).triples
    (triple,) = read_answer(json.dumps([{**EDGE, "properties": properties}])).triples
    assert (triple.head, triple.relation, triple.tail) == (plain.head, plain.relation, plain.tail)
    _, missing = as_qualifiers(triple.properties, TEXT, ENDS)
    keys = {key for key, _ in triple.properties}
    assert all(any(one.startswith(f"{key}: ") for key in keys) for one in missing)


def test_a_list_of_values_is_a_circumstance_each_and_nothing_is_none() -> None:
    _, missing = as_qualifiers([("colour", ["red", None, "blue"])], TEXT, ENDS)
    assert missing == ["colour: red", "colour: blue"]
