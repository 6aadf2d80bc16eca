"""What questions ask for."""

import pytest

from retrieval.answer.extractive import read_question
from retrieval.question.analysis import analyse_by_rules
from retrieval.question.asked import Asked, Wanted

pytestmark = pytest.mark.slow


def read(question: str) -> Asked:
    return read_question(analyse_by_rules(question))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who founded Brannoch Optics?", Wanted.PERSON),
        ("Which poets belonged to the Quay Circle?", Wanted.PERSON),
        ("When did the museum open?", Wanted.DATE),
        ("In which year did the workshop open?", Wanted.DATE),
        ("Where is the head office?", Wanted.PLACE),
        ("In which town was Ilse Varnholt born?", Wanted.PLACE),
        ("How many poems does the book hold?", Wanted.NUMBER),
        ("How high is the lighthouse?", Wanted.NUMBER),
        ("What is the height of the Tarn Dam?", Wanted.NUMBER),
        ("Why did the number of passengers fall?", Wanted.REASON),
        ("What post does Dov Hallam hold?", Wanted.ROLE),
        ("What is a dry-run lock?", Wanted.DEFINITION),
        ("Who is Edda Corrigan?", Wanted.DEFINITION),
        ("Did Ilse Varnholt design Kelmouth Library?", Wanted.YES_NO),
        ("Which firm bought Brannoch Optics?", Wanted.THING),
        ("담재식품을 설립한 사람은 누구인가?", Wanted.PERSON),
        ("공장은 언제 가동을 시작했나요?", Wanted.DATE),
        ("등대는 몇 년에 완공되었는가?", Wanted.DATE),
        ("한들유리의 본사는 어디에 있습니까?", Wanted.PLACE),
        ("은여울다리의 길이는 얼마인가?", Wanted.NUMBER),
        ("집이 몇 채 탔는가?", Wanted.NUMBER),
        ("안은 왜 취소되었나요?", Wanted.REASON),
        ("침몰한 원인은 무엇이었는가?", Wanted.REASON),
        ("은여울이란 무엇인가?", Wanted.DEFINITION),
        ("류경덕은 누구입니까?", Wanted.DEFINITION),
        ("댐은 전기를 만드는가?", Wanted.YES_NO),
        ("담재식품이 인수한 회사는 어디인가?", Wanted.THING),
    ],
)
def test_the_kind_of_answer(question: str, wanted: Wanted) -> None:
    assert read(question).wanted is wanted


@pytest.mark.parametrize(
    ("question", "predicate"),
    [
        ("Who founded Brannoch Optics?", "founded"),
        ("Which rival did Brannoch Optics buy in 1994?", "buy"),
        ("Who is Tobias Wrenfield's daughter?", "daughter"),
        ("Which party did Ilse Varnholt belong to?", "party"),
        ("담재식품을 설립한 사람은 누구인가?", "설립하다"),
        ("마가온의 전임자는 누구였는가?", "전임자"),
        ("향토사 모임의 회원을 모두 알려 주세요.", "회원"),
    ],
)
def test_what_has_to_be_in_the_answering_sentence(question: str, predicate: str) -> None:
    assert predicate in {need.text for need in read(question).of_kind("predicate")}


def test_years_codes_and_names_are_taken_as_they_are() -> None:
    asked = read("What does fault code E14 of the Heron 40 mean in 2019?")
    assert asked.years == {"2019"}
    assert {need.text for need in asked.of_kind("value")} == {"E14"}
    assert {need.words for need in asked.of_kind("name")} == {("heron", "40")}


def test_a_name_that_the_analyser_takes_apart_stays_whole() -> None:
    assert {need.text for need in read("은여울다리의 길이는 얼마인가?").of_kind("name")} == {"은여울다리"}


def test_an_interrogative_within_a_name_asks_for_nothing() -> None:
    analysis = analyse_by_rules("Is What Cheer near the river?").model_copy(update={"names": ("What Cheer",)})
    assert read_question(analysis).head == ""


@pytest.mark.parametrize("question", ["Which posts does Ann Lodge hold?", "회원을 모두 알려 주세요."])
def test_all_are_asked_for(question: str) -> None:
    assert read(question).many


@pytest.mark.parametrize("question", ["When is the work to start?", "등대를 언제 세울 계획인가?"])
def test_a_plan_may_be_asked_for(question: str) -> None:
    assert read(question).planned
