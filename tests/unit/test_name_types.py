"""Which type a name has, by the evidence there is for it."""

import pytest

from extraction.rules.english.name_types import NameTypes
from extraction.rules.english.own_words import type_of_name
from kg.text.name_key import name_form
from tests.unit.test_english_extraction import extract


def decided(name: str, recognised: str, *called: str) -> str:
    types = NameTypes()
    types.mention(name, recognised)
    for noun_phrase in called:
        types.called(name, noun_phrase)
    return types.decide()[name_form(name)]


@pytest.mark.parametrize(
    ("name", "recognised", "called", "expected"),
    [
        ("Tolmin", "Person", ["small town"], "City"),
        ("Hidden Valley", "Place", ["1994 drama film"], "Film"),
        ("Orbis", "Organization", [], "Organization"),
        ("Orbis", "Thing", ["thing"], "Thing"),
        ("Krakow", "Organization", [], "City"),
        ("Berlin", "Person", [], "Person"),
        ("Berlin", "Place", [], "City"),
        ("New York", "Place", [], "Place"),
        ("Lake Wanaka Bridge", "Person", [], "Structure"),
        ("Siege of Ternmouth", "Thing", [], "Conflict"),
        ("Harrow Medal for Botany", "Person", [], "Award"),
        ("Dorvia Ltd", "Person", [], "Company"),
        ("Deborah Bell", "Organization", [], "Person"),
        ("Walter Bridge", "Person", [], "Person"),
        ("Aldane University", "Organization", ["institution"], "School"),
        ("Lake Orvella", "Organization", [], "Water"),
        ("Orvella Route 12", "Organization", [], "Structure"),
        ("East Flanders", "Person", [], "Place"),
        ("German New Guinea", "Person", [], "Place"),
        ("Arpad Feszty Road", "Work", [], "Work"),
        ("Giovanni Orso della Torre", "Thing", [], "Person"),
        ("Friedrich Ahlmann", "Organization", [], "Person"),
        ("Orvella, Montana", "Thing", [], "Thing"),
        ("Stairway to Heaven", "Work", [], "Work"),
    ],
)
def test_evidence_is_ranked(name: str, recognised: str, called: list[str], expected: str) -> None:
    assert decided(name, recognised, *called) == expected


@pytest.mark.parametrize("name", ["", "Bridge", "Children of Ash", "Kettle Stone", "Orbis Xander"])
def test_own_words_may_tell_nothing(name: str) -> None:
    assert type_of_name(name) is None


def test_a_single_word_is_the_one_person_whose_name_has_it() -> None:
    types = NameTypes()
    types.mention("Edith Marlow", "Person")
    types.mention("Marlow", "Organization")
    assert types.decide()[name_form("Marlow")] == "Person"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "title", "name", "expected"),
    [
        ("It was written by Ann Lodge.", "Quarrow (1987 novel)", "Quarrow", "Book"),
        ("Silver Rain was distributed by Astorel Pictures. Silver Rain is a film.", "", "Astorel Pictures", "Company"),
        ('Ann Lodge published the poem "Act of Aggression" in 1971.', "", "Act of Aggression", "Book"),
        ("Quarrow is the second album by Ann Lodge.", "", "Quarrow", "Album"),
    ],
)  # fmt: skip
def test_titles_and_relations_tell_types(text: str, title: str, name: str, expected: str) -> None:
    text = text if name in text else f"{name} came out in 1987. {text}"
    assert {entity.type for entity in extract(text, title).entities if entity.name == name} == {expected}
