"""Which words of a question are taken for names."""

from collections.abc import Mapping, Sequence

import pytest

from kg.text.name_key import name_key
from retrieval.question.analysis import analyse_by_rules
from retrieval.question.linking import (
    candidate_spans,
    choose_spans,
    exact_relations,
    unlinked_names,
    wordings_of,
)
from schemas.graph import Entity
from schemas.graph_schema import RelationType


def known(*names: str) -> Mapping[str, Sequence[Entity]]:
    return {name_key(name): [Entity(id=name, name=name, type="Thing", key=name_key(name))] for name in names}


def chosen(question: str, *names: str) -> list[str]:
    analysis = analyse_by_rules(question)
    spans = candidate_spans(analysis, max_words=10)
    return [span.text for span in choose_spans(spans, known(*names), analysis)]


@pytest.mark.parametrize(
    ("question", "names", "found"),
    [
        ("Where is Engine Works?", ["Engine Works", "Engine"], ["Engine Works"]),
        ("When did the country of Sri Lanka join?", ["country", "Sri Lanka"], ["Sri Lanka"]),
        (
            "Who ruled in the reign of terror in France?",
            ["Reign of Terror", "France"],
            ["the reign of terror", "France"],
        ),
        ("when did sri lanka join?", ["Sri Lanka"], ["sri lanka"]),
        ("when did france join?", ["France", "join"], ["france"]),
        ("Ada's aunt lived where?", ["Ada"], ["Ada"]),
        ("Who is it?", ["Who", "It"], []),
        ("What was born in 1843?", ["1843"], ["1843"]),
        ("훈민정음을 누가 만들었나?", ["훈민정음"], ["훈민정음"]),
        ("大東輿地圖 何年", ["大東輿地圖"], ["大東輿地圖"]),
        ("에밀리오 아기날도는 언제 사망했나요?", ["에밀리오 아기날도", "에밀리오"], ["에밀리오 아기날도"]),
    ],
)
def test_the_longest_known_names_are_linked(question: str, names: list[str], found: list[str]) -> None:
    assert chosen(question, *names) == found


def test_names_of_which_no_part_is_linked_are_left_for_the_vectors() -> None:
    analysis = analyse_by_rules("Did Ada Byron meet Babbage of London?")
    assert analysis.names == ("Ada Byron", "Babbage of London")
    assert unlinked_names(analysis, ["Ada Byron"]) == ["Babbage of London"]
    assert unlinked_names(analysis, ["London", "Ada"]) == []
    assert unlinked_names(analyse_by_rules("Did the US know Marcus Brutos?"), ["US"]) == ["Marcus Brutos"]
    assert unlinked_names(analyse_by_rules("세종대왕은 언제 태어났나?"), ["세종"]) == []


def test_a_name_in_the_other_script_is_a_name() -> None:
    assert chosen("Who made 한글?", "한글") == ["한글"]
    assert chosen("Engine Works는 언제 설립되었나?", "Engine Works") == ["Engine Works"]


def test_relation_words_are_linked_by_their_lemma() -> None:
    analysis = analyse_by_rules("Which company acquired the firm that Ada works for?")
    links = exact_relations(analysis, wordings_of(["ACQUIRE", "WORK_FOR", "BORN_IN"], ()))
    assert {(link.surface, link.target, link.how) for link in links} == {
        ("acquired", "ACQUIRE", "exact name"),
        ("works for", "WORK_FOR", "exact name"),
    }


def test_relation_words_mean_every_relation_that_took_them_over() -> None:
    kinds = (
        RelationType(name="FOUNDED_IN", merged_from=("FOUND_IN",)),
        RelationType(name="ESTABLISHED_ON", merged_from=("FOUND_IN", "BUILD_IN")),
        RelationType(name="WRITTEN_BY", inverted_from=("WRITE",)),
    )
    wordings = wordings_of(["FOUNDED_IN", "ESTABLISHED_ON"], kinds)
    assert wordings["FOUND_IN"] == ["FOUNDED_IN", "ESTABLISHED_ON"]
    assert wordings["BUILD_IN"] == ["ESTABLISHED_ON"]
    assert "WRITE" not in wordings, "no fact of the graph is of that type"
