"""Of whom or what a sentence says something, and with which words."""

import pytest

from tests.unit.test_english_extraction import said

pytestmark = pytest.mark.slow

Said = tuple[str, str, str]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Halden Bank was founded by Ann Lodge in 1852.", {("Ann Lodge", "FOUND", "Halden Bank"), ("Halden Bank", "FOUND_IN", "1852")}),
        ("Ann Lodge founded Halden Bank in 1852.", {("Ann Lodge", "FOUND", "Halden Bank"), ("Halden Bank", "FOUND_IN", "1852")}),
        ("Halden Bank was sued by Ann Lodge in 2001.", {("Ann Lodge", "SUE", "Halden Bank")}),
        ("Halden Bank sued Ann Lodge in 2001.", {("Halden Bank", "SUE", "Ann Lodge")}),
        ("Ann Lodge retired in 1999.", {("Ann Lodge", "RETIRE_IN", "1999")}),
        ("Ann Lodge married Paul Brown in 1999.", {("Ann Lodge", "MARRY", "Paul Brown")}),
    ],
)  # fmt: skip
def test_a_date_and_a_place_belong_to_what_came_about(text: str, facts: set[Said]) -> None:
    assert said(text) == facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Silver Rain is a song written and recorded by Ann Lodge.", {("Ann Lodge", "WRITE", "Silver Rain"), ("Ann Lodge", "RECORD", "Silver Rain")}),
        ("Ann Lodge wrote and directed Avatar.", {("Ann Lodge", "WRITE", "Avatar"), ("Ann Lodge", "DIRECT", "Avatar")}),
        ("Avatar is a 2009 film.", {("Avatar", "RELEASE_IN", "2009")}),
        ("Ann Lodge (born 3 May 1961 in Vienna, Austria) is a painter.", {("Ann Lodge", "BORN_ON", "3 May 1961"), ("Ann Lodge", "BORN_IN", "Vienna"), ("Vienna", "LOCATE_IN", "Austria")}),
        ("Ann Lodge (painter) and Paul Brown (sculptor) live in Paris.", {("Ann Lodge", "IS_A", "painter")}),
        ("Calcutta (now Kolkata) was the capital of India.", {("Calcutta", "KNOW_AS", "Kolkata")}),
        ("Ann Lodge served as mayor of Paris.", {("Ann Lodge", "MAYOR_OF", "Paris")}),
        ("Ann Lodge lived in Travis County, Texas, United States.", {("Travis County", "LOCATE_IN", "Texas"), ("Texas", "LOCATE_IN", "United States")}),
        ("Mary Lake is a body of water in Texas.", {("Mary Lake", "IS_A", "body of water")}),
    ],
)  # fmt: skip
def test_every_member_of_a_row_and_every_bracket_counts(text: str, expected: set[Said]) -> None:
    assert expected <= said(text)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Ann Lodge got a good average.", "GET"),
        ("Ann Lodge served as producer alongside Paul Brown.", "SERVE_AS_PRODUCER_ALONGSIDE"),
        ("Ann Lodge attacked the possession of Paul Brown.", "ATTACK_POSSESSION_OF"),
        ("Ann Lodge sold her shares to Paul Brown in 1990.", "SELL_IN"),
    ],
)
def test_a_common_noun_makes_no_relation_that_nobody_knows(text: str, refused: str) -> None:
    assert refused not in {relation for _, relation, _ in said(text)}


def test_a_row_of_places_is_no_chain() -> None:
    assert not {fact for fact in said("Ann Lodge lived in Paris, London and Rome.") if fact[1] == "LOCATE_IN"}
