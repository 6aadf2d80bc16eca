"""Answers against what is known, by fixed rules; values worked out by hand."""

import pytest

from evaluation.answer_scores import exact_match, normalised, states, token_f1
from evaluation.answers import AnsweredQuestion, is_right, report_answers
from evaluation.data import EvalQuestion


def test_squad_normalisation() -> None:
    assert normalised("The  Quick, “Brown” fox's AN!") == "quick brown foxs"
    assert exact_match("the Gutenberg Bible.", ["Gutenberg Bible"]) == 1.0
    assert exact_match("a Gutenberg Bible of 1455", ["Gutenberg Bible"]) == 0.0


def test_f1_of_english_words() -> None:
    # 2 of 4 words found, 2 of 3 wanted: P 1/2, R 2/3
    assert token_f1("Ada Byron built it", ["Ada King Byron"]) == pytest.approx(
        2 * (1 / 2) * (2 / 3) / (1 / 2 + 2 / 3)
    )
    assert token_f1("Otto", ["Ada", "Otto"]) == 1.0
    assert token_f1("Otto", ["Ada"]) == 0.0


def test_f1_of_korean_letters() -> None:
    # 흥덕사에서: 5 letters, 3 of them wanted
    assert token_f1("흥덕사에서", ["흥덕사"]) == pytest.approx(2 * (3 / 5) * 1 / (3 / 5 + 1))


@pytest.mark.parametrize(
    ("text", "answer", "stated"),
    [
        ("It was printed in 1377.", "1377", True),
        ("It was printed in 13771.", "1377", False),
        ("직지는 1377년에 인쇄되었다.", "1377년", True),
        ("세종이 만들었다.", "세종", True),
        ("Adamant", "Ada", False),
        ("by ADA", "Ada", True),
    ],
)
def test_an_answer_stands_in_a_text_as_a_whole(text: str, answer: str, stated: bool) -> None:
    assert states(text, answer) is stated


def question(name: str, *answers: str, answerable: bool = True) -> EvalQuestion:
    return EvalQuestion(id=name, question=f"{name}?", answers=answers, answerable=answerable, kind="fact")


def answered(name: str, text: str = "", *cited: str) -> AnsweredQuestion:
    return AnsweredQuestion(id=name, question=f"{name}?", text=text, found=bool(text), cited=cited)


def test_right_is_stated_refused_or_cited() -> None:
    gold = (frozenset({"p1"}),)
    asked = question("a", "Ada", "Lovelace")
    assert is_right(asked, answered("a", "Lovelace did it [1]."), gold)
    assert not is_right(asked, answered("a", "Otto did it [1]."), gold)
    assert not is_right(asked, answered("a"), gold)
    assert is_right(question("n", answerable=False), answered("n"), ())
    assert not is_right(question("n", answerable=False), answered("n", "Ada [1]"), ())
    only_gold = EvalQuestion(id="g", question="g?", supporting_ids=("p1",))
    assert is_right(only_gold, answered("g", "Something [1].", "p1"), gold)
    assert not is_right(only_gold, answered("g", "Something [1].", "p2"), gold)


def test_the_figures_are_means_over_the_questions_they_are_about() -> None:
    questions = [
        question("a", "Ada"),
        question("b", "Otto"),
        question("n", answerable=False),
        question("m", answerable=False),
    ]
    rows = [
        answered("a", "Ada [1]", "p1", "p2").model_copy(update={"right": True, "ms": 10.0}),
        answered("b"),
        answered("n").model_copy(update={"right": True}),
        answered("m", "Ada [1]"),
    ]
    found = report_answers(questions, rows, {"a": (frozenset({"p1"}),)})
    assert found.figures["right"] == 0.5
    assert found.figures["f1"] == found.figures["exact_match"] == 0.5
    assert found.figures["refusal_precision"] == 0.5
    assert found.figures["refusal_recall"] == 0.5
    assert found.figures["citation_precision"] == 0.5
    assert found.kinds == {"fact": {"questions": 4, "right": 0.5}}
    assert found.figures["ms_p95"] == 10.0
