"""What sentences as those of encyclopedias say, read by particles and nouns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.rules.korean.extraction import extract_korean
from tests.fakes.values import task

Fact = tuple[str, str, str]


def said(text: str, title: str = "") -> set[Fact]:
    triples = extract_korean(task(text, title=title, language="ko")).triples
    return {(triple.head, triple.relation, triple.tail) for triple in triples}


def types(text: str, title: str = "") -> dict[str, str]:
    found = extract_korean(task(text, title=title, language="ko"))
    return {entity.name: entity.type for entity in found.entities}


@pytest.mark.parametrize(
    ("text", "title", "fact"),
    [
        ("그는 로마 제국의 초대 황제이다.", "베룰루스", ("베룰루스", "황제", "로마 제국")),
        ("본명은 한가람이고, 호는 청운이다.", "한별", ("한별", "호", "청운")),
        ("인구는 2011년 기준 8,219명으로 매우 적다.", "독일", ("독일", "인구", "8,219명")),
        ("리스본은 12세기 이후 포르투갈의 수도로, 항구가 크다.", "", ("리스본", "수도", "포르투갈")),
        (
            "행정 수도는 프리토리아, 입법 수도는 케이프타운이다.",
            "남아프리카 공화국",
            ("프리토리아", "수도", "남아프리카 공화국"),
        ),
        ("처음에는 뉴클레인이라고 명명했다.", "DNA", ("DNA", "불리다", "뉴클레인")),
        ("줄여서 서독이라고도 한다.", "독일 연방 공화국", ("독일 연방 공화국", "불리다", "서독")),
        ("김철민은 수원시 출신의 배우이다.", "", ("김철민", "출신", "수원시")),
        ("박지성은 서울대학교 법학과를 졸업하였다.", "", ("박지성", "졸업하다", "서울대학교")),
        ("1905년에 조지 워싱턴은 대통령에 취임했다.", "", ("조지 워싱턴", "취임하다", "대통령")),
        ("주요 도시로는 리스본, 포르투가 있다.", "포르투갈", ("포르투", "IS_A", "도시")),
        ("드래곤볼은 《서유기》를 원작으로 하여 만들어졌다.", "", ("드래곤볼", "원작", "서유기")),
        ("수도를 하노이로 정하였다.", "베트남", ("하노이", "수도", "베트남")),
        ("단종은 할아버지 세종의 사랑을 받았다.", "", ("세종", "할아버지", "단종")),
        ("독립 전쟁(1775~1783)은 북미에서 일어났다.", "", ("독립 전쟁", "시작되다", "1775")),
        ("가장 큰 도시는 글래스고(인구 58만)이다.", "스코틀랜드", ("글래스고", "인구", "58만")),
        ("드라마 《화유기》(오연서, 이승기 등)도 인기를 얻었다.", "", ("이승기", "출연하다", "화유기")),
        ("송강호 주연의 영화 《괴물》이 개봉했다.", "", ("송강호", "주연", "괴물")),
    ],
)
def test_is_read(text: str, title: str, fact: Fact) -> None:
    assert fact in said(text, title)


def test_what_goes_on_in_front_of_a_noun_tells_of_the_noun() -> None:
    facts = said("롤링은 1997년 처음 출간되어 성공한 소설 《해리 포터》의 작가이다.")
    assert not any(head == "롤링" and tail == "1997년" for head, _, tail in facts)


def test_a_verb_before_a_noun_of_time_describes_nothing() -> None:
    assert ("프랑스", "정복하다", "스페인") in said("1808년은 프랑스가 스페인을 정복한 해이다.")


def test_a_quotation_is_not_the_words_of_the_text() -> None:
    text = "조사단은 “만주국은 일본의 괴뢰 정권이며, 만주는 중화민국의 땅이어야 한다.”라고 주장하였다."
    assert not any(head == "만주국" for head, _, _ in said(text))


def test_no_thing_is_of_a_kind_of_another_family() -> None:
    assert ("예멘", "IS_A", "가수") not in said("예멘은 유명한 가수이다.")


def test_a_subject_ends_with_its_clause() -> None:
    facts = said("641년에 무왕이 승하하자 태자로 추대되었다.", title="의자왕")
    assert ("의자왕", "추대되다", "태자") in facts


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("세계지식재산권기구는 제네바에 있다.", "세계지식재산권기구", "Organization"),
        ("맨체스터 유나이티드가 이겼다.", "맨체스터 유나이티드", "Team"),
        ("완도항에 배가 있다.", "완도항", "Structure"),
        ("동아일보사가 신문을 낸다.", "동아일보사", "Company"),
        ("흥선대원군이 물러났다.", "흥선대원군", "Person"),
    ],
)
def test_the_end_of_a_name_tells_its_type(text: str, name: str, kind: str) -> None:
    assert types(text)[name] == kind


@pytest.mark.parametrize(
    "text", ["화가인 어몽룡의 그림이다.", "애버딘과 던디가 있다.", "수도는 블룸폰테인이다."]
)
def test_no_particle_is_a_part_of_a_name(text: str) -> None:
    assert not any(name.endswith(("룡의", "딘과", "테인이")) for name in types(text))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='가나다은는이가을를의에서로와과인 (),‘’“”"《》-~1990년월일ABc·。\n', max_size=60))
def test_no_line_ends_the_reading(text: str) -> None:
    assert extract_korean(task(text, title="가나", language="ko")).chunk_id == "c0"


@pytest.mark.parametrize(
    ("text", "title", "fact", "expected"),
    [
        (
            "1970년 그는 서울에서 김영희와 결혼하였다.",
            "박철수",
            ("박철수", "결혼하다", "김영희"),
            {"start": "1970년", "place": "서울"},
        ),
        (
            "1953년 12월 프랑스의 대통령에 취임하였다.",
            "샤를 드 골",
            ("샤를 드 골", "취임하다", "대통령"),
            {"start": "1953년 12월", "of": "프랑스"},
        ),
        (
            "정종(定宗, 재위: 1398년 ~ 1400년)은 조선의 제2대 임금이다.",
            "",
            ("정종", "임금", "조선"),
            {"start": "1398년", "end": "1400년"},
        ),
        (
            "태프트는 미국의 27번째 대통령(1909~1913)이다.",
            "",
            ("태프트", "대통령", "미국"),
            {"start": "1909", "end": "1913"},
        ),
    ],
)
def test_when_and_where_are_told_of_the_fact(
    text: str, title: str, fact: Fact, expected: dict[str, str]
) -> None:
    triples = extract_korean(task(text, title=title, language="ko")).triples
    found = {(each.head, each.relation, each.tail): each.qualifiers for each in triples}
    assert {qualifier.name: qualifier.value for qualifier in found[fact]} == expected


def test_what_has_no_type_is_less_sure() -> None:
    typed = extract_korean(task("세종은 조선의 제4대 임금이다.", language="ko")).triples
    untyped = extract_korean(task("비슈누(Vishnu)는 오래되었다.", language="ko")).triples
    assert min(each.confidence for each in typed) > max(each.confidence for each in untyped)
