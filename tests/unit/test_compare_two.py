"""Which of two named things is more, from what is told of each."""

import pytest

from kg.text.hangul import has_hangul
from retrieval.answer.extractive import ExtractedAnswer, extract_answer
from retrieval.question.analysis import analyse_by_rules
from retrieval.settings import AnswerSettings
from tests.fakes.passages import passages_of_file

pytestmark = pytest.mark.slow

TOWERS = """# Towers

## Orva Tower

The Orva Tower was completed in 1873. It is 52 metres high and 8 metres wide. In 1920 it was repaired.

## Stenby Tower

The Stenby Tower was completed in 1911. It is 47 metres high. It is to be opened to visitors in 2030.

## Visitors

In 2018 the Stenby Tower had 900 visitors. Those of the Orva Tower are not counted.

The Kallen Tower is older than the Orva Tower. The Kallen Tower was founded by monks.

## Bells

| Bell | Cast | Weight |
|------|------|--------|
| Great Anna | 1650 | 900 kg |
| Little Jon | 1702 | 320 kg |
| Old Mara | 1702 | cracked |
"""
KOREAN = """# 천문대

가람천문대는 1978년에 문을 열었다. 나래천문대는 1994년에 문을 열었다.

나래천문대의 높이는 해발 1,240미터이다. 가람천문대의 높이는 해발 870미터이다.
"""


async def ask(question: str) -> ExtractedAnswer:
    passages = passages_of_file("file.md", (KOREAN if has_hangul(question) else TOWERS).encode())
    return await extract_answer(analyse_by_rules(question), (), passages, AnswerSettings())


@pytest.mark.parametrize(
    ("question", "begins", "values"),
    [
        ("Which is older, the Orva Tower or the Stenby Tower?", "Orva Tower: ", ("1873", "1911")),
        ("Which of the Orva Tower and the Stenby Tower is higher?", "Orva Tower: ", ("52", "47")),
        ("Was the Stenby Tower completed before the Orva Tower?", "No: ", ("1873", "1911")),
        ("Is the Orva Tower higher than the Stenby Tower?", "Yes: ", ("52", "47")),
        ("Which is heavier, Great Anna or Little Jon?", "Great Anna: ", ("900 kg", "320 kg")),
        ("Was Little Jon cast after Great Anna?", "Yes: ", ("1650", "1702")),
        ("가람천문대와 나래천문대 중 어느 것이 더 먼저 문을 열었나요?", "가람천문대: ", ("1978", "1994")),
        ("가람천문대와 나래천문대 가운데 어느 곳이 더 높은가요?", "나래천문대: ", ("1,240", "870")),
    ],
)
async def test_the_same_of_both_is_compared(question: str, begins: str, values: tuple[str, ...]) -> None:
    found = await ask(question)
    assert found.text.startswith(begins)
    assert all(value in found.text for value in values)
    assert len(found.sentences) == 2


async def test_a_sentence_that_compares_them_is_the_answer() -> None:
    found = await ask("Which is older, the Kallen Tower or the Orva Tower?")
    assert [sentence.text for sentence in found.sentences] == [
        "The Kallen Tower is older than the Orva Tower."
    ]


@pytest.mark.parametrize(
    ("reason", "question"),
    [
        ("not told of one", "Which had more visitors, the Orva Tower or the Stenby Tower?"),
        ("not told of one", "Which is wider, the Orva Tower or the Stenby Tower?"),
        ("told of neither", "Which has more steps, the Orva Tower or the Stenby Tower?"),
        ("only planned", "Was the Orva Tower opened before the Stenby Tower?"),
        ("not told when", "Which is older, the Kallen Tower or the Stenby Tower?"),
        ("no number", "Which is heavier, Great Anna or Old Mara?"),
        ("equal", "Was Little Jon cast before Old Mara?"),
        ("told of neither", "가람천문대와 나래천문대 중 방문객이 더 많은 곳은 어디인가요?"),
    ],
)
async def test_what_is_not_told_of_both_is_not_compared(reason: str, question: str) -> None:
    assert not (await ask(question)).sentences, reason
