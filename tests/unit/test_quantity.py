import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.quantity import normal_quantity


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("12.5 kilometres", "12.5 km"),
        ("12.5km", "12.5 km"),
        ("$2.5 million", "2500000 USD"),
        ("2,500,000 dollars", "2500000 USD"),
        ("250만 달러", "2500000 USD"),
        ("100 per cent", "100 %"),
        ("100%", "100 %"),
        ("1,234명", "1234 person"),
        ("1,234 people", "1234 person"),
        ("3 km²", "3 km2"),
        ("5 billion", "5000000000"),
        ("47", "47"),
    ],
)
def test_a_quantity_has_one_form_in_whatever_words(words: str, quantity: str) -> None:
    assert normal_quantity(words) == quantity


@pytest.mark.parametrize("words", ["2–1", "5 apples", "Boeing 747", "$5 km", "1,23", "", "about 5 km"])
def test_what_is_no_number_with_a_known_unit_has_no_form(words: str) -> None:
    assert normal_quantity(words) is None


@given(st.integers(0, 10**12))
def test_commas_do_not_count(number: int) -> None:
    assert normal_quantity(f"{number:,} km") == normal_quantity(f"{number} km") == f"{number} km"
