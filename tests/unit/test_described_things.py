"""Things that a question describes instead of naming them."""

import pytest

from retrieval.question.analysis import analyse_by_rules
from retrieval.question.described_things import described_things

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("question", "which", "around"),
    [
        (
            "Who designed the hall of the library that keeps the Winter Psalter?",
            "Which library keeps the Winter Psalter?",
            "Who designed the hall of {}?",
        ),
        (
            "Which company bought the firm founded by Paul Hadley?",
            "Which firm was founded by Paul Hadley?",
            "Which company bought {}?",
        ),
        (
            "When did the man to whom the Corvin Press belonged die?",
            "Which man the Corvin Press belonged to?",
            "When did {} die?",
        ),
        (
            "When was the architect of the Harbour Hall born?",
            "Who or what is the architect of the Harbour Hall?",
            "When was {} born?",
        ),
    ],
)
def test_a_description_is_a_question_of_its_own(question: str, which: str, around: str) -> None:
    found = described_things(analyse_by_rules(question))
    assert [(thing.which, thing.around) for thing in found] == [(which, around)]


@pytest.mark.parametrize(
    "question",
    ["Who is the mayor of Paris?", "Where is the office that issues permits?", "When did Ada Hadley die?"],
)
def test_what_is_asked_for_is_no_description(question: str) -> None:
    assert described_things(analyse_by_rules(question)) == []
