import pytest

from extraction.rules.korean.extraction import extract_korean
from schemas.extraction import ChunkExtraction
from tests.fakes.values import task


def extract(text: str, title: str = "") -> ChunkExtraction:
    return extract_korean(task(text, title=title, language="ko"))


def said(text: str, title: str = "") -> set[tuple[str, str, str]]:
    return {(triple.head, triple.relation, triple.tail) for triple in extract(text, title).triples}


def test_subject_and_object_particles_give_a_statement() -> None:
    assert ("장영실", "만들다", "앙부일구") in said("장영실은 세종의 명으로 앙부일구를 만들었다.")


def test_places_and_dates_belong_to_the_verb() -> None:
    facts = said("세종대왕은 1397년 한양에서 태어났다.")
    assert {("세종대왕", "태어나다", "1397년"), ("세종대왕", "태어나다", "한양")} <= facts


def test_a_clause_before_a_noun_tells_who_acted_on_the_topic() -> None:
    assert ("이병철", "설립하다", "삼성전자") in said(
        "삼성전자는 1969년 이병철이 설립한 대한민국의 기업이다."
    )


def test_a_copula_gives_the_kind_and_whose_it_is() -> None:
    facts = said("이재용은 삼성전자의 회장이다.")
    assert {("이재용", "회장", "삼성전자"), ("이재용", "IS_A", "회장")} <= facts


def test_a_pronoun_is_the_person_the_document_is_about() -> None:
    text = "세종대왕은 조선의 국왕이다. 그는 1443년에 한글을 창제했다."
    assert ("세종대왕", "창제하다", "한글") in said(text, title="세종대왕")
    extraction = extract("비가 왔다. 그는 한글을 창제했다.", title="날씨")
    assert not extraction.triples
    assert [dropped.reason for dropped in extraction.dropped] == ["unresolved pronoun"]


def test_negation_is_kept() -> None:
    assert ("장영실", "NOT_만들다", "앙부일구") in said("장영실은 앙부일구를 만들지 않았다.")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("김구는 노벨상을 받지 못했다.", "받다"),
        ("김구는 노벨상을 받지는 못하였다.", "받다"),
        ("세종대왕은 한글을 창제하지 못했다.", "창제하다"),
        ("이순신은 일본에 항복하지 아니하였다.", "항복하다"),
    ],
)
def test_a_long_negation_is_one_however_it_is_written(text: str, relation: str) -> None:
    assert {said_relation for _, said_relation, _ in said(text)} == {f"NOT_{relation}"}


@pytest.mark.parametrize(
    "text",
    [
        "이순신은 일본을 공격하려고 했다.",
        "이순신이 일본을 공격하면 조선이 이긴다.",
        "이순신은 일본을 공격해야 한다.",
        "이순신은 일본을 공격하고 싶어 했다.",
        "이순신은 일본을 공격하기로 했다.",
        "이순신은 일본을 공격하기 위해 노력했다.",
        "이순신은 일본을 공격하지 말아야 했다.",
        "이순신은 일본을 공격할까 고민했다.",
        "이순신은 일본을 공격했는가?",
        "이순신은 일본을 공격했습니까?",
    ],
)
def test_wishes_conditions_and_questions_state_nothing(text: str) -> None:
    assert said(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "이순신은 일본을 공격하면서 성장했다.",
        "이순신은 일본을 공격했으니까 이겼다.",
        "이순신은 일본을 공격하기도 했다.",
        "이순신은 일본을 공격하다가 죽었다.",
    ],
)
def test_what_happened_is_stated_whatever_follows(text: str) -> None:
    assert ("이순신", "공격하다", "일본") in said(text)


def test_endings_tell_types() -> None:
    types = {
        entity.name: entity.type
        for entity in extract("김철수는 서울대학교에서 공부했다. 그는 수원시에 산다.").entities
    }
    assert types["서울대학교"] == "Organization"
    assert types["수원시"] == "Place"


def test_every_name_stands_in_its_sentence() -> None:
    text = "세종대왕은 조선의 국왕이다.\n그는 1443년에 한글을 창제했다."
    for triple in extract(text, "세종대왕").triples:
        assert triple.tail in text[triple.start : triple.end]
