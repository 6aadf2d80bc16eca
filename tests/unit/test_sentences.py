import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text.sentences import sentence_spans
from schemas.document import Language


def sentences(text: str, language: Language = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


def test_abbreviations_initials_and_decimals_do_not_end_a_sentence() -> None:
    text = "Dr. J. R. Smith lived in the U.S. in 1936. He paid $3.5 million to Apple Inc. in May. See Vol. 3."
    assert sentences(text) == [
        "Dr. J. R. Smith lived in the U.S. in 1936.",
        "He paid $3.5 million to Apple Inc. in May.",
        "See Vol. 3.",
    ]


def test_quotes_and_footnotes_stay_with_their_sentence() -> None:
    assert sentences('He said "Stop! Go away." Then he left.[3] Nobody came.') == [
        'He said "Stop! Go away."',
        "Then he left.[3]",
        "Nobody came.",
    ]


def test_headings_items_and_blank_lines_end_a_sentence() -> None:
    text = "# Early life\nShe was born in Kent\n\n- first item\n- second item\n\n1. One.\n2. Two."
    assert sentences(text) == [
        "# Early life",
        "She was born in Kent",
        "- first item",
        "- second item",
        "1. One.",
        "2. Two.",
    ]


def test_a_title_line_is_not_part_of_the_first_sentence() -> None:
    assert sentences("Ada Lovelace\nAda Lovelace wrote the first published program for a machine.") == [
        "Ada Lovelace",
        "Ada Lovelace wrote the first published program for a machine.",
    ]


def test_wrapped_lines_are_one_sentence() -> None:
    text = "The machine was described in a paper that\nCharles Babbage had asked for. It was\nnever built."
    assert sentences(text) == [
        "The machine was described in a paper that\nCharles Babbage had asked for.",
        "It was\nnever built.",
    ]


def test_korean_sentences_with_and_without_a_space_between() -> None:
    text = "세종대왕은 1443년에 한글을 창제했다.그는 왕이다. “가자.”라고 말했다.[주석 5] 끝이다."
    assert sentences(text, "ko") == [
        "세종대왕은 1443년에 한글을 창제했다.",
        "그는 왕이다.",
        "“가자.”라고 말했다.[주석 5]",
        "끝이다.",
    ]


def test_a_no_break_space_before_a_full_stop_is_harmless() -> None:
    assert sentences("Plan\u00a0B\u00a0. Then C.") == ["Plan\u00a0B\u00a0.", "Then C."]


def test_half_a_surrogate_pair_keeps_its_place() -> None:
    assert sentences("One \ud800. Then \udc00 two.") == ["One \ud800.", "Then \udc00 two."]


@pytest.mark.parametrize("blank", ["", " \n\t\u00a0\n"])
def test_a_blank_text_has_no_sentences(blank: str) -> None:
    assert sentence_spans(blank) == []


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("aB. !?\"'()1-é가다。\n\r\f\u00a0\u2028😀\ud800#*|\t:…“”") | st.characters(),
        max_size=80,
    ),
    st.sampled_from(["en", "ko", "other"]),
)
def test_spans_are_ordered_tight_and_hold_every_visible_character(text: str, language: Language) -> None:
    spans = sentence_spans(text, language)
    end_before = 0
    for start, end in spans:
        assert end_before <= start < end
        assert text[start:end].strip() == text[start:end]
        assert not text[end_before:start].strip()
        end_before = end
    assert not text[end_before:].strip()


@pytest.mark.parametrize("width", [18, 24, 30, 38])
def test_text_wrapped_at_few_characters_goes_on_over_its_lines(width: int) -> None:
    text = "The Alder clinic was opened in 1923 by Dr. Ida Falk of Bergen. In 1950 Oslo took the house over, and Berg led it."
    wrapped = textwrap.fill(text, width)
    assert [" ".join(sentence.split()) for sentence in sentences(wrapped)] == [
        "The Alder clinic was opened in 1923 by Dr. Ida Falk of Bergen.",
        "In 1950 Oslo took the house over, and Berg led it.",
    ]
    around = f"Alder clinic\n\n{wrapped}\n\nAnn Roe\nOslo"
    assert sentences(around)[0] == "Alder clinic"
    assert sentences(around)[-2:] == ["Ann Roe", "Oslo"]


@pytest.mark.parametrize(
    "lines",
    [
        "Apples\nPears\nPlums.",
        "Ann Archer, Optics\nBo Baxter, Statics\nCy Carver, Acoustics",
        "Ann Roe\n12 Elm Street\nOslo 0123.",
        "- first thing\n- second thing\n- third thing.",
    ],
)
def test_short_lines_that_stand_alone_stay_apart(lines: str) -> None:
    assert sentences(lines) == lines.split("\n")
