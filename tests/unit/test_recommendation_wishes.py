"""What a wish asks of records, read without a store."""

import numpy as np
import pytest

from kg.read.documents import StatingRecord
from kg.text.hangul import has_hangul
from retrieval.question.recommendation import asks_recommendation
from retrieval.recommendation.catalogue import RecordCatalogue
from retrieval.recommendation.conditions import Condition, read_conditions
from retrieval.recommendation.diversity import choose_diverse, likeness_of
from retrieval.recommendation.told import left_unsaid, no_records, none_is_near, none_meets_all
from retrieval.recommendation.wish import counted, emptied_by, read_wish
from retrieval.recommendation.years import year_ranges
from schemas.document import Facets, pack_facets
from schemas.recommendation import FacetCondition, RecommendationOptions
from tests.fakes.questions import checked

BOOKS: dict[str, Facets] = {
    "snow": {"author": ("Tora Lind",), "year": ("1957",), "genre": ("novel",), "season": ("winter",), "mood": ("quiet", "warm")},
    "isle": {"author": ("Tora Lind",), "year": ("1972",), "genre": ("novel",), "season": ("summer",), "mood": ("quiet",)},
    "moor": {"author": ("Ivo Carr",), "year": ("1902",), "genre": ("horror",), "season": ("autumn",), "mood": ("dark",)},
    "fair": {"author": ("Ivo Carr",), "year": ("1844",), "genre": ("fairy tale",), "mood": ("good",), "pages": ("320",)},
    "눈": {"저자": ("한소담",), "연도": ("1936",), "장르": ("단편소설",), "계절": ("겨울",), "분위기": ("잔잔한",)},
    "꽃": {"저자": ("윤가람",), "연도": ("1925",), "장르": ("시집",), "계절": ("봄",), "분위기": ("슬픈",)},
}  # fmt: skip
CATALOGUE = RecordCatalogue(
    [StatingRecord(id=name, facets=tuple(pack_facets(facets))) for name, facets in BOOKS.items()]
)


def _met(wish: str) -> set[str]:
    """The books that meet all that the wish asks for exactly."""
    conditions = read_conditions(wish, CATALOGUE)
    return set(CATALOGUE.ids.intersection(*(one.meeting(CATALOGUE) for one in conditions)))


def _read(wish: str) -> list[tuple[str, bool]]:
    return [(one.said, one.excluded) for one in read_conditions(wish, CATALOGUE)]


@pytest.mark.parametrize(
    ("wish", "books"),
    [
        ("a quiet book for winter evenings", {"snow"}),
        ("Fairy tales, please", {"fair"}),
        ("something by Tora Lind", {"snow", "isle"}),
        ("something by Lind", {"snow", "isle"}),
        ("a novel from before 1960", {"snow"}),
        ("a book published in 1902", {"moor"}),
        ("a summer or winter book", {"snow", "isle"}),
        ("a quiet, warm book", {"snow"}),
        ("a book for summer and winter", {"snow", "isle"}),
        ("a novel of winter with all of summer", set()),
        ("a quiet warm book", {"snow"}),
        ("a horror novel", {"moor"}),
        ("a novel that is not set in summer", {"snow"}),
        ("anything but horror by Carr", {"fair"}),
        ("nothing dark or quiet", {"fair", "눈", "꽃"}),
        ("not only quiet books", {"snow", "isle"}),
        ("I don't want anything quiet by Tora Lind", set()),
        ("I am not in the mood for horror by Carr", {"fair"}),
        ("겨울에 읽기 좋은 잔잔한 책", {"눈"}),
        ("봄에 어울리는 시집을 찾아요", {"꽃"}),
        ("1930년 이전의 시집", {"꽃"}),
        ("한소담이 쓴 소설", {"눈"}),
        ("슬프지 않은 시집", set()),
        ("시집 말고 단편소설", {"눈"}),
        ("잔잔한 책이 없나요?", {"눈"}),
        ("봄이나 겨울에 읽을 책", {"눈", "꽃"}),
    ],
)
def test_exact_conditions(wish: str, books: set[str]) -> None:
    assert _met(wish) == books


@pytest.mark.parametrize(
    "wish",
    [
        "a good read about bees",
        "320 reasons to laugh",
        "it was written to be read by winter's end",
        "책을 보고 싶어",
    ],
)
def test_what_names_no_value_has_no_condition_of_it(wish: str) -> None:
    assert not {"good", "320"} & {said for said, _ in _read(wish)}
    assert "보고" not in {said for said, _ in _read(wish)}


