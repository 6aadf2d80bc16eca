import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.lemma import relation_lemma

NAME = re.compile(r"[^\W\d]\w{0,63}")
WORDS = st.sampled_from(
    [
        "was",
        "is",
        "has",
        "been",
        "had",
        "a",
        "the",
        "of",
        "in",
        "by",
        "not",
        "almost",
        "never",
        "did",
        "founded",
        "found",
        "won",
        "acquired",
        "taken",
        "over",
        "written",
        "and",
        "directed",
        "co-founded",
        "capital",
        "member",
        "members",
        "stars",
        "first",
        "estimated",
        "population",
        "building",
        "works",
        "WORKS_FOR",
        "worksFor",
        "2nd",
        "노벨상을",
        "받았다",
        "의",
        "수도이다",
        "ß",
        "don't",
        "no",
        "longer",
        "used",
        "to",
        "currently",
    ]
)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("works for", "WORK_FOR"),
        ("WORKS_FOR", "WORK_FOR"),
        ("worksFor", "WORK_FOR"),
        ("is the capital of", "CAPITAL_OF"),
        ("capital of", "CAPITAL_OF"),
        ("was born in", "BORN_IN"),
        ("born in", "BORN_IN"),
        ("is located in", "LOCATE_IN"),
        ("has won", "WIN"),
        ("has member", "HAVE_MEMBER"),
        ("was also later known as", "KNOW_AS"),
        ("founded", "FOUND"),
        ("found in", "FIND_IN"),
        ("FOUND", "FOUND"),
        ("did not win", "NOT_WIN"),
        ("isn't a member of", "NOT_MEMBER_OF"),
        ("no longer plays for", "NOT_PLAY_FOR"),
        ("almost acquired", "ALMOST_ACQUIRE"),
        ("did not supposedly win", "NOT_SUPPOSEDLY_WIN"),
        ("is", "IS"),
        ("was a", "IS_A"),
        ("died by", "DIE_BY"),
        ("노벨상을 받았다", "받다"),
        ("의 수도이다", "수도"),
        ("참여하지 않았다", "NOT_참여하다"),
        ("받지 못했다", "NOT_받다"),
        ("창제하지 못했다", "NOT_창제하다"),
        ("항복하지 아니하였다", "NOT_항복하다"),
        ("ist Mitglied von", "IST_MITGLIED_VON"),
        ("!!!", "RELATE_TO"),
        ("", "RELATE_TO"),
    ],
)
def test_wordings_of_one_relation_share_a_name(phrase: str, name: str) -> None:
    lemma = relation_lemma(phrase)
    assert (lemma.name, lemma.inverted) == (name, False)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("was acquired by", "ACQUIRE"),
        ("acquired by", "ACQUIRE"),
        ("ACQUIRED_BY", "ACQUIRE"),
        ("was later taken over by", "TAKE_OVER"),
        ("is written and directed by", "WRITE_AND_DIRECT"),
        ("was not founded by", "NOT_FOUND"),
        ("was allegedly acquired by", "ALLEGEDLY_ACQUIRE"),
        ("에 의해 설립되었다", "설립하다"),
    ],
)
def test_a_passive_with_an_agent_is_turned_round(phrase: str, name: str) -> None:
    lemma = relation_lemma(phrase)
    assert (lemma.name, lemma.inverted) == (name, True)


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=30), st.booleans())
def test_every_name_is_a_valid_relation_type_and_its_own_lemma(phrase: str, upper: bool) -> None:
    lemma = relation_lemma(phrase.upper().replace(" ", "_") if upper else phrase)
    assert NAME.fullmatch(lemma.name)
    again = relation_lemma(lemma.name)
    assert (again.name, again.inverted) == (lemma.name, False)


@pytest.mark.parametrize(
    ("phrase", "name"), [("세워졌다", "세워지다"), ("받습니다", "받다"), ("회장이다", "회장")]
)
def test_a_korean_phrase_is_its_verb_or_noun(phrase: str, name: str) -> None:
    assert relation_lemma(phrase, "ko").name == name


@pytest.mark.parametrize(
    "verb", ["배우다", "폐관되다", "지원받다", "만들어지다", "불리다", "지어지다", "다니다"]
)
def test_a_korean_verb_in_its_dictionary_form_is_not_analysed_again(verb: str) -> None:
    assert relation_lemma(verb, "ko").name == verb
