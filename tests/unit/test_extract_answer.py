"""Answers put together from the documents' own sentences."""

import pytest

from retrieval.answer.extractive import (
    CandidateSentence,
    SentenceScore,
    choose_sentences,
    extract_answer,
    names_held,
    score_sentences,
)
from retrieval.answer.word_overlap import coverage, covered
from retrieval.question.analysis import analyse_by_rules
from retrieval.settings import AnswerSettings
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.passages import citable_passages

EMBEDDER = FakeEmbedder(dimensions=64)
SETTINGS = AnswerSettings()
SEJONG = "Sejong was the fourth king of Joseon. He created the Korean alphabet in 1443. He died in 1450."
PRESS = "Johannes Gutenberg built a printing press in Mainz. The Bible was printed there."
MAINZ = "Mainz lies on the river Rhine. Its cathedral is a thousand years old."


async def answer(question: str, *texts: str, titles: tuple[str, ...] = ()) -> list[str]:
    passages = citable_passages(texts, titles=titles)
    found = await extract_answer(analyse_by_rules(question), passages, EMBEDDER, SETTINGS, aliases={})
    return [sentence.text for sentence in found.sentences]


async def test_the_sentence_that_says_it_is_the_answer() -> None:
    found = await answer("When was the Korean alphabet created?", PRESS, SEJONG, MAINZ)
    assert found[0] == "He created the Korean alphabet in 1443."


async def test_a_second_sentence_comes_from_where_the_rest_of_the_question_is() -> None:
    found = await answer("On which river lies the city where Gutenberg built a printing press?", PRESS, MAINZ)
    assert found == ["Johannes Gutenberg built a printing press in Mainz.", "Mainz lies on the river Rhine."]


@pytest.mark.parametrize(
    "question", ["Who won the cup final in Lisbon?", "리스본의 축구 결승전은 누가 이겼나?"]
)
async def test_nothing_is_said_about_what_is_not_there(question: str) -> None:
    assert await answer(question, PRESS, SEJONG, MAINZ) == []


async def test_a_name_that_no_passage_has_cannot_be_answered_about() -> None:
    assert await answer("Who built the printing press of Guttenfeld?", PRESS) == []


async def test_korean_is_judged_by_its_words() -> None:
    korean = "훈민정음은 세종대왕이 1443년에 창제하였다. 반포는 1446년에 이루어졌다."
    assert (await answer("훈민정음을 창제한 사람은 누구인가?", PRESS, korean))[
        0
    ] == "훈민정음은 세종대왕이 1443년에 창제하였다."


async def test_no_passages_give_no_answer() -> None:
    assert await answer("Who is it?") == []


async def test_a_sentence_that_stands_twice_is_said_once() -> None:
    found = await answer("Who built the printing press in Mainz?", PRESS, PRESS)
    assert len(found) == len(set(found))


def scores(question: str, *texts: str, similarity: float = 0.5) -> list[SentenceScore]:
    sentences = [CandidateSentence(text=text, title="", passage_score=0.5) for text in texts]
    return score_sentences(analyse_by_rules(question), sentences, [similarity] * len(texts))


def test_more_of_the_question_is_better() -> None:
    some, most, none = scores(
        "Who built the printing press?", "A press.", "He built a printing press.", "Fish swim."
    )
    assert most.evidence > some.evidence > none.evidence


@pytest.mark.parametrize(
    ("question", "with_it", "without"),
    [
        ("When was the press built?", "The press was built in 1450.", "The press was built of wood."),
        ("How many presses were built?", "He built 12 presses there.", "He built presses there."),
        (
            "Who built the press?",
            "It was Johannes Gutenberg who built the press.",
            "It was he who built the press.",
        ),
        ("언제 만들었나?", "1443년에 만들었다.", "집에서 만들었다."),
    ],
)
def test_the_kind_of_thing_asked_for_counts(question: str, with_it: str, without: str) -> None:
    better, worse = scores(question, with_it, without)
    assert better.total > worse.total


