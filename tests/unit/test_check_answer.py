"""A chat model's answer held against the passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.check import CheckedAnswer, check_answer
from retrieval.answer.reply import read_reply
from tests.fakes.passages import OFFSET, citable_passages

pytestmark = pytest.mark.slow

SEJONG = "King Sejong was born in 1397. He created the Korean alphabet in 1443. He died in 1450."
PRESS = "Gutenberg built a printing press in Mainz. It used movable metal type."
KOREAN = "세종대왕은 1443년에 훈민정음을 창제하였다. 그는 조선의 네 번째 왕이다."
PASSAGES = citable_passages([SEJONG, PRESS, KOREAN], titles=["Sejong", "Printing", "훈민정음"])


def check(reply: str, **aliases: str) -> CheckedAnswer:
    return check_answer(read_reply(reply), PASSAGES, min_support=0.6, aliases=aliases)


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


@pytest.mark.parametrize(
    "reply",
    [
        'Albert Einstein invented the dishwasher [1].\nQUOTES:\n[1] "the"',
        'Paper comes from China [1].\nQUOTES:\n[1] "He died in 1450"',
        'The passages do not say when Elvis Presley died [1].\nQUOTES:\n[1] "He died in 1450"',
        "Gutenberg built a printing press in Strasbourg [2].",
        "Edison built a printing press in Mainz [2].",
        "Gutenberg never built a printing press in Mainz [2].",
        "세종대왕은 1443년에 훈민정음을 창제하지 않았다 [3].",
    ],
)
def test_no_quote_and_no_likeness_proves_what_the_passage_does_not_say(reply: str) -> None:
    assert not check(reply).found


def test_a_quote_proves_only_the_statement_that_cites_it() -> None:
    checked = check(
        'Sejong was born in 1397 [1]. Elvis was a king.\nQUOTES:\n[1] "King Sejong was born in 1397"'
    )
    assert checked.text == "Sejong was born in 1397. [1] Elvis was a king. (not proven by the documents)"


@pytest.mark.parametrize(
    "text", ["Yes", "However, Sejong made it in 1443", "Construction of it took Sejong until 1443"]
)
def test_a_capital_at_the_beginning_makes_no_name(text: str) -> None:
    assert check(f'{text} [1].\nQUOTES:\n[1] "He created the Korean alphabet in 1443"').found


def test_a_name_may_be_the_other_one_of_the_same_thing() -> None:
    reply = "Geumseong built a printing press in Mainz [2]."
    assert not check(reply).found
    assert check(reply, Geumseong="Johannes Gutenberg").found


@pytest.mark.parametrize(
    "reply",
    [
        "1. King Sejong was born in 1397 [1].\n2. Gutenberg built a printing press in Mainz [2].",
        "- King Sejong was born in 1397 【1】.\n- Gutenberg built a printing press in Mainz [passage 2].",
        "King Sejong was born in 1397 [1-2]. Gutenberg built a printing press in Mainz [1; 2].",
    ],
)
def test_lists_and_other_forms_of_marks_are_read(reply: str) -> None:
    checked = check(reply)
    assert {sentence.number for sentence in checked.cited} == {1, 2}
    assert "not proven" not in checked.text


@pytest.mark.parametrize("mark", ["[9]", "[1234]", "【9】"])
def test_no_mark_is_left_that_is_no_citation(mark: str) -> None:
    checked = check(f"{mark}\n\nGutenberg built a printing press in Mainz {mark}.")
    assert checked.text == "Gutenberg built a printing press in Mainz. [2]"


@given(text=st.text(alphabet='abc SejongMainz1443[]12309.,\n한글QUOTES:"', max_size=120))
def test_whatever_the_model_says_every_citation_stands_in_its_passage(text: str) -> None:
    checked = check(text)
    for sentence in checked.cited:
        passage = PASSAGES.passages[sentence.number - 1]
        assert passage.text[sentence.start - OFFSET : sentence.end - OFFSET] == sentence.text
        assert f"[{sentence.number}]" in checked.text
