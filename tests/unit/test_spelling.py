"""Misspelt names of a question, read as the names that are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.spelling import KnownName, doubtful_words, put_right, respellings, slips
from schemas.document import Language

KNOWN = ("Tolmar Bridge", "Ambrose Tillingham", "Anna Lindholt", "Anna Lindholz", "물안개등대", "새빛천문대")


def read(question: str, language: Language = "en", *, person: str = "") -> tuple[str, list[str]]:
    known = [KnownName(name, of=name) for name in KNOWN] + [KnownName(person, of=person, is_person=True)]
    found = respellings(question, language, doubtful_words(question, language, ()), known)
    return put_right(question, found), [one.note for one in found]


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("Who designed the Tolmar Brigde?", "Who designed the Tolmar Bridge?"),
        ("who designed the tollmar bridge?", "who designed the Tolmar Bridge?"),
        ("Was Ambrose Tilingham's house sold?", "Was Ambrose Tillingham's house sold?"),
        ("Who is Ambrose Tillnigahm?", "Who is Ambrose Tillingham?"),
    ],
)
def test_a_slip_in_an_english_name_is_read_as_the_known_name(question: str, right: str) -> None:
    assert read(question)[0] == right


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("물안게등대는 언제 세워졌나요?", "물안개등대는 언제 세워졌나요?"),
        ("새빗천문대의 대장은 누구인가?", "새빛천문대의 대장은 누구인가?"),
    ],
)
def test_a_slip_in_a_korean_name_is_counted_in_letters_of_its_syllables(question: str, right: str) -> None:
    assert read(question, "ko")[0] == right


@pytest.mark.parametrize(
    ("reason", "question"),
    [
        ("three letters", "Who designed the Talmor Briggs?"),
        ("a word of its own", "Who designed the Tolmar Ridge?"),
        ("another first letter", "Who is Ambrose Millingham?"),
        ("two names are as near", "Who is Anna Lindholm?"),
        ("a number", "Who designed the Tolmar Bridge 12?"),
    ],
)
def test_what_may_be_another_name_is_left_alone(reason: str, question: str) -> None:
    assert read(question) == (question, []), reason


def test_a_persons_name_of_three_syllables_is_left_alone() -> None:
    assert read("양미루는 누구인가요?", "ko", person="양미르")[1] == []


def test_the_trace_is_told_how_a_name_was_read() -> None:
    assert read("Who designed Tolmar Brigde?")[1] == ["read 'Tolmar Brigde' as 'Tolmar Bridge'"]


@given(st.text("abcdefgh", min_size=0, max_size=4))
def test_short_words_have_no_slips(word: str) -> None:
    assert slips(word, word + "x") is None


@given(st.text("abcdefgh", min_size=5, max_size=12), st.integers(1, 10), st.sampled_from("xyz"))
def test_one_other_letter_is_a_slip_either_way_round(word: str, place: int, letter: str) -> None:
    at = 1 + place % (len(word) - 1)
    other = word[:at] + letter + word[at + 1 :]
    assert slips(word, other) == slips(other, word) == 1
