"""Types of the bearers of a name, from lexicons."""

import pytest

from extraction.lexicon.known_names import is_common_word, is_given_name, types_of_known


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lisbon", ("City",)),
        ("Danube", ("Water",)),
        ("Soviet Union", ("Country",)),
        ("Berlin", ("City", "Person")),
        ("Kassel", ("City",)),
        ("Georgia", ("Region", "Country", "Person")),
        ("프랑스", ("Country",)),
        ("파리", ("City",)),
        ("프랑스어", ("Language",)),
        ("Walter", ("Person",)),
        ("Buddhist", ("Group",)),
        ("Swahili", ("Language",)),
        ("Blorptown", ()),
        ("village", ()),
    ],
)
def test_a_known_name_has_the_types_of_its_bearers(name: str, expected: tuple[str, ...]) -> None:
    assert types_of_known(name) == expected


def test_given_names() -> None:
    assert is_given_name("Deborah")
    assert is_given_name("walter")
    assert is_given_name("Friedrich")
    assert is_given_name("Ramón")
    assert not is_given_name("Pope")
    assert not is_given_name("Bridge")


def test_a_name_may_be_a_common_word_too() -> None:
    assert is_common_word("Reading")
    assert not is_common_word("Kassel")
    assert not is_common_word("Lisbon")
