"""A chat model's answer held against the passages."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.check_answer import CheckedAnswer, check_answer
from retrieval.read_reply import read_reply
from tests.fakes.passages import OFFSET, citable_passages

SEJONG = "King Sejong was born in 1397. He created the Korean alphabet in 1443. He died in 1450."
PRESS = "Gutenberg built a printing press in Mainz. It used movable metal type."
KOREAN = "세종대왕은 1443년에 훈민정음을 창제하였다. 그는 조선의 네 번째 왕이다."
PASSAGES = citable_passages([SEJONG, PRESS, KOREAN], titles=["Sejong", "Printing", "훈민정음"])


def check(reply: str) -> CheckedAnswer:
    return check_answer(read_reply(reply), PASSAGES, min_support=0.6)


def test_a_true_quote_is_cited_as_its_whole_sentence() -> None:
    checked = check('Sejong made it in 1443 [1].\nQUOTES:\n[1] "created the Korean alphabet"')
    assert checked.found
    assert checked.text == "Sejong made it in 1443. [1]"
    (sentence,) = checked.cited
    assert sentence.text == "He created the Korean alphabet in 1443."
    assert SEJONG[sentence.start - OFFSET : sentence.end - OFFSET] == sentence.text
    assert checked.notes == ()


def test_without_a_quote_the_sentence_that_says_it_is_cited() -> None:
    checked = check("Gutenberg built the printing press in Mainz [2].")
    assert [sentence.text for sentence in checked.cited] == ["Gutenberg built a printing press in Mainz."]


def test_an_invented_quote_does_not_prove_anything() -> None:
    checked = check('Sejong invented paper [1].\nQUOTES:\n[1] "Sejong invented paper"')
    assert not checked.found
    assert "[1]" not in checked.text
    assert checked.notes == ("citation [1] dropped: the passage does not say it",)


def test_a_wrong_number_of_a_passage_is_set_right() -> None:
    checked = check("Gutenberg built a printing press in Mainz [1].")
    assert checked.text == "Gutenberg built a printing press in Mainz. [2]"
    assert checked.notes == ("citation [1] corrected to [2]",)


def test_a_number_that_the_passage_does_not_have_is_not_proven() -> None:
    checked = check(
        'Sejong created the alphabet in 1446 [1].\nQUOTES:\n[1] "created the Korean alphabet in 1443"'
    )
    assert not checked.found
    assert "not proven" in checked.text


def test_a_passage_that_does_not_exist_is_not_cited() -> None:
    checked = check("Sejong created the Korean alphabet [9][0].")
    assert [sentence.number for sentence in checked.cited] == [1]
    assert "[9]" not in checked.text


def test_a_statement_without_a_mark_gets_one_or_is_called_unproven() -> None:
    checked = check("He created the Korean alphabet. The moon is made of cheese.")
    assert (
        checked.text
        == "He created the Korean alphabet. [1] The moon is made of cheese. (not proven by the documents)"
    )


def test_several_marks_are_checked_each() -> None:
    checked = check("Gutenberg built a printing press with movable metal type [2, 3].")
    assert checked.text == "Gutenberg built a printing press with movable metal type. [2]"
    assert checked.notes == ("citation [3] dropped: the passage does not say it",)


def test_marks_after_the_full_stop_belong_to_the_sentence_before() -> None:
    checked = check("Gutenberg built a printing press in Mainz. [2] Sejong was born in 1397. [1]")
    assert checked.text == "Gutenberg built a printing press in Mainz. [2] Sejong was born in 1397. [1]"


def test_korean_statements_are_checked_by_their_words() -> None:
    checked = check("세종대왕은 1443년에 훈민정음을 창제했습니다 [3].")
    assert checked.found
    assert checked.cited[0].text == "세종대왕은 1443년에 훈민정음을 창제하였다."
    unproven = check("세종대왕은 금속활자를 발명했습니다 [3].")
    assert not unproven.found
    assert "문서로 확인되지 않음" in unproven.text


def test_a_korean_answer_from_an_english_passage_needs_a_true_quote() -> None:
    checked = check(
        '구텐베르크는 마인츠에서 인쇄기를 만들었다 [2].\nQUOTES:\n[2] "built a printing press in Mainz"'
    )
    assert checked.found
    assert [sentence.number for sentence in checked.cited] == [2]


@given(text=st.text(alphabet='abc SejongMainz1443[]12309.,\n한글QUOTES:"', max_size=120))
def test_whatever_the_model_says_every_citation_stands_in_its_passage(text: str) -> None:
    checked = check(text)
    for sentence in checked.cited:
        passage = PASSAGES.passages[sentence.number - 1]
        assert passage.text[sentence.start - OFFSET : sentence.end - OFFSET] == sentence.text
        assert f"[{sentence.number}]" in checked.text
