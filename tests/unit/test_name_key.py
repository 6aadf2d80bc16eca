import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.name_key import has_legal_form, name_key

TRICKY = "aAB .,'’-&+#%()주식회사유한가힣㈜Ⅳßİﬁéがłø\u0301\u00a0\u200b1290:/theTHEincoltdCgmbh"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Apple Inc.", "APPLE"),
        ("The Beatles", "Beatles"),
        ("J. R. Smith", "J.R. Smith"),
        ("U.S.", "US"),
        ("AT&T", "AT and T"),
        ("Beyoncé", "Beyonce"),
        ("Łódź", "Lodz"),
        ("Coca-Cola", "Coca Cola"),
        ("O'Brien", "O’Brien"),
        ("Samsung Electronics Co., Ltd.", "Samsung Electronics"),
        ("Robert Bosch GmbH & Co. KG", "Robert Bosch"),
        ("(주)삼성전자", "삼성전자 주식회사"),
        ("㈜카카오", "주식회사카카오"),
        ("한국 과학 기술원", "한국과학기술원"),
        ("1,000 Islands", "1000 Islands"),
        ("Beyonce\u0301", "Beyoncé"),
    ],
)
def test_spellings_of_one_name_share_a_key(first: str, second: str) -> None:
    assert name_key(first) == name_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("C++", "C"),
        ("C#", "C"),
        ("3.5", "35"),
        ("A. Turing", "Turing"),
        ("iPhone SE", "iPhone"),
        ("Hudson's Bay Company", "Hudson's Bay"),
        ("이순신", "이순재"),
        ("が", "か"),
    ],
)
def test_different_names_keep_different_keys(first: str, second: str) -> None:
    assert name_key(first) != name_key(second)


@pytest.mark.parametrize(
    "name", ["Apple Inc.", "Eli Lilly and Company", "(주)삼성전자", "㈜카카오", "카카오 주식회사"]
)
def test_a_legal_form_is_seen(name: str) -> None:
    assert has_legal_form(name)


@pytest.mark.parametrize("name", ["Apple", "Eli Lilly", "The Walt Disney Company", "Inc.", "삼성전자"])
def test_a_name_without_a_legal_form_has_none(name: str) -> None:
    assert not has_legal_form(name)


@pytest.mark.parametrize("name", ["The", "Inc.", "주식회사", "!!!", "\u200b", "The The", "Co., Ltd."])
def test_a_name_made_of_droppable_parts_keeps_a_key(name: str) -> None:
    assert name_key(name)


@given(st.text(st.sampled_from(TRICKY) | st.characters(), max_size=40))
def test_key_of_a_key_is_itself_and_only_a_blank_name_has_none(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    assert bool(key) == bool(name.strip())


@given(st.text(st.sampled_from(TRICKY), min_size=1, max_size=40))
def test_case_and_surrounding_space_do_not_matter(name: str) -> None:
    assert name_key(f"  {name.lower()} ") == name_key(name.lower())
