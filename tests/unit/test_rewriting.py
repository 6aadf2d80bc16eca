"""What is left of a question beside a passage."""

import pytest

from retrieval.question.rewriting import GAP, Rewriter

FOUNDER = Rewriter("Where was the founder of Brannoch Optics born?", "en")


def test_what_the_passage_covers_gives_way() -> None:
    passage = "Mara Lind is the founder of Brannoch Optics."
    assert FOUNDER.rest(passage) == f"Where was the {GAP} born?"


def test_the_longest_stretch_gives_way_and_the_others_are_left_out() -> None:
    passage = "Brannoch Optics was born of a quarrel."
    assert FOUNDER.rest(passage) == f"Where was the founder of {GAP}?"


def test_a_word_is_covered_in_its_other_forms() -> None:
    assert Rewriter("Who left Pell?", "en").rest("They leave early.") == f"Who {GAP} Pell?"


def test_nothing_is_left_over_where_the_passage_has_none_of_the_words() -> None:
    assert FOUNDER.rest("It rained.") == ""
    assert Rewriter("?", "en").rest("It rained.") == ""


@pytest.mark.parametrize(
    ("name", "is_new"),
    [
        ("Mara Lind", True),
        ("Brannoch Optics", False),
        ("Optics", False),
        ("optician", False),
        ("1921", True),
        ("여울상회", True),
    ],
)
def test_a_name_is_new_when_the_question_lacks_it(name: str, is_new: bool) -> None:
    assert FOUNDER.is_new(name) is is_new


def test_korean_words_are_covered_whatever_their_particle() -> None:
    rewriter = Rewriter("훈민정음을 창제한 왕은 언제 태어났는가?", "ko")
    assert rewriter.rest("세종대왕은 훈민정음의 창제를 명했다.").startswith(GAP)
    assert rewriter.shared("훈민정음은 글자다.") == 1
