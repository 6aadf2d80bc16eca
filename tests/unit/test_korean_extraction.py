import pytest

from extraction.rules.korean.extraction import extract_korean
from schemas.extraction import ChunkExtraction
from tests.fakes.values import task


def extract(text: str, title: str = "") -> ChunkExtraction:
    return extract_korean(task(text, title=title, language="ko"))


def said(text: str, title: str = "") -> set[tuple[str, str, str]]:
    return {(triple.head, triple.relation, triple.tail) for triple in extract(text, title).triples}


def types(text: str, title: str = "") -> dict[str, str]:
    return {entity.name: entity.type for entity in extract(text, title).entities}


def test_subject_and_object_particles_give_a_statement() -> None:
    assert ("장영실", "만들다", "앙부일구") in said("장영실은 세종의 명으로 앙부일구를 만들었다.")


@pytest.mark.parametrize(
    "text",
    [
        "하늘다리는 윤도현이 설계했다.",
        "윤도현이 하늘다리를 설계했다.",
        "하늘다리는 윤도현이 설계한 다리이다.",
    ],
)
def test_particles_and_no_order_tell_who_acts(text: str) -> None:
    assert ("윤도현", "설계하다", "하늘다리") in said(text, title="하늘다리")


def test_what_is_not_said_of_another_is_said_of_the_topic() -> None:
    facts = said("한빛그룹은 2001년 설립되었다. 2010년에 신한은행을 인수하였다.", title="한빛그룹")
    assert facts == {("한빛그룹", "설립되다", "2001년"), ("한빛그룹", "인수하다", "신한은행")}


@pytest.mark.parametrize(
    "row",
    [
        "프랑스와 독일",
        "프랑스, 독일",
        "프랑스 및 독일",
        "프랑스, 독일 등 2개국",
        "서쪽으로는 프랑스, 동쪽으로는 독일",
    ],
)
def test_every_member_of_a_row_counts(row: str) -> None:
    facts = said(f"룩셈부르크는 {row}과 접한다.")
    assert {("룩셈부르크", "접하다", "프랑스"), ("룩셈부르크", "접하다", "독일")} <= facts


def test_a_date_of_a_transitive_verb_tells_of_its_object() -> None:
    facts = said("이병철은 1938년에 삼성상회를 설립하였다.")
    assert ("삼성상회", "설립되다", "1938년") in facts
    assert not any(head == "이병철" and tail == "1938년" for head, _, tail in facts)


def test_a_light_verb_is_the_verb_of_its_object() -> None:
    assert ("윤도현", "설계하다", "하늘다리") in said("윤도현이 하늘다리의 설계를 맡았다.", title="하늘다리")


def test_a_new_name_is_another_name() -> None:
    assert ("럭키금성", "개칭하다", "엘지") in said("럭키금성은 2001년에 엘지로 이름을 바꾸었다.")


def test_brackets_tell_other_names_and_a_life() -> None:
    facts = said("마리아 벨로(Maria Bello, 1901년 3월 2일 ~ 1980년 5월 6일)는 이탈리아의 화가이다.")
    assert {
        ("마리아 벨로", "ALSO_KNOWN_AS", "Maria Bello"),
        ("마리아 벨로", "태어나다", "1901년 3월 2일"),
        ("마리아 벨로", "사망하다", "1980년 5월 6일"),
        ("마리아 벨로", "국적", "이탈리아"),
        ("마리아 벨로", "IS_A", "화가"),
    } == facts


def test_years_in_brackets_are_a_life_only_of_a_person() -> None:
    assert not any(relation == "태어나다" for _, relation, _ in said("신한은행(1901년 ~ 1980년)은 은행이다."))


def test_places_in_a_row_lie_in_one_another() -> None:
    facts = said("한빛그룹의 본사는 대한민국 경기도 수원시에 있다.")
    assert {("경기도", "LOCATED_IN", "대한민국"), ("수원시", "LOCATED_IN", "경기도")} <= facts
    assert ("한빛그룹", "본사", "수원시") in facts


