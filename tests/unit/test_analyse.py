"""What a question asks about, without a model."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.analysis import analyse_by_rules, check_question
from schemas.errors import QueryRejectedError


def test_an_english_question() -> None:
    analysis = analyse_by_rules("Which city was the founder of Engine Works born in?")
    assert analysis.language == "en"
    assert analysis.names == ("Engine Works",)
    assert {"founder of", "born in", "city"} <= set(analysis.relations)
    assert not {"Engine", "Works"} & set(analysis.relations)
    assert analysis.keywords == ("city", "founder", "engine", "works", "born")


def test_a_korean_question() -> None:
    analysis = analyse_by_rules("세종대왕이 창제한 글자는 무엇인가?")
    assert analysis.language == "ko"
    assert analysis.names == ("세종대왕",)
    assert "창제하다" in analysis.relations
    assert "글자" in analysis.keywords


@pytest.mark.parametrize(
    ("question", "language", "name"),
    [
        (
            "Massachusetts Institute of Technology는 언제 설립되었나?",
            "ko",
            "Massachusetts Institute of Technology",
        ),
        ("Who made 한글?", "en", "한글"),
        ("What does 훈민정음 mean?", "en", "훈민정음"),
        ("MIT는 언제 설립되었나?", "ko", "MIT"),
    ],
)
def test_a_question_is_in_the_language_of_its_grammar(question: str, language: str, name: str) -> None:
    analysis = analyse_by_rules(question)
    assert (analysis.language, analysis.names) == (language, (name,))


@given(text=st.text(max_size=200))
def test_any_text_can_be_analysed(text: str) -> None:
    analysis = analyse_by_rules(text)
    assert analysis.question == text
    assert len(set(analysis.keywords)) == len(analysis.keywords)


def test_a_question_is_checked() -> None:
    assert check_question("  왜?\n", max_chars=10) == "왜?"
    assert check_question(unicodedata.normalize("NFD", "왜?"), max_chars=10) == "왜?"
    with pytest.raises(QueryRejectedError, match="100000 characters, more than the 4000"):
        check_question("x" * 100_000, max_chars=4_000)
    for empty in ("", " \n", "?!…"):
        with pytest.raises(QueryRejectedError, match="empty"):
            check_question(empty, max_chars=10)
    with pytest.raises(QueryRejectedError, match="unpaired surrogate"):
        check_question("who \ud800?", max_chars=10)
