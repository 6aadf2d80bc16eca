"""The rounds in which a graph schema is refined."""

from extraction.schema.draft import DraftSettings
from extraction.schema.refinement import Refinement, refine_schema
from extraction.schema.vocabulary import Vocabulary, base_vocabulary
from tests.unit.test_draft_schema import Row, outcome


def refine(*rows: list[Row], vocabulary: Vocabulary | None = None, rounds: int = 9) -> Refinement:
    outcomes = [outcome(number, *some) for number, some in enumerate(rows)]
    return refine_schema(outcomes, version=1, settings=DraftSettings(), vocabulary=vocabulary, rounds=rounds)


FOUNDED: list[Row] = [("Ada", "Person", "founded", "Quill Press", "Company")]
JUGGLED: list[Row] = [("Ada", "Person", "juggled", "Balls", "Product")]
WHISTLED: list[Row] = [("Ada", "Person", "whistled at", "Turin", "City")]


def test_rounds_add_what_the_vocabulary_lacks_while_it_is_worth_it() -> None:
    found = refine(*[FOUNDED] * 300, *[JUGGLED] * 30, *[WHISTLED] * 2, vocabulary=base_vocabulary())
    assert [(one.name, one.relation_types) for one in found.rounds] == [
        ("every wording", 3),
        ("vocabulary", 1),
        ("and in 20 chunks", 2),
        ("and in 2 chunks", 3),
    ]
    assert [round(one.kept, 2) for one in found.rounds] == [1.0, 0.9, 0.99, 1.0]
    assert found.rounds[1].lost[0].startswith("(Person)-[JUGGLE]->(Product): Ada juggled")
    assert found.rounds[2].gained == ("Ada juggled Balls.",)
    assert {kind.name for kind in found.refined.relation_types} == {"FOUNDED_BY", "JUGGLE"}, (
        "the last round gained less than a hundredth"
    )


def test_the_number_of_rounds_can_be_limited() -> None:
    found = refine(*[FOUNDED] * 30, *[JUGGLED] * 30, vocabulary=base_vocabulary(), rounds=1)
    assert [one.name for one in found.rounds] == ["every wording", "vocabulary"]
    assert [kind.name for kind in found.refined.relation_types] == ["FOUNDED_BY"]


def test_without_a_vocabulary_every_wording_stays() -> None:
    found = refine(FOUNDED, JUGGLED)
    assert len(found.rounds) == 1
    assert {kind.name for kind in found.refined.relation_types} == {"FOUND", "JUGGLE"}
