"""Forms of one name in Latin letters, and names in Hangul of which words are said in English."""

import pytest

from kg.identity.blocking import Blocks
from kg.identity.compared_name import ComparedName
from kg.identity.forms import Context
from kg.identity.judgement import judge
from kg.text.name_key import name_key

_SURE = "sure"


def _name(name: str, family: str) -> ComparedName:
    return ComparedName(origin=name, key=name_key(name), name=name, family=family)


def _met(one: str, other: str, family: str = "Person", other_family: str = "") -> Context | str | None:
    """What judging says of two names that blocks bring together; None where they are no candidates."""
    left, right = _name(one, family), _name(other, other_family or family)
    judgement = judge(left, right)
    if judgement is None:
        return None
    assert right in Blocks([left, right]).near(left)
    return judgement.context or _SURE


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("G. H. Hardy", "Godfrey Harold Hardy", _SURE),
        ("Samuel L. Jackson", "Samuel Leroy Jackson", _SURE),
        ("T. Okonjo", "Tobias Okonjo", Context.INITIALS),
        ("Dwight D. Eisenhower", "Dwight Eisenhower", Context.MIDDLE),
        ("Kafka, Franz", "Franz Kafka", _SURE),
        ("Kurosawa Akira", "Akira Kurosawa", Context.TURNED),
        ("Tony Hallworth", "Anthony Hallworth", Context.NICKNAME),
        ("Dimitri Shostakovich", "Dmitry Shostakovich", Context.SOUND),
        ("Osama bin Laden", "Usama bin Ladin", Context.SOUND),
        ("Käthe Müller", "Kaethe Mueller", Context.SPELLING),
        ("King George VI", "George VI of the United Kingdom", Context.TURNED),
    ],
)
def test_forms_of_a_persons_name(one: str, other: str, says: Context | str) -> None:
    assert _met(one, other) == says


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J. Harwick", "Margaret Harwick"),
        ("A. B. Coleford", "A. R. Coleford"),
        ("John Q. Adams", "John C. Adams"),
        ("Erik Jansson", "Erika Jansson"),
        ("Jean Marchais", "Jeanne Marchais"),
        ("Kate Ellwood", "Kenneth Ellwood"),
        ("Jim Wolstan", "Jill Wolstan"),
        ("George V", "George VI of the United Kingdom"),
        ("benedict xv", "benedict xvi"),
        ("조지 W. 부시", "조지 H. W. 부시"),
    ],
)
def test_people_who_are_called_alike_are_no_forms(one: str, other: str) -> None:
    assert _met(one, other) is None


@pytest.mark.parametrize(
    ("one", "other", "family", "says"),
    [
        ("The Colour Purple", "The Color Purple", "Work", _SURE),
        ("Toy Story 2", "Toy Story II", "Work", _SURE),
        ("A Brief History of Time", "Brief History of Time", "Work", _SURE),
        ("Battle of Waterloo", "Waterloo Battle", "Event", Context.TURNED),
        ("1906 San Francisco earthquake", "San Francisco earthquake of 1906", "Event", _SURE),
        ("Wi-Fi", "WiFi", "Thing", Context.KIND),
        ("Hebrides Ferry Company", "Hebrides Ferry", "Organization", _SURE),
        ("Arsenal F.C.", "Arsenal", "Organization", Context.KIND),
        ("Institute of Electrical and Electronics Engineers", "IEEE", "Organization", Context.ACRONYM),
        ("Baltic Council for Deep Ports", "BCDP", "Organization", Context.ACRONYM),
    ],
)
def test_forms_of_other_names(one: str, other: str, family: str, says: Context | str) -> None:
    assert _met(one, other, family) == says


@pytest.mark.parametrize(
    ("one", "other", "family"),
    [
        ("University of Washington", "Washington University", "Organization"),
        ("Toy Story 2", "Toy Story III", "Work"),
        ("Hyundai Motor Company", "Hyundai Heavy Industries", "Organization"),
        ("Board of Crop Science", "BCS", "Organization"),
        ("Lake Orlen", "Mount Orlen", "Place"),
    ],
)
def test_other_names_that_are_no_forms(one: str, other: str, family: str) -> None:
    assert _met(one, other, family) is None


def test_a_club_is_not_the_city_of_its_name() -> None:
    assert _met("FC Barcelona", "Barcelona", "Organization", "Place") is None


@pytest.mark.parametrize(
    ("korean", "english", "family"),
    [
        ("낙동강", "Nakdong River", "Place"),
        ("경복궁", "Gyeongbokgung Palace", "Place"),
        ("설악산", "Mount Seorak", "Place"),
        ("에베레스트산", "Everest", "Place"),
        ("옥스퍼드 대학교", "University of Oxford", "Organization"),
        ("한국은행", "Bank of Korea", "Organization"),
        ("프랑스 혁명", "French Revolution", "Event"),
        ("제1차 세계 대전", "World War I", "Event"),
        ("노벨 평화상", "Nobel Peace Prize", "Award"),
        ("세종대왕", "King Sejong", "Person"),
    ],
)
def test_names_of_which_words_are_said_in_the_other_language(korean: str, english: str, family: str) -> None:
    assert _met(korean, english, family) == _SURE


@pytest.mark.parametrize(
    ("korean", "english", "family"),
    [
        ("고려대학교", "Yonsei University", "Organization"),
        ("세계 무역 기구", "World Health Organization", "Organization"),
        ("뉴멕시코", "Mexico", "Place"),
        ("경상남도", "North Gyeongsang Province", "Place"),
        ("제2차 세계 대전", "World War I", "Event"),
        ("덕유산", "DCEU", "Thing"),
        ("내장산", "Najand", "Place"),
        ("한국은행", "Korea", "Place"),
    ],
)
def test_names_of_which_other_words_are_said(korean: str, english: str, family: str) -> None:
    assert _met(korean, english, family) is None


def test_a_party_that_many_countries_have_needs_its_sentences() -> None:
    assert _met("민주당", "Democratic Party", "Organization") == Context.DOUBTFUL
