"""Names in Chinese characters are read as the documents write them in Hangul."""

import pytest

from retrieval.question.hanja import hangul_readings
from retrieval.question.spelling import put_right
from schemas.retrieval import Link


def link(surface: str, name: str) -> Link:
    return Link(surface=surface, kind="entity", target=name, name=name, how="exact alias", score=1.0)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("大東輿地圖는 누가 만들었나?", "대동여지도는 누가 만들었나?"),
        ("金正浩의 大東輿地圖는 何年?", "김정호의 대동여지도는 何年?"),
        ("大東輿地圖 何年", "대동여지도 몇 년"),
        ("誰 大東輿地圖", "누구 대동여지도"),
        ("訓民正音 何年", "訓民正音 何年"),
        ("대동여지도는 누가 만들었나?", "대동여지도는 누가 만들었나?"),
    ],
)
def test_a_question_is_read_with_the_names_in_hangul(question: str, read: str) -> None:
    links = [
        link("大東輿地圖", "대동여지도"),
        link("金正浩", "김정호"),
        link("訓民正音", "訓民正音"),
        link("대동여지도", "대동여지도"),
    ]
    linked = [one for one in links if one.surface in question]
    assert put_right(question, hangul_readings(question, linked)) == read


def test_a_question_without_such_names_is_left_alone() -> None:
    assert hangul_readings("何年", []) == []
