"""Constructions that encyclopaedic Korean states facts in, and what only looks like one."""

import pytest

from extraction.rules.korean.extraction import extract_korean
from schemas.extraction import ChunkExtraction
from tests.fakes.values import task

Said = tuple[str, str, str]


def extract(text: str, title: str = "") -> ChunkExtraction:
    return extract_korean(task(text, title=title))


def said(text: str, title: str = "") -> set[Said]:
    return {(triple.head, triple.relation, triple.tail) for triple in extract(text, title).triples}


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("고종은 대한제국 제1대 황제이다.", "고종", ("고종", "황제", "대한제국")),
        ("칠레는 미국과 긴밀한 관계를 유지하고 있으며 공용어도 영어이다.", "칠레", ("칠레", "공용어", "영어")),
        ("스페인어가 사실상 공용어이다.", "칠레", ("칠레", "공용어", "스페인어")),
        ("알카르는 삼성전자의 자회사이다.", "알카르", ("알카르", "자회사", "삼성전자")),
        ("칠레 공화국은 과거 안데시아라고 불리던 서남부 남아메리카에 있는 나라이다.", "칠레 공화국", ("칠레 공화국", "불리다", "안데시아")),
        ("미국 해군사관학교가 메릴랜드주의 수도인 아나폴리스에 있다.", "메릴랜드주", ("미국 해군사관학교", "있다", "아나폴리스")),
        ("이 교단은 교주 아사하라 쇼코에 의해 설립되었다.", "", ("아사하라 쇼코", "IS_A", "교주")),
    ],
)  # fmt: skip
def test_what_a_construction_states(text: str, title: str, expected: Said) -> None:
    assert expected in said(text, title)


def test_a_name_that_is_cut_at_one_place_is_whole_where_it_is_so_at_another() -> None:
    text = "당대 로마 황제 엘라가발루스를 비판하고 묘사했다. 엘라가발루스는 신전을 지었다."
    assert "엘라" not in {entity.name for entity in extract(text, "엘라가발루스").entities}


def test_a_country_whose_name_ends_as_a_particle_does_is_whole() -> None:
    assert "노르웨이" in {
        entity.name for entity in extract("2000년 노르웨이 라프토(Rafto) 인권상을 받았다.").entities
    }


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("레아는 돌덩이를 건넸다. 그 돌덩이의 이름이 바로 옴팔로스이다.", "제우스"),
        ('켄 톰슨은 언어를 개조해서 "비"언어라 명명했다.', "켄 톰슨"),
        ("채권관계에서 채무를 지는 사람을 채무자라고 한다.", "채무"),
        ("공민왕 14년, 노국공주가 사망하자 대신들이 시호를 올렸다.", "왕후"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_name_of_the_topic(text: str, title: str) -> None:
    assert not said(text, title)


def test_what_this_street_points_at_is_the_street_named_before() -> None:
    text = "대사관은 매사추세츠 거리에 있는데 이 거리는 비공식적으로 대사관길이라고 불린다."
    assert ("매사추세츠 거리", "불리다", "대사관길") in said(text, "워싱턴")


def test_what_is_called_a_concept_is_one() -> None:
    entities = extract("생물정제는 바이오매스를 처리하는 개념이다.").entities
    assert ("생물정제", "Concept") in {(entity.name, entity.type) for entity in entities}


def test_what_is_founded_by_somebody_is_no_date() -> None:
    entities = extract("옴교는 교주 아사하라 쇼코에 의해 1984년에 설립되었다.", "옴교").entities
    assert ("아사하라 쇼코", "Date") not in {(entity.name, entity.type) for entity in entities}
