"""Questions that lean on those before them, tied to what was said, without a model."""

from datetime import UTC, datetime

import pytest

from retrieval.conversation.binding import bind
from schemas.conversation import Referent, Turn

ADA = Referent(entity_id="ada", name="Ada Byron", type="Person", surface="Ada Byron")
TOM = Referent(entity_id="tom", name="Tom Bell", type="Scientist", surface="Tom Bell")
ACME = Referent(entity_id="acme", name="Acme Works", type="Company", surface="Acme Works")
LEEDS = Referent(entity_id="leeds", name="Leeds", type="City", surface="Leeds")
SEO = Referent(entity_id="seo", name="서민아", type="인물", surface="서민아")
HANBIT = Referent(entity_id="hanbit", name="한빛전자", type="Company", surface="한빛전자")
BUSAN = Referent(entity_id="busan", name="부산", type="City", surface="부산")


def turn(
    question: str,
    *,
    named: tuple[Referent, ...] = (),
    answered: tuple[Referent, ...] = (),
    wanted: str = "",
) -> Turn:
    return Turn(
        question=question,
        read_as=question,
        answer="…",
        found=bool(answered),
        wanted=wanted,
        named=named,
        answered=answered,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )


FOUNDED = turn("Who founded Acme Works?", named=(ACME,), answered=(ADA, ACME), wanted="person")
SITUATED = turn("Where is Acme Works?", named=(ACME,), answered=(ACME, LEEDS), wanted="place")
BORN = turn("Where was Ada Byron born?", named=(ADA,), answered=(ADA, LEEDS), wanted="place")
SET_UP = turn("한빛전자를 누가 설립했나?", named=(HANBIT,), answered=(SEO, HANBIT), wanted="person")
GROUP = Referent(entity_id="group", name="Halden Group", type="Thing", surface="Halden Group")
QUILL = Referent(entity_id="quill", name="Quill Optics", type="Company", surface="Quill Optics")
ARCH = Referent(entity_id="", name="무지개다리", type="structure", surface="무지개다리")
BOOK = Referent(entity_id="", name="푸른모래", type="", surface="푸른모래")
BOUGHT = turn("Who bought Acme Works?", named=(ACME,), answered=(GROUP, ACME), wanted="thing")
MAKES = turn("What does Acme Works make?", named=(ACME,), answered=(ACME,), wanted="thing").model_copy(
    update={"beside": (QUILL,)}
)
DESIGNED = turn("무지개다리는 누가 설계했나?", named=(ARCH,), answered=(SEO,), wanted="person")
LENGTH = turn("무지개다리의 길이는 얼마인가?", named=(ARCH,), wanted="number")
PRINTED = turn("푸른모래는 언제 나왔나?", named=(BOOK,), wanted="date")
HIRED = turn("How many people did Acme Works employ in 2018?", named=(ACME,), wanted="number")
STAFF = turn("2018년에 한빛전자의 직원은 몇 명이었나?", named=(HANBIT,), wanted="number")
LIES = turn("한빛전자는 어디에 있나?", named=(HANBIT,), answered=(HANBIT, BUSAN), wanted="place")