def test_similarity_does_not_count_for_hangul() -> None:
    assert scores("누가 만들었나?", "그가 만들었다.", similarity=0.0) == scores(
        "누가 만들었나?", "그가 만들었다.", similarity=0.9
    )


def test_a_second_sentence_needs_new_words_and_a_fair_score() -> None:
    analysis = analyse_by_rules("Who built the press in Mainz?")
    sentences = [
        CandidateSentence(text=text, title="", passage_score=0.5)
        for text in ("He built it.", "It built too.", "Mainz.")
    ]
    good, fair, poor = SentenceScore(0.8, 0.8), SentenceScore(0.7, 0.7), SentenceScore(0.2, 0.2)
    assert choose_sentences(analysis, sentences, [good, fair, fair], most=3) == [0, 2]
    assert choose_sentences(analysis, sentences, [good, fair, poor], most=3) == [0]
    assert choose_sentences(analysis, sentences, [good, fair, fair], most=1) == [0]


def test_what_goes_on_from_a_chosen_sentence_goes_before_what_only_has_another_word() -> None:
    analysis = analyse_by_rules(
        "In which city did the sculptor after whom the Moran Bridge was named open a workshop?"
    )
    sentences = [
        CandidateSentence(text=text, title="", passage_score=1.0)
        for text in (
            "The Moran Bridge was named after Ilse Varga.",
            "Tom Pell wanted to open the Moran Bridge in June.",
            "Ilse Varga opened her workshop in Turin.",
        )
    ]
    scores = [SentenceScore(total, total) for total in (0.8, 0.7, 0.5)]
    assert choose_sentences(analysis, sentences, scores, most=2) == [0, 2]


def test_words_match_in_other_forms() -> None:
    assert covered(["founded", "press"], frozenset({"founder", "pressure"})) == {"founded"}
    assert covered(["1443", "왕"], frozenset({"1446", "왕자"})) == frozenset()
    assert coverage({"a": 1.0, "b": 3.0}, frozenset({"b"})) == 0.75
    assert coverage({}, frozenset({"b"})) == 0.0


def test_a_question_without_names_has_none_missing() -> None:
    assert names_held(analyse_by_rules("why is it so?"), [""], {}) == 1.0
    assert names_held(analyse_by_rules("Why is Mainz old?"), ["Mainz is old."], {}) == 1.0
    assert names_held(analyse_by_rules("Why is Mainz old?"), ["Rome is old."], {}) == 0.0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was Dvorak in Prague?", "Antonín Dvořák died in Prague in 1904."),
        ("Where was Maria Sklodowska born?", "Maria Skłodowska was born in Warsaw."),
        ("Who wrote Les Misérables?", "Victor Hugo wrote Les Miserables in 1862."),
    ],
)
async def test_a_name_is_known_with_and_without_its_accents(question: str, text: str) -> None:
    assert names_held(analyse_by_rules(question), [text], {}) == 1.0
    assert await answer(question, text) == [text]


def test_a_name_is_held_by_what_it_is_linked_to() -> None:
    question, text = analyse_by_rules("When was MIT founded?"), "The Institute of Technology was founded."
    assert names_held(question, [text], {}) == 0.0
    assert names_held(question, [text], {"MIT": "Institute of Technology"}) == 1.0
    assert names_held(question, [text], {"MIT": "Massachusetts Institute of Technology"}) == 0.0


def test_an_acronym_that_spells_a_function_word_is_a_name() -> None:
    question = analyse_by_rules("Who founded the WHO?")
    assert question.names == ("WHO",)
    assert names_held(question, ["Paul Brainerd founded the Aldus Corporation."], {}) == 0.0
    assert names_held(question, ["The WHO was founded in 1948."], {}) == 1.0
    assert analyse_by_rules("WHO FOUNDED IT?").keywords == ("founded",)