def test_a_relational_noun_tells_of_its_owner() -> None:
    assert ("레이캬비크", "수도", "아이슬란드") in said("수도는 레이캬비크이다.", title="아이슬란드")
    assert ("레이캬비크", "수도", "아이슬란드") in said("아이슬란드의 수도는 레이캬비크이다.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("동업자 김철수는 신한은행을 설립하였다.", "김철수"),
        ("초대 김철수 회장은 신한은행을 설립하였다.", "김철수"),
        ("당시 가수 김철수가 신한은행을 설립하였다.", "김철수"),
        ("김철수가 신한은행을 설립하였다.", "김철수"),
    ],
)
def test_a_name_has_no_noun_adverb_or_particle(text: str, name: str) -> None:
    assert (name, "설립하다", "신한은행") in said(text)


def test_a_title_in_marks_is_a_name_whatever_its_words() -> None:
    facts = said("《바람을 부탁해》는 2014년 5월 1일 개봉하였다.")
    assert facts == {("바람을 부탁해", "개봉하다", "2014년 5월 1일")}
    assert types("《바람을 부탁해》는 영화이다.")["바람을 부탁해"] == "Film"


def test_a_noun_that_tells_no_kind_is_none() -> None:
    assert said("김철수는 그 일의 원인이다.") == set()


def test_what_the_vocabulary_lacks_is_left_out_and_said() -> None:
    extraction = extract("이순신은 일본을 공격했다.")
    assert not extraction.triples
    assert [(dropped.reason, dropped.example) for dropped in extraction.dropped] == [
        ("not in vocabulary", "이순신 | 공격하다 | 일본")
    ]


def test_a_particle_excludes_a_relation() -> None:
    assert ("김철수", "설립하다", "부산") not in said("김철수는 부산에서 신한은행을 설립하였다.")


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
    text = "세종대왕은 조선의 국왕이다. 그는 1443년에 집현전을 설립했다."
    assert ("세종대왕", "설립하다", "집현전") in said(text, title="세종대왕")
    extraction = extract("비가 왔다. 그는 집현전을 설립했다.")
    assert not extraction.triples
    assert [dropped.reason for dropped in extraction.dropped] == ["unresolved pronoun"]


def test_negation_is_kept() -> None:
    assert ("장영실", "NOT_만들다", "앙부일구") in said("장영실은 앙부일구를 만들지 않았다.")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("김구는 노벨상을 수상하지 못했다.", "수상하다"),
        ("김구는 노벨상을 수상하지는 못하였다.", "수상하다"),
        ("세종대왕은 집현전을 설립하지 못했다.", "설립하다"),
        ("김철수는 서울대학교에 입학하지 아니하였다.", "입학하다"),
    ],
)
def test_a_long_negation_is_one_however_it_is_written(text: str, relation: str) -> None:
    assert {said_relation for _, said_relation, _ in said(text)} == {f"NOT_{relation}"}


@pytest.mark.parametrize(
    "text",
    [
        "이병철은 신한은행을 설립하려고 했다.",
        "이병철이 신한은행을 설립하면 조선이 이긴다.",
        "이병철은 신한은행을 설립해야 한다.",
        "이병철은 신한은행을 설립하고 싶어 했다.",
        "이병철은 신한은행을 설립하기로 했다.",
        "이병철은 신한은행을 설립하기 위해 노력했다.",
        "이병철은 신한은행을 설립하지 말아야 했다.",
        "이병철은 신한은행을 설립할까 고민했다.",
        "이병철은 신한은행을 설립했는가?",
        "이병철은 신한은행을 설립했습니까?",
    ],
)
def test_wishes_conditions_and_questions_state_nothing(text: str) -> None:
    assert said(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "이병철은 신한은행을 설립하면서 성장했다.",
        "이병철은 신한은행을 설립했으니까 이겼다.",
        "이병철은 신한은행을 설립하기도 했다.",
        "이병철은 신한은행을 설립하다가 죽었다.",
    ],
)
def test_what_happened_is_stated_whatever_follows(text: str) -> None:
    assert ("이병철", "설립하다", "신한은행") in said(text)


def test_endings_tell_types() -> None:
    found = types("김철수는 서울대학교에서 공부했다. 그는 수원시에 산다.")
    assert found == {"김철수": "Person", "서울대학교": "School", "수원시": "City"}


