import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.text.acronym import SpelledOutNames, defined_acronyms, is_acronym_of

_WORDS = ("North", "Orbital", "of", "and", "the", "Nuclear", "Office", "Tests", "Inc", "Über-Labor", "de")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("NASA", "National Aeronautics and Space Administration"),
        ("DoD", "Department of Defense"),
        ("IBM", "International Business Machines Corporation"),
        ("BBC", "British Broadcasting Corporation"),
        ("U.S.", "United States"),
        ("UCLA", "University of California, Los Angeles"),
        ("CERN", "Conseil Européen pour la Recherche Nucléaire"),
        ("AT&T", "American Telephone and Telegraph"),
    ],
)
def test_initials_in_order_are_an_acronym(short: str, long: str) -> None:
    assert is_acronym_of(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("us", "United States"),
        ("FBI", "Federal Bureau"),
        ("NASA", "North American Space Agency of Alaska"),
        ("A", "Apple"),
        ("", ""),
        ("IBM", "Ibm"),
        ("Bell", "Boston Electric Light and Lamps"),
    ],
)
def test_other_words_are_not(short: str, long: str) -> None:
    assert not is_acronym_of(short, long)


def test_definitions_are_found_with_the_words_they_stand_for() -> None:
    text = (
        "He left the National Aeronautics and Space Administration (NASA) for the European Space Agency "
        "(ESA, founded 1975). The World Health Organization (“WHO”) was told. Nobody (as ever) knew of Mr X (born 1950)."
    )
    assert defined_acronyms(text) == [
        ("NASA", "National Aeronautics and Space Administration"),
        ("ESA", "European Space Agency"),
        ("WHO", "World Health Organization"),
    ]


def test_a_long_form_may_hold_a_comma() -> None:
    text = "the United Nations Educational, Scientific and Cultural Organization (UNESCO) met"
    assert defined_acronyms(text) == [
        ("UNESCO", "United Nations Educational, Scientific and Cultural Organization")
    ]


def test_a_korean_name_is_the_word_before_the_bracket() -> None:
    assert defined_acronyms("대전의 한국과학기술원(KAIST)은 1971년에 문을 열었다.") == [
        ("KAIST", "한국과학기술원")
    ]


@example("NOTO", ["North of the Orbital Inc", "North Orbital", "the Office"])
@given(
    st.text("NOATUI.&d", max_size=11),
    st.lists(st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join), max_size=8),
)
def test_names_are_found_by_their_acronym_as_by_trying_each(short: str, names: list[str]) -> None:
    keyed = {str(place): name for place, name in enumerate(names)}
    wanted = {key for key, name in keyed.items() if is_acronym_of(short, name)}
    assert SpelledOutNames(keyed).find(short) == wanted
