"""Questions that are to be answered from one page."""

import pytest

from kg.text.layout import Layout
from retrieval.answer.page_images import pages_of_quote, pages_spoken_of
from retrieval.question.pages import page_asked, pages_named
from schemas.retrieval import Citation

BOOK = Layout(page_starts=(0, 100, 200, 200, 300), page_labels=("iii", "iv", "1", "2", ""))
PLAIN = Layout(page_starts=(0, 100, 200))
LAYOUTS = {"book": BOOK, "plain": PLAIN, "notes": Layout()}


@pytest.mark.parametrize(
    ("question", "rest", "page"),
    [
        ("According to page 12, who founded Acme?", "Who founded Acme?", "12"),
        ("Who founded Acme, according to page 12?", "Who founded Acme?", "12"),
        ("Who is named on page iv?", "Who is named?", "iv"),
        ("On p. 3, what is the price?", "What is the price?", "3"),
        ("What does the table on page A-3 list?", "What does the table list?", "a-3"),
        ("12쪽에 따르면 누가 설립했나?", "누가 설립했나?", "12"),
        ("3페이지에 나오는 회사는 무엇인가?", "회사는 무엇인가?", "3"),
    ],
)
def test_the_page_is_read_and_left_out(question: str, rest: str, page: str) -> None:
    assert page_asked(question) == (rest, page)


@pytest.mark.parametrize(
    "question",
    [
        "Who is Jimmy Page?",
        "How many pages does the report have?",
        "Who wrote the home page of Acme?",
        "이 책은 몇 쪽인가?",
        "120쪽짜리 보고서를 누가 썼나?",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert page_asked(question) is None


@pytest.mark.parametrize("question", ["What is on page 12?", "12쪽에는 무엇이 있나?"])
def test_a_question_about_the_page_itself_stays_whole(question: str) -> None:
    assert page_asked(question) == (question, "12")


def test_an_answer_may_speak_of_several_pages() -> None:
    assert pages_named("On page iv stands one thing, according to page 2 another; on page iv a third.") == [
        "iv",
        "2",
    ]
    assert pages_named("12쪽에 따르면 그렇다.") == ["12"]
    assert pages_named("A page is a sheet.") == []


def cited(document: str, start: int, end: int) -> Citation:
    layout = LAYOUTS[document]
    return Citation(
        number=1,
        document_id=document,
        title="",
        source="",
        chunk_id="c",
        quote="q",
        start=start,
        end=end,
        pages=pages_of_quote(document, layout, (start, end)),
    )


def test_a_quote_is_on_each_page_that_has_a_letter_of_it() -> None:
    assert [(one.page, one.label) for one in pages_of_quote("book", BOOK, (90, 110))] == [
        (1, "iii"),
        (2, "iv"),
    ]
    assert [one.page for one in pages_of_quote("book", BOOK, (150, 301))] == [2, 4, 5]  # nothing is on page 3
    assert [one.page for one in pages_of_quote("book", BOOK, (90, 100))] == [1]
    assert pages_of_quote("notes", LAYOUTS["notes"], (0, 9)) == ()


@pytest.mark.parametrize(
    ("question", "answer", "shown"),
    [
        ("Who cast it?", "Hendrik Loman [1].", []),
        ("According to page IV, who cast it?", "Hendrik Loman [1].", [("book", 2)]),
        ("According to page 2, who cast it?", "not found in the documents", [("book", 4), ("plain", 2)]),
        ("According to page 3, who cast it?", "not found in the documents", [("plain", 3)]),
        (
            "Who cast it?",
            "According to page iv, Hendrik Loman [1]. On page 2 stands more.",
            [("book", 2), ("book", 4)],
        ),
        ("2쪽에 따르면 누가 만들었나?", "", [("book", 4), ("plain", 2)]),
        ("According to page 99, who cast it?", "On page xx nothing is said.", []),
    ],
)
def test_the_pages_that_question_and_answer_speak_of(
    question: str, answer: str, shown: list[tuple[str, int]]
) -> None:
    found = pages_spoken_of(question, answer, [cited("book", 90, 110)], LAYOUTS)
    assert [(one.document_id, one.page) for one in found] == shown
    for one in found:
        is_cited = (one.document_id, one.page) in {("book", 1), ("book", 2)}
        assert one.image.endswith(".png?highlight=90-110" if is_cited else ".png")