@pytest.mark.parametrize(
    ("history", "question", "read_as"),
    [
        ((FOUNDED,), "Where was she born?", "Where was Ada Byron born?"),
        ((FOUNDED,), "When did she found it?", "When did Ada Byron found Acme Works?"),
        ((FOUNDED,), "Who was her husband?", "Who was Ada Byron's husband?"),
        ((FOUNDED,), "Who taught her?", "Who taught Ada Byron?"),
        ((FOUNDED,), "Did she meet Grace Hopper?", "Did Ada Byron meet Grace Hopper?"),
        ((FOUNDED,), "What does the company make?", "What does Acme Works make?"),
        ((FOUNDED,), "And its capital?", "What is the capital of Acme Works?"),
        ((SITUATED,), "And its founder?", "Who is the founder of Acme Works?"),
        ((SITUATED,), "And the founder?", "Who is the founder of Acme Works?"),
        ((SITUATED,), "What about its founder?", "Who is the founder of Acme Works?"),
        ((SITUATED,), "Who lives there?", "Who lives in Leeds?"),
        ((SITUATED,), "How many people live in that city?", "How many people live in Leeds?"),
        ((BORN,), "When?", "When was Ada Byron born?"),
        ((BORN,), "And Tom Bell?", "Where was Tom Bell born?"),
        ((SITUATED,), "And the Halden Group?", "Where is Halden Group?"),
        ((BOUGHT,), "Where is that group based?", "Where is Halden Group based?"),
        ((MAKES,), "When was it founded?", "When was Acme Works founded?"),
        ((HIRED,), "And in 2019?", "How many people did Acme Works employ in 2019?"),
        ((HIRED,), "What about March 2019?", "How many people did Acme Works employ in March 2019?"),
        ((HIRED,), "And before 1950?", "How many people did Acme Works employ before 1950?"),
        ((FOUNDED,), "And in 1990?", "Who founded Acme Works in 1990?"),
        ((SET_UP,), "그녀는 어디에서 태어났나?", "서민아는 어디에서 태어났나?"),
        ((SET_UP,), "그 회사는 무엇을 만드나?", "한빛전자는 무엇을 만드나?"),
        ((SET_UP,), "그것은 언제 세워졌나?", "한빛전자는 언제 세워졌나?"),
        ((SET_UP,), "그의 아내는 누구인가?", "서민아의 아내는 누구인가?"),
        ((SET_UP,), "어디에서 태어났나?", "서민아는 어디에서 태어났나?"),
        ((SET_UP,), "본사는 어디에 있나?", "한빛전자의 본사는 어디에 있나?"),
        ((LIES,), "설립자는?", "한빛전자의 설립자는 누구인가?"),
        ((LIES,), "거기에는 누가 사나?", "부산에는 누가 사나?"),
        ((LIES,), "그럼 서민아는?", "서민아는 어디에 있나?"),
        ((LIES,), "그럼 김민준은?", "김민준은 어디에 있나?"),
        ((LENGTH,), "돌다리는요?", "돌다리의 길이는 얼마인가?"),
        ((DESIGNED,), "그것은 언제 개통되었나?", "무지개다리는 언제 개통되었나?"),
        ((DESIGNED,), "이 다리의 길이는 얼마인가?", "무지개다리의 길이는 얼마인가?"),
        ((PRINTED,), "어디에서 나왔나?", "푸른모래는 어디에서 나왔나?"),
        ((SET_UP,), "대학교에서 무엇을 전공했나?", "서민아는 대학교에서 무엇을 전공했나?"),
        ((SET_UP,), "대표는 누구인가?", "한빛전자의 대표는 누구인가?"),
        ((STAFF,), "2019년에는?", "2019년에 한빛전자의 직원은 몇 명이었나?"),
        ((STAFF,), "그럼 2019년 3월은요?", "2019년 3월에 한빛전자의 직원은 몇 명이었나?"),
        ((LIES,), "1990년에는요?", "1990년에 한빛전자는 어디에 있나?"),
    ],
)
def test_it_is_tied_to_what_was_said(history: tuple[Turn, ...], question: str, read_as: str) -> None:
    bound = bind(question, history)
    assert bound.question == read_as
    assert bound.notes


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ((), "Where was she born?"),
        ((SITUATED,), "Where was she born?"),
        ((SITUATED,), "When did he die?"),
        ((LIES,), "그녀는 어디에서 태어났나?"),
        ((turn("Who is Ada Byron?", named=(ADA,)),), "What does it make?"),
        ((turn("What is the boiling point of tungsten?"),), "And its founder?"),
    ],
)
def test_a_pronoun_without_anything_that_fits_stays(history: tuple[Turn, ...], question: str) -> None:
    bound = bind(question, history)
    assert question.rstrip("?").split()[-1] in bound.question
    assert "Works" not in bound.question
    assert "한빛" not in bound.question
    assert bool(bound.notes) == bool(history)
    assert all("nothing was said before" in note for note in bound.notes)


@pytest.mark.parametrize(
    "question",
    [
        "Where was Grace Hopper born, and when did she die?",
        "Before he died, what did Alan Turing write?",
        "Who founded the company that built Apollo Hall?",
        "Is it true that Alan Turing wrote poems?",
        "Are there bridges over the river Aire?",
        "Where is the British Museum?",
        "What is the boiling point of tungsten?",
        "List all bridges.",
        "앨런 튜링은 언제 죽었고 그는 어디에 묻혔나?",
        "물은 몇 도에서 끓나?",
        "앨런 튜링은 어디에서 태어났나?",
    ],
)
def test_a_question_that_names_its_own_things_is_left_alone(question: str) -> None:
    for history in ((FOUNDED,), (SITUATED,), (SET_UP, LIES)):
        bound = bind(question, history)
        assert bound.question == question


def test_the_most_recent_of_two_is_taken_and_the_other_named() -> None:
    both = turn("Who founded Acme Works?", named=(ACME,), answered=(ADA, TOM), wanted="person")
    bound = bind("Where was he born?", (both,))
    assert bound.question == "Where was Tom Bell born?"
    assert bound.notes == ("“he” was read as Tom Bell, the most recent; Ada Byron would fit too",)


def test_a_later_turn_goes_before_an_earlier_one() -> None:
    later = turn("Who is Tom Bell?", named=(TOM,))
    assert bind("Where was he born?", (FOUNDED, later)).question == "Where was Tom Bell born?"
    assert bind("Where was he born?", (later, FOUNDED)).question == "Where was Ada Byron born?"


def test_who_was_asked_about_goes_before_who_is_only_mentioned() -> None:
    studied = turn("Where did Ada Byron study?", named=(ADA,), answered=(ADA, LEEDS, TOM), wanted="place")
    assert bind("When was she born?", (studied,)).question == "When was Ada Byron born?"
    taught = turn("Who taught Ada Byron?", named=(ADA,), answered=(ADA, TOM), wanted="person")
    assert bind("When was he born?", (taught,)).question == "When was Tom Bell born?"
