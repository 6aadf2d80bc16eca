"""The parts of a chat model's answer."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.reply import AnswerStream, read_reply

REPLY = 'Sejong made Hangul in 1443 [1]. He was a king [2].\n\nQUOTES:\n[1] "made Hangul in 1443"\n[2] "the fourth king"'


def test_answer_and_quotes_are_taken_apart() -> None:
    read = read_reply(REPLY)
    assert read.text == "Sejong made Hangul in 1443 [1]. He was a king [2]."
    assert read.quotes == ((1, '"made Hangul in 1443"'), (2, '"the fourth king"'))
    assert not read.declined


@pytest.mark.parametrize(
    "block",
    [
        "**QUOTES:**\n[1] words",
        "Quotes:\n- [1] words",
        "## QUOTES\n1. words",
        "QUOTES:\n[1]: words",
        "QUOTES:\n[^1] words",
        "QUOTES:\n[doc 1] words",
        "QUOTES:\n(1) words",
        "QUOTES:\n【1】 words",
        "QUOTES:\n[1, p. 3] words",
    ],
)
def test_the_block_of_quotes_is_known_in_other_clothes(block: str) -> None:
    assert read_reply(f"Yes [1].\n{block}").quotes == ((1, "words"),)


@pytest.mark.parametrize("thoughts", ["<think>It was 1867 [1].</think>\n", "Let me see [1].</think>"])
def test_thoughts_are_no_part_of_the_answer(thoughts: str) -> None:
    assert read_reply(thoughts + REPLY) == read_reply(REPLY)
    assert read_reply(f"{thoughts}\nNOT FOUND").declined
    assert read_reply("<think>It was 1867 [1], or").declined


def test_prose_without_quotes_is_all_text() -> None:
    read = read_reply("The quotes are fine.")
    assert (read.text, read.quotes) == ("The quotes are fine.", ())


@pytest.mark.parametrize(
    "text", ["NOT FOUND", "Not found.", '"NOT FOUND"', "**NOT FOUND**", "", "QUOTES:\n[1] x"]
)
def test_a_model_can_decline(text: str) -> None:
    assert read_reply(text).declined


@pytest.mark.parametrize("text", ["No.", "Nothing was found there [1].", "It was not found until 1900 [1]."])
def test_an_answer_that_begins_likewise_is_no_refusal(text: str) -> None:
    assert not read_reply(text).declined


def pieces_of(text: str, cuts: list[int]) -> list[str]:
    places = sorted({cut % (len(text) + 1) for cut in cuts} | {0, len(text)})
    return [text[start:end] for start, end in pairwise(places)]


@given(cuts=st.lists(st.integers(0, 500)))
def test_a_stream_shows_the_answer_and_nothing_of_the_quotes(cuts: list[int]) -> None:
    stream = AnswerStream()
    shown = "".join(stream.feed(piece) for piece in pieces_of(REPLY, cuts)) + stream.end()
    assert shown.strip() == read_reply(REPLY).text


@given(
    text=st.sampled_from(["No", "<3", "Not in 1443 [1].", "한글 [1].", "Yes\n\nno [1]"]),
    cuts=st.lists(st.integers(0, 50)),
)
def test_a_stream_without_quotes_shows_all(text: str, cuts: list[int]) -> None:
    stream = AnswerStream()
    assert "".join(stream.feed(piece) for piece in pieces_of(text, cuts)) + stream.end() == text


@given(cuts=st.lists(st.integers(0, 500)))
def test_a_stream_shows_nothing_of_the_thoughts(cuts: list[int]) -> None:
    stream = AnswerStream()
    whole = f"<think>Was it 1443? QUOTES:\nNOT FOUND</think>\n{REPLY}"
    shown = "".join(stream.feed(piece) for piece in pieces_of(whole, cuts)) + stream.end()
    assert shown.strip() == read_reply(REPLY).text


def test_a_stream_of_many_line_ends_is_read_in_time() -> None:
    stream = AnswerStream()
    shown = "".join(stream.feed("\n") for _ in range(4_000)) + stream.feed("Yes [1].") + stream.end()
    assert shown.strip() == "Yes [1]."


@given(cuts=st.lists(st.integers(0, 50)))
def test_a_refusal_is_not_shown(cuts: list[int]) -> None:
    stream = AnswerStream()
    assert "".join(stream.feed(piece) for piece in pieces_of("NOT FOUND", cuts)) + stream.end() == ""
