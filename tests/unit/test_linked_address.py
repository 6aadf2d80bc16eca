"""Addresses on the web are told by the links of passages."""

import pytest

from retrieval.answer.extractive import extract_answer
from retrieval.answer.linked_address import asks_for_page, linked_address
from retrieval.question.analysis import analyse_by_rules
from retrieval.settings import AnswerSettings
from tests.fakes.passages import citable_passages, passages_of_file

PAGE = """<html><body><h1>Elm</h1>
<p>The tour is led by <a href="https://elm.example/holt">Eva Holt</a> in May.</p>
<p>The Alder Mill has a <a href="https://mill.example/">website</a> of its own.</p>
<p>느릅물레방앗간은 <a href="https://library.example/">누리집</a>을 새로 열었다.</p>
<p>The weir stands at 5 Mill Lane.</p>
</body></html>""".encode()


@pytest.mark.parametrize(
    ("names", "address", "quote"),
    [
        (["Eva Holt"], "https://elm.example/holt", "The tour is led by Eva Holt in May."),
        (["the Alder Mill"], "https://mill.example/", "The Alder Mill has a website of its own."),
        (["느릅물레방앗간"], "https://library.example/", "느릅물레방앗간은 누리집을 새로 열었다."),
    ],
)
def test_the_link_of_a_name_or_of_its_page_is_told(names: list[str], address: str, quote: str) -> None:
    found = linked_address(names, passages_of_file("elm.html", PAGE))
    assert found is not None
    assert (found.address, found.sentence.text) == (address, quote)


def test_no_link_is_told_of_another_name() -> None:
    assert linked_address(["Jon Brook"], passages_of_file("elm.html", PAGE)) is None
    assert linked_address(["Eva Holt"], citable_passages(["The tour is led by Eva Holt in May."])) is None
    assert linked_address([], passages_of_file("elm.html", PAGE)) is None


@pytest.mark.parametrize(
    ("question", "is_answered", "asks"),
    [
        ("What is the website of the Alder Mill?", True, True),
        ("은하 도서관의 홈페이지는?", True, True),
        ("What is the address of Eva Holt?", True, False),
        ("What is the address of Eva Holt?", False, True),
        ("은하 도서관 주소는?", False, True),
        ("Who linked the two mills?", False, False),
    ],
)
def test_a_plain_address_asks_for_a_page_only_where_no_sentence_answers(
    question: str, is_answered: bool, asks: bool
) -> None:
    assert asks_for_page(question, is_answered=is_answered) is asks


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("What is the website of the Alder Mill?", "https://mill.example/"),
        ("What is the web address of Eva Holt?", "https://elm.example/holt"),
        ("느릅물레방앗간의 누리집 주소는 무엇인가?", "https://library.example/"),
    ],
)
async def test_an_answer_without_a_model_has_the_address(question: str, address: str) -> None:
    passages = passages_of_file("elm.html", PAGE)
    found = await extract_answer(analyse_by_rules(question), (), passages, AnswerSettings())
    assert found.text == address
    assert len(found.sentences) == 1