@pytest.mark.parametrize(
    ("text", "name", "type_name"),
    [
        ("하늬가람은 1990년 부산에서 태어났다.", "하늬가람", "Person"),
        ("나래울은 대한민국의 대학교이다.", "나래울", "School"),
        ("벨라루스는 넓다.", "벨라루스", "Country"),
        ("라틴어는 오래되었다.", "라틴어", "Language"),
        ("민트당은 대한민국의 정당이다.", "민트당", "PoliticalParty"),
    ],
)
def test_kinds_verbs_and_known_names_tell_types(text: str, name: str, type_name: str) -> None:
    assert types(text, title=name)[name] == type_name


def test_every_name_stands_in_its_sentence() -> None:
    text = "세종대왕은 조선의 국왕이다.\n그는 1443년에 집현전을 설립했다."
    triples = extract(text, "세종대왕").triples
    assert len(triples) > 1
    for triple in triples:
        assert triple.tail in text[triple.start : triple.end]


@pytest.mark.parametrize("aside", ["재위 1701년 ~ 1780년", "1992년 ~ 2002년"])
def test_years_in_office_are_no_life(aside: str) -> None:
    assert not any(
        relation == "태어나다" for _, relation, _ in said(f"국왕 요하네스 3세({aside})는 왕이었다.")
    )


def test_what_begins_and_ends_is_told_by_its_type() -> None:
    facts = said("발해(698년 ~ 926년)는 국가이다.")
    assert {("발해", "건국되다", "698년"), ("발해", "멸망하다", "926년")} <= facts


def test_a_title_has_the_noun_and_the_name_before_it() -> None:
    facts = said("김철수는 MBC 드라마 《바람을 부탁해》에 출연하였다.")
    assert {
        ("김철수", "출연하다", "바람을 부탁해"),
        ("바람을 부탁해", "방송되다", "MBC"),
        ("바람을 부탁해", "IS_A", "드라마"),
    } <= facts


def test_since_when_something_is_shown_is_when_it_came_out() -> None:
    text = "《바람을 부탁해》는 2003년 11월 8일부터 2012년 9월 21일까지 KBS에서 방영되었다."
    assert said(text) == {
        ("바람을 부탁해", "방영되다", "2003년 11월 8일"),
        ("바람을 부탁해", "방영되다", "KBS"),
    }


def test_of_an_area_in_a_place_the_place_is_named() -> None:
    assert ("폴란드", "위치하다", "유럽") in said("유럽의 평원 지역에 위치하고 있다.", title="폴란드")


def test_what_another_made_is_no_kind_of_the_topic() -> None:
    assert said("이곳에서는 유대교가 다수를 차지하는 종교이다.", title="이스라엘") == set()


def test_members_of_a_row_are_what_sums_it_up() -> None:
    facts = said("《고려사》, 《동국통감》 등의 역사서가 있다.")
    assert {("고려사", "IS_A", "역사서"), ("동국통감", "IS_A", "역사서")} <= facts


def test_who_does_it_together_does_it_too() -> None:
    facts = said("김철수는 박영희와 함께 《바람을 부탁해》에 출연하였다.")
    assert {(name, "출연하다", "바람을 부탁해") for name in ("김철수", "박영희")} <= facts


def test_a_job_in_latin_letters_is_no_name() -> None:
    found = extract("PD 나영석은 《바람을 부탁해》를 연출하였다.")
    assert ("나영석", "IS_A", "PD") in {(each.head, each.relation, each.tail) for each in found.triples}
    assert ("PD", "Concept") in {(each.name, each.type) for each in found.entities}


@pytest.mark.parametrize(
    ("text", "name", "type_name"),
    [
        ("루돌프 2세의 궁전이 있다.", "루돌프 2세", "Person"),
        ("탁구는 재미있다.", "탁구", "Concept"),
        ("수도 부다페스트는 넓다.", "부다페스트", "City"),
    ],
)
def test_looks_and_common_nouns_tell_types(text: str, name: str, type_name: str) -> None:
    assert types(text, title=name)[name] == type_name


@pytest.mark.parametrize("name", ["푸에르토리코", "페로 제도"])
def test_a_dependent_territory_is_a_region(name: str) -> None:
    assert types(f"{name}는 덴마크와 다르다.")[name] == "Region"
