"""Types of nouns and of known names, from WordNet."""

import pytest

from extraction.lexicon.noun_types import family, is_kind_of, type_of_noun
from extraction.schema.vocabulary import base_vocabulary
from kg.lexicon.wordnet import wordnet


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("1971 Soviet film", "Film"),
        ("small fishing village", "City"),
        ("right tributary", "Water"),
        ("suspension bridges", "Structure"),
        ("chamber orchestra", "Band"),
        ("textile manufacturer", "Company"),
        ("Nepalese mountaineer", "Person"),
        ("quarterly journal", "Periodical"),
        ("kingdom", "Country"),
        ("rebellion", "Conflict"),
        ("marathon", "Competition"),
        ("research university", "School"),
        ("prime minister", "Person"),
        ("flightless bird", "Species"),
        ("steam locomotive", "Product"),
        ("literary prize", "Award"),
        ("peace treaty", "Law"),
        ("second single", "Song"),
        ("charter airline", "Company"),
        ("commercial radio station", "Organization"),
        ("railway station", "Structure"),
        ("falls", "Water"),
        ("general election", "Event"),
    ],
)
def test_a_noun_tells_the_type_of_what_is_called_so(phrase: str, expected: str) -> None:
    assert type_of_noun(phrase) == expected


@pytest.mark.parametrize("phrase", ["", "idea", "longtime rival", "xqzzy", "first part", "quick"])
def test_a_noun_that_things_of_any_type_are_called_tells_nothing(phrase: str) -> None:
    assert type_of_noun(phrase) is None


def test_a_name_in_the_place_of_a_noun_tells_nothing() -> None:
    assert type_of_noun("old Kolkata") is None


def test_all_types_are_of_the_vocabulary() -> None:
    types = base_vocabulary().entity_types
    assert {family("Film"), family("City"), family("Unheard")} == {"Work", "Place", "Unheard"}
    assert is_kind_of("Company", "Organization")
    assert not is_kind_of("Organization", "Company")
    assert {type_of_noun(noun) for noun in ("opera", "islet", "regiment", "alphabet", "vodka")} <= set(types)


def test_the_first_and_the_last_noun_of_the_index_are_found_and_what_lies_beyond_is_not() -> None:
    assert wordnet().senses("'hood")
    assert wordnet().senses("zyrian")
    assert not wordnet().senses("")
    assert not wordnet().senses("zzzz")
    assert not wordnet().senses("  1 this software")
