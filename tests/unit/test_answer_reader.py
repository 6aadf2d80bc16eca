"""The trained reader: whether a text answers a question."""

import numpy as np
import pytest

from api.embedding.answer_reader import PackedAnswerReader

pytestmark = pytest.mark.slow

QUESTION = "Who set up the Halden Bank?"
ANSWERS = "Halden Bank\nThe Halden Bank was established in 1901 by Oskar Ruud."
OTHERS = (
    "Halden Bank\nThe Halden Bank has its seat in Norvik.",
    "Harbour Hall\nThe hall was opened in 1961 and has a roof of slate.",
)


@pytest.fixture(scope="module")
def reader() -> PackedAnswerReader:
    return PackedAnswerReader("float32")


def test_what_answers_has_the_higher_odds(reader: PackedAnswerReader) -> None:
    first, *others = reader.judge(QUESTION, [ANSWERS, *OTHERS])
    assert first > max(others) + 1


def test_korean_is_read_too(reader: PackedAnswerReader) -> None:
    told = ["한빛은행\n한빛은행은 1901년에 오세라가 설립하였다.", "한빛은행\n한빛은행의 본점은 남포에 있다."]
    first, second = reader.judge("한빛은행을 세운 사람은 누구인가?", told)
    assert first > second + 1


def test_each_text_is_judged_by_itself(reader: PackedAnswerReader) -> None:
    texts = [*OTHERS, ANSWERS, f"{ANSWERS} {'It grew. ' * 300}"]
    together = reader.judge(QUESTION, texts)
    alone = np.array([reader.judge(QUESTION, [text])[0] for text in texts])
    assert together.shape == (4,)
    assert together == pytest.approx(alone, abs=1e-3)
    assert reader.judge(QUESTION, []).shape == (0,)


def test_half_precision_is_close(reader: PackedAnswerReader) -> None:
    texts = [ANSWERS, *OTHERS]
    half = PackedAnswerReader("bfloat16").judge(QUESTION, texts)
    assert half == pytest.approx(reader.judge(QUESTION, texts), abs=0.3)
