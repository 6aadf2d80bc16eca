import pytest

from extraction.lexicon.same_names import usual_name


@pytest.mark.parametrize(
    ("names", "usual"),
    [
        ("USA|U.S.|the United States|America|미국", "United States"),
        ("UK|Great Britain|영국", "United Kingdom"),
        ("Holland|the Netherlands|네덜란드", "Netherlands"),
        ("대한민국|한국|Republic of Korea", "South Korea"),
        ("Burma", "Myanmar"),
        ("St. Louis|Saint Louis", "Saint Louis"),
        ("Mt. Etna", "Mount Etna"),
        ("Russian Federation", "Russia"),
        ("라틴어", "Latin"),
        ("상하이|Shanghai", "Shanghai"),
        ("마인츠", "Mainz"),
        ("Peking", "Beijing"),
        ("Second World War", "World War II"),
        ("WHO|세계보건기구|세계 보건 기구", "World Health Organization"),
        ("UN|유엔|United Nations", "United Nations"),
        ("Leningrad|Saint Petersburg", "Saint Petersburg"),
        ("NYC|New York City|뉴욕시", "New York City"),
        ("수원|수원시|Suwon", "Suwon"),
        ("Warsaw University|University of Warsaw", "University of Warsaw"),
        ("Oxford University|University of Oxford", "University of Oxford"),
        ("류관순|유관순", "유관순"),
        ("USSR|Soviet Union", "Soviet Union"),
        ("Pusan|부산", "Busan"),
        ("Mt. Kilimanjaro|Mount Kilimanjaro", "Kilimanjaro"),
        ("Ft. Worth|Fort Worth", "Fort Worth"),
    ],
)
def test_names_of_one_place_or_language_meet(names: str, usual: str) -> None:
    assert {usual_name(name) for name in names.split("|")} == {usual}


@pytest.mark.parametrize(
    "name",
    [
        # The country and the state, the city and the state, the man and the city.
        *("Georgia", "New York", "Washington"),
        # A king's, a planet's, a word's.
        *("Mercury", "turkey", "america", "us"),
        # Parts of people's names, and letters.
        *("York University", "Washington University", "Miami University", "Rice University"),
        *("The Who", "Who", "세종시", "Clemens", "Mona", "Salisbury", "ABA", "Romans"),
        *("Ada Lovelace", "강도윤", "세종", "화성", "조지아", "Quillon Robotics"),
    ],
)
def test_a_name_that_may_mean_several_things_or_has_no_other_stays(name: str) -> None:
    assert usual_name(name) == name


@pytest.mark.parametrize("name", ["Elizabeth I", "Elizabeth II", "Sam Houston"])
def test_a_person_is_no_city(name: str) -> None:
    assert usual_name(name) == name