def test_an_author_whom_no_record_has_is_a_condition_that_none_meets() -> None:
    assert _read("poems by Emily Dickinson") == [("Emily Dickinson", False)]
    assert _met("poems by Emily Dickinson") == set()
    assert _met("김소월이 쓴 글") == set()
    assert _read("a book to finish by Christmas") == []


def test_a_denial_is_told_with_its_words() -> None:
    assert _read("a novel that is not dark") == [("novel", False), ("not dark", True)]
    assert _read("슬프지 않은 책") == [("슬프지 않은", True)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("before 1950", (1, 1949)),
        ("until 1950", (1, 1950)),
        ("after 1950", (1951, 9999)),
        ("since 1950", (1950, 9999)),
        ("from 1950 onwards", (1950, 9999)),
        ("1950 or earlier", (1, 1950)),
        ("of 1950", (1950, 1950)),
        ("between 1900 and 1950", (1900, 1950)),
        ("from 1900 to 1950", (1900, 1950)),
        ("1900–1950", (1900, 1950)),
        ("the 1920s", (1920, 1929)),
        ("before the 1920s", (1, 1919)),
        ("the 19th century", (1801, 1900)),
        ("nineteenth-century", (1801, 1900)),
        ("1950년 이전", (1, 1950)),
        ("1950년 전에", (1, 1949)),
        ("1950년 이후", (1950, 9999)),
        ("1950년 뒤에", (1951, 9999)),
        ("1950년에 나온", (1950, 1950)),
        ("1950년대", (1950, 1959)),
        ("1900년부터 1950년까지", (1900, 1950)),
        ("19세기", (1801, 1900)),
        ("19세기부터 20세기까지", (1801, 2000)),
        ("19세기 이전", (1, 1900)),
    ],
)
def test_years(text: str, years: tuple[int, int]) -> None:
    (found,) = year_ranges(text)
    assert (found.first, found.last) == years
    assert text[found.start : found.end].strip() in text


@pytest.mark.parametrize("text", ["a book like 1984", "3 books", "a 12-year-old", "책 3권", "20,000 leagues"])
def test_a_bare_number_is_no_year(text: str) -> None:
    assert year_ranges(text) == []


def test_several_stretches_of_years() -> None:
    found = year_ranges("1900-1910, 1920-1930 or the 1950s")
    assert [(one.first, one.last) for one in found] == [(1900, 1910), (1920, 1930), (1950, 1959)]


def test_years_are_of_the_fields_that_say_so() -> None:
    born = {"birth year": ("1900",), "sold": ("1950",), "pages": ("1200",)}
    records = [StatingRecord(id="one", facets=tuple(pack_facets({**born, "published": ("1951-03-02",)})))]
    (range_,) = year_ranges("the 1950s")
    assert RecordCatalogue(records).years(range_) == {"published": ("1951-03-02",)}
    plain = RecordCatalogue([StatingRecord(id="one", facets=("made\t1950", "pages\t12"))])
    assert plain.years(range_) == {"made": ("1950",)}


def test_fields_of_the_call_go_before_those_of_the_wish() -> None:
    options = RecommendationOptions(facets={"season": "summer"})
    read = read_wish(checked("a quiet winter book"), CATALOGUE, options)
    assert [(one.said, one.given) for one in read.conditions] == [("season: summer", True), ("quiet", False)]
    nothing_read = read_wish(checked("a quiet book"), CATALOGUE, RecommendationOptions(read_facets=False))
    assert nothing_read.conditions == ()
    assert not nothing_read.names_something


def test_the_words_beyond_the_conditions_and_the_request() -> None:
    read = read_wish(
        checked("Could you recommend me a book about bees that is not dark?"),
        CATALOGUE,
        RecommendationOptions(),
    )
    assert read.unsaid_in("Nothing of that.") == ("bees",)
    assert read.unsaid_in("A bee flew.") == ()
    assert "dark" not in read.text
    assert "recommend" not in read.text
    only_asking = read_wish(checked("추천해 줘"), CATALOGUE, RecommendationOptions())
    assert only_asking.text == "추천해 줘"


