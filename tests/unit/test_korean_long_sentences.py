"""Of what the clauses of long Korean sentences tell, and that nothing is said where it cannot be told."""

import pytest

from tests.unit.test_korean_facts import Fact, said, types


@pytest.mark.parametrize(
    ("text", "title", "fact"),
    [
        (
            "1945년 3월 22일 이집트, 시리아가 이집트 카이로에 모여 결성했다.",
            "아랍 연맹",
            ("시리아", "결성하다", "아랍 연맹"),
        ),
        ("1968년 4월 멤피스에서 총을 맞고 사망하였다.", "김철수", ("김철수", "사망하다", "멤피스")),
        ("김철수의 아내 이름은 이영희이다.", "아브라함", ("이영희", "아내", "김철수")),
        ("숙종은 현종과 명성왕후 김씨의 외아들로 태어났다.", "", ("숙종", "외아들", "현종")),
        ("저서로는 《가나집》과 《다라통략》이 있다.", "이건창", ("가나집", "저서", "이건창")),
        ("주요 도시로는 리스본, 포르투가 있다.", "포르투갈", ("포르투", "LOCATED_IN", "포르투갈")),
        (
            "독일 연방 공화국(獨逸), 줄여서 독일(獨逸)은 나라이다.",
            "",
            ("독일 연방 공화국", "ALSO_KNOWN_AS", "독일"),
        ),
        ("슈파이어 대성당은 독일에 있는 대성당이다.", "", ("슈파이어 대성당", "IS_A", "대성당")),
        (
            "빌헬름 미클라스 오스트리아 대통령은 사임을 거절했다.",
            "",
            ("빌헬름 미클라스", "대통령", "오스트리아"),
        ),
        (
            "동쪽으로 경산시, 서쪽으로 고령군, 군위군 남쪽으로 경상남도 창녕군과 인접한다.",
            "대구광역시",
            ("대구광역시", "인접하다", "군위군"),
        ),
        ("비는 김만기의 딸 인경왕후이다.", "숙종", ("인경왕후", "딸", "김만기")),
        ("글래스고는 스코틀랜드의 가장 큰 도시이다.", "", ("글래스고", "LOCATED_IN", "스코틀랜드")),
        (
            "4월 6일부터 그리스 아테네에서 개최되었다.",
            "1896년 하계 올림픽",
            ("1896년 하계 올림픽", "개최되다", "아테네"),
        ),
        ("유럽 연합(, 약칭 EU)은 유럽에 있다.", "", ("유럽 연합", "ALSO_KNOWN_AS", "EU")),
        ("대구는 대한민국의 동남부 내륙에 있다.", "", ("대구", "있다", "대한민국")),
        ("김영희는 경희대학교 신문방송학과에 입학했다.", "", ("김영희", "입학하다", "경희대학교")),
    ],
)
def test_is_told_of(text: str, title: str, fact: Fact) -> None:
    assert fact in said(text, title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("북부는 높은 산지로 미얀마, 라오스와 접경한다.", "태국"),
        ("70년대 소련에서는 선수들의 훈련에 라디오를 도입하였다.", "전기요법"),
        ("혈통도 조선 왕조에서 유래하였다.", "대한제국"),
        ("띠 부분이 우리가 가시광선으로 부르는 영역이다.", "태양계"),
        ("HIV에 걸린 사람을 에이즈 환자라고 부른다.", "면역결핍증"),
        ("비가 내려서 길이 끊겼고 서울에서 사망하였다.", "김철수"),
    ],
)
def test_what_another_thing_does_is_not_told_of_the_topic(text: str, title: str) -> None:
    assert not any(title in {head, tail} for head, _, tail in said(text, title))


def test_the_name_is_no_noun_for_a_child() -> None:
    facts = said("이름은 담덕으로 고국양왕의 아들이다.", title="광개토왕")
    assert not any(tail == "아들" and relation == "이름" for _, relation, tail in facts)


def test_a_value_of_a_noun_behind_is_not_the_topics() -> None:
    facts = said("제2의 도시로는 인구 24만, 광역인구 150만의 도시인 포르투가 있다.", title="포르투갈")
    assert ("포르투갈", "인구", "24만") not in facts


def test_she_is_the_last_person_told_of() -> None:
    text = "콘스탄체 모차르트는 악보를 팔았다. 1809년 그녀는 게오르크 니센과 재혼했다."
    facts = said(text, title="볼프강 모차르트")
    assert ("콘스탄체 모차르트", "재혼하다", "게오르크 니센") in facts


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("박지성은 PSV 에인트호번에서 축구를 했다.", "", "PSV 에인트호번"),
        ("교황 우르바노 2세가 공의회를 열었다.", "", "우르바노 2세"),
        ("폰타델가다, 테르세이라 섬의 도시가 있다.", "", "폰타델가다"),
        ("요리나가는 말에 올랐다.", "후지와라노 요리나가", "요리나가"),
        ("그는 덕천군(德泉君)의 후손이다. 덕천군은 왕자였다.", "", "덕천군"),
        ("1837년 러브조이 암살 사건이 일어났다.", "", "러브조이 암살 사건"),
        ("저서는 《명미당집 (明美堂集)》이다.", "", "명미당집"),
    ],
)
def test_a_name_is_whole_and_no_more(text: str, title: str, name: str) -> None:
    assert name in types(text, title)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("그는 명미당(明美堂)을 지었다.", "명미당", "Structure"),
        ("호레이스 윌슨이 야구를 가르쳤다.", "호레이스 윌슨", "Person"),
        ("돌턴은 기체를 연구하였다.", "돌턴", "Person"),
        ("보노보노는 2016년 4월 2일부터 방영되었다.", "보노보노", "Series"),
        ("성서읍이 편입되었다.", "성서읍", "City"),
        ("그는 <Brothers In Arms>를 들었다.", "Brothers In Arms", "Work"),
        ("터키와 카타이브가 싸웠다.", "터키", "Country"),
        ("절은 종로구 혜화동에 있다.", "종로구 혜화동", "Place"),
    ],
)
def test_a_type_is_told_by(text: str, name: str, kind: str) -> None:
    assert types(text)[name] == kind


def test_characters_that_only_tell_the_word_are_no_other_name() -> None:
    assert not any(
        relation == "ALSO_KNOWN_AS" for _, relation, _ in said("고지대의 소림(疎林)도 논이 되었다.")
    )
