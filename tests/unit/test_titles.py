import pytest

from extraction.mentions.titles import without_title


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Captain Rosa Lindqvist", "Rosa Lindqvist"),
        ("architect Lena Brandvold", "Lena Brandvold"),
        ("Dr. James Baker", "James Baker"),
        ("Pope John Paul II", "John Paul II"),
        ("General Douglas MacArthur", "Douglas MacArthur"),
        ("Justice Ruth Bader Ginsburg", "Ruth Bader Ginsburg"),
        ("Rear Admiral Douglas Ginsburg", "Douglas Ginsburg"),
        ("President Roh Moo-hyun", "Roh Moo-hyun"),
        ("Prof. Hanne Vestergaard", "Hanne Vestergaard"),
        ("건축가 강도윤", "강도윤"),
        ("채영란 변호사", "채영란"),
        ("반기문 유엔 사무총장", "반기문"),
        ("김구 선생", "김구"),
        ("윤태준 교수", "윤태준"),
        ("시인 백하윤 씨", "백하윤"),
    ],
)
def test_titles_and_job_words_are_no_part_of_a_full_name(name: str, bare: str) -> None:
    assert without_title(name) == bare


@pytest.mark.parametrize(
    "name",
    [
        # What is left would be no full name.
        *("Queen Victoria", "King Arthur", "Captain America"),
        # Another person.
        *("Mrs Arthur Penhaligon", "Lady Jane Grey"),
        # Places and works.
        *("Prince Edward Island", "President Gerald Ford Library", "Queen Elizabeth Hall"),
        *(
            "Mr. Smith Goes to Washington",
            "Maiden Lane Estate",
            "Martin Van Buren",
            "territorial House of Representatives",
        ),
        *("Doctors Without Borders", "Captain Beefheart Magic Band", "Mayor Daley Plaza"),
        *("마지막 지도자", "서울 시장", "국립 박물관", "대한 축구 협회"),
    ],
)
def test_what_is_no_title_stays(name: str) -> None:
    assert without_title(name) == name