def test_what_empties_a_recommendation_is_named() -> None:
    read = read_wish(checked("a quiet winter novel from the 1840s"), CATALOGUE, RecommendationOptions())
    assert emptied_by(read, CATALOGUE, CATALOGUE.ids) == ("from the 1840s",)
    conditions = counted(read, CATALOGUE, CATALOGUE.ids)
    assert [one.records for one in conditions] == [2, 1, 2, 1]
    assert none_meets_all(conditions, ("from the 1840s",), 6, "en") == (
        "Of 6 records none meets all that is asked (“quiet” 2, “winter” 1, “novel” 2, “from the 1840s” 1). "
        "Without “from the 1840s” there would be some."
    )
    assert "“from the 1840s” 없이" in none_meets_all(conditions, ("from the 1840s",), 6, "ko")


def test_what_is_told_where_nothing_is_recommended() -> None:
    unmet = FacetCondition(said="publisher: Northgate")
    assert none_meets_all([unmet], ("publisher: Northgate",), 1, "en").startswith(
        "None of 1 record states “publisher: Northgate”."
    )
    met = FacetCondition(said="winter", records=2)
    assert none_meets_all([unmet, met], (), 6, "en").startswith(
        "No record states “publisher: Northgate”. Of 6"
    )
    assert "season, mood" in none_is_near(["season", "mood"], 6, "en")
    assert "계절" in none_is_near(["계절"], 6, "ko")
    assert left_unsaid((), "en") == ""
    assert left_unsaid(("bees",), "en") == "None of these says “bees”."
    assert "“벌”" in left_unsaid(("벌",), "ko")
    assert no_records("en").startswith("There are no records")
    assert no_records("ko").startswith("추천할 기록이 없습니다")


def test_the_most_relevant_come_first_but_not_two_alike() -> None:
    relevance = np.array([1.0, 0.95, 0.5], dtype=np.float32)
    likeness = np.array([[1, 0.9, 0], [0.9, 1, 0], [0, 0, 1]], dtype=np.float32)
    assert choose_diverse(relevance, likeness, 2, diversity=0.0) == [0, 1]
    assert choose_diverse(relevance, likeness, 2, diversity=0.5) == [0, 2]
    assert choose_diverse(relevance, likeness, 9, diversity=0.5) == [0, 2, 1]
    assert choose_diverse(relevance, np.ones((3, 3), dtype=np.float32), 3, diversity=0.0) == [0]
    assert choose_diverse(relevance[:0], likeness[:0, :0], 3, diversity=0.5) == []


def test_likeness_is_of_meaning_and_of_what_is_stated() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    stated: list[Facets] = [{"mood": ("Quiet",)}, {"mood": ("quiet",)}, {}]
    found = likeness_of(vectors, stated)
    assert found[0, 1] == pytest.approx(1.0)
    assert found[0, 2] == pytest.approx(0.0)


@pytest.mark.parametrize(
    "question",
    [
        "Recommend a quiet book for winter.",
        "Could you suggest a warm book?",
        "Which book would you recommend about bees?",
        "What should I read in autumn?",
        "Any recommendations for a rainy day?",
        "I would like a recommendation for the holidays.",
        "겨울에 읽기 좋은 책 추천해 줘",
        "잔잔한 시집을 추천해 주세요.",
        "따뜻한 동화 있으면 추천해 줄래?",
        "가을에 읽을 시집 추천 부탁해요",
        "시집 추천",
        "추천할 만한 책이 있나요?",
        "봄에 읽을 만한 책이 있을까?",
    ],
)
def test_questions_for_a_recommendation(question: str) -> None:
    assert asks_recommendation(question, "ko" if has_hangul(question) else "en")


@pytest.mark.parametrize(
    "question",
    [
        "Who recommended the merger?",
        "What does the report recommend?",
        "What were the recommendations of the committee?",
        "Which treatment is recommended for adults?",
        "When was the suggestion made?",
        "Which suggestions for reform did the committee make?",
        "The recommendations were adopted by whom?",
        "What can we see from the tower?",
        "누가 이 계획을 추천했나?",
        "위원회가 추천한 후보는 누구인가?",
        "추천 위원회는 언제 생겼나?",
    ],
)
def test_questions_about_a_recommendation(question: str) -> None:
    assert not asks_recommendation(question, "ko" if has_hangul(question) else "en")


def test_a_condition_counts_whatever_the_case_of_letters() -> None:
    assert Condition("x", {"mood": ("QUIET",)}).meeting(CATALOGUE) == {"snow", "isle"}
    assert Condition("x", {"colour": ("red",)}).meeting(CATALOGUE) == set()
