"""Quotes found again in the text they were copied from."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrieval.answer.citable import locate_quote

TEXT = "He said: “It’s done” — in 1443,\n  King Sejong   finished Hangul. 세종은 한글을 만들었다."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("King Sejong   finished Hangul", "King Sejong   finished Hangul"),
        ("king sejong finished hangul.", "King Sejong   finished Hangul"),
        ("It's done", "It’s done"),
        ('"It\'s done" - in 1443', "It’s done” — in 1443"),
        ("세종은 한글을 만들었다", "세종은 한글을 만들었다"),
        ("“finished Hangul.”", "finished Hangul"),
    ],
)
def test_a_quote_is_found_where_it_stands(quote: str, found: str) -> None:
    span = locate_quote(quote, TEXT)
    assert span is not None
    assert TEXT[slice(*span)] == found


@pytest.mark.parametrize("text", ["한글 café in 서울", "Łódź"])
def test_the_unicode_form_does_not_matter(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert locate_quote(composed, decomposed) == (0, len(decomposed))
    assert locate_quote(decomposed, composed) == (0, len(composed))


@pytest.mark.parametrize(
    "quote", ["Sejong started Hangul", "", " .,: ", "세종은 글을", "finished Hangul in 1446"]
)
def test_a_quote_that_does_not_stand_there_is_not_found(quote: str) -> None:
    assert locate_quote(quote, TEXT) is None


@given(
    text=st.text("aB9가나 .,“”'\n\u00e9\u3000", min_size=1, max_size=40),
    start=st.integers(0, 39),
    length=st.integers(1, 30),
)
def test_every_stretch_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    quote = text[start % len(text) :][:length]
    assume(any(character.isalnum() for character in quote))
    span = locate_quote(quote, text)
    assert span is not None
    assert 0 <= span[0] < span[1] <= len(text)


@given(text=st.text(max_size=40), quote=st.text(max_size=20))
def test_any_quote_gives_a_span_in_the_text_or_none(text: str, quote: str) -> None:
    span = locate_quote(quote, text)
    assert span is None or (0 <= span[0] < span[1] <= len(text))
