"""What sentences prove: each kind of true wording passes, each kind of false one is stopped."""

import pytest

from retrieval.answer.check import check_answer
from retrieval.answer.reply import read_reply
from tests.fakes.passages import citable_passages

pytestmark = pytest.mark.slow


def is_proved(statement: str, *passages: str) -> bool:
    marks = "".join(f"[{number}]" for number in range(1, len(passages) + 1))
    reply = read_reply(f"{statement} {marks}")
    return check_answer(reply, citable_passages(passages), min_support=0.8, aliases={}).found


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        pytest.param(
            "Vera Lind established the Nordhavn Brewery.",
            "The Nordhavn Brewery was founded by Vera Lind.",
            id="passive",
        ),
        pytest.param(
            "The founder of the Nordhavn Brewery was Vera Lind.",
            "Vera Lind founded the Nordhavn Brewery in 1862.",
            id="noun of the verb",
        ),
        pytest.param(
            "Karo Petrov's mother was a seamstress.",
            "Karo Petrov was born in 1911. His mother was a seamstress.",
            id="pronoun",
        ),
        pytest.param(
            "Tomas Reed left school at 14.",
            "Tomas Reed left school at the age of fourteen.",
            id="number in words",
        ),
        pytest.param("The path is 1,200 metres long.", "The path is 1.2 kilometres long.", id="other unit"),
        pytest.param(
            "Ann Holt died on 3 May 1930.", "Ann Holt died on May 3rd, 1930.", id="date in other form"
        ),
        pytest.param(
            "The lighthouse was built in the 19th century.", "The lighthouse was built in 1887.", id="century"
        ),
        pytest.param(
            "The treaty was signed by Norway.",
            "The treaty was signed by Norway and Sweden.",
            id="one of a row",
        ),
        pytest.param(
            "A Danish group bought the shipyard.",
            "The shipyard was sold to a Danish group.",
            id="from the other end",
        ),
        pytest.param("No one was hurt.", "Nobody was injured in the accident.", id="denied in both"),
        pytest.param(
            "도서관은 1975년 강도윤이 설계하였다.",
            "강도윤은 1975년에 도서관을 설계하였다.",
            id="Korean order",
        ),
        pytest.param("한솔사는 도담출판에 팔렸다.", "도담출판이 한솔사를 사들였다.", id="Korean passive"),
        pytest.param("윤서진의 스승은 정미래이다.", "윤서진은 정미래의 제자였다.", id="Korean other end"),
        pytest.param("새빛선의 길이는 48.5km이다.", "새빛선은 길이가 48.5킬로미터이다.", id="Korean unit"),
        pytest.param("가을축제는 매년 열린다.", "가을축제는 해마다 열린다.", id="Korean amount"),
        pytest.param(
            "비스마르크는 1815년에 태어났다.", "Otto von Bismarck was born in 1815.", id="Korean of English"
        ),
    ],
)
def test_what_the_passage_says_in_other_words_is_proved(statement: str, passage: str) -> None:
    assert is_proved(statement, passage)


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        pytest.param("The bridge was not destroyed.", "The bridge was destroyed in 1944.", id="denied"),
        pytest.param(
            "The town has a station.",
            "The town has 5,000 inhabitants and no station.",
            id="denied by the passage",
        ),
        pytest.param("Ada Kerr hired Ben Shaw.", "Ben Shaw hired Ada Kerr.", id="reversed"),
        pytest.param(
            "A Danish group sold the shipyard.",
            "The shipyard was sold to a Danish group.",
            id="buyer for seller",
        ),
        pytest.param(
            "The church has 12 bells.",
            "The church has 14 bells and 12 windows.",
            id="number of something else",
        ),
        pytest.param(
            "The tunnel was closed in 1978.",
            "The tunnel was opened in 1978. It was closed in 1990.",
            id="date of something else",
        ),
        pytest.param("Holger Dane built the organ.", "Holger Denn built the organ.", id="wrong name"),
        pytest.param(
            "Ilse Brand died in Graz.",
            "Ilse Brand died in Ulm. She had lived in Graz.",
            id="place of something else",
        ),
        pytest.param(
            "Petra Noll moved to Wien.",
            "Petra Noll stayed. Her sister Eva Noll moved to Wien.",
            id="other subject",
        ),
        pytest.param(
            "Jonas Field and Rita Moss directed the film.",
            "Jonas Field directed the film; Rita Moss wrote its music.",
            id="half true",
        ),
        pytest.param(
            "All employees received a bonus.", "Most employees received a bonus.", id="all for most"
        ),
        pytest.param(
            "The Lark was the fastest ship of the fleet.",
            "The Lark was one of the fastest ships of the fleet.",
            id="the for one of",
        ),
        pytest.param("The bridge was rebuilt.", "The bridge may have been rebuilt.", id="hedge left out"),
        pytest.param(
            "The firm opened a shop in Bern.",
            "The firm planned to open a shop in Bern.",
            id="plan told as done",
        ),
        pytest.param("The drug increases fever.", "The drug lowered fever.", id="opposite"),
        pytest.param(
            "The wall fell because of the flood.",
            "The wall fell in 1920. The flood came that year.",
            id="cause invented",
        ),
        pytest.param(
            "The town has more than 5,000 inhabitants.",
            "The town has fewer than 5,000 inhabitants.",
            id="more for fewer",
        ),
        pytest.param(
            "교회에는 종 12개가 있다.",
            "교회에는 종 14개와 창 12개가 있다.",
            id="Korean number of something else",
        ),
        pytest.param("도서관은 강도윤을 설계하였다.", "강도윤은 도서관을 설계하였다.", id="Korean reversed"),
        pytest.param("그 배는 섬에 도착하였다.", "그 배는 섬에 도착하지 못하였다.", id="Korean denied"),
        pytest.param("회사는 내년에 공장을 지었다.", "회사는 내년에 공장을 지을 예정이다.", id="Korean plan"),
        pytest.param("모든 학생이 합격하였다.", "대부분의 학생이 합격하였다.", id="Korean all for most"),
        pytest.param(
            "오세린은 화가였다.", "언니 오세라는 화가였고 동생 오세린은 가수였다.", id="Korean other subject"
        ),
        pytest.param(
            "비스마르크는 1816년에 태어났다.",
            "Otto von Bismarck was born in 1815.",
            id="number in the other language",
        ),
        pytest.param(
            "비스마르크는 1815년에 사망하였다.",
            "Otto von Bismarck was born in 1815.",
            id="verb in the other language",
        ),
    ],
)
def test_what_the_passage_does_not_say_is_not_proved(statement: str, passage: str) -> None:
    assert not is_proved(statement, passage)


def test_two_passages_prove_a_statement_together() -> None:
    passages = ("Brindle House was designed by Tove Aker.", "Tove Aker was born in Lund Bay in 1899.")
    assert is_proved("Brindle House was designed by Tove Aker, who was born in Lund Bay.", *passages)


def test_a_contradiction_of_two_sources_in_one_sentence_is_kept() -> None:
    passages = ("The Holm Dam is 90 metres high.", "The Holm Dam is 104 metres high.")
    assert is_proved("The Holm Dam is 90 metres high, but another document says 104 metres.", *passages)
    assert not is_proved("The Holm Dam is 90 metres high, but another document says 110 metres.", *passages)
